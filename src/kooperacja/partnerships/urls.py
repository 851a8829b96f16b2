"""Addresses under `zespoly/`."""

from django.urls import URLPattern, path

from . import views

app_name = "partnerships"

urlpatterns: list[URLPattern] = [
    path("", views.partnership_list, name="list"),
    path("nowy/", views.partnership_create, name="create"),
    path("<uuid:partnership>/", views.partnership_view, name="view"),
    path("<uuid:partnership>/zmien/", views.partnership_edit, name="edit"),
    path("<uuid:partnership>/zakoncz/", views.partnership_end, name="end"),
    path("<uuid:partnership>/miejsca/dodaj/", views.seat_take, name="seat_take"),
    path("<uuid:partnership>/miejsca/<uuid:seat>/zmien/", views.seat_change, name="seat_change"),
    path("<uuid:partnership>/miejsca/<uuid:seat>/zakoncz/", views.seat_leave, name="seat_leave"),
]
