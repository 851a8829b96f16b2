"""What happens to concerns that led to no case: locked after a while, later disposed of by protocol.

Only what was decided is ever locked, and the days count from the decision. "An unlinked concern leaves matching and
search after 90 days" can't mean one that nobody has decided on: a family that waits for an answer would vanish from
the inbox by the centre's own delay, and nobody would have looked. Such a concern is late instead: it stays in the
inbox, in matching and in search, and stands first on the page of intake and head until somebody decides.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db import transaction
from django.db.models import Count, Model, Q, QuerySet
from django.utils import timezone

from kooperacja.access.actor import SYSTEM, Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.audit.recording import recorded, recording
from kooperacja.institutions.actions.own import default_of, number_of, set_apart
from kooperacja.institutions.rules.own import SettingName
from kooperacja.kernel.refused import Refused
from kooperacja.vault.fields import EncryptedField

from ..events import ConcernEvent
from ..models import Concern, Decision, FilingClass, Informing
from ..policies import LOCKED
from ..rules import Yearly, disposal_refusals, yearly
from ..states import LEFT_ALONE, UNSENT, WITH_CASE

WIPED_TOO: list[Any] = []
"""Models of rooms above with a `concern`: what is sealed in them goes with it."""

AT_ONCE = 200
"""So many are locked by one run of the job; the rest by the next."""


def due_to_lock(*, now: datetime) -> QuerySet[Concern]:
    """Return the concerns that were decided without a case longer ago than their centre sets; some at a time."""
    apart = set_apart(SettingName.CONCERN_DAYS)
    days = int(default_of(SettingName.CONCERN_DAYS))
    late = ~Q(centre__in=apart) & Q(ended_at__lt=now - timedelta(days))
    for centre, own in apart.items():
        late |= Q(centre=centre, ended_at__lt=now - timedelta(own))
    return Concern.objects.to_lock(ended_before=now).filter(late).for_list().order_by("ended_at", "pk")[:AT_ONCE]


def open_until(concern: Concern, *, now: datetime) -> date | None:
    """Return the last day on which people surely still open it, as it stands now; None if it led to a case.

    On the day after it may be locked. One on which nobody has decided stays at least as if it were decided now.
    """
    if concern.state in WITH_CASE:
        return None
    days = number_of(SettingName.CONCERN_DAYS, concern.centre_id)
    return timezone.localdate((concern.ended_at or now) + timedelta(days - 1))


def lock_concern(concern: Concern, *, now: datetime) -> None:
    """Lock a concern under its centre's filing class: from now on no page opens what it says. Twice is once."""
    with recorded(ConcernEvent.LOCKED, actor=SYSTEM, subject=concern) as concern:
        if concern.state in LEFT_ALONE and concern.locked_on is None:
            filing = FilingClass.objects.filter(centre=concern.centre_id).first()
            concern.locked_on = timezone.localdate(now)
            concern.filing_class = filing.symbol if filing else ""
            concern.save()


def set_filing_class(symbol: str, *, actor: Actor) -> FilingClass:
    """Set the class of the centre's filing plan under which concerns are kept; locked ones without one get it, too.

    Raises `PermissionDenied` unless the actor heads a centre.
    """
    require_gate(actor, Permission.REGISTER_VIEW)
    with recording(ConcernEvent.FILING_CLASS_SET, actor=actor) as record:
        centre_id = cast(int, actor.institution_id)
        filing = FilingClass.objects.filter(centre=centre_id).first() or FilingClass(centre_id=centre_id)
        filing.symbol = symbol
        record.about(filing).save()
        Concern.objects.filter(centre=centre_id, filing_class="").exclude(locked_on=None).update(filing_class=symbol)
    return filing


def filing_class_of(actor: Actor) -> str:
    """Return the filing class that the actor's centre has set, or an empty text."""
    row = FilingClass.objects.filter(centre=actor.institution_id).first()
    return row.symbol if row else ""


def dispose_concerns(concerns: Sequence[Concern], *, protocol: str, on: date, actor: Actor, now: datetime) -> int:
    """Dispose of locked concerns by protocol: what was said, by whom and why it was decided so is wiped for good.

    Number, days, state and filing class stay in the register, as the protocol names them. Returns how many it were;
    those that are disposed of already count as nothing.

    Raises:
        PermissionDenied: the actor doesn't head the centre, or one isn't locked.
        Refused: with members of `rules.DisposalRefusal`.
    """
    days = [row.locked_on for row in concerns if row.locked_on is not None]
    if found := disposal_refusals(locked_on=days, protocol=protocol, on=on, today=timezone.localdate(now)):
        raise Refused(found)
    with transaction.atomic():  # all that a protocol names, or nothing
        return sum(_dispose(concern, protocol=protocol, on=on, actor=actor) for concern in concerns)


def _dispose(concern: Concern, *, protocol: str, on: date, actor: Actor) -> bool:
    with LOCKED.recorded(ConcernEvent.DISPOSED, Permission.CONCERN_DISPOSE, concern, actor=actor) as concern:
        if concern.disposed_on is not None:
            return False
        _wipe(concern)
        concern.reporter_user = concern.reporter_membership = None
        concern.disposed_on, concern.disposal_protocol = on, protocol
        concern.save()
        for model in (Decision, Informing, *WIPED_TOO):
            for row in model.objects.filter(concern=concern):
                _wipe(row)
                row.save()
    return True


def _wipe(row: Model) -> None:
    """Empty every sealed field, without opening it."""
    for field in row._meta.concrete_fields:
        if isinstance(field, EncryptedField):
            setattr(row, field.attname, None if field.null else "")


def figures(*, actor: Actor) -> list[Yearly]:
    """Return what came to the centre in each year and what of it led to help, the last year first.

    Raises `PermissionDenied` unless the actor heads a centre.
    """
    require_gate(actor, Permission.REGISTER_VIEW)
    rows = Concern.objects.filter(centre=actor.institution_id).exclude(state__in=UNSENT)
    led = Count("pk", Q(state__in=WITH_CASE))
    years = rows.values("received_at__year").annotate(came=Count("pk"), led=led).order_by("-received_at__year")
    return [yearly(row["received_at__year"], came=row["came"], led_to_help=row["led"]) for row in years]
