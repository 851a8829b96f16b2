"""A worrying event, as one reporter told it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Institution, Membership
from kooperacja.vault.fields import EncryptedDateField, EncryptedTextField

from ..limits import inform_day
from ..querysets import ConcernQuerySet
from ..rules import Answer, answer
from ..states import ENDED, LEFT_ALONE, LIVE, UNSENT, ConcernState
from ..terms import FACTS_MAX, Channel, Competence, Door, ReporterKind, Source, Urgency

THE_REPORTER = _("the person who reported")
"""What stands everywhere instead of a protected name."""


class Concern(AuditedModel):
    """One worrying event, as one reporter told it to one welfare centre.

    A call-me concern (`call_me`, level L0) holds no word about the family, only how to reach the reporter.
    """

    number = models.CharField(_("number"), max_length=40, unique=True)
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
    reporter_kind = models.CharField(
        _("who reports"), max_length=11, choices=ReporterKind, default=ReporterKind.INSTITUTION
    )
    reporter_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reporter_membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    reporter_institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    reporter_name = EncryptedTextField(_("who reports, by name"), max_length=150, blank=True)
    reporter_phone = EncryptedTextField(_("telephone of who reports"), max_length=60, blank=True)
    reporter_hours = EncryptedTextField(_("when they can be called"), max_length=100, blank=True)
    reporter_reference = EncryptedTextField(_("number in their register"), max_length=60, blank=True)

    reporter_protected = models.BooleanField(_("who reports is protected"), default=False)

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
    forwarded_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    late_told_at = models.DateTimeField(null=True)
    inform_late_told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    register_number = models.CharField(_("number in the centre's register"), max_length=60, blank=True)
    case_mark = models.CharField(_("case mark (znak sprawy)"), max_length=60, blank=True)

    # after the end: locked under its filing class, then disposed of by protocol
    locked_on = models.DateField(_("locked on"), null=True)
    filing_class = models.CharField(_("filing class"), max_length=20, blank=True)
    disposed_on = models.DateField(_("disposed of on"), null=True)
    disposal_protocol = models.CharField(_("number of the disposal protocol"), max_length=60, blank=True)

    objects = ConcernQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="concern_ended_says_when",
                condition=(Q(state__in=ENDED) & ~Q(ended_at=None)) | (~Q(state__in=ENDED) & Q(ended_at=None)),
            ),
            models.CheckConstraint(
                name="concern_received_has_a_clock",
                condition=Q(state__in=UNSENT) | (~Q(received_at=None) & ~Q(due_at=None)),
            ),
            models.CheckConstraint(
                name="concern_unsent_has_no_clock",
                condition=~Q(state__in=UNSENT) | (Q(received_at=None) & Q(due_at=None)),
            ),
            models.CheckConstraint(
                name="concern_typed_in_says_how_it_came",
                condition=(Q(door=Door.TYPED_IN) & ~Q(channel="")) | (~Q(door=Door.TYPED_IN) & Q(channel="")),
            ),
            models.CheckConstraint(
                name="concern_locked_was_answered_without_a_case",
                condition=Q(locked_on=None) | Q(state__in=LEFT_ALONE),
            ),
            models.CheckConstraint(
                name="concern_disposed_was_locked_and_has_its_protocol",
                condition=(Q(disposed_on=None) & Q(disposal_protocol=""))
                | (~Q(disposed_on=None) & ~Q(disposal_protocol="") & ~Q(locked_on=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "state", "due_at"], name="concern_inbox"),
            models.Index(fields=["centre", "-ended_at"], name="concern_answered"),
            models.Index(fields=["centre", "urgency", "due_at"], name="concern_by_urgency"),
            models.Index(fields=["due_at"], name="concern_clock", condition=Q(state__in=LIVE, reminded_at=None)),
            models.Index(fields=["due_at"], name="concern_late", condition=Q(state__in=LIVE, late_told_at=None)),
            models.Index(
                fields=["ended_at"], name="concern_to_lock", condition=Q(state__in=LEFT_ALONE, locked_on=None)
            ),
            models.Index(fields=["reporter_institution", "state"], name="concern_to_release"),
            models.Index(fields=["reporter_user", "-sent_at"], name="concern_of_reporter"),
        ]

    @property
    def answer(self) -> Answer:
        """All that the reporter hears."""
        kind = ReporterKind(self.reporter_kind)
        return answer(ConcernState(self.state), forwarded=self.forwarded_at is not None, kind=kind)

    @property
    def is_live(self) -> bool:
        """Whether the centre has yet to decide."""
        return self.state in LIVE

    @property
    def inform_by(self) -> date | None:
        """Until when people who are named in it must be informed (RODO art. 14); None where it names nobody."""
        if self.received_at is None or self.call_me:
            return None
        return inform_day(timezone.localdate(self.received_at))

    @property
    def reporter_person(self) -> str:
        """The name of who reports; empty where nobody gave one."""
        return self.reporter_name or (self.reporter_user.name if self.reporter_user else "")

    @property
    def reported_by(self) -> str:
        """Who reports, as a list shows it: an institution, or a sort of person; no name; nothing of a protected one."""
        return str(THE_REPORTER) if self.reporter_protected else self.reporter_office

    @property
    def reporter_office(self) -> str:
        """The institution, or the sort of person; only for those who may read who reported."""
        if self.reporter_institution is not None:
            return self.reporter_institution.name
        return str(ReporterKind(self.reporter_kind).label)
