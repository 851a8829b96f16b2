"""The e-mail of a message: plain text, a neutral subject, a link and a reference."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from .kinds import MessageKind
from .models import Delivery, Message

CODE = "{code}"


def address_of(message: Message) -> str:
    """Return where the e-mail goes: the mailbox, or the address of the person's account."""
    return message.mailbox if message.recipient is None else message.recipient.email


def email_of(delivery: Delivery) -> EmailMessage:
    """Return the e-mail of a message, in the language of the installation. Each call gives the same Message-ID."""
    message = delivery.message
    with translation.override(settings.LANGUAGE_CODE):
        return EmailMessage(
            subject=str(MessageKind(message.kind).subject),
            body="\n".join(_lines(message, delivery.code)),
            to=[address_of(message)],
            headers={"Message-ID": delivery.message_id_header, "Auto-Submitted": "auto-generated"},
        )


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
        _("For safety this e-mail says nothing about anybody. Please don't answer it: nobody reads this address."),
        "",
        "Kooperacja",
        "",
    ]
