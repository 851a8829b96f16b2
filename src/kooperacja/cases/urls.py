"""Addresses of cases. What is about a part of a case is named after the part: `notatki/<uuid:note>/`."""

from django.urls import URLPattern, path

from .views import cases, closing, notes, opening, oversight, prints, team

app_name = "cases"

CASES: list[URLPattern] = [
    path("", cases.case_list, name="list"),
    path("nadzor/", oversight.case_oversight, name="oversight"),
    path("nowa/", opening.case_open, name="open"),
    path("ze-zgloszenia/<uuid:concern>/", opening.case_open_from_concern, name="open_from_concern"),
    path("dolacz-zgloszenie/<uuid:concern>/", opening.concern_link, name="link_concern"),
    path("<uuid:case>/", cases.case_view, name="view"),
    path("zgloszenie/<uuid:case_concern>/", cases.case_concern, name="concern"),
    path("<uuid:case>/prowadzenie/", oversight.case_appoint, name="appoint"),
    path("<uuid:case>/rozpocznij/", cases.case_start, name="start"),
    path("<uuid:case>/przeglad/", cases.case_review, name="review"),
    path("<uuid:case>/numery/", cases.case_numbers, name="numbers"),
    path("<uuid:case>/zamknij/", closing.case_close, name="close"),
    path("<uuid:case>/notatka/", prints.case_file_note, name="file_note"),
]

TEAM: list[URLPattern] = [
    path("<uuid:case>/zespol/", team.team, name="team"),
    path("<uuid:case>/zespol/dodaj/", team.member_choose, name="member_choose"),
    path("<uuid:case>/zespol/dodaj/<uuid:institution>/", team.member_add, name="member_add"),
    path("<uuid:case>/zespol/listownie/<uuid:institution>/", team.member_add_by_letter, name="member_add_by_letter"),
    path("zespol/<uuid:case_member>/list/", team.member_letter, name="member_letter"),
    path("zespol/<uuid:case_member>/usun/", team.member_remove, name="member_remove"),
    path("zespol/<uuid:case_member>/opusc/", team.member_leave, name="member_leave"),
]

NOTES: list[URLPattern] = [
    path("<uuid:case>/notatki/", notes.note_list, name="notes"),
    path("<uuid:case>/notatki/nowa/", notes.note_write, name="note_write"),
    path("notatki/<uuid:note>/zmien/", notes.note_edit, name="note_edit"),
    path("notatki/<uuid:note>/notatka/", prints.note_file_note, name="note_file_note"),
]

urlpatterns = [*CASES, *TEAM, *NOTES]
