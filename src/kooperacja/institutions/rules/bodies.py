"""What an institution must say of itself, and what is wrong with what it says."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

EDELIVERY = re.compile(r"AE:PL-\d{5}-\d{5}-[A-Z]{5}-\d{2}", re.ASCII)
"""Two groups of digits, one of letters, two digits of control. How these are reckoned is not published."""


class BodyRefusal(TextChoices):
    """Why an institution can't be entered or changed like this."""

    NO_NAME = "no_name", _("Enter the name.")
    NO_AREA = "no_area", _("Name at least one unit in which it works.")
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts", _("It can't end before it starts.")
    AREA_BEFORE_IT_STARTS = "area_before_it_starts", _("It can't work somewhere before it starts.")
    NOT_AN_EDELIVERY_ADDRESS = (
        "not_an_edelivery_address",
        _("An e-Doręczenia address looks like this: AE:PL-12345-67890-ABCDE-12."),
    )
    ALREADY_ENTERED = (
        "already_entered",
        _("An institution of this name, kind and seat is entered already."),
    )


@dataclass(frozen=True)
class Described:
    """What is said of an institution."""

    name: str
    starts_on: date
    ends_on: date | None
    edelivery_address: str
    areas: Collection[int]
    areas_from: date
    is_entered: bool


def body_refusals(said: Described) -> frozenset[BodyRefusal]:
    """Every reason not to keep this; none means go ahead."""
    checks = {
        BodyRefusal.NO_NAME: not said.name,
        BodyRefusal.NO_AREA: not said.areas,
        BodyRefusal.ENDS_BEFORE_IT_STARTS: said.ends_on is not None and said.ends_on < said.starts_on,
        BodyRefusal.AREA_BEFORE_IT_STARTS: said.areas_from < said.starts_on,
        BodyRefusal.NOT_AN_EDELIVERY_ADDRESS: bool(said.edelivery_address)
        and not EDELIVERY.fullmatch(said.edelivery_address),
        BodyRefusal.ALREADY_ENTERED: said.is_entered,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def plain_edelivery(text: str) -> str:
    """Return an e-Doręczenia address as it is kept: capitals, no spaces, plain hyphens, the prefix in its place.

    People paste it with or without "AE:", with spaces and with dashes that a text processor made.
    """
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", "".join(text.split()).upper())
    return f"AE:{plain}" if plain.startswith("PL-") else plain
