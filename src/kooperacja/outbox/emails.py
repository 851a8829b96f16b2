"""The e-mail of a message or of a summary: plain text, a neutral subject, links and references."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .kinds import MessageGroup, MessageKind
from .models import Delivery, Digest, Message

CODE = "{code}"
LINES = 50
"""So many messages stand in a summary by themselves; more are counted, and found in the application."""


def address_of(message: Message) -> str:
    """Return where the e-mail goes: the mailbox, or the address of the person's account."""
    return message.mailbox if message.recipient is None else message.recipient.email


def email_of(sending: Delivery | Digest) -> EmailMessage:
    """Return an e-mail, in the language of the installation. Each call gives the same Message-ID."""
    with translation.override(settings.LANGUAGE_CODE):
        if isinstance(sending, Digest):
            subject, lines, to = _("Kooperacja: summary"), _digest_lines(sending), sending.recipient.email
        else:
            message = sending.message
            subject, lines = str(MessageKind(message.kind).subject), _lines(message, sending.code)
            to = address_of(message)
        return EmailMessage(
            subject=subject,
            body="\n".join(lines),
            to=[to],
            headers={"Message-ID": sending.message_id_header, "Auto-Submitted": "auto-generated"},
        )


def _digest_lines(digest: Digest) -> list[str]:
    """Return the words of a summary: how many of each group, then for each message its heading, number and link."""
    messages = [row.message for row in digest.deliveries.select_related("message").order_by("message__made_at", "pk")]
    groups: dict[MessageGroup, list[Message]] = {}
    for message in messages:
        groups.setdefault(MessageKind(message.kind).group, []).append(message)
    lines = [
        _("Good morning,"),
        "",
        ngettext("%(count)s message waits for you.", "%(count)s messages wait for you.", len(messages))
        % {"count": len(messages)},
    ]
    left = LINES
    for group in MessageGroup:
        if group in groups:
            lines += ["", f"{group.label}: {len(groups[group])}", *map(_digest_line, groups[group][:left])]
            left = max(0, left - len(groups[group]))
    lines += [
        "",
        _("All messages: %(text)s") % {"text": settings.BASE_URL + reverse("outbox:list")},
        _("When you get this e-mail: %(text)s") % {"text": settings.BASE_URL + reverse("outbox:notices")},
        "",
    ]
    return [*lines, *_foot()]


def _digest_line(message: Message) -> str:
    number = f" ({message.reference})" if message.reference else ""
    return f"- {message.title}{number}: {settings.BASE_URL}{message.path}"


def _lines(message: Message, code: str) -> list[str]:
    facts = []
    if message.reference:
        facts.append(_("Number: %(text)s") % {"text": message.reference})
    if code and CODE not in message.path:
        facts.append(_("Code: %(text)s") % {"text": code})
    facts.append(_("Open: %(text)s") % {"text": settings.BASE_URL + message.path.replace(CODE, code)})
    return [
        _("Good morning,"),
        "",
        message.text,
        "",
        *facts,
        "",
        *_foot(),
    ]


def _foot() -> list[str]:
    return [
        _("For safety this e-mail says nothing about anybody. Please don't answer it: nobody reads this address."),
        "",
        "Kooperacja",
        "",
    ]
