"""Erases the host's copy of what an institution has taken along: asked twice, in one transaction."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, cast

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.accounts.models import User
from kooperacja.agreements.models import Agreement
from kooperacja.audit.models import AuditedModel, Event
from kooperacja.audit.recording import Recording, recording
from kooperacja.cases.models import Case
from kooperacja.cases.states import CaseState
from kooperacja.concerns.models import Concern
from kooperacja.concerns.states import LIVE as CONCERN_LIVE
from kooperacja.institutions.models import Institution
from kooperacja.kernel.refused import refuse
from kooperacja.transfers.models import Transfer
from kooperacja.transfers.states import LIVE as TRANSFER_LIVE
from kooperacja.vault.fields import EncryptedField, Sealed

from ..events import LeavingEvent
from ..kinds import KINDS
from ..models import Erasure, HandOver
from ..rules import Standing, erasure_refusals
from ..sheets import AT_ONCE
from .handing import prints

Keys = dict[type[models.Model], set[int]]

STAYS = {
    "institutions.Institution.name",
    "institutions.Institution.folded",
    "accounts.User.name",
    "accounts.User.email",
    "accounts.User.password",
    "cases.Case.number",
    "concerns.Concern.number",
    "consultations.Consultation.number",
}
"""Plain words of a row that others rely on, which stay: how it is called. People are closed by `_close`."""
TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
ERASED = "erased.invalid"


class WrongCode(Exception):
    """The code isn't the one that the first run printed for what is there now."""


@dataclass(frozen=True)
class Reckoning:
    """What an erasure would do: how many rows go, how many stay empty since others point to them."""

    deleted: dict[str, int]
    emptied: dict[str, int]
    code: str


@dataclass(frozen=True)
class _Fate:
    """What happens to the institution's rows. `kept` says which fields of a row are another's part."""

    doomed: Keys
    emptied: dict[tuple[type[models.Model], tuple[str, ...]], set[int]]


def reckon(institution: Institution, *, order: str, handed_over: date, today: date) -> Reckoning:
    """Say what an erasure would do, and the code that lets it happen. It changes nothing.

    Raises `Refused` with members of `ErasureRefusal`.
    """
    found = _require(institution, handed_over, today)
    return _reckoning(institution, found, _fate(institution), order)


def erase_data(institution: Institution, *, order: str, handed_over: date, code: str, now: datetime) -> Erasure:
    """Erase the host's copy: rows to which nothing of others points are deleted, of the others all words are wiped.

    What is another institution's part stays with it (`kinds`), and so does what another one must keep under a statute:
    what was addressed to it. Events stay, without content.

    Raises:
        Refused: with members of `ErasureRefusal`.
        WrongCode: something else would be erased than what the first run counted.
    """
    with recording(LeavingEvent.ERASED, actor=Actor(institution_id=institution.pk)) as record:
        institution = institution.fresh()
        hand_over = _require(institution, handed_over, timezone.localdate(now))
        fate = _fate(institution)
        counted = _reckoning(institution, hand_over, fate, order)
        if code != counted.code:
            raise WrongCode(code)
        _carry_out(institution, fate, record)
        counts = {"deleted": counted.deleted, "emptied": counted.emptied}
        done = Erasure(institution=institution, order=order, hand_over=hand_over, done_at=now, counts=counts)
        record.about(done).save()
    return done


def _require(institution: Institution, handed_over: date, today: date) -> HandOver:
    """Return the hand-over on which the erasure rests."""
    done = HandOver.objects.filter(institution=institution).order_by("done_at").last()
    is_done = done is not None and timezone.localdate(done.done_at) >= handed_over
    standing = Standing(
        ends_on=institution.ends_on,
        is_handed_over=is_done,
        is_unchanged=done is not None and done.prints == prints(institution),
        open_cases=Case.objects.filter(centre=institution).exclude(state=CaseState.CLOSED).count(),
        waiting_transfers=Transfer.objects.filter(
            models.Q(destination=institution) | models.Q(case__centre=institution), state__in=TRANSFER_LIVE
        ).count(),
        waiting_concerns=Concern.objects.filter(centre=institution, state__in=CONCERN_LIVE).count(),
    )
    refuse(erasure_refusals(standing, today=today))
    return cast(HandOver, done)  # the rules have refused otherwise


def _reckoning(institution: Institution, hand_over: HandOver, fate: _Fate, order: str) -> Reckoning:
    deleted = {model._meta.label: len(keys) for model, keys in fate.doomed.items() if keys}
    emptied: dict[str, int] = defaultdict(int)
    for (model, _kept), keys in fate.emptied.items():
        emptied[model._meta.label] += len(keys)
    said = repr(
        (str(institution.public_id), order, str(hand_over.public_id), sorted(deleted.items()), sorted(emptied.items()))
    )
    return Reckoning(deleted, dict(emptied), hashlib.sha256(said.encode()).hexdigest()[:8])


def _fate(institution: Institution) -> _Fate:
    """Decide what happens to each row of the institution."""
    doomed: Keys = defaultdict(set)
    emptied: dict[tuple[type[models.Model], tuple[str, ...]], set[int]] = defaultdict(set)
    for kind in KINDS:
        model: type[models.Model] = apps.get_model(kind.model)
        own = set(kind.of(institution).values_list("pk", flat=True))
        shared = kind.with_parts_of_others(institution)
        emptied[model, kind.fields] |= shared
        doomed[model] |= own - shared
    for model, keys in _pointed_to(doomed):
        emptied[model, ()] |= keys
    return _Fate(doomed, {which: keys for which, keys in emptied.items() if keys})


def _pointed_to(doomed: Keys) -> Iterator[tuple[type[models.Model], set[int]]]:
    """Take out of `doomed` what a row that stays points to, until nothing does; yield what was taken out."""
    looking = True
    while looking:
        looking = False
        for model, keys in doomed.items():
            if needed := _needed(model, keys, doomed):
                keys.difference_update(needed)
                looking = True
                yield model, needed


def _needed(model: type[models.Model], keys: set[int], doomed: Keys) -> set[int]:
    """Return which of these rows are pointed to by a row that stays."""
    found: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):  # those without a way back, too
        pointing: Any = relation.related_model
        if not (relation.auto_created and not relation.concrete and pointing.__module__.startswith("kooperacja.")):
            continue
        name = cast(models.ForeignObjectRel, relation).field.attname
        gone = doomed.get(pointing, set())
        for some in _some(keys):
            pairs = pointing._base_manager.filter(**{f"{name}__in": some}).values_list("pk", name)
            found |= {target for pointer, target in pairs if pointer not in gone}
    return found


def _some(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    yield from (ordered[first : first + AT_ONCE] for first in range(0, len(ordered), AT_ONCE))


def _carry_out(institution: Institution, fate: _Fate, record: Recording) -> None:
    _empty_events(institution, fate)
    _close(fate)
    for (model, kept), keys in fate.emptied.items():
        if wiped := _wiped(model, kept):
            for some in _some(keys):
                model._base_manager.filter(pk__in=some).update(**wiped)
    scans = [scan for some in _some(fate.doomed.get(Agreement, set())) for scan in _scans(some)]
    for model, keys in fate.doomed.items():
        for some in _some(keys):
            # past the collector, which would look for what points here: that was done, and all of it goes now
            rows: Any = model._base_manager.filter(pk__in=some)
            record.count(f"{model._meta.label} deleted", rows._raw_delete(rows.db))
    for scan in scans:
        transaction.on_commit(partial(default_storage.delete, scan))


def _scans(keys: list[int]) -> list[str]:
    return list(Agreement.objects.filter(pk__in=keys).exclude(scan="").values_list("scan", flat=True))


def _wiped(model: type[models.Model], kept: tuple[str, ...]) -> dict[str, Any]:
    """Return what takes the place of all words of a row: sealed ones, and plain ones that aren't its name."""
    found: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.name in kept or f"{model._meta.label}.{field.name}" in STAYS:
            continue
        if isinstance(field, EncryptedField):
            found[field.name] = None if field.null else Sealed()
        elif isinstance(field, TEXTS) and not field.choices:
            found[field.name] = None if field.null else field.get_default() if field.has_default() else ""
    return found


def _empty_events(institution: Institution, fate: _Fate) -> None:
    """Take the content out of the events of its people, and of others about its rows."""
    own = Event.objects.exclude(name__in=LeavingEvent.values)
    own.filter(institution_id=institution.pk).emptied()
    # of rows in which others have a part the log is theirs, too
    gone = [*fate.doomed.items(), *((model, keys) for (model, kept), keys in fate.emptied.items() if not kept)]
    for model, keys in gone:
        if issubclass(model, AuditedModel):
            for some in _some(keys):
                ids = model._base_manager.filter(pk__in=some).values("public_id")
                own.filter(subject_type=model._meta.label, subject_id__in=ids).emptied()


def _close(fate: _Fate) -> None:
    """Shut out the people who worked nowhere else. Whoever stands in others' papers keeps the name alone."""
    deleted = fate.doomed.get(User, set())
    emptied = fate.emptied.get((User, ()), set())
    kept = set(User.objects.filter(operator_grants__user__in=emptied).values_list("pk", flat=True))
    for some in _some((deleted | emptied) - kept):
        Session.objects.filter(
            session_key__in=list(UserSession.objects.filter(user__in=some).values_list("session_key", flat=True))
        ).delete()
        for model in (UserSession, Authenticator, EmailAddress):
            model.objects.filter(user__in=some).delete()
    for user in User.objects.filter(pk__in=emptied - kept):
        user.email, user.is_active, user.last_login = f"{user.public_id}@{ERASED}", False, None
        user.set_unusable_password()
        user.save()
