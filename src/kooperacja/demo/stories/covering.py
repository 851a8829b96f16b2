"""A small centre (Stary Brzeg) has nobody for a week: a worker of the neighbouring one covers by agreement."""

from kooperacja.cases.models import CoverReason
from kooperacja.transfers.actions.covering import Wish, accept_cover, offer_cover

from ..telling import Story


def tell(story: Story) -> None:
    """Its head asked on Friday for the week of a training; the worker accepted, and sees the cases since."""
    days, ago = story.calendar.day, story.calendar.ago
    wish = Wish(
        worker=story.cast.places["deputy"],
        starts_on=days(-1),
        ends_on=days(6),
        reason=CoverReason.TRAINING,
        message="Paweł i ja jesteśmy na szkoleniu. Klucze do szafy z teczkami ma sekretariat urzędu.",
    )
    row = story.acts(offer_cover, wish, by="sb_head", when=ago(3))
    story.acts(accept_cover, row, by="deputy", when=ago(2))
