"""What a page is for, in two sentences, and where the handbook says more: help in place, for the pages used most."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SIGNAL, CASE, ADMIN, WORDS = "pierwszy-sygnal", "prowadzenie-sprawy", "administrator-instytucji", "slowniczek"


@dataclass(frozen=True)
class PageHelp:
    """Two sentences, and the section of a page of the handbook."""

    text: Promise
    page: str
    section: str

    @property
    def url(self) -> str:
        """The address of the section."""
        return f"{reverse('portal:handbook', args=[self.page])}#{self.section}"


HELP: Final = {
    "concerns:raise": PageHelp(
        _(
            "Write what you see or hear, since when and how often, and leave out opinions and diagnoses. "
            "Nothing is sent until you have checked it on the next page."
        ),
        SIGNAL,
        "co-napisac",
    ),
    "concerns:own": PageHelp(
        _(
            "Here is everything that you passed on, with its receipt and the answer of the welfare centre. "
            "You learn that it was looked into, but not what was found."
        ),
        SIGNAL,
        "jaka-odpowiedz-dostaniesz",
    ),
    "concerns:inbox": PageHelp(
        _(
            "Everything that reached the welfare centre waits here for a decision, the most urgent first. "
            "What came by telephone or letter is typed in, and has the same deadlines."
        ),
        CASE,
        "przyjecie-i-ocena",
    ),
    "concerns:concern": PageHelp(
        _(
            "Read it, take it up, and decide under “What next”: each decision has its reason. "
            "Whoever passed it on gets an answer by itself, never what you found."
        ),
        CASE,
        "przyjecie-i-ocena",
    ),
    "concerns:register": PageHelp(
        _(
            "What led to no case is locked after 90 days: here are its number and its dates, and nobody can read what "
            "it said. The head sets its filing class and writes down its disposal."
        ),
        CASE,
        "co-sie-dzieje-ze-zgloszeniem-z-ktorego-nie-ma-sprawy",
    ),
    "cases:list": PageHelp(
        _(
            "These are the cases in which you take part, with your role and what is due next. "
            "Cases of others can't be found here, nor anywhere else."
        ),
        CASE,
        "kto-co-widzi",
    ),
    "cases:view": PageHelp(
        _(
            "The most important of the case at a glance: what is missing, what is due, whom to ring. "
            "An agreement, one goal, one action and a review date are enough to start work."
        ),
        CASE,
        "najmniejsza-sprawa",
    ),
    "cases:people": PageHelp(
        _(
            "Who belongs to the family, where they live, and who agrees to take part. "
            "Write down only what you need in order to help."
        ),
        CASE,
        "najmniejsza-sprawa",
    ),
    "cases:basis_record": PageHelp(
        _(
            "Everybody takes part because they agree, because a court decided so, or because a law says so. "
            "Partners see a person only once that is written down."
        ),
        CASE,
        "wycofanie-zgody",
    ),
    "cases:plan": PageHelp(
        _(
            "Goals are the family's, in its own words; actions say who does what by when. "
            "One goal and one action are enough, the rest can wait."
        ),
        CASE,
        "plan-dokladniej",
    ),
    "cases:team": PageHelp(
        _(
            "Who works with this family, and how much each of them may see. "
            "Somebody of another institution joins only once the family agrees."
        ),
        CASE,
        "kto-co-widzi",
    ),
    "cases:notes": PageHelp(
        _("Short notes of talks and visits. Write as if the family sat beside you, for it has the right to read them."),
        CASE,
        "slowa-ktore-czyta-rodzina",
    ),
    "cases:close": PageHelp(
        _(
            "Say of each goal how it ended, and why the work together ends. "
            "Partners lose sight of the case at once; it can be opened again."
        ),
        CASE,
        "najmniejsza-sprawa",
    ),
    "diagnosis:view": PageHelp(
        _(
            "Understand together before you act: the scale and the workshop are there for the talk with the family. "
            "Nothing of it has to be filled in."
        ),
        CASE,
        "wspolne-rozeznanie",
    ),
    "gate:view": PageHelp(
        _(
            "What each institution has tried already, and whether working together is the way for this family. "
            "The lead decides with the family; no points do."
        ),
        CASE,
        "czy-to-droga-dla-nas",
    ),
    "reviews:list": PageHelp(
        _(
            "Every six to eight weeks you sit down with the family and look at the plan. "
            "Begin with what went well, and agree when to meet again."
        ),
        CASE,
        "jak-nam-idzie",
    ),
    "institutions:own_people": PageHelp(
        _(
            "Who has an account in your institution, and in which function. "
            "End the role of whoever leaves on the same day: their access stops at once."
        ),
        ADMIN,
        "zmiany",
    ),
    "institutions:invite": PageHelp(
        _(
            "The person gets a link by e-mail that works once, and sets up signing in by themselves. "
            "Somebody with several tasks gets several functions, one invitation each."
        ),
        ADMIN,
        "zaproszenie",
    ),
    "institutions:hat": PageHelp(
        _(
            "You act in one role at a time, and what you do is recorded under it. "
            "You can change it at the top of each page."
        ),
        ADMIN,
        "jedna-osoba-kilka-funkcji",
    ),
}
HELP["institutions:people"] = HELP["institutions:own_people"]
"""By the name of the page's address."""
