"""The family says that it no longer takes part, while a partner has the case open: the next click shows nothing."""

from playwright.sync_api import expect

from kooperacja.cases.models import ParticipationBasis

from .test_whole_line import press


def test_the_partners_next_click_after_a_withdrawal_shows_nothing(open_page, world, axe, faults):
    partner, lead = open_page(who=world.member), open_page(who=world.lead)
    address = f"/sprawy/{world.case.public_id}/"
    partner.goto(address)
    expect(partner.locator("main")).to_contain_text(world.case.number)
    family = [world.word(what) for what in ("adult_surname", "adult_phone", "safe_contact", "member_action")]
    for word in family:
        expect(partner.locator("main")).to_contain_text(word)

    lead.goto(f"{address}osoby/{world.person.public_id}/")
    press(lead, "Już nie bierze udziału")
    axe(lead)
    expect(lead.locator("main")).to_contain_text(world.member.user.name)
    lead.get_by_label("na piśmie").check()
    press(lead, "Potwierdź")
    expect(lead.locator("main")).to_contain_text(world.word("adult_surname"))
    assert ParticipationBasis.objects.get(pk=world.basis.pk).state == "withdrawn"

    faults.expect("404")
    press(partner, "Przyjmuję")
    expect(partner.get_by_role("heading", level=1)).to_have_text("Nie ma takiej strony")
    axe(partner)
    for word in (*family, world.case.number):
        expect(partner.locator("body")).not_to_contain_text(word)
    partner.go_back()
    partner.reload()
    expect(partner.get_by_role("heading", level=1)).to_have_text("Nie ma takiej strony")
    partner.goto("/sprawy/")
    expect(partner.locator("main")).not_to_contain_text(world.case.number)
    lead.goto(address)
    expect(lead.locator("main")).to_contain_text(world.case.number)
