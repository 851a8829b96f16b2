"""Addresses under `instytucje/`."""

from django.urls import URLPattern

app_name = "institutions"

urlpatterns: list[URLPattern] = []
