"""Carry over who was shown which area of the scale, to the one kind of decision that there is now.

A share was with an institution; a decision is on a member. So each share becomes one decision for every ordinary
member whom the institution had in the team when it was made or since; if it had none (its people were lead or deputy,
or it took part by letter), for one of its other places, so that the history stays whole.

The ground was not asked then. The page on which a share was decided said "Ask the family first", and people of
another institution saw nothing unless a basis of taking part held. So it is carried over as resting on the family's
agreement; where the case has no adult's agreement, but a court's order or a statutory duty, as resting on that one,
with its number. Whoever leads the case can end a decision and make it anew on another ground.
"""

from django.db import migrations

AREA = "area"


def _ground(case_bases):
    given = list(case_bases.filter(state="given").order_by("pk"))
    if any(basis.kind == "agreement" and basis.of_adult for basis in given):
        return "agreement", ""
    return next(((basis.kind, basis.reference) for basis in given if basis.kind != "agreement"), ("agreement", ""))


def _places(members, share):
    of_institution = members.filter(case_id=share.score.assessment.case_id, institution_id=share.institution_id)
    ordinary = of_institution.filter(role="member").exclude(membership=None).exclude(left_on__lt=share.shared_on)
    if share.ended_on:
        ordinary = ordinary.exclude(joined_on__gt=share.ended_on)
    return list(ordinary.order_by("pk")) or list(of_institution.order_by("left_on", "pk")[:1])


def carry_over(apps, _schema_editor):
    """Make a decision of each share."""
    shares = apps.get_model("diagnosis", "ScoreShare").objects.select_related("score__assessment").order_by("pk")
    members = apps.get_model("cases", "CaseMember").objects
    bases = apps.get_model("cases", "ParticipationBasis").objects
    disclosure = apps.get_model("cases", "Disclosure")
    for share in shares.iterator():
        case_id = share.score.assessment.case_id
        ground, reference = _ground(bases.filter(case_id=case_id))
        for place in _places(members, share):
            disclosure.objects.create(
                case_id=case_id,
                member=place,
                shown_kind=AREA,
                shown_id=share.score.public_id,
                answer="shared",
                purpose=share.purpose,
                ground=ground,
                reference=reference,
                decided_on=share.shared_on,
                decided_by_id=share.decided_by_id,
                ended_on=share.ended_on,
            )


class Migration(migrations.Migration):
    dependencies = [
        ("diagnosis", "0001_initial"),
        ("cases", "0015_one_kind_of_decision"),
    ]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
