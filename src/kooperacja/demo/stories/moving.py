"""A family that moves (Stary Brzeg to Wierzbowa Góra), and a case that a colleague is asked to take over."""

from kooperacja.cases.actions.opening import NewPerson, Opening, open_case
from kooperacja.cases.models import Case, How, NoteKind, Role
from kooperacja.transfers.actions.content import Offer
from kooperacja.transfers.actions.handing import offer_handover
from kooperacja.transfers.actions.transferring import offer_transfer

from ..telling import Story


def tell(story: Story, home: Story) -> None:
    """The mother agreed that the plan goes along; the other centre hasn't answered yet."""
    days, ago = story.calendar.day, story.calendar.ago
    opening = Opening(
        unit=story.unit,
        persons=[NewPerson("Jolanta", "Rokita", birth_date=days(-34 * 365), phone="600 000 777")],
        lead=story.cast.places["sb_lead"],
        deputy=story.cast.places["sb_head"],
        address="Stary Brzeg, ul. Młyńska 3",
    )
    case = story.acts(open_case, opening, when=ago(90))
    mother = case.case_persons.get().person
    igor = story.adds_child(case, mother, ago(90), "Igor", "Rokita", days(-7 * 365 - 40))
    story.agrees(case, mother, ago(88))
    story.agrees(case, igor, ago(88), given_by=mother)
    club = story.joins(case, "kis", ago(87))
    work = story.aims(case, "Mam pracę w godzinach przedszkola i szkoły.", mother, ago(86))
    story.aims(case, "Igor spokojnie zaczyna szkołę.", igor, ago(86))
    course = story.plans(
        work, "Kurs obsługi kasy w klubie integracji", "kis", {"kis": club}, ago(86), due=days(20), measure="ukończony"
    )
    story.reviews(case, days(12), ago(86))
    story.starts(case, ago(86))
    story.accepts(course, "kis", ago(85))
    story.notes(case, "sb_lead", ago(4), NoteKind.CALL, "Pani Jolanta ma mieszkanie w Wierzbowej Górze od grudnia.")
    offer = Offer(
        destination=story.cast.bodies["gops_wg"],
        persons=[mother, igor],
        agreed=[mother],
        agreed_on=ago(3).date(),
        how=How.WRITING,
        with_plan=True,
        summary="Pani Jolanta szuka pracy i kończy kurs. Igor od września chodzi do szkoły, potrzebuje świetlicy.",
        address="Wierzbowa Góra 5",
        message="Proszę o telefon przed pierwszą wizytą: 99 100 30 40.",
    )
    story.acts(offer_transfer, story.fresh(case), offer, when=ago(2))
    _hand_over(home)


def _hand_over(story: Story) -> None:
    """The lead of the quiet case asks the colleague, because she goes on leave."""
    case = Case.objects.filter(members__membership=story.cast.places["head"], members__role=Role.DEPUTY).earliest("pk")
    story.acts(
        offer_handover,
        case,
        story.cast.places["deputy"],
        message="Od grudnia jestem na urlopie. Czy poprowadzisz tę sprawę? Zostanę w zespole.",
        stays=True,
        when=story.calendar.ago(1),
    )
