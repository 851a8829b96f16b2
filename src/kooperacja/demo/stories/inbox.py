"""What else lies in the inbox of Wierzbowa Góra: a request to call, and one that was looked into."""

from kooperacja.concerns.actions.protection import protect_reporter
from kooperacja.concerns.actions.triage import not_confirm
from kooperacja.concerns.terms import Urgency

from ..telling import Story


def tell(story: Story) -> None:
    """A teacher asks for a call, and her name is kept apart; an older concern ended without need for help."""
    asks = story.tells(
        "teacher",
        story.calendar.hours_ago(20),
        centre="gops_wg",
        urgency=Urgency.GREEN,
        call_me=True,
        reporter_phone="99 100 40 51",
        reporter_hours="przerwy 10.40 i 11.40",
    )
    readers = [story.cast.places[who] for who in ("intake", "head")]
    story.acts(protect_reporter, asks, readers, by="intake", when=story.calendar.hours_ago(19))
    old = story.tells(
        "officer",
        story.calendar.ago(40),
        centre="gops_wg",
        urgency=Urgency.GREEN,
        who="Starsza pani przy przystanku",
        address="Zapłocie, dom przy przystanku",
        facts="Pani siedziała trzy dni z rzędu na przystanku od rana do południa.",
        reporter_phone="99 100 50 60",
    )
    reason = "Pani czeka na siostrę, która dojeżdża autobusem. Nie potrzebuje pomocy."
    story.acts(not_confirm, old, reason=reason, by="intake", when=story.calendar.ago(37))
