"""Addresses of reviews."""

from django.urls import URLPattern, path

from .views import correcting, following, refusing, reviewing

app_name = "reviews"

urlpatterns: list[URLPattern] = [
    path("sprawa/<uuid:case>/", reviewing.review_list, name="list"),
    path("sprawa/<uuid:case>/nowy/", reviewing.review_hold, name="hold"),
    path("sprawa/<uuid:case>/po-zakonczeniu/", following.follow_up_record, name="follow_up"),
    path("sprawa/<uuid:case>/odmowa/", refusing.refusal_in_case, name="refusal_in_case"),
    path("zgloszenie/<uuid:concern>/odmowa/", refusing.refusal_to_concern, name="refusal_to_concern"),
    path("odmowa/<uuid:refusal>/", refusing.refusal_try, name="refusal_try"),
    path("planowane/", refusing.planned, name="planned"),
    path("<uuid:review>/", reviewing.review_view, name="view"),
    path("<uuid:review>/popraw/", correcting.review_correct, name="correct"),
    path("<uuid:review>/wczesniej/", correcting.review_history, name="history"),
    path("<uuid:review>/notatka/", reviewing.review_file_note, name="file_note"),
]
