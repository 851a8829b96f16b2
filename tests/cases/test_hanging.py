"""What hangs on a person is read from the models, so that a new room's rows are never forgotten."""

from kooperacja.cases.actions.hanging import columns
from kooperacja.cases.models import Goal, Merge, ParticipationBasis
from kooperacja.persons.models import Kinship, Person


def test_what_points_to_a_person_is_read_from_the_models():
    columns.cache_clear()
    found = columns()

    assert sorted(found[Kinship]) == ["person", "relative"]
    assert sorted(found[ParticipationBasis]) == ["given_by", "person"]
    assert found[Goal] == ("person",)
    assert not {Merge, Person} & set(found)
