"""Messages: in the application and by e-mail. They carry a link and a reference, never personal data."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.vault.fields import EncryptedTextField

from .kinds import MessageKind
from .querysets import DeliveryQuerySet


class Message(AuditedModel):
    """One message to one person (in the application, and by e-mail) or to one official mailbox (by e-mail alone)."""

    kind = models.CharField(max_length=40)  # one of `MessageKind`; a new kind needs no migration
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="messages")
    mailbox = models.EmailField(max_length=254, blank=True)
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    path = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="message_to_a_person_or_a_mailbox",
                condition=models.Q(recipient=None) ^ models.Q(mailbox=""),
            ),
        ]
        indexes = [models.Index(fields=["recipient", "-made_at"], name="message_of_person")]

    @property
    def title(self) -> str:
        """Its heading in the application."""
        return str(MessageKind(self.kind).label)

    @property
    def text(self) -> str:
        """What has happened, and what the next step is."""
        return str(MessageKind(self.kind).text)


class DeliveryState(models.TextChoices):
    """Where an e-mail is."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    GIVEN_UP = "given_up", _("no longer tried")


class JobRun(models.Model):
    """How one job of the schedule went last, and when it is due again. The workers' own bookkeeping."""

    job = models.CharField(max_length=100, unique=True)
    next_at = models.DateTimeField()
    """Whoever moves it on may run the job; while it runs, it is the end of that worker's lease."""
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    took_ms = models.PositiveBigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=100, blank=True)


class Delivery(models.Model):
    """The e-mail of one message, with its tries. Written by the worker, so it is no audited row."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message = models.OneToOneField(Message, models.CASCADE, related_name="delivery")
    code = EncryptedTextField(max_length=200, blank=True, reads_are_recorded=False)
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    error = models.CharField(max_length=100, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"], name="delivery_queue")]

    @property
    def message_id_header(self) -> str:
        """The same at each try, so that a mail server or reader knows an e-mail that was sent twice."""
        return f"<{self.public_id}@{urlsplit(settings.BASE_URL).hostname}>"
