"""Agreements: entered, changed, ended, joined and left; and what that does to sharing data."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from kooperacja.access.permissions import Permission
from kooperacja.agreements.actions import (
    attach_scan,
    change_agreement,
    enter_agreement,
    join_agreement,
    leave_agreement,
    scan_type,
)
from kooperacja.agreements.listing import listed
from kooperacja.agreements.models import Agreement, AgreementKind
from kooperacja.agreements.policies import AGREEMENTS
from kooperacja.agreements.rules import AgreementRefusal
from kooperacja.agreements.sharing import binding_both, shares_data, sharing_with
from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale
from kooperacja.kernel.refused import Refused
from kooperacja.territory.models import Unit
from tests.world import CAST, SINCE, institution, make

R = AgreementRefusal
DAY = timedelta(days=1)
TODAY = date(2026, 6, 10)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 300
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 300
PDF = b"%PDF-1.7\n" + b"\0" * 300


def enter(world, parties, **fields):
    fields = {
        "kind": AgreementKind.COOPERATION,
        "title": "Porozumienie nr 5",
        "signed_on": SINCE,
        "starts_on": SINCE,
        **fields,
    }
    actor = fields.pop("actor", world.operator.actor)
    return enter_agreement(Agreement(**fields), parties, actor=actor, today=TODAY)


def test_an_agreement_is_entered_with_its_parties(world):
    row = enter(world, [world.ops, world.pcpr, world.ops])

    assert {(party.institution, party.starts_on) for party in row.parties.all()} == {
        (world.ops, SINCE),
        (world.pcpr, SINCE),
    }
    assert Event.objects.get(name="agreements.entered").subject_id == row.public_id


def test_what_is_refused_leaves_nothing(world):
    with pytest.raises(Refused) as refused:
        enter(world, [world.ops], signed_on=TODAY + DAY)

    assert refused.value.refusals == {R.TOO_FEW_PARTIES, R.SIGNED_IN_FUTURE}
    assert Agreement.objects.filter(title="Porozumienie nr 5").count() == 0


@pytest.mark.parametrize("who", [who for who in CAST if who != "operator"])
def test_nobody_but_operators_keeps_agreements(world, who):
    actor, agreement = getattr(world, who).actor, world.agreement
    party = world.party
    for attempt in (
        lambda: enter(world, [world.ops, world.pcpr], actor=actor),
        lambda: change_agreement(agreement, {"title": "x"}, version=1, actor=actor, today=TODAY),
        lambda: join_agreement(agreement, world.pcpr, since=TODAY, actor=actor),
        lambda: leave_agreement(party, on=TODAY, actor=actor),
        lambda: attach_scan(agreement, ContentFile(PDF), actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_who_sees_which(world):
    seeing = {
        who for who in CAST if AGREEMENTS.allows(getattr(world, who).actor, Permission.AGREEMENT_VIEW, world.agreement)
    }

    assert seeing == set(CAST) - {"reporter", "outsider", "neighbour", "neighbour_head"}


def test_a_regional_centre_sees_its_voivodeship_alone(world):
    away = make(Unit, level="voivodeship", code="98", name="inne")
    bodies = [institution(name, world.kinds["school"], away) for name in ("Szkoła A", "Szkoła B")]
    elsewhere = enter(world, bodies)

    assert not AGREEMENTS.allows(world.region.actor, Permission.AGREEMENT_VIEW, elsewhere)
    mixed = enter(world, [bodies[0], world.pcpr])
    assert AGREEMENTS.allows(world.region.actor, Permission.AGREEMENT_VIEW, mixed)


def change(world, changes, **options):
    options = {"version": world.protocol.version, "actor": world.operator.actor, "today": TODAY, **options}
    return change_agreement(world.protocol, changes, **options)


def test_ended_it_lets_no_data_pass_from_the_next_day_on(world):
    assert shares_data(world.ops.pk, world.school.pk, TODAY + DAY)

    change(world, {"ends_on": TODAY})

    assert shares_data(world.ops.pk, world.school.pk, TODAY)
    assert not shares_data(world.ops.pk, world.school.pk, TODAY + DAY)
    assert binding_both(world.ops.pk, world.school.pk, TODAY + DAY) == {AgreementKind.COOPERATION}


def test_changing_is_refused_with_reasons_or_stale(world):
    with pytest.raises(Refused) as refused:
        change(world, {"ends_on": SINCE - DAY, "title": ""})
    assert refused.value.refusals == {R.ENDS_BEFORE_START, R.NO_TITLE}

    change(world, {"title": "Ąę"})
    assert Agreement.objects.get(pk=world.protocol.pk).folded == "ae"
    with pytest.raises(Stale):
        change(world, {"title": "y"})


def test_an_institution_joins_leaves_and_joins_again(world):
    for agreement in (world.cooperation, world.protocol):
        join_agreement(agreement, world.pcpr, since=TODAY, actor=world.operator.actor)
    assert not shares_data(world.ops.pk, world.pcpr.pk, TODAY - DAY)
    assert shares_data(world.ops.pk, world.pcpr.pk, TODAY)
    assert {world.ops.pk, world.school.pk} < {pk for (pk,) in sharing_with(world.pcpr.pk, TODAY)}

    party = world.protocol.parties.get(institution=world.pcpr)
    leave_agreement(party, on=TODAY + 5 * DAY, actor=world.operator.actor)
    assert shares_data(world.ops.pk, world.pcpr.pk, TODAY + 5 * DAY)
    assert not shares_data(world.ops.pk, world.pcpr.pk, TODAY + 6 * DAY)

    with pytest.raises(Refused) as refused:
        join_agreement(world.protocol, world.pcpr, since=TODAY + 5 * DAY, actor=world.operator.actor)
    assert refused.value.refusals == {R.IS_PARTY}
    join_agreement(world.protocol, world.pcpr, since=TODAY + 9 * DAY, actor=world.operator.actor)
    assert shares_data(world.ops.pk, world.pcpr.pk, TODAY + 9 * DAY)


def test_leaving_before_joining_is_refused(world):
    with pytest.raises(Refused) as refused:
        leave_agreement(world.party, on=SINCE - DAY, actor=world.operator.actor)

    assert refused.value.refusals == {R.LEAVES_BEFORE_IT_JOINED}


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, (".pdf", "application/pdf")), (PNG, (".png", "image/png")), (JPEG, (".jpg", "image/jpeg"))],
)
def test_a_scan_is_known_by_its_content(world, settings, tmp_path, content, kind):
    settings.MEDIA_ROOT = tmp_path
    ending, media = kind
    row = attach_scan(world.protocol, ContentFile(content, name="umowa Jana K.exe"), actor=world.operator.actor)

    assert row.scan.name.endswith(ending)
    assert "Jana" not in row.scan.name
    assert scan_type(row) == media
    assert (tmp_path / row.scan.name).read_bytes() == content
    assert Event.objects.get(name="agreements.scan_attached").subject_id == row.public_id


@pytest.mark.parametrize(
    "content", [b"", b"<html><script>alert(1)</script>", b"<svg/>", b"MZ\x90", b"PK\x03\x04", b" %PDF"]
)
def test_whatever_its_name_other_content_is_refused(world, content):
    with pytest.raises(Refused) as refused:
        attach_scan(world.protocol, ContentFile(content, name="skan.pdf"), actor=world.operator.actor)

    assert refused.value.refusals == {R.SCAN_OF_OTHER_KIND}


def test_another_scan_takes_the_place_of_the_first(world, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    first = attach_scan(world.protocol, ContentFile(PDF), actor=world.operator.actor).scan.name
    with django_capture_on_commit_callbacks(execute=True):
        second = attach_scan(world.protocol, ContentFile(PNG), actor=world.operator.actor).scan.name

    assert not default_storage.exists(first)
    assert default_storage.exists(second)


def titles(**wanted):
    return [row.title for row in listed(Agreement.objects.all(), **wanted)]


def test_the_list_is_narrowed(world):
    enter(world, [world.pcpr, world.rops], title="Współpraca ŻÓŁW", ends_on=SINCE + DAY)
    everything = {"Współpraca ŻÓŁW", world.cooperation.title, world.protocol.title}

    assert set(titles()) == everything
    assert set(titles(on=timezone.localdate())) == everything - {"Współpraca ŻÓŁW"}
    assert titles(text="zolw") == ["Współpraca ŻÓŁW"]
    assert titles(text="PCPR") == ["Współpraca ŻÓŁW"]
    assert titles(kind=AgreementKind.DATA_SHARING) == [world.protocol.title]
    assert {row.number for row in listed(Agreement.objects.all())} == {2}
