"""Addresses of what a team and a family find out together, below `/rozeznanie/`."""

from django.urls import path

from .views import assessments, overview, workshops

app_name = "diagnosis"

urlpatterns = [
    path("<uuid:case>/", overview.diagnosis_view, name="view"),
    path("<uuid:case>/obraz/", overview.picture_print, name="picture"),
    path("<uuid:case>/skala/", assessments.assessment_begin, name="begin"),
    path("skala/<uuid:assessment>/", assessments.assessment_view, name="assessment"),
    path("skala/<uuid:assessment>/zmien/", assessments.assessment_change, name="change"),
    path("skala/<uuid:assessment>/wypelnij/", assessments.assessment_score, name="score"),
    path("skala/<uuid:assessment>/wycofaj/", assessments.assessment_withdraw, name="withdraw"),
    path("<uuid:case>/warsztat/", workshops.workshop_hold, name="hold"),
    path("warsztat/<uuid:workshop>/", workshops.workshop_view, name="workshop"),
    path("warsztat/<uuid:workshop>/zmien/", workshops.workshop_change, name="workshop_change"),
    path("warsztat/<uuid:workshop>/druk/", workshops.workshop_print, name="workshop_print"),
    path("warsztat/<uuid:workshop>/wypowiedzi/", workshops.contribute_view, name="contribute"),
    path("wypowiedz/<uuid:contribution>/zmien/", workshops.contribution_edit, name="contribution_edit"),
    path("wypowiedz/<uuid:contribution>/wycofaj/", workshops.contribution_withdraw, name="contribution_withdraw"),
]
