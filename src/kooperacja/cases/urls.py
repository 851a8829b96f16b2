"""Addresses of cases. What is about a part of a case is named after the part: `notatki/<uuid:note>/`."""

from django.urls import URLPattern, path

from .views import (
    answers,
    appointing,
    cases,
    clocks,
    closing,
    days,
    from_templates,
    households,
    importing,
    joint,
    kin,
    life,
    lists,
    lookalikes,
    merging,
    notes,
    opening,
    oversight,
    participation,
    passing_on,
    people,
    plan,
    plan_pages,
    prints,
    region,
    sharing,
    supports,
    team,
    templates,
    timeline,
    versions,
)

app_name = "cases"

CASES: list[URLPattern] = [
    path("", lists.case_list, name="list"),
    path("plik/", lists.case_list_file, name="list_file"),
    path("dzialania/", lists.action_list, name="actions"),
    path("dzialania/plik/", lists.action_list_file, name="actions_file"),
    path("w-regionie/", region.case_counts, name="counts"),
    path("nadzor/", oversight.case_oversight, name="oversight"),
    path("nadzor/plik/", oversight.case_oversight_file, name="oversight_file"),
    path("nadzor/wyznacz/", appointing.case_appoint_several, name="appoint_several"),
    path("nowa/", opening.case_open, name="open"),
    path("nowa/spolecznosc/", opening.case_open_community, name="open_community"),
    path("ze-zgloszenia/<uuid:concern>/", opening.case_open_from_concern, name="open_from_concern"),
    path("dolacz-zgloszenie/<uuid:concern>/", opening.concern_link, name="link_concern"),
    path("<uuid:case>/", cases.case_view, name="view"),
    path("zgloszenie/<uuid:case_concern>/", cases.case_concern, name="concern"),
    path("zgloszenie/<uuid:case_concern>/ochrona/", cases.case_concern_protect, name="concern_protect"),
    path("<uuid:case>/terminy/", clocks.case_clocks, name="clocks"),
    path("<uuid:case>/terminy/wznow/", clocks.case_clock_resume, name="clock_resume"),
    path("<uuid:case>/prowadzenie/", appointing.case_appoint, name="appoint"),
    path("<uuid:case>/rozpocznij/", cases.case_start, name="start"),
    path("<uuid:case>/przeglad/", cases.case_review, name="review"),
    path("<uuid:case>/numery/", cases.case_numbers, name="numbers"),
    path("<uuid:case>/zamknij/", closing.case_close, name="close"),
    path("<uuid:case>/wznow/", closing.case_reopen, name="reopen"),
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
    path("zespol/<uuid:case_member>/co-widzi/", sharing.member_sight, name="member_sight"),
    path("zespol/<uuid:case_member>/co-widzi/decyzja/", sharing.disclose, name="disclose"),
    path("<uuid:case>/zespol/kto-co-widzi/", sharing.levels, name="levels"),
    path("<uuid:case>/kto-widzi/<str:thing>/", sharing.who_sees, name="who_sees"),
    path("<uuid:case>/przekazane-dalej/", passing_on.passed_on, name="passed_on"),
    path("przekazane-dalej/<uuid:disclosure>/cofnij/", passing_on.passed_on_take_back, name="take_back"),
    path("co-widzi/<uuid:disclosure>/koniec/", sharing.disclosure_end, name="disclosure_end"),
    path("<uuid:case>/zespol/bliscy/", supports.support_add, name="support_add"),
    path("zespol/bliscy/<uuid:support>/", supports.support_edit, name="support_edit"),
]

NOTES: list[URLPattern] = [
    path("<uuid:case>/notatki/", notes.note_list, name="notes"),
    path("<uuid:case>/notatki/nowa/", notes.note_write, name="note_write"),
    path("notatki/<uuid:note>/zmien/", notes.note_edit, name="note_edit"),
    path("notatki/<uuid:note>/notatka/", prints.note_file_note, name="note_file_note"),
    path("notatki/<uuid:note>/poprzednie/", notes.note_history, name="note_history"),
    path("<uuid:case>/notatki/druk/", prints.notes_print, name="notes_print"),
    path("<uuid:case>/przebieg/", timeline.timeline, name="timeline"),
]

PEOPLE: list[URLPattern] = [
    path("<uuid:case>/rodzina/", people.person_list, name="people"),
    path("<uuid:case>/rodzina/dodaj/", people.person_add, name="person_add"),
    path("<uuid:case>/rodzina/dodaj/podobne/", lookalikes.person_alike, name="person_alike"),
    path("<uuid:case>/rodzina/kilka-osob/", importing.person_import, name="person_import"),
    path("rodzina/wzor/", importing.person_template, name="person_template"),
    path("<uuid:case>/osoby/<uuid:person>/drugi-zapis/", merging.person_twin, name="person_twin"),
    path("<uuid:case>/osoby/<uuid:person>/drugi-zapis/<uuid:twin>/", merging.person_merge, name="person_merge"),
    path("<uuid:case>/osoby/<uuid:person>/dwie-osoby/", merging.person_split, name="person_split"),
    path("<uuid:case>/polaczenia/<uuid:merge>/cofnij/", merging.merge_undo, name="merge_undo"),
    path("<uuid:case>/rodzina/adres/", people.address_edit, name="address_edit"),
    path("<uuid:case>/osoby/<uuid:person>/", people.person_view, name="person"),
    path("<uuid:case>/osoby/<uuid:person>/zmien/", people.person_edit, name="person_edit"),
    path("<uuid:case>/osoby/<uuid:person>/wyjscie/", people.person_leave, name="person_leave"),
    path("<uuid:case>/osoby/<uuid:person>/powrot/", people.person_come_back, name="person_come_back"),
    path("<uuid:case>/osoby/<uuid:person>/zamieszkanie/", people.person_move_in, name="person_move_in"),
    path("<uuid:case>/osoby/<uuid:person>/krewny/", kin.kinship_add, name="kinship_add"),
    path("<uuid:case>/osoby/<uuid:person>/krewny/<uuid:kinship>/usun/", kin.kinship_remove, name="kinship_remove"),
    path("<uuid:case>/osoby/<uuid:person>/krewny/<uuid:kinship>/daty/", kin.kinship_dates, name="kinship_dates"),
    path("<uuid:case>/osoby/<uuid:person>/opiekun/", kin.guardian_add, name="guardian_add"),
    path("<uuid:case>/osoby/<uuid:person>/opiekun/<uuid:guardianship>/koniec/", kin.guardian_end, name="guardian_end"),
    path("<uuid:case>/osoby/<uuid:person>/udzial/", participation.basis_record, name="basis_record"),
    path("udzial/<uuid:basis>/wycofanie/", participation.basis_withdraw, name="basis_withdraw"),
]

HOMES: list[URLPattern] = [
    path("<uuid:case>/rodzina/dom/nowy/", households.household_add, name="household_add"),
    path("<uuid:case>/rodzina/dom/<uuid:household>/", households.household_edit, name="household_edit"),
    path("<uuid:case>/rodzina/dom/<uuid:household>/osoby/", households.household_move, name="household_move"),
    path("<uuid:case>/rodzina/dom/<uuid:household>/glowny/", households.household_main, name="household_main"),
]

LIFE: list[URLPattern] = [
    path("<uuid:case>/rodzina/narodziny/", life.child_born, name="child_born"),
    path("<uuid:case>/osoby/<uuid:person>/odejscie/", life.person_death, name="person_death"),
    path("<uuid:case>/osoby/<uuid:person>/odejscie/cofnij/", life.person_death_undo, name="person_death_undo"),
]

PLAN: list[URLPattern] = [
    path("<uuid:case>/plan/", plan_pages.plan_view, name="plan"),
    path("<uuid:case>/plan/druk/", plan_pages.plan_print, name="plan_print"),
    path("<uuid:case>/plan/obraz/", plan_pages.plan_picture, name="plan_picture"),
    path("<uuid:case>/plan/wersje/", versions.version_list, name="versions"),
    path("<uuid:case>/plan/wersje/nowa/", versions.version_make, name="version_make"),
    path("<uuid:case>/plan/wersje/<uuid:plan_version>/", versions.version_view, name="version"),
    path("<uuid:case>/plan/numer/", versions.paper_add, name="paper_add"),
    path("<uuid:case>/plan/numer/<uuid:plan_paper>/usun/", versions.paper_remove, name="paper_remove"),
    path("<uuid:case>/plan/cel/", plan.goal_add, name="goal_add"),
    path("cele/<uuid:goal>/zmien/", plan.goal_edit, name="goal_edit"),
    path("cele/<uuid:goal>/dzialanie/", plan.action_add, name="action_add"),
    path("dzialania/<uuid:action>/", answers.action_view, name="action"),
    path("dzialania/<uuid:action>/zmien/", plan.action_edit, name="action_edit"),
    path("dzialania/<uuid:action>/przyjecie/", answers.action_accept, name="action_accept"),
    path("dzialania/<uuid:action>/odmowa/", answers.action_decline, name="action_decline"),
    path("dzialania/<uuid:action>/inny-dzien/", days.action_other_day, name="action_other_day"),
    path("dzialania/<uuid:action>/inny-dzien/zgoda/", days.action_take_day, name="action_take_day"),
    path("dzialania/<uuid:action>/inny-dzien/bez-zmian/", days.action_keep_day, name="action_keep_day"),
    path("dzialania/<uuid:action>/dni/", days.action_days, name="action_days"),
    path("dzialania/<uuid:action>/wykonanie/", answers.action_finish, name="action_finish"),
    path("dzialania/<uuid:action>/przekazywanie/", passing_on.action_pass_on, name="action_pass_on"),
    path("dzialania/<uuid:action>/odwolanie/", answers.action_cancel, name="action_cancel"),
]


JOINT: list[URLPattern] = [
    path("<uuid:case>/plan/decyzja/", joint.joint_ask, name="joint_ask"),
    path("decyzje/<uuid:joint_decision>/", joint.joint, name="joint"),
    path("decyzje/<uuid:joint_decision>/odpowiedzi/", joint.joint_reasons, name="joint_reasons"),
    path("decyzje/<uuid:joint_decision>/wycofanie/", joint.joint_end, name="joint_end"),
    path("decyzje/<uuid:joint_decision>/ponownie/", joint.joint_again, name="joint_again"),
    path("decyzje/glos/<uuid:joint_voice>/", joint.joint_answer, name="joint_answer"),
    path("decyzje/glos/<uuid:joint_voice>/tak/", joint.joint_yes, name="joint_yes"),
]

TEMPLATES: list[URLPattern] = [
    path("szablony/", templates.template_list, name="templates"),
    path("szablony/nowy/", templates.template_add, name="template_add"),
    path("szablony/<uuid:plan_template>/", templates.template, name="template"),
    path("szablony/<uuid:plan_template>/zmien/", templates.template_edit, name="template_edit"),
    path("szablony/<uuid:plan_template>/wycofanie/", templates.template_retire, name="template_retire"),
    path("szablony/<uuid:plan_template>/cel/", templates.template_goal_add, name="template_goal_add"),
    path(
        "szablony/<uuid:plan_template>/cele/<uuid:template_goal>/",
        templates.template_goal_edit,
        name="template_goal_edit",
    ),
    path(
        "szablony/<uuid:plan_template>/cele/<uuid:template_goal>/usun/",
        templates.template_goal_remove,
        name="template_goal_remove",
    ),
    path(
        "szablony/<uuid:plan_template>/cele/<uuid:template_goal>/dzialanie/",
        templates.template_action_add,
        name="template_action_add",
    ),
    path(
        "szablony/<uuid:plan_template>/dzialania/<uuid:template_action>/",
        templates.template_action_edit,
        name="template_action_edit",
    ),
    path(
        "szablony/<uuid:plan_template>/dzialania/<uuid:template_action>/usun/",
        templates.template_action_remove,
        name="template_action_remove",
    ),
    path("<uuid:case>/plan/szablon/", from_templates.template_choose, name="template_choose"),
    path("<uuid:case>/plan/szablon/<uuid:plan_template>/", from_templates.template_use, name="template_use"),
    path("<uuid:case>/plan/jako-szablon/", from_templates.template_keep, name="template_keep"),
]

urlpatterns = [*CASES, *TEAM, *NOTES, *PEOPLE, *HOMES, *LIFE, *PLAN, *JOINT, *TEMPLATES]
