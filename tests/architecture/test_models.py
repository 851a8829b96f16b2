"""Every model and every field: guarded, classified, related downwards, named in both languages."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from kooperacja.audit.models import AuditedModel
from kooperacja.vault.fields import EncryptedField, EncryptedTextField

from .house import ROOMS
from .privacy import NOT_AUDITED, PLAIN_TEXT, PUBLIC_ROOMS

OURS = [model for model in apps.get_models() if model.__module__.startswith("kooperacja.")]
TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)


def unguarded(found: Iterable[type[models.Model]]) -> list[str]:
    """Return the models that anybody could save without an event."""
    return [
        model._meta.label
        for model in found
        if not issubclass(model, AuditedModel) and model._meta.label not in NOT_AUDITED
    ]


def unclassified(found: Iterable[type[models.Model]]) -> list[str]:
    """Return the fields that could hold words about a person and that nobody has classified.

    Encrypted fields are personal by their type; numbers, dates, choices and relations are data of the process.
    """
    return [
        f"{model._meta.label}.{field.name}"
        for model in found
        for field in model._meta.local_fields
        if model._meta.app_label not in PUBLIC_ROOMS
        and isinstance(field, TEXTS)
        and not field.choices
        and not isinstance(field, EncryptedField)
        and f"{model._meta.label}.{field.name}" not in PLAIN_TEXT
    ]


def upward(found: Iterable[type[models.Model]]) -> list[str]:
    """Return the relations to a room above; import-linter is blind to those given as text."""
    wrong = []
    for model in found:
        for field in model._meta.get_fields():
            target: Any = field.related_model
            if field.auto_created or not field.is_relation or target is None or target not in OURS:
                continue
            if ROOMS.index(target._meta.app_label) < ROOMS.index(model._meta.app_label):
                wrong.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    return wrong


def test_every_model_is_guarded():
    assert unguarded(OURS) == []


def test_every_field_is_classified():
    assert unclassified(OURS) == []


def test_relations_go_down():
    assert upward(OURS) == []


def test_no_classification_is_stale():
    known = {f"{model._meta.label}.{field.name}" for model in OURS for field in model._meta.local_fields}

    assert set(PLAIN_TEXT) - known == set()
    assert set(NOT_AUDITED) - {model._meta.label for model in OURS} == set()


def test_of_persons_only_pesel_and_the_day_of_coming_of_age_are_indexed():
    """No index of names, addresses or anything else of a person: a name in a village is guessed from any index.

    The day on which a guardian's word stops counting must be known to the database, which shuts the door on that day.
    """
    binary = [
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.local_fields
        if field.get_internal_type() == "BinaryField" and not isinstance(field, EncryptedField)
    ]

    assert sorted(binary) == [
        "cases.ParticipationBasis.until_day",
        "cases.ParticipationBasis.until_month",
        "outbox.PushSubscription.address_index",  # of a worker's browser: nobody can guess what it is made of
        "persons.Person.pesel_index",
    ]


FORBIDDEN = ("niebiesk", "blue_card", "bluecard", "niebieska", "formularz_a", "violence")


def test_no_field_can_hold_data_of_the_violence_procedure():
    names = [f"{model._meta.label}.{field.name}".lower() for model in OURS for field in model._meta.local_fields]

    assert [name for name in names if any(word in name for word in FORBIDDEN)] == []


def test_every_index_and_constraint_has_a_name_of_ours():
    for model in OURS:
        for constraint in model._meta.constraints:
            assert len(constraint.name) <= 63, constraint.name


def test_personal_data_is_deleted_by_nobody_in_passing():
    """Deleting a row takes no other row with it, save what belongs to a draft's owner, a message or a told device."""
    cascades = {
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    }

    ours = {"outbox.Delivery.message", "outbox.Push.subscription"}
    assert cascades <= {"drafts.Draft.owner", "drafts.HeldPost.owner", *ours}


@pytest.fixture
def planted():
    """A model with every fault at once."""

    class Planted(models.Model):
        nickname = models.CharField(max_length=10)
        secret = EncryptedTextField()
        case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")

        class Meta:
            app_label = "persons"

    yield Planted
    apps.all_models["persons"].pop("planted")
    apps.clear_cache()


def test_planted_faults_are_found(planted):
    assert unguarded([planted]) == ["persons.Planted"]
    assert unclassified([planted]) == ["persons.Planted.nickname"]
    assert upward([planted]) == ["persons.Planted.case → cases.Case"]
