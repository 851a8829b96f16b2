"""On a phone: the school says what it tried, the lead decides, and help that can't wait shows its day."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from kooperacja.gate.models import Qualification, Tried
from tests.cases.changing import change

from .test_whole_line import press


def test_from_what_was_tried_to_help_that_cannot_wait(open_page, world, axe):
    today = timezone.localdate()
    change(world.workshop, held_on=today - timedelta(days=9))
    change(world.crisis, ended_on=today, ended_by=world.lead.membership)

    school = open_page(who=world.member)
    school.goto(f"/sprawy/{world.case.public_id}/")
    axe(school)
    press(school, "Zapisz, czego próbowano")
    axe(school)
    school.get_by_label("Czego próbowano?").fill("Obiady w szkole i rozmowy z mamą, bo ma depresję.")
    expect(school.get_by_role("status").filter(has_text="depresj")).to_be_visible()
    school.get_by_role("group", name="Co z tego wyszło?").get_by_label("pomogło częściowo").check()
    school.get_by_label("Po czym to było widać?").fill("Je w szkole, rano dalej przychodzi bez śniadania.")
    press(school, "Zapisz")
    expect(school.locator("main")).to_contain_text("Obiady w szkole")
    expect(school.locator("main")).not_to_contain_text(world.word("lead_tried"))
    axe(school)
    school.get_by_role("link", name="Zmień").last.click()
    school.get_by_label("Czego próbowano?").fill("Obiady w szkole i rozmowy z mamą.")
    press(school, "Zapisz")
    assert Tried.objects.latest("pk").what == "Obiady w szkole i rozmowy z mamą."
    assert school.evaluate("document.documentElement.scrollWidth <= innerWidth")

    lead = open_page(who=world.lead)
    lead.goto(f"/sprawy/{world.case.public_id}/")
    press(lead, "Zapisano 3 próby pomocy")
    expect(lead.locator("main")).to_contain_text("Obiady w szkole i rozmowy z mamą.")
    axe(lead)
    press(lead, "Zdecyduj od nowa")
    axe(lead)
    lead.get_by_label("to droga dla nas").check()
    lead.get_by_label("wiele trudności naraz").check()
    lead.get_by_label("jedna instytucja nie wystarczy").check()
    press(lead, "Zapisz decyzję")
    expect(lead.locator("main")).to_contain_text("Decyzja jest zapisana.")
    expect(lead.locator("main")).to_contain_text("jedna instytucja nie wystarczy")
    assert Qualification.objects.count() == 2

    press(lead, "Pomoc nie może czekać na warsztat")
    axe(lead)
    lead.get_by_label("Dlaczego pomoc nie może czekać").fill("Od wczoraj w domu nie ma ogrzewania.")
    press(lead, "Zapisz")
    expect(lead.locator("main")).to_contain_text("Pomoc nie może czekać")
    expect(lead.locator("main")).to_contain_text("30 dni")
    axe(lead)
    lead.goto("/sprawy/")
    expect(lead.locator("main")).to_contain_text("Warsztat z rodziną do")
    axe(lead)
    assert lead.evaluate("document.documentElement.scrollWidth <= innerWidth")

    school.goto(f"/sprawy/{world.case.public_id}/")
    expect(school.locator("main")).to_contain_text("Warsztat z rodziną do")
    expect(school.locator("main")).not_to_contain_text("ogrzewania")
    axe(school)
