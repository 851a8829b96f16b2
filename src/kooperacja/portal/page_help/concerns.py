"""Help on passing on information, and on receiving it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from .entry import CASE, HEAD, INTAKE, SIGNAL, PageHelp

HELPS: Final = (
    PageHelp(
        _(
            "Write what you see or hear, since when and how often, and leave out opinions and diagnoses. Nothing is "
            "sent until you have checked it on the next page."
        ),
        SIGNAL,
        "co-napisac",
        "concerns:raise concerns:door_raise",
    ),
    PageHelp(
        _(
            "First come your own duties, which passing on information doesn't replace. Read them, then go on to the "
            "form."
        ),
        SIGNAL,
        "zanim-otworzysz-formularz",
        "concerns:raise_start concerns:door_start",
    ),
    PageHelp(
        _(
            "Without an account you get a code at the official mailbox of your institution, and write with it once. "
            "What you wrote can't be read here afterwards."
        ),
        SIGNAL,
        "trzy-drogi",
        "concerns:door concerns:door_code",
    ),
    PageHelp(
        _(
            "Here is everything that you passed on, with its receipt and the answer of the welfare centre. You learn "
            "that it was looked into, but not what was found."
        ),
        SIGNAL,
        "jaka-odpowiedz-dostaniesz",
        "concerns:own concerns:own_concern",
    ),
    PageHelp(
        _(
            "The receipt says when and to whom you passed on information, and names nobody. Print it for your own "
            "files."
        ),
        SIGNAL,
        "po-wyslaniu",
        "concerns:receipt concerns:door_receipt",
    ),
    PageHelp(
        _(
            "In your institution the head sends information to the welfare centre. Send it, or hold it back with a "
            "reason; very urgent ones never wait."
        ),
        HEAD,
        "zanim-zgloszenie-wyjdzie-z-twojej-instytucji",
        "concerns:releases concerns:release",
    ),
    PageHelp(
        _(
            "Everything that reached the welfare centre waits here for a decision, the most urgent first. What came "
            "by telephone or letter is typed in, and has the same deadlines."
        ),
        INTAKE,
        "przyjecie-i-ocena",
        "concerns:inbox concerns:inbox_answered concerns:inbox_forwarded",
    ),
    PageHelp(
        _(
            "Type in what came by telephone, by letter or at the door, with the day and the hour when it arrived. "
            "Its deadlines run from then."
        ),
        INTAKE,
        "przyjecie-i-ocena",
        "concerns:type_in",
    ),
    PageHelp(
        _(
            "Read it, take it up, and decide under “What next”: each decision has its reason. Whoever passed it on "
            "gets an answer by itself, never what you found."
        ),
        INTAKE,
        "przyjecie-i-ocena",
        "concerns:concern",
    ),
    PageHelp(
        _(
            "Say what is decided, and why. Whoever passed it on gets one of three short answers by itself, never "
            "what you found."
        ),
        INTAKE,
        "przyjecie-i-ocena",
        "concerns:forward concerns:tell_other concerns:no_action concerns:not_confirm",
    ),
    PageHelp(
        _(
            "This sheet is for the paper file or for the post. It may hold names, so look where it goes before you "
            "print it."
        ),
        CASE,
        "bez-podwojnego-pisania",
        "concerns:note concerns:letter concerns:forward_letter",
    ),
    PageHelp(
        _(
            "A grown-up who is named in information learns of it within a month, or the exception is written down "
            "with its ground. Look first how they can be reached safely."
        ),
        INTAKE,
        "obowiazek-informacyjny-art-14-rodo",
        "concerns:to_inform concerns:inform",
    ),
    PageHelp(
        _(
            "What led to no case is locked after 90 days: here are its number and its dates, and nobody can read "
            "what it said. The head sets its filing class and writes down its disposal."
        ),
        INTAKE,
        "co-sie-dzieje-ze-zgloszeniem-z-ktorego-nie-ma-sprawy",
        "concerns:register concerns:filing_class concerns:disposal concerns:year",
    ),
    PageHelp(
        _(
            "Write the numbers that this has in your other registers and programs. The papers stay where they are, "
            "and nobody copies them."
        ),
        CASE,
        "bez-podwojnego-pisania",
        "concerns:numbers cases:numbers cases:paper_add",
    ),
    PageHelp(
        _(
            "Choose who may know who passed this on; everybody else reads “the person who told us”. Don't promise "
            "anonymity, for a court or a party may learn the name."
        ),
        INTAKE,
        "chroniona-osoba-zglaszajaca",
        "concerns:protect cases:concern_protect",
    ),
    PageHelp(
        _("The computer only compares; you decide whether these are the same people. Each decision can be taken back."),
        INTAKE,
        "kilka-zgloszen-o-tej-samej-rodzinie",
        "matching:matches matching:link",
    ),
    PageHelp(
        _(
            "Two people who passed on information about the same family may get each other's name and telephone. It "
            "takes the family's agreement or a law, and nobody reads what the other wrote."
        ),
        INTAKE,
        "kilka-zgloszen-o-tej-samej-rodzinie",
        "matching:exchange",
    ),
    PageHelp(
        _(
            "From here a case begins, or the information joins a case that there is. Whoever leads the case reads "
            "what was passed on."
        ),
        INTAKE,
        "przyjecie-i-ocena",
        "cases:open_from_concern cases:link_concern",
    ),
)
