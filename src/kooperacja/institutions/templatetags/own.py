"""What an institution has set, in templates of rooms above."""

from django import template

from ..actions.own import value_of
from ..models import Institution
from ..rules.own import SettingName

register = template.Library()


@register.simple_tag
def own_text(institution: Institution, name: str) -> str:
    """Return a text that the institution has set: `{% own_text case.centre "letter_foot" as foot %}`."""
    return value_of(SettingName(name), institution.pk)
