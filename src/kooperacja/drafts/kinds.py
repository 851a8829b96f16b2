"""Which forms may keep a draft. A room names its forms here at import; nothing else can be stored as a draft."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

DRAFT = "szkic"
"""The parameter and the hidden field by which a page and its form name their draft."""


@dataclass(frozen=True)
class DraftKind:
    """One form that may keep a draft: what it is called on the list of drafts, and the page on which it stands."""

    slug: str
    title: str | Promise
    page: str
    about: str = ""

    def address(self, draft: UUID, about: UUID | None) -> str:
        """Return the address of the form's page that opens it with this draft."""
        kwargs = {self.about: about} if self.about else None
        return f"{reverse(self.page, kwargs=kwargs)}?{urlencode({DRAFT: draft})}"


_kinds: dict[str, DraftKind] = {}


def draft_kind(slug: str, *, title: str | Promise, page: str, about: str = "") -> DraftKind:
    """Name a form that may keep a draft; once, at the top of the module with its view.

    Args:
        slug: short Polish word for the address, as "informacja".
        title: neutral words for the list of drafts, as "information that help is needed".
        page: URL name of the form's page.
        about: name of the URL's argument, if the page is about one thing, as "case"; the draft remembers its uuid.
    """
    if slug in _kinds:
        raise ValueError(f"there are two kinds of draft called {slug}")
    return _kinds.setdefault(slug, DraftKind(slug, title, page, about))


def find_kind(slug: str) -> DraftKind | None:
    """Return the kind with this slug, if some form has it."""
    return _kinds.get(slug)
