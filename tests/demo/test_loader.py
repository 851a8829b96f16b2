"""The demo loads through the actions, once, into an empty database."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from kooperacja.accounts.demo_mark import NotEmpty
from kooperacja.accounts.models import DemoMark, User
from kooperacja.audit.models import Event
from kooperacja.audit.recording import PastIsClosed
from kooperacja.cases.models import Case, JointDecision, PlanTemplate
from kooperacja.concerns.models import Concern
from kooperacja.demo.loader import load_demo
from kooperacja.institutions.models import Institution
from kooperacja.partnerships.models import Partnership
from kooperacja.territory.models import Unit
from kooperacja.transfers.models import Handover, Transfer

pytestmark = pytest.mark.django_db


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "now",
    [
        None,
        datetime(2027, 1, 1, 0, 5, tzinfo=ZoneInfo("Europe/Warsaw")),
        datetime(2028, 2, 29, 23, 0, tzinfo=ZoneInfo("Europe/Warsaw")),
    ],
)
def test_the_stories_stand_at_different_stages(now, monkeypatch):
    """Also on the first minutes of a year, and on a leap day."""
    if now:
        monkeypatch.setattr(timezone, "now", lambda: now)
    load_demo(now=timezone.now())

    states = Counter(Case.objects.values_list("centre__name", "state"))
    assert states == {
        ("GOPS Stary Brzeg", "active"): 4,
        ("GOPS Stary Brzeg", "closed"): 2,
        ("GOPS Wierzbowa Góra", "active"): 4,
        ("GOPS Wierzbowa Góra", "opened"): 1,
    }
    assert Concern.objects.filter(state="received").count() == 2
    assert Transfer.objects.get().state == "offered"
    assert Handover.objects.get().state == "offered"
    assert list(JointDecision.objects.order_by("pk").values_list("state", flat=True)) == ["carried", "open"]
    assert PlanTemplate.objects.count() == 3


def test_the_pilot_stands_with_its_real_codes_and_kinds_of_then():
    load_demo(now=timezone.now())

    gmina = Unit.objects.get(code="261201")
    assert (gmina.name, gmina.parent.name) == ("Bogoria", "staszowski")
    assert Partnership.objects.filter(level="regional").count() == 4
    assert Partnership.objects.filter(level="local").count() == 8
    assert Institution.objects.filter(name="Sąd Okręgowy w Kielcach").exists()
    assert gmina.version_on(datetime(2019, 6, 1, tzinfo=ZoneInfo("Europe/Warsaw")).date()).kind == "2"


def test_what_happened_bears_the_day_on_which_it_happened():
    now = timezone.now()
    load_demo(now=now)

    oldest = Case.objects.filter(kind="family").earliest("opened_at")
    told = Event.objects.filter(subject_id__in=[oldest.public_id, *oldest.actions.values_list("public_id", flat=True)])
    assert abs(told.earliest("at").at - oldest.opened_at) < timedelta(days=1)
    assert len(set(told.dates("at", "month"))) > 4, "it reads as months of work"
    of_cases = Event.objects.filter(subject_type__startswith="cases.")
    today = of_cases.filter(at__gte=now - timedelta(hours=1)).values_list("name", flat=True)
    assert not today, "everything of a case happened before the demo was loaded"


def test_a_production_is_never_filled(settings):
    settings.MODE = "production"
    with pytest.raises(PastIsClosed):
        load_demo(now=timezone.now())
    with pytest.raises(CommandError, match="in the mode production"):
        call_command("load_demo")

    assert not DemoMark.objects.exists()
    assert not Event.objects.exists()


def test_a_database_with_people_is_refused():
    User.objects.create_user("ktos@urzad.example", "Ktoś")

    with pytest.raises(NotEmpty):
        load_demo(now=timezone.now())


def test_no_demo_person_has_a_pesel():
    load_demo(now=timezone.now())

    assert not Case.objects.filter(case_persons__person__pesel_index__isnull=False).exists()
