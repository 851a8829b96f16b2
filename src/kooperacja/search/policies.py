"""Who may search: whoever has a place in an institution. What is found is what their other pages would show, too."""

from kooperacja.access.permissions import Permission
from kooperacja.access.policy import gate

gate(Permission.ROW_FIND, lambda actor: actor.is_member)
