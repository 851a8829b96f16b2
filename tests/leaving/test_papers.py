"""Scans of agreements: handed over where they are there, erased with an agreement that nobody else signed."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kooperacja.agreements.models import Agreement, AgreementKind, Party
from kooperacja.leaving.actions import handing
from tests.concerns.tools import change
from tests.world import SINCE, make

from .test_erasing import erase, hand_over
from .tools import end_centre

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_paper(world):
    name = default_storage.save("agreements/own.pdf", ContentFile(b"%PDF-1.4 own"))
    dates = {"signed_on": SINCE, "starts_on": SINCE}
    paper = make(Agreement, kind=AgreementKind.PROCESSING, title="Umowa z gospodarzem", scan=name, **dates)
    make(Party, agreement=paper, institution=world.ops, starts_on=SINCE)
    yield paper
    default_storage.delete(name)


def test_a_scan_is_handed_over_and_a_missing_one_stops_nothing(world, own_paper, tmp_path):
    change(world.cooperation, scan="agreements/gone.pdf")
    hand_over(world, tmp_path)

    assert [path.name for path in (tmp_path / "dane/skany").iterdir()] == [f"{own_paper.public_id}.pdf"]


def test_many_rows_are_handed_over_some_at_once(world, tmp_path, monkeypatch):
    monkeypatch.setattr(handing, "AT_ONCE", 1)
    hand_over(world, tmp_path)

    assert (tmp_path / "dane/README.txt").exists()


def test_an_agreement_that_nobody_else_signed_goes_with_its_scan(
    world, own_paper, tmp_path, django_capture_on_commit_callbacks
):
    end_centre(world)
    hand_over(world, tmp_path)
    with django_capture_on_commit_callbacks(execute=True):
        erase(world)

    assert not Agreement.objects.filter(pk=own_paper.pk).exists()
    assert not default_storage.exists(own_paper.scan.name)
    assert Agreement.objects.filter(pk=world.cooperation.pk).exists()
