"""`{% load drafts %}`: the hidden field by which a form names its draft."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kooperacja.drafts.forms import DraftOf
from kooperacja.drafts.kinds import DRAFT

register = template.Library()


@register.simple_tag
def draft_field(draft: DraftOf) -> SafeString:
    """The hidden field; put it into the form, beside `data-autosave-url="{{ draft.url }}"`."""
    return format_html('<input type="hidden" name="{}" value="{}">', DRAFT, draft.number)
