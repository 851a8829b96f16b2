"""The e-mail of a message: plain text, a neutral subject, a link and a reference."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from .kinds import MessageKind
from .models import Delivery, Message

CODE = "{code}"


def address_of(message: Message) -> str:
    """Return where the e-mail goes: the mailbox, or the address of the person's account."""
    return message.mailbox if message.recipient is None else message.recipient.email


def email_of(delivery: Delivery) -> EmailMessage:
    """Return the e-mail of a message, in the language of the installation. Each call gives the same Message-ID."""
    message, code = delivery.message, delivery.code
    kind = MessageKind(message.kind)
    context = {
        "text": kind.text,
        "reference": message.reference,
        "code": "" if CODE in message.path else code,
        "link": settings.BASE_URL + message.path.replace(CODE, code),
    }
    with translation.override(settings.LANGUAGE_CODE):
        return EmailMessage(
            subject=str(kind.subject),
            body=render_to_string("outbox/email.txt", context),
            to=[address_of(message)],
            headers={"Message-ID": delivery.message_id_header, "Auto-Submitted": "auto-generated"},
        )
