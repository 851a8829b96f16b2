"""What happens to matches, as the audit log names it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MatchEvent(TextChoices):
    """One intention of a person."""

    SAID_SAME = "matching.said_same", _("two pieces of information said to be about one household")
    SAID_DIFFERENT = "matching.said_different", _("said to be about different people")
    UNDONE = "matching.undone", _("verdict on a match undone")
    CONTACTS_EXCHANGED = "matching.contacts_exchanged", _("reporters told of each other")
