"""The words in which a concern is told: how urgent, how it came, how the reporter knows."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

FACTS_MAX: Final = 600


class Urgency(TextChoices):
    """How soon the centre must act; it sets the clock."""

    RED = "red", _("red: someone is in danger today")
    AMBER = "amber", _("amber: it can't wait a week")
    GREEN = "green", _("green: it should be looked into")


class Door(TextChoices):
    """How a concern came in."""

    ACCOUNT = "account", _("from an account")
    CODE = "code", _("code to the official mailbox")
    TYPED_IN = "typed_in", _("typed in by the welfare centre")


class Channel(TextChoices):
    """How a concern that was typed in had reached the centre."""

    PHONE = "phone", _("telephone")
    IN_PERSON = "in_person", _("in person")
    LETTER = "letter", _("letter")
    ANONYMOUS = "anonymous", _("anonymous letter or call")
    EDELIVERY = "edelivery", _("e-Doręczenia")
    EMAIL = "email", _("e-mail")
    OTHER = "other", _("in another way")


class ReporterKind(TextChoices):
    """Who speaks; it decides what answer the law allows."""

    INSTITUTION = "institution", _("an institution")
    PRIVATE = "private", _("a private person")
    UNKNOWN = "unknown", _("somebody who gave no name")


class Source(TextChoices):
    """How the reporter knows."""

    SEEN = "seen", _("I saw it")
    TOLD = "told", _("I was told")
    HEARD = "heard", _("I heard of it")


class Competence(TextChoices):
    """Why this centre is the addressee (act on social assistance, art. 101)."""

    RESIDENCE = "residence", _("the person lives there")
    LAST_REGISTRATION = "registration", _("the person is homeless; last registered there")
    STAY = "stay", _("urgent, and the person is there now")


class DecisionKind(TextChoices):
    """What the centre decided."""

    LINK = "link", _("link to a case")
    OPEN_CASE = "open_case", _("open a case")
    FORWARD = "forward", _("forward to the competent centre")
    TELL_OTHER = "tell_other", _("another body was told")
    NO_ACTION = "no_action", _("no action")
    NOT_CONFIRMED = "not_confirmed", _("need for help not confirmed")


class ConcernState(TextChoices):
    """Where a concern is."""

    WAITING_FOR_RELEASE = "release", _("waits for the head of the reporter's institution")
    WITHDRAWN = "withdrawn", _("not sent")
    RECEIVED = "received", _("new, not taken up yet")
    IN_TRIAGE = "triage", _("being looked into")
    LINKED = "linked", _("linked to a case")
    CASE_OPENED = "opened", _("case opened")
    TOLD_OTHER = "told", _("another body was told")
    NO_ACTION = "no_action", _("no action")
    NOT_CONFIRMED = "not_confirmed", _("need for help not confirmed")


class InformedBy(TextChoices):
    """How somebody was informed that the centre holds their data."""

    IN_PERSON = "in_person", _("in person")
    LETTER = "letter", _("letter")
    EDELIVERY = "edelivery", _("e-Doręczenia")
    OTHER = "other", _("in another way")


class NotInformed(TextChoices):
    """Why somebody needn't be informed. Source: RODO art. 14 ust. 5; the last for concerns that name no adult."""

    KNOWS = "knows", _("the person has this information already")
    AIM = "aim", _("it would make the aim impossible, or seriously endanger it")
    SECRECY = "secrecy", _("professional secrecy")
    LAW = "law", _("a provision of law regulates it")
    NOBODY = "nobody", _("no adult, or no other adult, is named")
