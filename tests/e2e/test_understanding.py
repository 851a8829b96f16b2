"""At a kitchen table, on a phone: a workshop, the situation scale in two voices, and the picture of then and now."""

import re

from playwright.sync_api import expect

from kooperacja.diagnosis.models import Assessment, Contribution, Workshop

from .test_whole_line import press


def test_from_the_workshop_to_the_picture(open_page, world, axe):
    page = open_page(who=world.lead)
    page.goto(f"/sprawy/{world.case.public_id}/")
    press(page, "Rozeznanie")
    axe(page)

    press(page, "Zapisz warsztat")
    axe(page)
    page.get_by_label("Miejsce").fill("przy stole u rodziny")
    page.get_by_label("Kto jeszcze brał udział").fill("ciocia Basia")
    press(page, "Dalej: co powiedziano")
    axe(page)
    page.get_by_label("Co idzie dobrze").fill("Trzymamy się razem.")
    page.get_by_label("Z czym jest trudno").fill("Rano nikt nie ma siły wstać.")
    press(page, "Zapisz")
    expect(page.locator("main")).to_contain_text("Trzymamy się razem.")
    expect(page.locator("main")).to_contain_text("ciocia Basia")
    axe(page)
    assert Contribution.objects.filter(workshop=Workshop.objects.latest("pk")).count() == 2

    press(page, "Rozeznanie")
    press(page, "Wypełnij skalę sytuacji")
    axe(page)
    page.get_by_label("Samopoczucie").check()
    page.get_by_label("Szkoła i nauka").check()
    press(page, "Dalej: obszar po obszarze")
    axe(page)
    family, worker = (page.get_by_role("group", name=f"Jak to widzi {who}?") for who in ("rodzina", "pracownik"))
    family.nth(0).get_by_label("5 – radzimy sobie sami").check()
    worker.nth(0).get_by_label("3 – stabilnie, z pomocą").check()
    family.nth(1).get_by_label("4 – coraz lepiej").check()
    press(page, "Zapisz i zakończ")
    expect(page.locator("main")).to_contain_text("zakończona")
    axe(page)
    assert Assessment.objects.latest("pk").scores.count() == 2

    press(page, "Rozeznanie")
    picture = page.get_by_role("img", name="Jak jest, obszar po obszarze")
    expect(picture).to_be_visible()
    assert picture.locator("circle").count() == 3, "the family's view of one area then, of both now"
    expect(page.get_by_role("table", name="To samo słowami")).to_contain_text("5 – radzimy sobie sami")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    press(page, "Wydrukuj obraz")
    expect(page).to_have_url(re.compile(r"/obraz/$"))
    axe(page)


def test_what_is_tapped_at_the_table_is_kept(open_page, world):
    page = open_page(who=world.lead)
    page.goto(f"/rozeznanie/skala/{world.draft_assessment.public_id}/wypelnij/")
    with page.expect_response(lambda answer: "/szkice/" in answer.url and answer.ok):
        page.get_by_role("group", name="Jak to widzi rodzina?").get_by_label("2 – trudno").check()

    page.goto("/szkice/")
    expect(page.locator("main")).to_contain_text("Odpowiedzi w skali sytuacji")
    press(page, "Pisz dalej")

    expect(page.get_by_role("group", name="Jak to widzi rodzina?").get_by_label("2 – trudno")).to_be_checked()


def test_a_partner_sees_the_own_part_alone(open_page, world, axe):
    page = open_page(who=world.member)
    page.goto(f"/rozeznanie/{world.case.public_id}/")
    axe(page)
    expect(page.locator("main")).to_contain_text(world.word("shared_score_note"))
    page.locator("main").get_by_role("link", name="Warsztat z dnia").click()
    axe(page)
    expect(page.locator("main")).to_contain_text(world.word("contribution"))
    expect(page.locator("main")).not_to_contain_text(world.word("lead_contribution"))
