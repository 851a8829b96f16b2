"""What was done and what was read. Events point to rows by number, without foreign keys, and outlive them."""

import uuid
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F
from django.db.models.signals import class_prepared
from django.dispatch import receiver

from kooperacja.vault.fields import EncryptedField, Sealed

from .recording import NotRecorded, Stale, current

M = TypeVar("M", bound=models.Model)


class AppendOnlyQuerySet(models.QuerySet[M]):
    """The log: read, and added to row by row."""

    def update(self, **kwargs: Any) -> int:  # noqa: ARG002 - Django's signature
        raise NotRecorded("an entry of the audit log is never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise NotRecorded("an entry of the audit log is never deleted")

    def emptied(self) -> int:
        """Take out what events say of an institution's rows once it has left; who, when and what was done stay.

        Only inside a recording, and only the erasure of an institution's data does it.
        """
        current()
        return super().update(changes=[])


class AppendOnly(models.Model):
    """A row that is written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NotRecorded("an entry of the audit log is never changed")
        super().save(*args, **{**kwargs, "force_insert": True})  # else a known number would overwrite its row

    def delete(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002 - Django's signature
        raise NotRecorded("an entry of the audit log is never deleted")


class Event(AppendOnly):
    """One intention of a person that changed something.

    `changes` lists each saved row: model, public id, and fields as [before, after]; of an encrypted field it says
    only that it changed.
    """

    at = models.DateTimeField(db_index=True)
    name = models.CharField(max_length=60)
    user_id = models.BigIntegerField(null=True)
    membership_id = models.BigIntegerField(null=True)
    institution_id = models.BigIntegerField(null=True)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True)
    changes = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["subject_id", "at"], name="event_by_subject")]


class Read(AppendOnly):
    """One page or print that showed personal data: which rows, to whom, wearing which hat."""

    at = models.DateTimeField(db_index=True)
    page = models.CharField(max_length=80)
    user_id = models.BigIntegerField(null=True)
    membership_id = models.BigIntegerField(null=True)
    institution_id = models.BigIntegerField(null=True)
    rows = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["institution_id", "at"], name="read_by_institution")]


class AuditedQuerySet(models.QuerySet[M]):
    """Bulk methods that work only inside a recording, and are counted in its event.

    `update` counts as a change of each row: it raises `version`, unless it says `version=F("version")`.
    """

    def _counted(self, what: str, count: int) -> None:
        current().count(f"{self.model._meta.label} {what}", count)

    def update(self, **kwargs: Any) -> int:
        current()
        for name, value in kwargs.items():
            field = self.model._meta.get_field(name)
            if isinstance(field, EncryptedField) and not isinstance(value, Sealed | None):
                raise TypeError(f"{name} is encrypted: save the instance, queries can't set it")
        rows = super().update(**{"version": F("version") + 1, **kwargs})
        self._counted("updated", rows)
        return rows

    def delete(self) -> tuple[int, dict[str, int]]:
        current()
        result = super().delete()
        self._counted("deleted", result[0])
        return result

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        current()
        made = super().bulk_create(objs, *args, **kwargs)
        self._counted("created", len(made))
        return made

    def bulk_update(self, objs: Any, *args: Any, **kwargs: Any) -> int:
        current()
        objs = tuple(objs)
        rows = super().bulk_update(objs, *args, **kwargs)
        for row in objs:
            row.version += 1
        return rows

    # update_or_create and get_or_create save instances, so the instance's guard holds for them.


class AuditedModel(models.Model):
    """The base of everything that people work with: saved only inside a recording, never deleted by accident.

    `version` counts saves; an edit says which version it was made on (`recorded(…, version=…)`). Saving a row that
    was changed since it was read raises `Stale`, however it was read.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AuditedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        recording = current()
        adding = self._state.adding
        before = {} if adding else self._stored(lock=True)
        if not adding:
            if before["public_id"] != self.public_id:
                raise ValueError("a row keeps its public id: what is sealed opens only with it")
            if before["version"] != self.version:
                raise Stale(self.fresh())
            self.version += 1
            if (fields := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*fields, "version"}
        super().save(*args, **kwargs)
        recording.saved(self, before, self._stored(), created=adding)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        current().deleted(self)
        return super().delete(*args, **kwargs)

    def _stored(self, *, lock: bool = False) -> dict[str, Any]:
        """Return the row as the database holds it; personal fields stay sealed."""
        rows = type(self)._base_manager.filter(pk=self.pk)
        return dict((rows.select_for_update() if lock else rows).values().get())

    @classmethod
    def sealed_columns(cls) -> set[str]:
        """Return the columns whose values never enter the log: what is sealed, and keyed indexes of it."""
        kinds = (EncryptedField, models.BinaryField)
        return {field.attname for field in cls._meta.concrete_fields if isinstance(field, kinds)}

    def fresh(self) -> Self:
        """Return this row locked and read anew. Only inside a transaction."""
        manager = type(self)._base_manager
        return manager.select_for_update(of=("self",)).get(pk=self.pk)


@receiver(class_prepared)
def _guard_base_manager(sender: type[models.Model], **kwargs: Any) -> None:  # noqa: ARG001 - the signal's signature
    """Let the base manager be the guarded one: Django writes through it in `case.members.add(…)`."""
    if issubclass(sender, AuditedModel):
        sender._meta.base_manager_name = "objects"
