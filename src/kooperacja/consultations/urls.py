"""Addresses of questions that name nobody, below `/konsultacje/`."""

from django.urls import URLPattern, path

from .views import advising, asking

app_name = "consultations"

urlpatterns: list[URLPattern] = [
    path("", advising.advice_list, name="list"),
    path("sprawa/<uuid:case>/", asking.consultation_ask, name="ask"),
    path("pytanie/<uuid:consultation>/", asking.consultation_view, name="view"),
    path("pytanie/<uuid:consultation>/zamknij/", asking.consultation_close, name="close"),
    path("<uuid:advice>/", advising.advice_view, name="advice"),
    path("<uuid:advice>/znam/", advising.advice_recuse, name="recuse"),
]
