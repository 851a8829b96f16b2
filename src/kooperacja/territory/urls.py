"""Addresses of the register of the land."""

from django.urls import path

from . import views

app_name = "territory"
urlpatterns = [
    path("", views.unit_list, name="list"),
    path("<uuid:unit>/", views.unit_view, name="view"),
]
