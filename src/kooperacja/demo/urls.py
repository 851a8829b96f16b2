"""Addresses under `demo/`; outside the mode of the demonstration there are none."""

from django.conf import settings
from django.urls import URLPattern, path

from . import views

app_name = "demo"

urlpatterns: list[URLPattern] = [path("", views.enter, name="enter")] if settings.MODE == "demo" else []
