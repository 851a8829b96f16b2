"""What can happen to institutions and to their people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InstitutionEvent(TextChoices):
    """Events of institutions, kinds and functions."""

    INSTITUTION_MADE = "institutions.institution_made", _("institution entered")
    INSTITUTION_CHANGED = "institutions.institution_changed", _("institution changed")
    INSTITUTIONS_IMPORTED = "institutions.imported", _("institutions imported from a file")
    VOCABULARY_ENTERED = "institutions.vocabulary_entered", _("first vocabulary entered")
    SETTING_CHANGED = "institutions.setting_changed", _("setting of an institution changed")
    BOUNDS_CHANGED = "institutions.bounds_changed", _("bounds of a setting changed")
    TERM_ENTERED = "institutions.term_entered", _("word of the vocabulary entered")
    TERM_CHANGED = "institutions.term_changed", _("word of the vocabulary changed")
    TERM_RESTORED = "institutions.term_restored", _("word of the vocabulary brought back to its default")


class PeopleEvent(TextChoices):
    """Events of the people of an institution."""

    INVITED = "institutions.invited", _("person invited")
    INVITATION_REVOKED = "institutions.invitation_revoked", _("invitation withdrawn")
    INVITATION_ACCEPTED = "institutions.invitation_accepted", _("invitation accepted")
    MEMBERSHIP_ENDED = "institutions.membership_ended", _("membership ended")
    FUNCTION_CHANGED = "institutions.function_changed", _("function changed")
