"""Addresses under `instytucje/`."""

from django.urls import URLPattern, path

from .views import bodies, vocabulary

app_name = "institutions"

urlpatterns: list[URLPattern] = [
    path("", bodies.institution_list, name="list"),
    path("nowa/", bodies.institution_create, name="create"),
    path("plik/", bodies.institution_import, name="import"),
    path("slownik/<slug:shelf>/", vocabulary.vocabulary_list, name="vocabulary"),
    path("slownik/<slug:shelf>/nowe/", vocabulary.vocabulary_create, name="vocabulary_create"),
    path("slownik/<slug:shelf>/<uuid:term>/", vocabulary.vocabulary_edit, name="vocabulary_edit"),
    path("<uuid:institution>/", bodies.institution_view, name="view"),
    path("<uuid:institution>/zmien/", bodies.institution_edit, name="edit"),
    path("<uuid:institution>/godziny/", bodies.institution_set_own, name="set_own"),
]
