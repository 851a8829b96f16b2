"""The engine: a permission is declared once, as ways in and barriers, and serves list, object and button alike.

A *way in* is a function of the actor that returns a set of primary keys (unsliced, unordered). Ways are joined by
UNION ALL inside one IN: an OR of subqueries makes PostgreSQL walk the whole table. A *barrier* returns a condition
that is correlated by OuterRef("pk"); whoever it holds for doesn't see the row, whatever the ways say.

A way only builds a query, out of nothing but the actor and today's date: its SQL is kept for the next time (never its
answer), because building it costs ten times what the database needs to answer.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import lru_cache
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.core.exceptions import EmptyResultSet, PermissionDenied
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import BooleanField, Exists, ExpressionWrapper, Q
from django.db.models.expressions import Combinable, RawSQL
from django.http import Http404
from django.utils import timezone

from kooperacja.audit.models import AuditedModel
from kooperacja.audit.recording import recorded

from .actor import Actor
from .permissions import Permission

M = TypeVar("M", bound=AuditedModel)
IdSet = Any
"""A queryset of primary keys: `values_list("pk")` or `values_list("case_id")`."""

Way = Callable[[Actor], IdSet]
Barrier = Callable[[Actor], Exists]

declared: dict[Permission, str] = {}
"""Where each permission is declared; the architecture tests read it."""

policies: list["Policy[Any]"] = []


def _declare(permission: Permission, where: str) -> None:
    if permission in declared:
        raise ValueError(f"{permission} is declared twice: {declared[permission]} and {where}")
    declared[permission] = where


@lru_cache(maxsize=4096)
def _compiled(ways: tuple[Way, ...], actor: Actor, _today: date) -> RawSQL | None:
    """Return the SQL of all ways together; None where none can lead anywhere."""
    first, *others = (way(actor).order_by() for way in ways)
    try:
        sql, params = first.union(*others, all=True).query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        return None
    return RawSQL(sql, params)  # noqa: S611 - the ORM's own words, with its parameters


forget = _compiled.cache_clear
"""For tests that change a way."""


def _holds(condition: Q) -> Combinable:
    return ExpressionWrapper(condition, output_field=BooleanField())


class Policy(Generic[M]):
    """Who may do what with the rows of one model."""

    def __init__(
        self,
        model: type[M],
        *,
        view: Permission,
        ways_in: Mapping[Permission, Sequence[Way]],
        barriers: Iterable[Barrier] = (),
        fields: Mapping[Permission, Iterable[str]] | None = None,
    ) -> None:
        self.model = model
        self.view = view
        self._ways_in = {permission: tuple(ways) for permission, ways in ways_in.items()}
        self._barriers = tuple(barriers)
        self._fields = {permission: frozenset(names) for permission, names in (fields or {}).items()}
        if view not in self._ways_in or not all(self._ways_in.values()):
            raise ValueError(f"{model.__name__}: the permission to view, or another one, has no way in")
        if not self._fields.keys() <= self._ways_in.keys():
            raise ValueError(f"{model.__name__}: fields of a permission that has no way in")
        for permission in self._ways_in:
            _declare(permission, model._meta.label)
        policies.append(self)

    def permitted(
        self, actor: Actor, permission: Permission, *, beyond: Permission | None = None
    ) -> models.QuerySet[M]:
        """Return the rows with which `actor` may do `permission`; or only those by the ways in that `beyond` lacks,
        for who has gone through those of `beyond` already (a row may be found by both)."""
        rows, ids = self._unbarred(actor), self._ids(actor, permission, beyond)
        return rows.none() if ids is None else rows.filter(pk__in=ids)

    def _unbarred(self, actor: Actor) -> models.QuerySet[M]:
        rows = cast("models.QuerySet[M]", self.model._default_manager.all())
        for barrier in self._barriers:
            rows = rows.exclude(barrier(actor))
        return rows

    def _ids(self, actor: Actor, permission: Permission, beyond: Permission | None = None) -> RawSQL | None:
        known = self._ways_in[beyond] if beyond else ()
        ways = tuple(way for way in self._ways_in[permission] if way not in known)
        return _compiled(ways, actor, timezone.localdate()) if ways else None

    def allows(self, actor: Actor, permission: Permission, row: M) -> bool:
        """Tell whether `actor` may do `permission` with this row; the same filter as the list."""
        return self.permitted(actor, permission).filter(pk=row.pk).exists()

    def allowed(self, actor: Actor, row: M, among: Collection[Permission] = ()) -> frozenset[Permission]:
        """Return what `actor` may do with this row, for the buttons of its page: of these permissions, or of all that
        there are; one query."""
        return self._among_all(among or self._ways_in, actor, [row.pk]).get(row.pk, frozenset())

    def _among_all(
        self, permissions: Collection[Permission], actor: Actor, keys: Collection[Any]
    ) -> dict[Any, frozenset[Permission]]:
        sets = {permission.name: ids for permission in permissions if (ids := self._ids(actor, permission)) is not None}
        if not sets:
            return {}
        rows = self._unbarred(actor).filter(pk__in=keys).order_by()
        answers = rows.values("pk", **{name: _holds(Q(pk__in=ids)) for name, ids in sets.items()})
        return {one["pk"]: frozenset(each for each in permissions if one.get(each.name)) for one in answers}

    def require(self, actor: Actor, permission: Permission, row: M) -> None:
        """Raise `PermissionDenied` unless `actor` may do `permission` with this row."""
        if not self.allows(actor, permission, row):
            raise PermissionDenied(permission)

    def get_or_404(self, actor: Actor, permission: Permission, public_id: UUID) -> M:
        """Return the row: 404 if the actor may not view it or there is none, 403 if they may view but not act."""
        row = self.permitted(actor, permission).filter(public_id=public_id).first()
        if row is not None:
            return row
        if permission != self.view and self.permitted(actor, self.view).filter(public_id=public_id).exists():
            raise PermissionDenied(permission)
        raise Http404

    def fields(self, actor: Actor, row: M) -> frozenset[str]:
        """Return the names of the fields that `actor` may see of this row, where the policy tells fields apart."""
        return self.fields_of_all(actor, [row])[row.pk]

    def fields_of_all(self, actor: Actor, rows: Collection[M]) -> dict[Any, frozenset[str]]:
        """Return for each row, by its key, what `fields` does; one query, however many there are."""
        among = self._among_all(self._fields, actor, [row.pk for row in rows])
        return {
            row.pk: frozenset().union(*(self._fields[permission] for permission in among.get(row.pk, ())))
            for row in rows
        }

    @contextmanager
    def recorded(
        self,
        event: models.TextChoices,
        permission: Permission,
        row: M,
        *,
        actor: Actor,
        version: int | None = None,
    ) -> Iterator[M]:
        """Open `recorded(…)` and check the permission on the row once it is locked and read anew."""
        context: AbstractContextManager[M] = recorded(
            event,
            actor=actor,
            subject=row,
            version=version,
            check=lambda fresh: self.require(actor, permission, fresh),
        )
        with context as fresh:
            yield fresh


_gates: dict[Permission, Callable[[Actor], bool]] = {}


def gate(permission: Permission, test: Callable[[Actor], bool]) -> None:
    """Declare a permission that is about no row yet: to make something new, to open a list."""
    _declare(permission, "gate")
    _gates[permission] = test


def may(actor: Actor | None, permission: Permission) -> bool:
    """Tell whether the gate is open for this actor."""
    return actor is not None and _gates[permission](actor)


def require_gate(actor: Actor | None, permission: Permission) -> None:
    """Raise `PermissionDenied` unless the gate is open."""
    if not may(actor, permission):
        raise PermissionDenied(permission)


def has_gate(permission: Permission) -> bool:
    """Tell whether this permission is a gate; one that nobody declared is shut."""
    if permission not in declared:
        raise PermissionDenied(f"{permission} is declared nowhere")
    return permission in _gates
