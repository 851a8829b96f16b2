"""What a work list is: its rows, columns and filter, said once for the page, its headings and its file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils.functional import Promise

from kooperacja.access.actor import Actor

if TYPE_CHECKING:
    from .forms import ListForm

DOWN = "-"
"""Before the name of a column: from the last to the first."""


def as_it_is(rows: Iterable[Any], actor: Actor) -> None:
    """Leave the rows of a page alone."""


@dataclass(frozen=True)
class Column:
    """One column of a list."""

    name: str
    """A word for the address."""
    label: Promise
    text: Callable[[Any], Any]
    """What a file shows of a row: a text, a date or a moment; never more than the page does."""
    order: tuple[str, ...] = ()
    """By what its heading sorts; by nothing, if empty."""


@dataclass(frozen=True)
class WorkList:
    """A list that people work from."""

    name: str
    title: Promise
    page: str
    """The address of the list; that of its file is `<page>_file`."""
    form: "type[ListForm]"
    rows: Callable[[Actor], Any]
    """The rows that an actor may see, with all that the columns show."""
    columns: tuple[Column, ...]
    usual: Callable[[Any], Any]
    """Puts the rows in order when nobody asks for one."""
    prepare: Callable[[Iterable[Any], Actor], None] = as_it_is
    """Adds to the rows of one page what a query can't."""

    def sorted(self, rows: Any, by: str) -> Any:
        """Return the rows in the order of a column, "-name" for backwards; rows without a value come last."""
        name, is_down = by.removeprefix(DOWN), by.startswith(DOWN)
        column = next((one for one in self.columns if one.name == name and one.order), None)
        if column is None:
            return self.usual(rows)
        keys = [F(key).desc(nulls_last=True) if is_down else F(key).asc(nulls_last=True) for key in column.order]
        return rows.order_by(*keys, "-pk" if is_down else "pk")


LISTS: dict[str, WorkList] = {}
"""By name. Rooms above put theirs in."""


def add(work_list: WorkList) -> WorkList:
    """Make a list known to kept views."""
    LISTS[work_list.name] = work_list
    return work_list
