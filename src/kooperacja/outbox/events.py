"""What can happen to messages. That one was written belongs to the event of what it tells of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MessageEvent(TextChoices):
    """Events of messages."""

    READ = "outbox.message_read", _("message read")
    SOME_READ = "outbox.some_messages_read", _("several messages marked as read")
    SOME_UNREAD = "outbox.some_messages_unread", _("several messages marked as unread")
    TRIED_AGAIN = "outbox.messages_tried_again", _("messages that were given up are tried again")
    ALL_READ = "outbox.all_messages_read", _("all messages read")
    NOTICES_CHOSEN = "outbox.notices_chosen", _("chosen how messages come")
    PUSH_TURNED_ON = "outbox.push_turned_on", _("notifications switched on on a device")
    PUSH_TURNED_OFF = "outbox.push_turned_off", _("notifications switched off on a device")
    PUSH_LOST = "outbox.push_lost", _("notifications no longer reach a device")
    TRIAL_ASKED = "outbox.trial_asked", _("trial message asked for")
