import re

import pytest
from django.test import Client

from kooperacja.institutions.models import ServiceArea
from tests.world import SINCE, as_, institution, make

from ..tools import FACTS, change, posted

FORM = "/zgloszenia/nowe/formularz/"


@pytest.fixture
def teacher(office):
    """The browser of the counsellor of the school."""
    return as_(Client(), office.member)


def text(response):
    """Return a page in plain words: no tags, single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def errors(response):
    """Return the fields with an error, by their names."""
    return set(response.context["form"].errors)


class TestGmina:
    def test_another_gmina_is_found_by_its_name(self, teacher, office):
        page = teacher.post(FORM, posted(do="check", unit="other", unit_search="stary brzeg"))

        assert page.context["telling"].centre == office.other_ops

    def test_letters_without_tails_and_case_do_not_matter(self, teacher):
        page = teacher.post(FORM, posted(do="check", unit="other", unit_search="WIERZBOWA GORA"))

        assert page.context["telling"].unit.code == "990101"

    @pytest.mark.parametrize(
        ("name", "said"),
        [("", "Wybierz gminę"), ("xyz", "Nie znamy takiej gminy"), ("st", "potrzebne są co najmniej trzy litery")],
    )
    def test_a_gmina_that_is_not_found_is_said_in_plain_words(self, teacher, name, said):
        page = teacher.post(FORM, posted(do="check", unit="other", unit_search=name))

        assert said in text(page)
        assert FACTS in page.content.decode()

    def test_several_of_one_name_become_choices(self, teacher, office):
        for number, powiat in enumerate(("lipiański", "sąsiedni"), start=5):
            parent = office.powiat if powiat == "lipiański" else self.powiat(office, "9902", powiat)
            self.gmina(office, f"{parent.code}{number:02}", "Kolno", parent)

        page = teacher.post(FORM, posted(do="check", unit="other", unit_search="Kolno"))
        assert errors(page) == {"unit"}
        codes = [code for code, _label in page.context["form"].fields["unit"].choices]
        assert codes == ["990105", "990206", "other"]

        page = teacher.post(FORM, posted(do="check", unit="other", unit_search="Kolno, sąsiedni"))
        assert "Żaden ośrodek z tej gminy" in text(page)

    @staticmethod
    def powiat(world, code, name):
        return make(type(world.gmina), level="powiat", code=code, name=name, parent=world.voivodeship)

    @staticmethod
    def gmina(world, code, name, parent):
        return make(type(world.gmina), level="gmina", code=code, name=name, parent=parent)

    def test_too_many_ask_for_the_powiat(self, teacher, office):
        for number in range(10, 32):
            self.gmina(office, f"9901{number}", f"Nowa Wieś {number}", office.powiat)

        page = teacher.post(FORM, posted(do="check", unit="other", unit_search="Nowa Wieś"))

        assert "Dopisz powiat" in text(page)

    def test_where_no_centre_uses_the_system_nothing_is_lost(self, teacher, office):
        self.gmina(office, "990109", "Pusta", office.powiat)

        page = teacher.post(FORM, posted(do="check", unit="other", unit_search="pusta"))

        assert "Zadzwoń do ośrodka albo do urzędu gminy" in text(page)
        assert FACTS in page.content.decode()

    def test_an_invented_code_is_an_error_at_the_field(self, teacher):
        assert "unit" in errors(teacher.post(FORM, posted(do="check", unit="123456")))


class TestCentre:
    @pytest.fixture
    def cus(self, office):
        """A CUS beside the OPS."""
        return institution("CUS Wierzbowa Góra", office.kinds["social_welfare_centre"], office.gmina)

    def test_two_centres_are_a_choice(self, teacher, cus):
        page = teacher.post(FORM, posted(do="check"))
        assert errors(page) == {"centre"}
        assert [label for _value, label in page.context["form"].fields["centre"].choices] == [
            "CUS Wierzbowa Góra",
            "GOPS Wierzbowa Góra",
        ]

        page = teacher.post(FORM, posted(do="check", centre=str(cus.public_id)))
        assert page.context["telling"].centre == cus

    @pytest.mark.usefixtures("cus")
    def test_a_centre_that_is_none_of_these_is_refused(self, teacher, office):
        page = teacher.post(FORM, posted(do="check", centre=str(office.other_ops.public_id)))

        assert errors(page) == {"centre"}

    def test_a_cus_in_place_of_the_ops_gets_it_alone(self, teacher, office, cus):
        change(office.ops, ends_on=SINCE)

        assert teacher.post(FORM, posted(do="check")).context["telling"].centre == cus

    def test_a_cus_of_several_gminas_serves_them_all(self, teacher, office):
        cus = institution("CUS powiatu", office.kinds["social_welfare_centre"], office.powiat)
        change(office.ops, ends_on=SINCE)
        change(office.other_ops, ends_on=SINCE)

        for unit in ("990101", "990102"):
            assert teacher.post(FORM, posted(do="check", unit=unit)).context["telling"].centre == cus

    def test_an_area_that_ended_counts_no_more(self, teacher, office):
        change(ServiceArea.objects.get(institution=office.ops), ends_on=SINCE)

        assert "Żaden ośrodek" in text(teacher.post(FORM, posted(do="check")))
