"""Messages: in the application, by e-mail and by notices of the browser. They never carry personal data."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kooperacja.accounts.models import Device, User
from kooperacja.audit.models import AuditedModel
from kooperacja.vault.fields import EncryptedTextField

from .kinds import MessageKind
from .querysets import DeliveryQuerySet, PushSubscriptionQuerySet
from .rules import DIGEST_HOURS, PUSH_ADDRESS_LENGTH, Way, Wishes


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


class Preferences(AuditedModel):
    """How a person wants to be told. Who never chose has no row: then `Wishes` says how it is."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="preferences")
    concerns = models.CharField(max_length=7, choices=Way, default=Way.AT_ONCE)
    cases = models.CharField(max_length=7, choices=Way, default=Way.AT_ONCE)
    reviews = models.CharField(max_length=7, choices=Way, default=Way.AT_ONCE)
    teams = models.CharField(max_length=7, choices=Way, default=Way.AT_ONCE)
    digest_hour = models.PositiveSmallIntegerField(default=Wishes.digest_hour)
    quiet_from = models.TimeField(null=True, default=Wishes.quiet_from)
    quiet_until = models.TimeField(null=True, default=Wishes.quiet_until)
    quiet_days_off = models.BooleanField(default=Wishes.quiet_days_off)
    push_concerns = models.BooleanField(default=Wishes.push_concerns)
    push_cases = models.BooleanField(default=Wishes.push_cases)
    push_reviews = models.BooleanField(default=Wishes.push_reviews)
    push_teams = models.BooleanField(default=Wishes.push_teams)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="digest_in_the_morning",
                condition=models.Q(digest_hour__range=(DIGEST_HOURS[0], DIGEST_HOURS[-1])),
            ),
            models.CheckConstraint(
                name="quiet_hours_have_two_ends",
                condition=models.Q(quiet_from=None, quiet_until=None)
                | (
                    models.Q(quiet_from__isnull=False, quiet_until__isnull=False)
                    & ~models.Q(quiet_from=models.F("quiet_until"))
                ),
            ),
        ]

    @property
    def version_seen(self) -> int:
        """What a form that shows it calls its version: 0 before there is a row."""
        return 0 if self._state.adding else self.version

    @property
    def wishes(self) -> Wishes:
        """What the row says."""
        return Wishes(**{name: getattr(self, name) for name in Wishes.__dataclass_fields__})


class DeliveryState(models.TextChoices):
    """Where an e-mail is."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    GIVEN_UP = "given_up", _("no longer tried")
    FOR_DIGEST = "digest", _("waits for the summary")
    IN_DIGEST = "bundled", _("in a summary")
    IN_APP = "in_app", _("without an e-mail")


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


class PushSubscription(AuditedModel):
    """That a device of its owner's list shows that a message waits: never which, of whom or from whom.

    A browser has one at most, and a device is one browser. The address is a secret: whoever has it can try to send.
    """

    device = models.OneToOneField(Device, models.PROTECT, related_name="push_subscription")
    address = EncryptedTextField(max_length=PUSH_ADDRESS_LENGTH, reads_are_recorded=False)
    address_index = models.BinaryField(max_length=36, unique=True, editable=False)
    server_key = models.CharField(max_length=90, editable=False)
    """The public key for which the browser asked: only what is signed with its private one arrives."""
    made_at = models.DateTimeField()

    objects = PushSubscriptionQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point


class Sending(models.Model):
    """An e-mail or a push with its tries. Written by the worker, so it is no audited row."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    error = models.CharField(max_length=100, blank=True)

    class Meta:
        abstract = True

    @property
    def message_id_header(self) -> str:
        """The same at each try, so that a mail server or reader knows an e-mail that was sent twice."""
        return f"<{self.public_id}@{urlsplit(settings.BASE_URL).hostname}>"


class Digest(Sending):
    """The daily summary of one person: one e-mail for the messages that are bundled in it, at most one a day."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="digests")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "day"], name="digest_once_a_day")]
        indexes = [models.Index(fields=["state", "next_try_at"], name="digest_queue")]


class Delivery(Sending):
    """How one message goes out: in an e-mail of its own, or else in a summary, or in none. Its state tells which."""

    message = models.OneToOneField(Message, models.CASCADE, related_name="delivery")
    code = EncryptedTextField(max_length=200, blank=True, reads_are_recorded=False)
    digest = models.ForeignKey(Digest, models.PROTECT, null=True, related_name="deliveries")
    to_push = models.BooleanField(default=False)
    """Whether the person's devices haven't been asked yet to tell of it."""

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delivery_alone_or_in_a_digest",
                condition=models.Q(state=DeliveryState.IN_DIGEST, digest__isnull=False)
                | (~models.Q(state=DeliveryState.IN_DIGEST) & models.Q(digest=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="delivery_queue"),
            models.Index(fields=["id"], condition=models.Q(to_push=True), name="delivery_to_push"),
        ]

    @property
    def recipient(self) -> User | None:
        """The person whose account it goes to; None where it goes to a mailbox."""
        return self.message.recipient


class Push(Sending):
    """What one device still has to be told: that there is something new, however many messages that are."""

    subscription = models.OneToOneField(PushSubscription, models.CASCADE, related_name="push")
    asks = models.PositiveIntegerField(default=0)
    """Counts what was asked for, so that what is asked while a push is under way isn't taken for told."""
    since = models.DateTimeField(null=True)
    """When the first message was written of which the device wasn't told."""
    pushed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="push_waits_since",
                condition=~models.Q(state=DeliveryState.WAITING) | models.Q(since__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "next_try_at"], name="push_queue")]
