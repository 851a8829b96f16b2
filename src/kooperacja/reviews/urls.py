"""Addresses of reviews."""

from django.urls import URLPattern, path

from .views import following, reviewing

app_name = "reviews"

urlpatterns: list[URLPattern] = [
    path("sprawa/<uuid:case>/", reviewing.review_list, name="list"),
    path("sprawa/<uuid:case>/nowy/", reviewing.review_hold, name="hold"),
    path("sprawa/<uuid:case>/po-zakonczeniu/", following.follow_up_record, name="follow_up"),
    path("<uuid:review>/", reviewing.review_view, name="view"),
    path("<uuid:review>/notatka/", reviewing.review_file_note, name="file_note"),
]
