"""When two reporters may learn of each other. Professionals' own consent is no ground, so it isn't among them."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Ground(TextChoices):
    """On what the exchange rests."""

    AGREEMENT = "agreement", _("the family agreed")
    STATUTE = "statute", _("a provision of law demands or allows it")


class ExchangeRefusal(TextChoices):
    """Why two reporters may not learn of each other."""

    NOT_OF_THE_CASE = "not_of_the_case", _("Both pieces of information must be linked to this case.")
    PROTECTED = "reporter_protected", _("Who reported is protected, so the name isn't given.")
    NO_INSTITUTION = "no_institution", _("Only institutions learn of each other. A private person's name isn't given.")
    SAME_REPORTER = "same_reporter", _("Both came from the same institution.")
    NO_BASIS = "exchange_no_basis", _("Choose whose agreement it rests on. It must hold today.")
    NO_DAY = "exchange_no_day", _("Say on which day the family agreed to this exchange.")
    IN_FUTURE = "exchange_in_future", _("The day of the agreement is in the future.")
    NO_PROVISION = "exchange_no_provision", _("Name the provision, and say why it applies.")


def exchange_refusals(
    *,
    of_the_case: bool,
    institutions: tuple[int | None, int | None],
    is_protected: bool,
    ground: Ground,
    basis_holds: bool,
    agreed_on: date | None,
    provision: str,
    today: date,
) -> frozenset[ExchangeRefusal]:
    """Return every reason against telling two reporters of each other.

    Args:
        of_the_case: both concerns are linked to the case.
        is_protected: the name of one of them is kept apart.
        institutions: which institution each reporter speaks for; None for none.
        basis_holds: a person of the case takes part by an agreement that holds today, and it was chosen.
    """
    one, other = institutions
    by_agreement = ground is Ground.AGREEMENT
    checks = {
        ExchangeRefusal.NOT_OF_THE_CASE: not of_the_case,
        ExchangeRefusal.PROTECTED: is_protected,
        ExchangeRefusal.NO_INSTITUTION: one is None or other is None,
        ExchangeRefusal.SAME_REPORTER: one is not None and one == other,
        ExchangeRefusal.NO_BASIS: by_agreement and not basis_holds,
        ExchangeRefusal.NO_DAY: by_agreement and agreed_on is None,
        ExchangeRefusal.IN_FUTURE: by_agreement and agreed_on is not None and agreed_on > today,
        ExchangeRefusal.NO_PROVISION: not by_agreement and not provision,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)
