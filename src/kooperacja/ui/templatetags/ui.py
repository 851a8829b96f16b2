"""`{% load ui %}`: every component of the face. The page /style/ shows them all."""

from kooperacja.ui.library import register
from kooperacja.ui.tags import actions, content, dates, form_tags, lists, navigation

__all__ = ["actions", "content", "dates", "form_tags", "lists", "navigation", "register"]
