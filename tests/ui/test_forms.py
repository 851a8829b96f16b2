"""The markup of fields: labels, hints, errors, what describes what."""

import re

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.test import override_settings
from django.utils.translation import override

from kooperacja.ui.forms import Checkboxes, DateField, Form, FormMixin, Radios, TextField


class Sample(Form):
    heading_field = "facts"
    sections = [("Kontakt", ["phone", "other"])]

    facts = TextField(
        label="Co się stało", help_text="Co widać.", max_length=600, warn_words=["pato"], warn_text="%{words}"
    )
    phone = forms.CharField(label="Telefon", required=False, help_text="Z godzinami.")
    how = forms.ChoiceField(
        label="Skąd", choices=[("a", "A"), ("b", "B")], widget=Radios(hints={"a": "wprost"}, reveals={"b": "other"})
    )
    days = forms.MultipleChoiceField(label="Dni", choices=[("1", "pn"), ("2", "wt")], widget=Checkboxes)
    other = forms.CharField(label="Jak inaczej", required=False)
    born = DateField(label="Urodzenie")
    agreed = forms.BooleanField(label="Zgoda")
    secret = forms.CharField(label="Hasło", widget=forms.PasswordInput)
    scan = forms.FileField(label="Skan")
    count = forms.IntegerField(label="Ile")
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)


def group(name, data=None, form=Sample):
    return str(form(data)[name].as_field_group())


def test_text_has_label_hint_and_counter():
    html = group("facts")

    assert '<h1 class="govuk-label-wrapper"><label class="govuk-label govuk-label--l" for="id_facts">' in html
    assert 'aria-describedby="id_facts_helptext id_facts-info"' in html
    assert 'data-maxlength="600"' in html
    assert "maxlength=" not in html.replace("data-maxlength=", "")
    assert "Możesz wpisać do 600 znaków" in html
    assert 'id="id_facts_words"' in html
    assert "data-warn-words" in html


@pytest.mark.parametrize(("language", "text"), [("pl", "Zostało %{count} znaków"), ("en", "%{count} characters left")])
def test_counter_speaks_the_language_of_the_page(language, text):
    with override(language):
        assert f'data-i18n.characters-under-limit.many="{text}"' in group("facts")


def test_error_is_said_at_the_field():
    html = group("facts", {})

    assert "govuk-form-group--error" in html
    assert "govuk-textarea--error" in html
    assert '<span class="govuk-visually-hidden">Błąd:</span> Uzupełnij: Co się stało' in html
    assert 'aria-describedby="id_facts_helptext id_facts_error id_facts-info"' in html


def test_nothing_is_required_by_the_browser():
    assert " required" not in Sample().render()


def test_optional_is_said():
    assert "(nieobowiązkowe)" in group("phone")
    assert "(nieobowiązkowe)" not in group("facts")


def test_filters_say_nothing_of_optional():
    class Filter(Form):
        mark_optional = False
        text = forms.CharField(required=False)

    assert "nieobowiązkowe" not in group("text", form=Filter)


def test_radios_are_a_group_with_hints():
    html = group("how")

    assert '<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">' in html
    assert 'id="id_how_0_hint"' in html
    assert 'aria-describedby="id_how_0_hint"' in html
    assert "aria-invalid" not in group("how", {})


def test_choice_reveals_its_field_once():
    html = Sample().render()

    assert 'data-reveal="id_how_1_more"' in html
    assert html.count('name="other"') == 1
    assert "govuk-radios__conditional--hidden" in html
    assert "govuk-radios__conditional--hidden" not in group("how", {"how": "b"})


def test_checkboxes_and_a_single_one():
    assert html_classes(group("days")) >= {"govuk-checkboxes", "govuk-checkboxes__item", "govuk-checkboxes__input"}
    assert html_classes(group("agreed")) >= {"govuk-checkboxes", "govuk-checkboxes__input", "govuk-checkboxes__label"}
    assert "Zaznacz pole: Zgoda" in group("agreed", {})


def html_classes(html):
    return {name for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}


def test_password_can_be_shown_and_a_number_is_typed():
    assert 'data-i18n.show-password="Pokaż"' in group("secret")
    assert '<input type="text" inputmode="numeric" name="count"' in group("count")
    assert 'data-module="govuk-file-upload"' in group("scan")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("how", "Wybierz odpowiedź: Skąd"),
        ("born", "Podaj datę: Urodzenie"),
        ("scan", "Wybierz plik: Skan"),
        ("count", "Uzupełnij: Ile"),
    ],
)
def test_missing_answer_names_its_field(name, text):
    assert Sample({}).errors[name] == [text]


def test_own_text_for_a_missing_answer_stays():
    class Own(Form):
        name = forms.CharField(error_messages={"required": "Wpisz imię."})

    assert Own({}).errors["name"] == ["Wpisz imię."]


def test_summary_leads_to_the_controls():
    html = Template("{% load ui %}{% error_summary form %}").render(Context({"form": Sample({})}))

    assert '<a href="#id_facts">' in html
    assert '<a href="#id_how_0">' in html
    assert '<a href="#id_born_day">' in html
    assert "#id_version" not in html


@pytest.mark.parametrize("form", [None, Sample()])
def test_no_summary_without_errors(form):
    assert Template("{% load ui %}{% error_summary form %}").render(Context({"form": form})) == ""


def test_errors_of_the_whole_form_stand_in_the_summary():
    class Pair(Form):
        a = forms.CharField(required=False)

        def clean(self):
            raise forms.ValidationError("<b>Nie razem</b>")

    html = Template("{% load ui %}{% render_form form %}").render(Context({"form": Pair({})}))

    assert "<li>&lt;b&gt;Nie razem&lt;/b&gt;</li>" in html


def test_sections_and_hidden_fields():
    html = Sample().render()

    assert '<h2 class="govuk-heading-m">Kontakt</h2>' in html
    assert '<input type="hidden" name="version" value="3" id="id_version">' in html


def test_values_are_escaped():
    html = Sample({"phone": '"><script>x</script>', "born_day": '"><script>'}).render()

    assert "<script" not in html


def test_forms_of_others_get_the_markup():
    class Foreign(forms.Form):
        name = forms.CharField(help_text="x")
        state = forms.ChoiceField(choices=[("", "-")])

    html = Foreign({}).render()

    assert 'class="govuk-input govuk-input--error"' in html
    assert "govuk-select" in html
    assert "govuk-error-summary" in html


def test_own_classes_are_kept():
    class Short(Form):
        code = forms.CharField(widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}))

    assert 'class="govuk-input govuk-input--width-5"' in group("code", form=Short)
    assert 'autocomplete="off"' in group("code", form=Short)


def test_mixin_serves_model_forms_too():
    class Mixed(FormMixin, forms.Form):
        name = forms.CharField()

    assert Mixed({}).errors["name"] == ["Uzupełnij: Name"]


@override_settings(FORM_RENDERER="django.forms.renderers.DjangoTemplates")
def test_summary_also_serves_forms_with_another_renderer():
    class Plain(forms.Form):
        default_renderer = forms.renderers.DjangoTemplates()
        name = forms.CharField()

    html = Template("{% load ui %}{% error_summary form %}").render(Context({"form": Plain({})}))

    assert '<a href="#id_name">' in html


@pytest.mark.parametrize(
    "posted",
    [
        QueryDict("facts=a%0D%0Ab&born_day=31&born_month=2&days=1&days=2&agreed=on"),
        {"facts": "a\nb", "born_day": "31", "born_month": "2", "days": ["1", "2"], "agreed": "on"},
    ],
)
def test_a_draft_comes_back_as_it_was_typed(posted):
    form = Sample(initial=Sample.initial_from(posted))
    html = form.render()

    assert not form.is_bound
    assert "a\nb</textarea>" in html
    assert 'value="31"' in str(form["born"])
    assert str(form["days"]).count(" checked") == 2
    assert " checked" in str(form["agreed"])
    assert "govuk-error" not in html


def test_several_forms_and_sets_of_forms_share_one_summary_in_the_order_of_the_page():
    class Name(Form):
        name = forms.CharField(label="Imię")

    class Reason(Form):
        reason = forms.CharField(label="Powód")

    persons = forms.formset_factory(Name, extra=0, min_num=1)({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"})
    context = Context({"persons": persons, "form": Reason({}), "none": None})
    html = Template("{% load ui %}{% error_summary persons form none %}").render(context)

    assert html.count("govuk-error-summary__title") == 1
    assert html.index("#id_form-0-name") < html.index("#id_reason")
