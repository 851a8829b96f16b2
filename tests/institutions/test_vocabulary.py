"""The vocabulary: where an installation starts, and how operators change it."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from kooperacja.access.actor import SYSTEM, Duty
from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale
from kooperacja.institutions import vocabulary
from kooperacja.institutions.actions.vocabulary import (
    change_term,
    default_of,
    differs,
    ensure_vocabulary,
    enter_term,
    restore_term,
)
from kooperacja.institutions.models import DutyProfile, Function, InstitutionKind, Sector
from kooperacja.institutions.policies import functions_to_give
from tests.counting import queries_of
from tests.world import as_

CODES = [code for code, *_rest in [*vocabulary.SECTORS, *vocabulary.KINDS, *vocabulary.FUNCTIONS]]


def test_the_first_vocabulary_holds_together():
    sectors = {code for code, *_rest in vocabulary.SECTORS}
    kinds = [code for code, *_rest in vocabulary.KINDS]

    assert {sector for _code, sector, *_rest in vocabulary.KINDS} == sectors
    assert {profile for *_rest, profile in vocabulary.KINDS} == set(DutyProfile.values)
    assert set(kinds) >= vocabulary.RECEIVE_CONCERNS
    assert len(kinds) == len(set(kinds))
    assert {duty for *_rest, duties in vocabulary.FUNCTIONS for duty in duties} == set(Duty)


def test_it_names_every_sort_of_body_that_the_model_was_tried_with():
    """The list of 350 supported bodies: each sort that it names has its kind."""
    named = {
        "gmina_office powiat_office social_welfare_centre county_family_centre preschool primary_school",
        "secondary_school culture_centre library residential_care_home support_centre crisis_centre",
        "counselling_centre social_cooperative social_integration_centre occupational_therapy_workshop",
        "supported_workplace child_day_centre child_care_facility sociotherapy_centre ngo probation_service prison",
        "county_police police_child_room psych_pedagogical_clinic health_centre sport_centre county_job_office",
        "education_superintendent regional_police regional_sanitary_inspection regional_job_office",
        "regional_social_policy_centre voivode_office disability_fund regional_court public_benefit_council",
    }

    assert {code for line in named for code in line.split()} <= {code for code, *_rest in vocabulary.KINDS}


@pytest.mark.django_db
def test_it_is_entered_once_and_by_one_event(capsys):
    call_command("load_vocabulary")
    assert f"{len(CODES)}" in capsys.readouterr().out

    call_command("load_vocabulary")
    assert "0" in capsys.readouterr().out
    assert InstitutionKind.objects.filter(receives_concerns=True).count() == 2
    assert Function.objects.get(code="head").duty_set == {Duty.HEAD}
    assert Event.objects.filter(name="institutions.vocabulary_entered").count() == 2


def test_what_operators_changed_stays(world):
    kind = world.kinds["social_welfare_centre"]
    changed = {"name": "Miejski ośrodek pomocy społecznej"}
    change_term(kind, changed, actor=world.operator.actor, version=kind.version)

    ensure_vocabulary(actor=SYSTEM)

    assert InstitutionKind.objects.get(pk=kind.pk).name == "Miejski ośrodek pomocy społecznej"


@pytest.mark.parametrize("who", ["admin", "head", "region"])
def test_only_operators_keep_it(world, who):
    actor = getattr(world, who).actor
    with pytest.raises(PermissionDenied):
        enter_term(Sector(code="x", name="x", name_en="x"), actor=actor)
    with pytest.raises(PermissionDenied):
        change_term(world.kind, {"name": "x"}, actor=actor, version=world.kind.version)


def test_two_operators_change_a_word(world):
    change_term(world.kind, {"name": "x"}, actor=world.operator.actor, version=world.kind.version)

    with pytest.raises(Stale):
        change_term(world.kind, {"name": "y"}, actor=world.operator.actor, version=world.kind.version)


# pages


@pytest.fixture
def operator(world):
    return as_(Client(), world.operator)


def word(**more):
    return {
        "idempotency_key": str(uuid.uuid4()),
        "version": "1",
        "code": "new_word",
        "name": "nowe",
        "name_en": "new",
        "in_use": "on",
        **more,
    }


@pytest.mark.parametrize("shelf", ["rodzaje", "funkcje", "sektory"])
def test_each_shelf_is_listed(world, operator, shelf):
    ensure_vocabulary(actor=SYSTEM)
    response = operator.get(reverse("institutions:vocabulary", args=[shelf]))

    assert response.status_code == 200
    assert "w użyciu" in response.content.decode()


def test_the_list_goes_by_the_polish_alphabet_of_search(world, operator):
    for code, name in (("a", "żłobek"), ("b", "Apteka"), ("c", "ąglomeracja")):
        enter_term(Function(code=code, name=name, name_en=name), actor=world.operator.actor)
    body = operator.get(reverse("institutions:vocabulary", args=["funkcje"])).content.decode()

    assert body.index("ąglomeracja") < body.index("Apteka") < body.index("Kierownik") < body.index("żłobek")


def test_the_list_costs_the_same_for_few_and_many(world, operator):
    address = reverse("institutions:vocabulary", args=["rodzaje"])
    before = queries_of(operator, address)
    ensure_vocabulary(actor=SYSTEM)

    assert queries_of(operator, address) == before


def test_there_is_no_other_shelf(world, operator):
    assert operator.get(reverse("institutions:vocabulary", args=["inne"])).status_code == 404


def test_a_kind_is_entered_once(world, operator):
    address = reverse("institutions:vocabulary_create", args=["rodzaje"])
    sent = word(sector=world.sector.pk, duty_profile="health", abbreviation="NW", receives_concerns="on")

    assert operator.get(address).status_code == 200
    assert operator.post(address, sent).url == reverse("institutions:vocabulary", args=["rodzaje"])
    assert operator.post(address, sent).status_code == 302
    kind = InstitutionKind.objects.get(code="new_word")
    assert (kind.sector, kind.duty_profile, kind.abbreviation, kind.receives_concerns) == (
        world.sector,
        "health",
        "NW",
        True,
    )


def test_a_function_brings_duties(world, operator):
    address = reverse("institutions:vocabulary_create", args=["funkcje"])
    operator.post(address, word(duties=["head", "intake"]))

    assert Function.objects.get(code="new_word").duty_set == {Duty.HEAD, Duty.INTAKE}


@pytest.mark.parametrize(("code", "told"), [("school", "już zajęty"), ("z polską", "liter"), ("", "Kod")])
def test_a_code_is_told_off_at_its_field(world, operator, code, told):
    address = reverse("institutions:vocabulary_create", args=["rodzaje"])
    response = operator.post(address, word(code=code, sector=world.sector.pk, duty_profile="health"))

    assert told in response.context["form"].errors["code"][0]


def test_a_word_changes_and_its_code_does_not(world, operator):
    address = reverse("institutions:vocabulary_edit", args=["rodzaje", world.kind.public_id])
    sent = word(sector=world.sector.pk, duty_profile="education", version=world.kind.version, in_use="")

    assert "disabled" in operator.get(address).content.decode()
    assert operator.post(address, sent).status_code == 302

    kind = InstitutionKind.objects.get(pk=world.kind.pk)
    assert (kind.code, kind.name, kind.in_use) == ("school", "nowe", False)
    assert operator.post(address, sent).status_code == 409
    assert operator.post(address, {**sent, "name": ""}).status_code == 200
    assert "wycofane z użycia" in operator.get(reverse("institutions:vocabulary", args=["rodzaje"])).content.decode()


def edit(shelf, term):
    return reverse("institutions:vocabulary_edit", args=[shelf, term.public_id])


def main(response):
    return response.content.decode().partition("<main")[2]


@pytest.fixture
def first(db):
    """The first vocabulary beside the words of the village."""
    ensure_vocabulary(actor=SYSTEM)
    return {
        "sektory": Sector.objects.get(code="health"),
        "rodzaje": InstitutionKind.objects.get(code="nursery"),
        "funkcje": Function.objects.get(code="teacher"),
    }


def test_a_word_shows_its_changes_by_whom_and_from_what_to_what(world, first, operator):
    nursery, sector = first["rodzaje"], Sector.objects.get(code="education")
    changes = {"name": "klub dziecięcy", "in_use": False, "sector": sector, "duty_profile": "education"}
    change_term(nursery, changes, actor=world.operator.actor, version=1)
    change_term(nursery, {"name": "klubik"}, actor=world.operator.actor, version=2)

    page = main(operator.get(edit("rodzaje", nursery)))

    said = ["żłobek → klub dziecięcy", "klub dziecięcy → klubik", "tak → nie", "dziecko i rodzina → oświata"]
    assert [words for words in said if words not in page] == []
    assert page.index("klub dziecięcy → klubik") < page.index("żłobek → klub dziecięcy")  # the newest first
    assert page.count(world.operator.user.name) == 2
    assert "Historia" not in main(operator.get(edit("funkcje", first["funkcje"])))


def test_a_function_shows_what_it_brought_with_it(world, first, operator):
    change_term(first["funkcje"], {"duties": ["head", "intake"]}, actor=world.operator.actor, version=1)

    page = main(operator.get(edit("funkcje", first["funkcje"])))

    assert "Kierowanie: " in page.partition("Historia")[2]


@pytest.mark.parametrize("shelf", ["sektory", "rodzaje", "funkcje"])
def test_a_word_of_the_first_vocabulary_goes_back_to_its_default_and_twice_is_once(world, first, operator, shelf):
    term, address = first[shelf], edit(shelf, first[shelf])
    before = term.name
    assert 'name="back"' not in main(operator.get(address))
    assert before in main(operator.get(address)).partition("Domyślnie")[2]
    changes = {"name": "inaczej", "in_use": False}
    changes |= {"rodzaje": {"sector": world.sector}, "funkcje": {"duties": ["intake"]}}.get(shelf, {})
    change_term(term, changes, actor=world.operator.actor, version=1)
    assert 'name="back"' in main(operator.get(address))

    for _twice in range(2):
        answer = operator.post(address, {"back": "1", "version": 2}, follow=True)
        assert answer.redirect_chain == [(reverse("institutions:vocabulary", args=[shelf]), 302)]
        assert "Zapisan" in answer.content.decode()

    now = type(term).objects.get(pk=term.pk)
    assert (now.name, now.in_use, now.version) == (before, True, 3)
    assert not differs(now, default_of(now))
    assert Event.objects.filter(name="institutions.term_restored", subject_id=term.public_id).count() == 1
    assert "przywrócono" in main(operator.get(address))


def test_who_goes_back_on_an_old_page_is_told_and_looks_again(world, first, operator):
    term, address = first["funkcje"], edit("funkcje", first["funkcje"])
    for version, name in ((1, "nauczycielka"), (2, "nauczyciel lub nauczycielka")):
        change_term(term, {"name": name}, actor=world.operator.actor, version=version)

    answer = operator.post(address, {"back": "1", "version": 2}, follow=True)

    assert answer.redirect_chain == [(address, 302)]
    assert "w międzyczasie" in answer.content.decode()
    assert Function.objects.get(pk=term.pk).name == "nauczyciel lub nauczycielka"
    assert operator.post(address, {"back": "1", "version": "x"}).status_code == 404


def test_a_word_that_the_installation_added_has_no_default(world, operator):
    own = enter_term(Function(code="own", name="własna", name_en="own"), actor=world.operator.actor)
    page = main(operator.get(edit("funkcje", own)))

    assert "Domyślnie" not in page
    assert "własna" in page.partition("Historia")[2]
    assert operator.post(edit("funkcje", own), {"back": "1", "version": 1}).status_code == 404


def test_operators_alone_bring_a_word_back(world, first):
    with pytest.raises(PermissionDenied):
        restore_term(first["funkcje"], actor=world.admin.actor, version=1)


def test_operators_give_administration_alone(world):
    by_operator = set(functions_to_give(world.operator.actor))
    by_administrator = set(functions_to_give(world.admin.actor))

    assert by_operator == {one for one in by_administrator if Duty.ADMINISTRATION in one.duty_set} != set()
    assert by_administrator == set(Function.objects.filter(in_use=True)) > by_operator
