"""What the note for the file says of a case, put together for its centre and not for a member of the team."""

from typing import Any

from kooperacja.cases.models import Action, Case


def case_on_paper(case: Case) -> dict[str, Any]:
    """Return what `cases/_file_note_case.html` shows, the whole of the case."""
    persons = [row.person for row in case.case_persons.filter(left_on=None).select_related("person").order_by("pk")]
    bases = {basis.person_id: basis for basis in case.bases.order_by("pk")}
    by_goal: dict[int, list[Action]] = {}
    for action in Action.objects.filter(case=case).select_related("institution").order_by("due_on", "pk"):
        by_goal.setdefault(action.goal_id, []).append(action)
    team = case.members.filter(left_on=None).select_related("membership__user", "institution").order_by("pk")
    return {
        "persons": [(person, bases.get(person.pk)) for person in persons],
        "letters_are_safe": all(person.letters_are_safe for person in persons),
        "address": "" if case.is_community else case.home.address,
        "places": team,
        "goals": [(goal, by_goal.get(goal.pk, [])) for goal in case.goals.order_by("pk")],
        "papers": case.plan_papers.order_by("dated_on", "pk"),
        "closures": case.closures.order_by("closed_at"),
    }
