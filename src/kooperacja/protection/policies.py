"""Who sees the log of reads: the data protection officer, and only that of the own institution."""

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import gate


def guards_data(actor: Actor) -> bool:
    """A gate for the data protection officer of an institution."""
    return actor.institution_id is not None and actor.has(Duty.DATA_PROTECTION)


gate(Permission.READS_VIEW, guards_data)
