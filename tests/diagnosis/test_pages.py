"""The pages: what is shown to whom, that nothing is lost, and that twice is once."""

import dataclasses
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.models import Read
from kooperacja.audit.recording import recording
from kooperacja.cases.models import Disclosure
from kooperacja.diagnosis.actions.assessments import score_areas
from kooperacja.diagnosis.actions.scale import enter_edition
from kooperacja.diagnosis.models import Assessment, Contribution, Workshop
from kooperacja.diagnosis.rules.scores import Answer
from kooperacja.diagnosis.scale import FIRST
from kooperacja.diagnosis.states import AssessmentState
from kooperacja.diagnosis.views import overview
from tests.cases.changing import again, change, close, day, key
from tests.world import Made, as_

pytestmark = pytest.mark.django_db


def url(name, row):
    return reverse(f"diagnosis:{name}", args=[row.public_id])


def text(response):
    return response.content.decode()


def beginning(**different):
    today = timezone.localdate()
    return {
        "idempotency_key": key(),
        "areas": ["d1", "d9"],
        "occasion": "review",
        "others": "  ciocia   Basia ",
        **day("held_on", today),
        **different,
    }


def test_the_bar_and_the_overview_lead_there(client, world):
    page = as_(client, world.lead).get(reverse("cases:view", args=[world.case.public_id]))

    labels = [str(part.label) for part in page.context["parts"]]
    assert labels[labels.index("Rozeznanie") + 1] == "Plan"
    assert url("assessment", world.assessment) in text(page)
    assert url("workshop", world.workshop) in text(page)


def test_the_overview_of_a_case_without_any_offers_it(client, world):
    change(world.assessment, state=AssessmentState.WITHDRAWN)
    with recording(Made.FOR_TEST, actor=SYSTEM):
        Contribution.objects.all().delete()
        Workshop.objects.all().delete()

    page = text(as_(client, world.lead).get(reverse("cases:view", args=[world.case.public_id])))

    assert "Przejdź do wspólnego rozeznania" in page


def test_the_picture_is_drawn_and_told_in_a_table(client, world):
    page = text(as_(client, world.lead).get(url("view", world.case)))

    assert page.count("<circle") == 1
    assert "3 – stabilnie, z pomocą" in page
    assert "Nie omawiano" in page
    assert "nigdy nie jest powodem odmowy pomocy" in page
    printed = text(as_(client, world.lead).get(url("picture", world.case)))
    assert "<svg" in printed
    assert world.case.number in printed


def test_without_a_finished_scale_there_is_no_picture(client, world):
    change(world.assessment, state=AssessmentState.WITHDRAWN)

    for name in ("view", "picture"):
        page = as_(client, world.lead).get(url(name, world.case))
        assert page.status_code == 200
        assert '<svg class="govuk-!-margin-bottom-2"' not in text(page)


def test_what_is_shown_is_recorded_as_read(client, world):
    as_(client, world.member).get(url("view", world.case))

    assert str(world.shared_score.public_id) in str(Read.objects.latest("pk").rows)


def test_a_scale_is_begun_scored_and_finished(client, world):
    lead, posted = as_(client, world.lead), beginning()
    answer = lead.post(url("begin", world.case), posted)
    again_answer = lead.post(url("begin", world.case), posted)
    row = Assessment.objects.latest("pk")
    assert answer.url == again_answer.url == url("score", row)
    assert Assessment.objects.count() == 3, "twice is once"
    assert row.took_part["others"] == "ciocia Basia"

    page = lead.get(answer.url)
    assert text(page).count("Jak to widzi rodzina?") == 2
    said = {"idempotency_key": key(), "version": row.version, "family_d1": "2", "worker_d1": "na", "do": "finish"}
    assert lead.post(answer.url, said).url == lead.post(answer.url, said).url == url("assessment", row)

    assert again(row).is_finished
    page = text(lead.get(url("assessment", row)))
    assert "nie dotyczy tej rodziny" in page
    assert "ciocia Basia" in page


def test_it_is_kept_unfinished(client, world):
    row = world.draft_assessment
    said = {"idempotency_key": key(), "version": row.version, "note_d2": "x", "do": "save"}

    as_(client, world.lead).post(url("score", row), said)

    assert again(row).is_draft
    assert "Wypełniaj dalej" in text(client.get(url("assessment", row)))


def test_nothing_said_is_told_at_the_form(client, world):
    row = world.draft_assessment
    said = {"idempotency_key": key(), "version": row.version, "do": "finish"}

    page = as_(client, world.lead).post(url("score", row), said)

    assert "Nikt jeszcze nic nie powiedział" in text(page)


def test_two_at_once_lose_nothing(client, world):
    row = world.draft_assessment
    told = {"version": row.version, "actor": world.deputy.actor, "now": world.now}
    score_areas(row, {"d2": Answer("1", "", "rachunki")}, finish=False, **told)
    said = {"idempotency_key": key(), "version": row.version, "worker_d2": "4", "note_d2": "raty", "do": "save"}

    page = as_(client, world.lead).post(url("score", row), said)

    assert page.status_code == 409
    assert "rachunki" in text(page)
    assert "raty" in text(page)


@pytest.mark.parametrize(
    ("different", "field"),
    [({"areas": []}, "areas"), ({"areas": ["d99"]}, "areas"), ({"held_on_year": "2999"}, "held_on")],
)
def test_a_wrong_beginning_is_told_at_the_form(client, world, different, field):
    page = as_(client, world.lead).post(url("begin", world.case), beginning(**different))

    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert Assessment.objects.count() == 2


def test_on_a_closed_case_only_its_end_is_noted(client, world):
    close(world)
    lead = as_(client, world.lead)

    assert lead.get(url("begin", world.case)).context["form"].initial["occasion"] == "follow_up"
    assert "Sprawa jest zamknięta" in text(lead.post(url("begin", world.case), beginning()))
    assert lead.post(url("begin", world.case), beginning(occasion="follow_up")).status_code == 302
    assert lead.get(url("hold", world.case)).status_code == 403


def test_without_a_scale_the_page_says_so(client, world):
    change(world.edition, ends_on=timezone.localdate() - timedelta(days=1))

    assert "nie obowiązuje żadne wydanie" in text(as_(client, world.lead).get(url("begin", world.case)))


def test_areas_are_changed_and_a_finished_scale_is_not(client, world):
    row, lead = world.draft_assessment, as_(client, world.lead)

    answer = lead.post(url("change", row), beginning(version=row.version, areas=["d3"]))

    assert answer.url == url("score", row)
    assert [score.area.code for score in row.scores.all()] == ["d3"]
    assert lead.post(url("change", row), beginning(version=1)).status_code == 409, "somebody was faster"
    assert lead.get(url("change", world.assessment)).status_code == 409
    assert lead.get(url("score", world.assessment)).status_code == 409
    told = beginning(version=world.assessment.version)
    assert "nie można jej już zmienić" in text(lead.post(url("change", world.assessment), told))


def test_a_mistake_is_withdrawn(client, world):
    row, lead = world.assessment, as_(client, world.lead)
    assert "zostaje w aktach" in text(lead.get(url("withdraw", row)))

    lead.post(url("withdraw", row), {"version": row.version})

    assert again(row).state == AssessmentState.WITHDRAWN
    assert lead.get(url("withdraw", row)).status_code == 409


def test_the_lead_sees_what_the_school_will_see_before_sharing(client, world):
    lead, place = as_(client, world.lead), world.team["member"]
    assessment = text(lead.get(url("assessment", world.assessment)))
    assert f"{place.name}, {place.institution.name} (pomoc w nauce)" in assessment
    who = reverse("cases:who_sees", args=[world.case.public_id, world.score.key])
    assert who in assessment
    decide = reverse("cases:disclose", args=[place.public_id])
    assert f"{decide}?co={world.score.key}" in text(lead.get(who))
    assert f'value="{world.score.key}" selected' in text(lead.get(f"{decide}?co={world.score.key}"))

    told = {"idempotency_key": key(), "thing": world.score.key, "answer": "shared", "ground": "agreement"}
    told |= {"purpose": "zajęcia", "reference": ""}
    check = text(lead.post(decide, told))
    assert world.word("score_note") in check
    assert world.word("shared_score_note") not in check
    assert not Disclosure.objects.filter(shown_id=world.score.public_id).exists()
    lead.post(decide, {**told, "confirmed": "1"})

    assert Disclosure.objects.get(shown_id=world.score.public_id).purpose == "zajęcia"
    sight = text(lead.get(reverse("cases:member_sight", args=[place.public_id])))
    assert sight.count(world.word("score_note")) == 1
    assert f": {world.score.area.label}" in sight, "the decision says what it is about"
    assert world.word("score_note") in text(as_(client, world.member).get(url("view", world.case)))


def test_a_member_sees_no_picture(client, world):
    page = text(as_(client, world.member).get(url("view", world.case)))

    assert world.word("shared_score_note") in page
    assert world.word("score_note") not in page
    assert '<svg class="govuk-!-margin-bottom-2"' not in page
    change(world.share, ended_on=timezone.localdate())
    assert "Na razie nic" in text(client.get(url("view", world.case)))


def workshop_post(**different):
    return {"idempotency_key": key(), "place": "kuchnia", **day("held_on", timezone.localdate()), **different}


def test_a_workshop_is_written_down_and_what_was_said(client, world):
    lead = as_(client, world.lead)
    posted = workshop_post(persons=[str(world.child.public_id)], members=[str(world.team["lead"].public_id)])
    answer = lead.post(url("hold", world.case), posted)
    row = Workshop.objects.latest("pk")
    assert answer.url == url("contribute", row)

    said = {"idempotency_key": key(), "strengths": " rysuje \r\nśpiewa ", "causes": ""}
    assert lead.post(answer.url, said).url == lead.post(answer.url, said).url == url("workshop", row)

    assert Contribution.objects.get(workshop=row).text == "rysuje\nśpiewa"
    page = text(lead.get(url("workshop", row)))
    assert world.word("child_first_name") in page
    assert "rysuje" in text(lead.get(url("workshop_print", row)))


def test_an_empty_one_is_told_at_the_form(client, world):
    page = as_(client, world.member).post(url("contribute", world.workshop), {"idempotency_key": key()})

    assert "Napisz coś co najmniej w jednym polu" in text(page)


def test_a_workshop_is_put_right(client, world):
    row, lead = world.workshop, as_(client, world.lead)

    lead.post(url("workshop_change", row), workshop_post(version=row.version, place="świetlica"))

    assert again(row).place == "świetlica"
    assert lead.post(url("workshop_change", row), workshop_post(version=row.version, place="x")).status_code == 409
    late = {"held_on_year": "2999", "version": again(row).version}
    for name, about in (("workshop_change", row), ("hold", world.case)):
        assert lead.post(url(name, about), workshop_post(**late)).status_code == 200


def test_a_member_sees_the_own_institutions_words_and_not_who_came(client, world):
    change(world.workshop, took_part={"persons": [str(world.child.public_id)], "others": "babcia Krysia"})

    page = text(as_(client, world.member).get(url("workshop", world.workshop)))

    assert world.word("contribution") in page
    assert world.word("lead_contribution") not in page
    assert world.word("child_first_name") not in page
    assert "babcia Krysia" not in page


def test_own_words_are_changed_and_withdrawn(client, world):
    row, member = world.contribution, as_(client, world.member)
    member.post(url("contribution_edit", row), {"version": row.version, "text": "nowe słowa"})
    assert again(row).text == "nowe słowa"
    assert member.post(url("contribution_edit", row), {"version": 1, "text": "stare"}).status_code == 409

    told = {"idempotency_key": key()}
    assert member.post(url("contribution_withdraw", row), told).url == url("workshop", world.workshop)
    assert member.post(url("contribution_withdraw", row), told).status_code == 302, "twice is once"

    assert "nowe słowa" not in text(member.get(url("workshop", world.workshop)))
    assert member.post(url("contribution_withdraw", row), {"idempotency_key": key()}).status_code == 409
    assert member.post(url("contribution_edit", row), {"version": 3, "text": "po"}).status_code == 409


def test_the_lead_does_not_change_what_the_school_brought(client, world):
    for name in ("contribution_edit", "contribution_withdraw"):
        assert as_(client, world.lead).get(url(name, world.contribution)).status_code == 403


@pytest.mark.parametrize("size", [2001, 10_000_000])
def test_too_long_a_text_is_refused(client, world, size):
    answer = as_(client, world.lead).post(
        url("contribute", world.workshop), {"idempotency_key": key(), "causes": "ż" * size}
    )

    assert answer.status_code in {200, 400, 413}
    assert Contribution.objects.count() == 2


def test_an_older_edition_is_told_in_the_picture(client, world):
    enter_edition(dataclasses.replace(FIRST, code="nowa", starts_on=timezone.localdate()), actor=SYSTEM)
    lead = as_(client, world.lead)
    answer = lead.post(url("begin", world.case), beginning())
    row = Assessment.objects.latest("pk")
    assert row.edition.code == "nowa"
    said = {"idempotency_key": key(), "version": row.version, "family_d1": "2", "do": "finish"}
    lead.post(answer.url, said)

    assert "różnych wydań skali" in text(lead.get(url("view", world.case)))
    assert again(world.assessment).edition.code == FIRST.code


def test_the_page_of_what_a_member_sees_tells_this_too(client, world):
    page = text(as_(client, world.lead).get(reverse("cases:member_sight", args=[world.case_member.public_id])))

    assert world.word("shared_score_note") in page
    assert world.word("contribution") in page
    assert world.word("score_note") not in page
    assert world.word("lead_contribution") not in page


def test_the_review_shows_the_picture(client, world):
    page = text(as_(client, world.lead).get(reverse("reviews:hold", args=[world.case.public_id])))

    assert "Jak było i jak jest" in page
    assert url("begin", world.case) in page


def test_the_story_of_the_case_tells_of_it(client, world):
    lead = as_(client, world.lead)
    lead.post(url("hold", world.case), workshop_post())
    change_workshop_of(lead, Workshop.objects.latest("pk"))

    assert "mieniono dzień, miejsce lub osoby warsztatu" in text(
        lead.get(reverse("cases:timeline", args=[world.case.public_id]))
    )


def change_workshop_of(lead, row):
    lead.post(url("workshop_change", row), workshop_post(version=row.version))


def test_a_closed_case_invites_nobody_to_the_scale(client, world, monkeypatch):
    for name, model in (("_assessments", Assessment), ("_workshops", Workshop)):
        monkeypatch.setattr(overview, name, lambda *_asked, model=model: model.objects.none())
    address, invitation = reverse("cases:view", args=[world.case.public_id]), "Przejdź do wspólnego rozeznania"
    assert invitation in text(as_(client, world.lead).get(address))

    close(world)

    assert invitation not in text(client.get(address))
