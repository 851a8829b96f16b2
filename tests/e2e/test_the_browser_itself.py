"""The browser's fixtures notice what they promise to notice."""

import pytest
from django.contrib.sessions.models import Session

from kooperacja.institutions.hats import SESSION_KEY

PLANTED = (
    """<!doctype html><html lang="pl"><head><title>Próba</title></head><body><main><h1>Próba</h1>{}</main></body>"""
)


def visit(page, body):
    page.route("**/proba/", lambda route: route.fulfill(content_type="text/html", body=PLANTED.format(body)))
    page.goto("/proba/")


def test_a_clean_page_passes(page, axe, faults):
    visit(page, "<p>Dzień dobry</p>")

    axe(page)
    assert faults == []


def test_a_broken_rule_of_accessibility_is_named(page, axe):
    visit(page, "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='>")

    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<script>console.error('za zimno')</script>", "za zimno"),
        ("<script>nie.ma.tego</script>", "script: nie is not defined"),
        ("<script>fetch('http://elsewhere.example/').catch(() => 0)</script>", "net::ERR_NAME_NOT_RESOLVED"),
    ],
)
def test_a_fault_of_the_page_is_noticed(page, faults, body, fault):
    visit(page, body)
    page.wait_for_load_state("networkidle")

    assert any(fault in found for found in faults), faults
    faults.clear()


def test_a_page_is_a_polish_phone_unless_it_is_a_desk(page, desk):
    assert page.evaluate("[navigator.language, screen.width]") == ["pl-PL", 390]
    assert desk.evaluate("[navigator.language, screen.width]") == ["pl-PL", 1280]


def test_one_of_the_cast_is_signed_in_with_the_hat_on(page, as_user, world):
    as_user(world.lead)

    (cookie,) = page.context.cookies()

    session = Session.objects.get(session_key=cookie["value"]).get_decoded()
    assert session["_auth_user_id"] == str(world.lead.user.pk)
    assert session[SESSION_KEY] == str(world.lead.membership.public_id)
