"""Addresses under `instytucje/`."""

from django.urls import URLPattern, path

from .views import bodies, hats, operators, own, people, vocabulary

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
    path("<uuid:institution>/ustawienia/", own.settings_of, name="settings"),
    path("<uuid:institution>/ustawienia/<slug:setting>/", own.setting_edit, name="setting_edit"),
    path("ustawienia/", own.bounds_list, name="bounds"),
    path("ustawienia/<slug:setting>/", own.bounds_edit, name="bounds_edit"),
    # people
    path("rola/", hats.hat, name="hat"),
    path("zaproszenie/<str:token>/", hats.accept, name="accept"),
    path("osoby/", people.own_people, name="own_people"),
    path("<uuid:institution>/osoby/", people.people, name="people"),
    path("<uuid:institution>/osoby/zapros/", people.invite, name="invite"),
    path("zaproszenia/<uuid:invitation>/wycofaj/", people.revoke, name="revoke_invitation"),
    path("osoby/<uuid:membership>/zakoncz/", people.end, name="end_membership"),
    path("osoby/<uuid:membership>/funkcja/", people.change_function, name="change_function"),
    path("osoby/<uuid:membership>/logowanie-od-nowa/", people.reset, name="reset_sign_in"),
    path("operatorzy/", operators.operators, name="operators"),
    path("operatorzy/zapros/", operators.invite_operator, name="invite_operator"),
    path("operatorzy/<uuid:operator_grant>/zakoncz/", operators.end_operator, name="end_operator"),
    path("operatorzy/<uuid:operator_grant>/logowanie-od-nowa/", operators.reset_operator, name="reset_operator"),
]
