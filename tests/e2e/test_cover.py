"""A small centre has nobody for a week: on phones, its head asks, the neighbour accepts, works, and is stopped."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from kooperacja.cases.models import Note
from tests.cases.changing import change
from tests.e2e.test_whole_line import choose, fill_day, press
from tests.transfers.covering import sign


def ask(page, axe):
    """The head asks for a week."""
    today = timezone.localdate()
    page.goto(reverse("cases:list"))
    press(page, "Przekazywanie spraw i zastępstwa")
    axe(page)
    press(page, "Poproś inny ośrodek o zastępstwo")
    axe(page)
    choose(page, "Kto ma zastępować?", "Henryk Sąsiedzki")
    fill_day(page, "Pierwszy dzień", today)
    fill_day(page, "Ostatni dzień", today + timedelta(days=7))
    page.get_by_label("nagła nieobecność").check()
    page.get_by_label("Wiadomość").fill("Tydzień nikogo nie będzie 😀")
    press(page, "Poproś o zastępstwo")
    expect(page.get_by_text("czeka na odpowiedź", exact=True)).to_be_visible()
    axe(page)


def accept(page, axe):
    """The neighbour reads why and agrees."""
    page.goto("/")
    axe(page)
    page.get_by_role("link", name="Odpowiedz, czy zastępujesz · GOPS Wierzbowa Góra").click()
    expect(page.get_by_text("Tydzień nikogo nie będzie 😀")).to_be_visible()
    axe(page)
    press(page, "Przyjmij zastępstwo")
    press(page, "Przejdź do spraw")
    expect(page.get_by_role("heading", name="Sprawy w zastępstwie")).to_be_visible()
    axe(page)


def write_a_note(page, axe, number):
    """The neighbour opens the case and notes a call."""
    press(page, number)
    expect(page.get_by_text("Działasz tu w zastępstwie: GOPS Wierzbowa Góra")).to_be_visible()
    expect(page.get_by_text("Zamknij sprawę")).to_have_count(0)
    axe(page)
    press(page, "Napisz notatkę")
    page.get_by_label("rozmowa telefoniczna").check()
    page.get_by_label("Notatka", exact=True).fill("Mama dzwoniła, wszystko dobrze.")
    press(page, "Zapisz")
    expect(page.get_by_text("Mama dzwoniła, wszystko dobrze.")).to_be_visible()


def test_a_neighbour_covers_for_a_week_and_sees_nothing_afterwards(open_page, world, axe, faults):
    sign(world)
    change(world.cover, state="withdrawn", ended_at=world.now)
    head, there, lead = (open_page(who=who) for who in (world.head, world.neighbour_head, world.lead))

    ask(head, axe)
    accept(there, axe)
    write_a_note(there, axe, world.case.number)

    note = Note.objects.latest("pk")
    assert (note.author, note.institution) == (world.neighbour_head.membership, world.other_ops)
    lead.goto(reverse("cases:notes", args=[world.case.public_id]))
    expect(lead.get_by_text("Mama dzwoniła, wszystko dobrze.")).to_be_visible()
    expect(lead.get_by_text("działa w zastępstwie: Henryk Sąsiedzki")).to_be_visible()

    head.reload()
    press(head, "Zakończ zastępstwo teraz")
    expect(head.get_by_text("zakończone wcześniej", exact=True)).to_be_visible()
    faults.expect("404")
    gone = there.goto(reverse("cases:view", args=[world.case.public_id]))
    assert gone is not None
    assert gone.status == 404
    there.goto(reverse("cases:list"))
    expect(there.get_by_role("heading", name="Sprawy w zastępstwie")).to_have_count(0)
