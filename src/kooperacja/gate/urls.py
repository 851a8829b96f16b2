"""Addresses of what was tried, of the decision and of the crisis path, below `/droga/`."""

from django.urls import URLPattern, path

from .views import deciding, overview, tried

app_name = "gate"

urlpatterns: list[URLPattern] = [
    path("<uuid:case>/", overview.gate_view, name="view"),
    path("<uuid:case>/proba/", tried.tried_note, name="tried_note"),
    path("<uuid:case>/proba-innej-instytucji/", tried.tried_note_for, name="tried_note_for"),
    path("<uuid:case>/decyzja/", deciding.qualify_view, name="qualify"),
    path("<uuid:case>/pilne/", deciding.crisis_note, name="crisis_note"),
    path("proba/<uuid:tried>/zmien/", tried.tried_edit, name="tried_edit"),
    path("proba/<uuid:tried>/wycofaj/", tried.tried_withdraw, name="tried_withdraw"),
    path("pilne/<uuid:crisis>/cofnij/", deciding.crisis_end, name="crisis_end"),
]
