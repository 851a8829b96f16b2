"""9. A malicious neighbour (Stary Brzeg): an anonymous letter, nothing in it; later she comes herself for a lawyer."""

from kooperacja.audit.recording import back_then
from kooperacja.cases.actions.opening import NewPerson
from kooperacja.cases.models import NoteKind
from kooperacja.concerns.actions.locking import set_filing_class
from kooperacja.concerns.actions.raising import type_in_concern
from kooperacja.concerns.actions.triage import not_confirm
from kooperacja.concerns.telling import Arrival, Telling
from kooperacja.concerns.terms import Channel, ReporterKind, Source, Urgency
from kooperacja.diagnosis.states import Occasion

from ..telling import Story
from .two_homes import husband_died


def tell(story: Story) -> None:
    """The letter ends with "need not confirmed"; her own request has nothing to do with it."""
    calendar = story.calendar
    centre = story.cast.bodies["gops_sb"]
    letter = story.acts(
        type_in_concern,
        Telling(
            centre=centre,
            unit=story.unit,
            urgency=Urgency.GREEN,
            source=Source.HEARD,
            who="Teresa Bielak",
            address="Stary Brzeg, ul. Lipowa 8",
            facts="List bez podpisu: dzieci u pani Bielak mają chodzić brudne i głodne.",
        ),
        Arrival(
            channel=Channel.ANONYMOUS,
            received_at=calendar.ago(105, 9),
            reporter_kind=ReporterKind.UNKNOWN,
            register_number="114/2026",
        ),
        by="sb_intake",
        when=calendar.ago(105),
    )
    with back_then(calendar.ago(104)):
        set_filing_class("5120", actor=story.cast.actor("sb_head"))
    reason = "Pracownik był na miejscu. Dzieci zadbane, mają swoje pokoje, chodzą do szkoły. Nie potwierdzono potrzeby."
    story.acts(not_confirm, letter, reason=reason, by="sb_intake", when=calendar.ago(101))

    request = story.acts(
        type_in_concern,
        Telling(
            centre=centre,
            unit=story.unit,
            urgency=Urgency.GREEN,
            source=Source.SEEN,
            who="Teresa Bielak",
            address="Stary Brzeg, ul. Lipowa 8",
            facts="Pani Bielak przyszła sama: wychowuje dwoje wnuków i potrzebuje prawnika przed rozprawą o opiekę.",
            reporter_name="Teresa Bielak",
        ),
        Arrival(channel=Channel.IN_PERSON, received_at=calendar.ago(30, 9), reporter_kind=ReporterKind.PRIVATE),
        by="sb_intake",
        when=calendar.ago(30),
    )
    case = story.opens(
        request,
        calendar.ago(29),
        by="sb_intake",
        deputy="sb_head",
        persons=[NewPerson("Teresa", "Bielak", phone="600 000 291")],
        address="Stary Brzeg, ul. Lipowa 8",
    )
    grandmother = case.case_persons.get().person
    story.agrees(case, grandmother, calendar.ago(28))
    when, days = calendar.ago(27), calendar.day
    team = {"sb_lead": case.members.get(membership=story.cast.places["sb_lead"])}
    story.assesses(
        case,
        when,
        Occasion.START,
        d13=("2", "2", "Rozprawa o opiekę za kilka tygodni, pisma leżą w teczce."),
        d8=("5", "5", "Wnuki mają swoje pokoje i spokój."),
    )
    court = story.aims(case, "Zdążymy z pismem na rozprawę.", grandmother, when)
    story.buys(
        court,
        "Prawnik, 10 godzin",
        team,
        when,
        due=days(21),
        starts_on=days(-20),
        cost=2500,
        measure="pismo w sądzie przed rozprawą",
    )
    story.reviews(case, days(23), when)
    story.starts(case, calendar.ago(26))
    said = "Pierwsza godzina u prawnika. Pani Teresa wie, jakie papiery zebrać."
    story.notes(case, "sb_lead", calendar.ago(12), NoteKind.OFFICE, said)
    husband_died(story, case, grandmother)
