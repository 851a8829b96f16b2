"""The filter of a list, and the name under which one keeps it."""

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from kooperacja.access.actor import Actor
from kooperacja.kernel.text import one_line
from kooperacja.ui.forms import Form

from .work import DOWN, LISTS, WorkList


class ListForm(Form):
    """Narrows and sorts a list. A subclass adds its filters; what isn't understood is left out."""

    mark_optional = False

    kolejnosc = forms.ChoiceField(label=_("Order"), required=False)

    def __init__(self, data: Any, *, work_list: WorkList, actor: Actor) -> None:
        super().__init__(data)
        self.work_list, self.actor = work_list, actor
        order: Any = self.fields["kolejnosc"]
        order.choices = [("", _("usual")), *self._orders()]
        self.order_fields([name for name in self.fields if name != "kolejnosc"])

    def _orders(self) -> list[tuple[str, Any]]:
        orders = []
        for column in self.work_list.columns:
            if column.order:
                orders.append((column.name, format_lazy("{}: {}", column.label, _("ascending"))))
                orders.append((DOWN + column.name, format_lazy("{}: {}", column.label, _("descending"))))
        return orders

    @property
    def chosen(self) -> dict[str, Any]:
        """What was understood and isn't empty."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in {None, ""}}

    @property
    def query(self) -> QueryDict:
        """Filter and order, as an address has them."""
        query = QueryDict(mutable=True)
        for name, value in self.chosen.items():
            query[name] = str(value)
        return query

    def narrow(self, rows: Any) -> Any:
        """Return the rows that the person asked for, in the order asked for."""
        return self.work_list.sorted(self.filtered(rows), self.chosen.get("kolejnosc", ""))

    def filtered(self, rows: Any) -> Any:
        """Return the rows that the person asked for."""
        raise NotImplementedError


class NameForm(Form):
    """The name of a view."""

    name = forms.CharField(label=_("Name of the view"), max_length=60, widget=forms.TextInput({"autocomplete": "off"}))

    def clean_name(self) -> str:
        """Return it on one line, without what can't be seen."""
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name


class RenameForm(NameForm):
    """Another name for a view; `version` is the one that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class KeepForm(NameForm):
    """Keeps filter and order of a list; the same key twice keeps them once."""

    of = forms.ChoiceField(widget=forms.HiddenInput)
    query = forms.CharField(widget=forms.HiddenInput, max_length=500, required=False)
    is_default = forms.BooleanField(label=_("Open the list with this view"), required=False)
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of: Any = self.fields["of"]
        of.choices = [(one.name, capfirst(str(one.title))) for one in LISTS.values()]
