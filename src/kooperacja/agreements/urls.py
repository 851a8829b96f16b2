"""Addresses under `porozumienia/`."""

from django.urls import URLPattern, path

from . import views

app_name = "agreements"

urlpatterns: list[URLPattern] = [
    path("", views.agreement_list, name="list"),
    path("nowe/", views.agreement_create, name="create"),
    path("<uuid:agreement>/", views.agreement_view, name="view"),
    path("<uuid:agreement>/zmien/", views.agreement_edit, name="edit"),
    path("<uuid:agreement>/zakoncz/", views.agreement_end, name="end"),
    path("<uuid:agreement>/strony/dodaj/", views.party_join, name="party_join"),
    path("<uuid:agreement>/strony/<uuid:party>/zakoncz/", views.party_leave, name="party_leave"),
    path("<uuid:agreement>/skan/", views.scan, name="scan"),
    path("<uuid:agreement>/skan/dodaj/", views.scan_attach, name="scan_attach"),
]
