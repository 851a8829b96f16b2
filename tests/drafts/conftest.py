"""A page with a form of its own, as rooms have them."""

import uuid

import pytest
from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path

from kooperacja.access.permissions import Permission
from kooperacja.access.views import needs, open_to_all
from kooperacja.config import urls
from kooperacja.drafts import kinds
from kooperacja.drafts.forms import draft_of, open_form
from kooperacja.drafts.once import once
from kooperacja.ui.forms import DateField, Form


class LetterForm(Form):
    text = forms.CharField(label="Text", max_length=40)
    day = DateField(label="Day")
    urgent = forms.BooleanField(label="Urgent", required=False)
    password = forms.CharField(label="Password", required=False)
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)


PAGE = """{% load ui drafts %}{% include "ui/_messages.html" %}<form method="post" data-autosave-url="{{ draft.url }}">
{% csrf_token %}{% draft_field draft %}{{ form }}</form>"""


@needs(Permission.DRAFT_VIEW)
def letter(request, case=None):
    draft = draft_of(request, kinds.find_kind("list-probny"), about=case)
    form = open_form(request, LetterForm, draft=draft, initial={"idempotency_key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():

        def make():
            draft.discard()
            return "/wyslano/"

        return redirect(once(form.cleaned_data["idempotency_key"], make))
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"form": form, "draft": draft}, request))


@needs(Permission.DRAFT_VIEW)
def only_post(request):
    return HttpResponse(status=405 if request.method == "GET" else 204)


@open_to_all
def public(request):
    return HttpResponse(f"user {request.user.pk}")


urlpatterns = [
    *urls.urlpatterns,
    path("list/", letter, name="letter"),
    path("list/<uuid:case>/", letter, name="letter_about"),
    path("zrob/", only_post),
    path("publiczna/", public),
]


@pytest.fixture
def world(world):
    """The village without its draft, so that tests count their own."""
    world.draft.delete()
    return world


@pytest.fixture
def letters(settings, monkeypatch):
    settings.ROOT_URLCONF = __name__
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.draft_kind("list-probny", title="Trial letter", page="letter")
