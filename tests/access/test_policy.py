"""The engine: one declaration serves list, object and button."""

import importlib
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpResponse
from django.urls import get_resolver, path
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from django.views.static import serve

from kooperacja.access import policy as engine
from kooperacja.access.actor import SYSTEM, Actor, Duty
from kooperacja.access.checks import addresses, every_address_says_who_may
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import Policy, gate, has_gate, may, require_gate
from kooperacja.access.views import needs, open_to_all, signed_in
from kooperacja.audit.recording import recording
from kooperacja.config import wsgi
from kooperacja.institutions.models import Institution, Invitation, Membership
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Message
from tests.world import CAST, Made, make

pytestmark = pytest.mark.django_db

VIEW, EDIT = Permission.INSTITUTION_VIEW, Permission.INSTITUTION_EDIT


@pytest.fixture
def fresh(monkeypatch):
    """Give the test registers of its own; those of the site are filled first."""
    assert get_resolver().url_patterns
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


def test_what_one_permission_shows_beyond_another_is_of_the_other_ways_alone(fresh, world):
    rules = Policy(Institution, view=VIEW, ways_in={VIEW: [own, served], EDIT: [own]})
    actor = world.admin.actor

    assert set(rules.permitted(actor, VIEW, beyond=EDIT).values_list("pk")) == set(served(actor))
    assert not rules.permitted(actor, EDIT, beyond=VIEW).exists()


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


def nothing(_actor):
    return Institution.objects.none().values_list("pk")


def no_id(actor):
    """A way that meets rows without an id of ours: NULL lets nobody in and hides nothing."""
    return Invitation.objects.filter(token_hash="x").values_list("institution_id")


def barred_by_null(_actor):
    return Exists(Invitation.objects.filter(institution=OuterRef("pk"), function=None))


@pytest.mark.parametrize(
    ("ways", "lets_in"),
    [
        ([nothing], False),
        ([nothing, nothing], False),
        ([own], True),
        ([own, own, own], True),
        ([nothing, own], True),
        ([own, nothing], True),
        ([nothing, nothing, own], True),
        ([nothing, own, nothing], True),
        ([no_id], False),
        ([no_id, own], True),
        ([own, no_id], True),
    ],
    ids=lambda value: "+".join(way.__name__ for way in value) if isinstance(value, list) else str(value),
)
@pytest.mark.parametrize("barriers", [[], [barred], [barred_by_null], [barred, barred_by_null]])
def test_ways_that_are_empty_or_single_neither_open_nor_close(fresh, world, ways, barriers, lets_in):
    make(
        Invitation,
        email="a@urzad.example",
        name="A",
        token_hash="x",
        made_at=world.now,
        expires_at=world.now + timedelta(days=1),
    )
    rules = Policy(
        Institution, view=VIEW, ways_in={VIEW: ways, EDIT: [nothing]}, barriers=barriers, fields={VIEW: ["x"]}
    )
    actor, expected = world.lead.actor, [world.ops] if lets_in else []
    rows = rules.permitted(actor, VIEW)

    assert list(rows) == list(rows.order_by("-name")[:5]) == list(rows.distinct().iterator()) == expected
    assert rows.count() == rows.annotate(people=Count("memberships")).count() == len(expected)
    assert rows.exists() is rows.filter(kind__receives_concerns=True).exists() is lets_in
    assert rows.aggregate(n=Count("pk")) == {"n": len(expected)}
    assert world.school in Institution.objects.exclude(pk__in=rows)
    assert (world.ops in Institution.objects.exclude(pk__in=rows)) is not lets_in
    assert [row.pk for row in rows.select_related("kind").select_for_update(of=("self",))] == [x.pk for x in expected]
    assert rules.allowed(actor, world.ops) == ({VIEW} if lets_in else frozenset())
    assert rules.allowed(actor, world.school) == rules.fields(actor, world.school) == frozenset()
    assert rules.fields(actor, world.ops) == ({"x"} if lets_in else frozenset())


def test_everything_that_one_may_do_costs_one_query(world, django_assert_max_num_queries):
    for policy in engine.policies:
        for row in policy.model._base_manager.all()[:2]:
            for who in (world.lead.actor, world.operator.actor, SYSTEM):
                with django_assert_max_num_queries(1):
                    found = policy.allowed(who, row)
                assert found == {one for one in policy._ways_in if policy.allows(who, one, row)}


@pytest.mark.one_engine
def test_a_way_only_builds_a_query_from_the_actor_and_the_day(world, django_assert_num_queries, monkeypatch):
    """What is kept of it would otherwise be an answer of yesterday."""
    actors = [getattr(world, who).actor for who in CAST] + [SYSTEM]
    ways = {way for policy in engine.policies for ways in policy._ways_in.values() for way in ways}

    def words():
        with django_assert_num_queries(0):
            made = {
                (way, who): engine._compiled.__wrapped__((way,), who, timezone.localdate())
                for way in ways
                for who in actors
            }
        return {
            key: (one.sql, [getattr(value, "obj", value) for value in one.params])
            for key, one in made.items()
            if one is not None
        }

    monkeypatch.setattr(timezone, "now", lambda: datetime(2024, 2, 29, 0, 30, tzinfo=UTC))
    early = words()
    monkeypatch.setattr(timezone, "now", lambda: datetime(2024, 2, 29, 22, 30, tzinfo=UTC))
    assert len(early) > 2 * len(actors)
    assert words() == early


def test_a_way_is_asked_anew_each_day_and_its_rows_each_time(rules, world, monkeypatch):
    days = []

    def by_day(actor):
        days.append(timezone.localdate())
        return own(actor)

    monkeypatch.setitem(rules._ways_in, VIEW, (by_day,))
    actor = world.lead.actor
    assert rules.allows(actor, VIEW, world.ops)
    assert rules.allows(actor, VIEW, world.ops)
    with recording(Made.FOR_TEST, actor=SYSTEM):
        row = Membership.objects.get(pk=actor.membership_id)
        row.institution = world.school
        row.save()
    assert not rules.allows(actor, VIEW, world.ops)
    monkeypatch.setattr(timezone, "localdate", lambda: date(2031, 1, 1))
    assert rules.allows(actor, VIEW, world.school)
    assert len(days) == 2


def test_nobody_meets_no_row_that_belongs_to_nobody(world):
    """An actor without hat or account must not match the NULL of a row without hat or account."""
    make(Message, kind=MessageKind.CONCERN_CAME, mailbox="skrytka@urzad.example", made_at=world.now)
    for policy in engine.policies:
        for permission in policy._ways_in:
            found = policy.permitted(SYSTEM, permission)
            assert policy.model is Institution or not found.exists(), permission


def test_a_permission_is_declared_once(rules):
    with pytest.raises(ValueError, match="twice"):
        gate(VIEW, lambda _actor: True)


def test_a_policy_must_say_who_may_view(fresh):
    with pytest.raises(ValueError, match="no way in"):
        Policy(Institution, view=VIEW, ways_in={EDIT: [own]})
    with pytest.raises(ValueError, match="no way in"):
        Policy(Institution, view=VIEW, ways_in={VIEW: [own], EDIT: []})
    with pytest.raises(ValueError, match="no way in"):
        Policy(Institution, view=VIEW, ways_in={VIEW: [own]}, fields={EDIT: ["name"]})


def test_gates(fresh):
    gate(VIEW, lambda actor: actor.has(Duty.HEAD))

    assert has_gate(VIEW)
    with pytest.raises(PermissionDenied):
        has_gate(EDIT)
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


@pytest.mark.parametrize("method", ["get", "head", "options", "post", "put", "delete", "trace"])
def test_needs_asks_whatever_the_method(fresh, rf, world, method):
    gate(VIEW, lambda actor: actor.is_operator)
    view = needs(VIEW)(require_safe(lambda _request: HttpResponse("in")))
    request = rf.generic(method.upper(), "/")
    request.user, request.actor = world.lead.user, world.lead.actor
    with pytest.raises(PermissionDenied):
        view(request)

    request.user = AnonymousUser()
    assert view(request).status_code == 302


def test_what_nobody_declares_opens_to_nobody(fresh, rf, world):
    """A view whose room forgot to load its policies is shut, not open to every hat."""
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
    planted = [
        path("silent/", lambda _request: HttpResponse()),
        path("open/", open_to_all(lambda _r: HttpResponse())),
        path("class/", RedirectView.as_view(url="/")),
        path("files/", serve, {"document_root": "/"}),
        path("nobody/", needs(VIEW)(lambda _request: HttpResponse())),
    ]
    monkeypatch.setattr("kooperacja.access.checks.declared", {})
    module = type("urls", (), {"urlpatterns": planted})
    monkeypatch.setattr("kooperacja.access.checks.get_resolver", type("R", (), {"url_patterns": module.urlpatterns}))

    found = [(problem.msg.split()[0], problem.id) for problem in every_address_says_who_may(None)]
    assert found == [
        ("/silent/", "access.E001"),
        ("/class/", "access.E001"),
        ("/files/", "access.E001"),
        ("/nobody/", "access.E002"),
    ]


def test_the_server_refuses_to_start_with_a_silent_address(monkeypatch):
    planted = type("R", (), {"url_patterns": [path("silent/", lambda _request: HttpResponse())]})
    monkeypatch.setattr("kooperacja.access.checks.get_resolver", planted)

    with pytest.raises(ImproperlyConfigured, match="silent"):
        importlib.reload(wsgi)


def test_every_address_of_the_site_says_who_may():
    assert every_address_says_who_may(None) == []
    assert any(name.startswith("account_") for name, *_rest in addresses())
