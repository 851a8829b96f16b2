"""Of every model it is said whose it is: what an institution takes along when it leaves, and what is erased then."""

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import models

from kooperacja.leaving.kinds import KINDS, LOGS, NEVER_OUT, NOBODYS
from kooperacja.leaving.sheets import columns
from kooperacja.leaving.words import COLUMNS, SHEETS
from kooperacja.vault.fields import EncryptedField

OURS = [model for model in apps.get_models() if model.__module__.startswith("kooperacja.")]
SAID = {kind.model for kind in KINDS} | set(LOGS) | set(NOBODYS)


def undecided(found: Iterable[type[models.Model]]) -> list[str]:
    """Return the models of which nobody has said whose they are."""
    return [model._meta.label for model in found if model._meta.label not in SAID]


def test_of_every_model_it_is_said_whose_it_is():
    assert undecided(OURS) == []
    assert SAID - {model._meta.label for model in OURS} == set()


def test_what_isnt_handed_over_says_why():
    assert [kind.model for kind in KINDS if bool(kind.sheet) == bool(kind.why_not)] == []
    assert all(NEVER_OUT.values())
    assert all(NOBODYS.values())


def test_nothing_about_a_family_is_nobodys():
    sealed = {model._meta.label for model in OURS if any(isinstance(f, EncryptedField) for f in model._meta.fields)}

    assert sealed & set(NOBODYS) == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.sheet or kind.model)
def test_paths_and_fields_are_there(kind):
    model = apps.get_model(kind.model)
    names = {field.name for field in model._meta.concrete_fields}
    leads_to = [path for path in (*kind.owned, *kind.part) if path != "pk"]

    assert set(kind.fields) <= names
    assert bool(kind.part) == bool(kind.fields)
    assert not set(NEVER_OUT) & {field.name for field in columns(model)}
    for path in leads_to:
        target = model
        for part in path.split("__"):
            target = target._meta.get_field(part).related_model
        assert target._meta.label == "institutions.Institution"


def test_every_file_and_column_has_words():
    names = {kind.sheet for kind in KINDS if kind.sheet} | set(LOGS.values())
    fields = [field for kind in KINDS if kind.sheet for field in columns(apps.get_model(kind.model))]
    fields += [
        field for label in LOGS for field in apps.get_model(label)._meta.concrete_fields if not field.primary_key
    ]
    silent = {
        field.name
        for field in fields
        if str(field.verbose_name) == field.name.replace("_", " ") and field.name not in {"public_id", "id", *COLUMNS}
    }

    assert names == set(SHEETS)
    assert silent == set()


def test_a_new_model_is_found():
    class Planted(models.Model):
        class Meta:
            app_label = "persons"

    try:
        assert undecided([Planted]) == ["persons.Planted"]
    finally:
        apps.all_models["persons"].pop("planted")
        apps.clear_cache()
