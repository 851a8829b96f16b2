"""The engine: one declaration serves list, object and button."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.urls import path

from kooperacja.access import policy as engine
from kooperacja.access.actor import Actor, Duty
from kooperacja.access.checks import addresses, every_address_says_who_may
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import Policy, gate, has_gate, may, require_gate
from kooperacja.access.views import needs, open_to_all, signed_in
from kooperacja.institutions.models import Institution, Membership

pytestmark = pytest.mark.django_db

VIEW, EDIT = Permission.INSTITUTION_VIEW, Permission.INSTITUTION_EDIT


@pytest.fixture
def fresh(monkeypatch):
    """Give the test registers of its own."""
    monkeypatch.setattr(engine, "declared", {})
    monkeypatch.setattr(engine, "policies", [])
    monkeypatch.setattr(engine, "_gates", {})


def own(actor):
    return Membership.objects.filter(pk=actor.membership_id).values_list("institution_id")


def served(actor):
    return Institution.objects.filter(kind__receives_concerns=actor.of_centre).values_list("pk")


def edits(actor):
    return Membership.objects.filter(pk=actor.membership_id, function__code="administrator").values_list(
        "institution_id"
    )


def barred(actor):
    return Exists(Institution.objects.filter(pk=OuterRef("pk"), name__startswith="Szkoła"))


@pytest.fixture
def rules(fresh):
    return Policy(
        Institution,
        view=VIEW,
        ways_in={VIEW: [own, served], EDIT: [edits]},
        fields={VIEW: ["name"], EDIT: ["phone"]},
    )


def test_ways_are_joined_by_union_all_without_order(rules, world):
    sql = str(rules.permitted(world.lead.actor, VIEW).query)

    assert "UNION ALL" in sql
    assert "ORDER BY" not in sql


def test_list_and_object_agree(rules, world):
    actor = world.admin.actor
    listed = set(rules.permitted(actor, VIEW))

    assert listed == {row for row in Institution.objects.all() if rules.allows(actor, VIEW, row)}
    assert world.ops in listed
    assert world.school not in listed


def test_a_row_that_may_not_be_viewed_is_missing(rules, world):
    for public_id in (world.school.public_id, uuid.uuid4()):
        with pytest.raises(Http404):
            rules.get_or_404(world.lead.actor, EDIT, public_id)


def test_a_row_that_may_be_viewed_but_not_changed_is_forbidden(rules, world):
    with pytest.raises(PermissionDenied):
        rules.get_or_404(world.lead.actor, EDIT, world.ops.public_id)

    assert rules.get_or_404(world.admin.actor, EDIT, world.ops.public_id) == world.ops
    with pytest.raises(Http404):
        rules.get_or_404(world.lead.actor, VIEW, world.school.public_id)


def test_a_barrier_overrides_every_way(fresh, world):
    rules = Policy(Institution, view=VIEW, ways_in={VIEW: [own]}, barriers=[barred])

    assert not rules.permitted(world.member.actor, VIEW).exists()


def test_buttons_and_fields_follow_the_same_declaration(rules, world):
    assert rules.allowed(world.admin.actor, world.ops) == {VIEW, EDIT}
    assert rules.allowed(world.lead.actor, world.ops) == {VIEW}
    assert rules.fields(world.admin.actor, world.ops) == {"name", "phone"}
    assert rules.fields(world.lead.actor, world.ops) == {"name"}
    assert rules.fields(world.lead.actor, world.school) == frozenset()


def test_a_permission_is_declared_once(rules):
    with pytest.raises(ValueError, match="twice"):
        gate(VIEW, lambda _actor: True)


def test_a_policy_must_say_who_may_view(fresh):
    with pytest.raises(ValueError, match="no way in"):
        Policy(Institution, view=VIEW, ways_in={EDIT: [own]})


def test_gates(fresh):
    gate(VIEW, lambda actor: actor.has(Duty.HEAD))

    assert has_gate(VIEW)
    assert not has_gate(EDIT)
    assert may(Actor(duties=frozenset({Duty.HEAD})), VIEW)
    assert not may(None, VIEW)
    require_gate(Actor(duties=frozenset({Duty.HEAD})), VIEW)
    with pytest.raises(PermissionDenied):
        require_gate(Actor(), VIEW)


def test_the_policy_checks_again_on_the_locked_row(rules, world):
    from tests.world import Made  # noqa: PLC0415 - only here

    with pytest.raises(PermissionDenied), rules.recorded(Made.FOR_TEST, EDIT, world.ops, actor=world.lead.actor):
        pass
    with rules.recorded(Made.FOR_TEST, EDIT, world.ops, actor=world.admin.actor) as row:
        assert row == world.ops


def test_needs_sends_strangers_to_sign_in_and_people_without_hat_to_choose(rf, world):
    view = needs(VIEW)(lambda _request: HttpResponse("in"))
    request = rf.get("/x/?a=1")
    request.user = type("Nobody", (), {"is_authenticated": False})()

    assert "next=/x/%3Fa%3D1" in view(request).url

    request.user = world.lead.user
    request.actor = None
    assert view(request).status_code == 302

    request.actor = world.lead.actor
    assert view(request).content == b"in"


def test_needs_asks_the_gate(fresh, rf, world):
    gate(VIEW, lambda actor: actor.is_operator)
    view = needs(VIEW)(lambda _request: HttpResponse("in"))
    request = rf.get("/")
    request.user, request.actor = world.lead.user, world.lead.actor

    with pytest.raises(PermissionDenied):
        view(request)


def test_signed_in_lets_in_people_without_a_hat(rf, world):
    view = signed_in(lambda _request: HttpResponse("in"))
    request = rf.get("/")
    request.user = world.lead.user
    assert view(request).content == b"in"

    request.user = type("Nobody", (), {"is_authenticated": False})()
    assert view(request).status_code == 302


def test_an_address_that_does_not_say_who_may_is_an_error_at_start(monkeypatch):
    planted = [path("silent/", lambda _request: HttpResponse()), path("open/", open_to_all(lambda _r: HttpResponse()))]
    module = type("urls", (), {"urlpatterns": planted})
    monkeypatch.setattr("kooperacja.access.checks.get_resolver", type("R", (), {"url_patterns": module.urlpatterns}))

    assert [problem.id for problem in every_address_says_who_may(None)] == ["access.E001"]


def test_every_address_of_the_site_says_who_may():
    assert every_address_says_who_may(None) == []
    assert any(name.startswith("account_") for name, *_rest in addresses())
