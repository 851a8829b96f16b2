"""Progress notes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Institution, Membership
from kooperacja.vault.fields import EncryptedTextField

from .case import Case
from .plan import Action


class NoteKind(models.TextChoices):
    """What a note is of."""

    VISIT = "visit", _("visit")
    CALL = "call", _("telephone call")
    MEETING = "meeting", _("meeting")
    LETTER = "letter", _("letter")
    OFFICE = "office", _("talk in the office")
    PROGRESS = "progress", _("progress")
    OTHER = "other", pgettext_lazy("note", "something else")


class Note(AuditedModel):
    """What one worker noted; the lead, the deputy and its author read it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    action = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="notes")
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=NoteKind)
    happened_on = models.DateField(_("date"))
    with_family = models.BooleanField(_("contact with the family"), default=False)
    participants = EncryptedTextField(_("who took part"), max_length=300, blank=True)
    text = EncryptedTextField(_("note"), max_length=4000)
    case_mark = models.CharField(_("case mark (znak sprawy)"), max_length=60, blank=True)
    domain_number = models.CharField(_("number in the domain system"), max_length=60, blank=True)
    written_at = models.DateTimeField()
    may_pass_on = models.BooleanField(_("the lead may show it to other members"), default=False)

    class Meta:
        indexes = [models.Index(fields=["case", "-happened_on"], name="note_of_case")]


class NoteVersion(AuditedModel):
    """How a note read before it was changed. Written by the change, never changed; whoever reads the note reads it."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="versions")
    kind = models.CharField(_("kind"), max_length=8, choices=NoteKind)
    happened_on = models.DateField(_("date"))
    with_family = models.BooleanField(_("contact with the family"))
    participants = EncryptedTextField(_("who took part"), max_length=300, blank=True)
    text = EncryptedTextField(_("note"), max_length=4000)
    replaced_at = models.DateTimeField(_("changed"))

    class Meta:
        indexes = [models.Index(fields=["note", "-replaced_at"], name="version_of_note")]
