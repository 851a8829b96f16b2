"""Worrying events, before there is a case. Who raised them, what was said, and what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Institution, Membership
from kooperacja.vault.fields import EncryptedDateField, EncryptedTextField

from .states import ENDED, ConcernState

FACTS_MAX = 600


class Urgency(models.TextChoices):
    """How soon the centre must act; it sets the clock."""

    RED = "red", _("red: someone is in danger today")
    AMBER = "amber", _("amber: it can't wait a week")
    GREEN = "green", _("green: it should be looked into")


class Door(models.TextChoices):
    """How a concern came in."""

    ACCOUNT = "account", _("account")
    CODE = "code", _("code to the official mailbox")
    TYPED_IN = "typed_in", _("typed in by the welfare centre")


class Channel(models.TextChoices):
    """How a concern that was typed in had reached the centre."""

    PHONE = "phone", _("telephone")
    IN_PERSON = "in_person", _("in person")
    LETTER = "letter", _("letter")
    ANONYMOUS = "anonymous", _("anonymous letter or call")
    EDELIVERY = "edelivery", _("e-Doręczenia")
    EMAIL = "email", _("e-mail")
    OTHER = "other", _("other")


class Source(models.TextChoices):
    """How the reporter knows."""

    SEEN = "seen", _("I saw it")
    TOLD = "told", _("I was told")
    HEARD = "heard", _("I heard of it")


class Competence(models.TextChoices):
    """Why this centre is the addressee (act on social assistance, art. 101)."""

    RESIDENCE = "residence", _("the person lives there")
    LAST_REGISTRATION = "registration", _("the person is homeless; last registered there")
    STAY = "stay", _("urgent, and the person is there now")


class Concern(AuditedModel):
    """One worrying event, as one reporter told it to one welfare centre.

    A call-me concern (`call_me`, level L0) holds no word about the family, only how to reach the reporter.
    """

    number = models.CharField(_("number"), max_length=40)
    centre = models.ForeignKey(Institution, models.PROTECT, related_name="concerns", verbose_name=_("addressee"))
    state = models.CharField(_("state"), max_length=14, choices=ConcernState, default=ConcernState.RECEIVED)
    urgency = models.CharField(_("urgency"), max_length=6, choices=Urgency)
    door = models.CharField(max_length=10, choices=Door)
    channel = models.CharField(_("how it came"), max_length=10, choices=Channel, blank=True)
    competence = models.CharField(max_length=12, choices=Competence, default=Competence.RESIDENCE)
    unit = models.ForeignKey("territory.Unit", models.PROTECT, related_name="+", verbose_name=_("gmina"))
    call_me = models.BooleanField(_("please call me"), default=False)
    phone_confirmed = models.BooleanField(default=False)

    # the reporter
    reporter_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reporter_membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    reporter_institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    reporter_name = EncryptedTextField(_("name"), max_length=150, blank=True)
    reporter_phone = EncryptedTextField(_("telephone"), max_length=60, blank=True)
    reporter_hours = EncryptedTextField(_("hours"), max_length=100, blank=True)
    reporter_reference = EncryptedTextField(_("own register number"), max_length=60, blank=True)

    # what was said
    who = EncryptedTextField(_("who it is about, as far as you know"), max_length=300, blank=True)
    address = EncryptedTextField(_("where the person lives"), max_length=300, blank=True)
    whereabouts = EncryptedTextField(_("where the person is now"), max_length=300, blank=True)
    event_place = EncryptedTextField(_("where it happened"), max_length=300, blank=True)
    source = models.CharField(_("how you know"), max_length=6, choices=Source, blank=True)
    last_seen_on = EncryptedDateField(_("last seen on"), blank=True)
    children = EncryptedTextField(_("children and their ages"), max_length=200, blank=True)
    dependants = EncryptedTextField(_("who can't cope alone"), max_length=200, blank=True)
    visit_risks = EncryptedTextField(_("risks for a visit"), max_length=200, blank=True)
    safe_contact = EncryptedTextField(_("safe way and hour of contact"), max_length=200, blank=True)
    already_done = EncryptedTextField(_("what you have already done"), max_length=300, blank=True)
    notices_sent = EncryptedTextField(_("notices sent, to whom and when"), max_length=300, blank=True)
    facts = EncryptedTextField(_("what you noticed"), max_length=FACTS_MAX, blank=True)

    # clocks and the end
    sent_at = models.DateTimeField(_("sent"))
    received_at = models.DateTimeField(_("received"), null=True)
    due_at = models.DateTimeField(_("answer due"), null=True)
    taken_up_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    register_number = models.CharField(_("number in the centre's register"), max_length=60, blank=True)
    case_mark = models.CharField(_("case mark (znak sprawy)"), max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="concern_number_once"),
            models.CheckConstraint(
                name="concern_ended_says_when",
                condition=(Q(state__in=ENDED) & ~Q(ended_at=None)) | (~Q(state__in=ENDED) & Q(ended_at=None)),
            ),
            models.CheckConstraint(
                name="concern_received_has_a_clock",
                condition=Q(state=ConcernState.WAITING_FOR_RELEASE) | (~Q(received_at=None) & ~Q(due_at=None)),
            ),
            models.CheckConstraint(
                name="concern_typed_in_says_how_it_came",
                condition=(Q(door=Door.TYPED_IN) & ~Q(channel="")) | (~Q(door=Door.TYPED_IN) & Q(channel="")),
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "state", "due_at"], name="concern_inbox"),
            models.Index(fields=["reporter_user", "-sent_at"], name="concern_of_reporter"),
        ]


class DecisionKind(models.TextChoices):
    """What the centre decided."""

    LINK = "link", _("link to a case")
    OPEN_CASE = "open_case", _("open a case")
    FORWARD = "forward", _("forward to the competent centre")
    TELL_OTHER = "tell_other", _("another body was told")
    NO_ACTION = "no_action", _("no action")
    NOT_CONFIRMED = "not_confirmed", _("need for help not confirmed")


class Decision(AuditedModel):
    """One decision on a concern, with its reason. Forwarding is a decision that the next centre sees, too."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=14, choices=DecisionKind)
    reason = EncryptedTextField(_("reason"), max_length=600, blank=True)
    centre = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    to_centre = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    told_body = models.CharField(_("which body was told"), max_length=200, blank=True)
    told_how = models.CharField(_("how"), max_length=200, blank=True)
    decided_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decision_forward_names_the_centre",
                condition=(Q(kind=DecisionKind.FORWARD) & ~Q(to_centre=None))
                | (~Q(kind=DecisionKind.FORWARD) & Q(to_centre=None)),
            ),
            models.CheckConstraint(
                name="decision_told_names_the_body",
                condition=(Q(kind=DecisionKind.TELL_OTHER) & ~Q(told_body="")) | ~Q(kind=DecisionKind.TELL_OTHER),
            ),
        ]


class ReporterCode(AuditedModel):
    """A code that lets an institution without accounts write one concern; sent to its official mailbox."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
