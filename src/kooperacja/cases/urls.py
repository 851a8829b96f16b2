"""Addresses of cases. What is about a part of a case is named after the part: `notatki/<uuid:note>/`."""

from django.urls import URLPattern, path

from .views import cases

app_name = "cases"

CASES: list[URLPattern] = [
    path("", cases.case_list, name="list"),
    path("<uuid:case>/", cases.case_view, name="view"),
]

urlpatterns = [*CASES]
