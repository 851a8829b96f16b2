"""That two records were of one person, and what it took to make them one."""

from django.db import models
from django.db.models import F, Q

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Membership
from kooperacja.persons.models import Person
from kooperacja.vault.fields import EncryptedJSONField


class Merge(AuditedModel):
    """One record became part of another. `trail` holds all that is needed to take it back exactly."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    into = models.ForeignKey(Person, models.PROTECT, related_name="merged_in")
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    trail = EncryptedJSONField(reads_are_recorded=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="merge_of_two_records", condition=~Q(person=F("into"))),
            models.UniqueConstraint(fields=["person"], condition=Q(undone_at=None), name="merge_once_at_a_time"),
            models.CheckConstraint(
                name="merge_undone_by_somebody",
                condition=(Q(undone_at=None) & Q(undone_by=None)) | (~Q(undone_at=None) & ~Q(undone_by=None)),
            ),
        ]
