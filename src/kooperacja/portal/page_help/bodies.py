"""Help on institutions, their people, agreements, teams, and on running an installation."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from .entry import ADMIN, HEAD, OFFICER, OPERATOR, REGION, PageHelp

HELPS: Final = (
    PageHelp(
        _(
            "Who has an account in your institution, and in which function. End the role of whoever leaves on the "
            "same day: their access stops at once."
        ),
        ADMIN,
        "zmiany",
        "institutions:own_people institutions:people institutions:end_membership institutions:change_function "
        "institutions:reset_sign_in",
    ),
    PageHelp(
        _(
            "The person gets a link by e-mail that works once, and sets up signing in by themselves. Somebody with "
            "several tasks gets several functions, one invitation each."
        ),
        ADMIN,
        "zaproszenie",
        "institutions:invite",
    ),
    PageHelp(
        _(
            "You act in one role at a time, and what you do is recorded under it. You can change it at the top of "
            "each page."
        ),
        ADMIN,
        "jedna-osoba-kilka-funkcji",
        "institutions:hat",
    ),
    PageHelp(
        _(
            "Here is who is in the system, and for which place. Hours and telephones are kept by the administrator "
            "of each institution."
        ),
        REGION,
        "spis-instytucji-i-obszarow",
        "institutions:list institutions:view territory:list territory:view",
    ),
    PageHelp(
        _(
            "Deadlines depend on the opening hours, and codes for those without an account go to the official "
            "mailbox. So keep them true."
        ),
        ADMIN,
        "zanim-zaprosisz-pierwsza-osobe",
        "institutions:set_own",
    ),
    PageHelp(
        _(
            "Your institution may choose its own weeks, days and words, within the bounds that the operator gives. A "
            "change counts from now on, and one can always go back."
        ),
        ADMIN,
        "ustawienia-swojej-instytucji",
        "institutions:settings institutions:setting_edit",
    ),
    PageHelp(
        _(
            "Operators enter institutions, one by one or from a file, and invite an administrator for each. Nothing "
            "of a file is saved until you have seen each row."
        ),
        OPERATOR,
        "instytucje-i-ludzie",
        "institutions:create institutions:edit institutions:import",
    ),
    PageHelp(
        _(
            "Operators keep the list of institutions and see no family. Have two of them, so that one can help the "
            "other."
        ),
        OPERATOR,
        "instytucje-i-ludzie",
        "institutions:operators institutions:invite_operator institutions:end_operator institutions:reset_operator",
    ),
    PageHelp(
        _(
            "Kinds of institutions, functions and the bounds of settings are data: you may add your own. What a "
            "function brings with it decides what its people may do."
        ),
        OPERATOR,
        "slowniki-i-granice-ustawien",
        "institutions:vocabulary institutions:vocabulary_create institutions:vocabulary_edit institutions:bounds "
        "institutions:bounds_edit",
    ),
    PageHelp(
        _(
            "An agreement says which institutions may work together with accounts, and until when; a team says who "
            "sits at the table. Operators enter what was signed on paper."
        ),
        HEAD,
        "zespoly-i-porozumienia",
        "agreements:list agreements:view agreements:scan partnerships:list partnerships:view",
    ),
    PageHelp(
        _(
            "Enter what stands on the signed paper, for the dates decide who has access. Where a party leaves, its "
            "people lose sight the same day."
        ),
        OPERATOR,
        "zespoly-i-porozumienia",
        "agreements:create agreements:edit agreements:end agreements:party_join agreements:party_leave "
        "agreements:scan_attach partnerships:create partnerships:edit partnerships:end partnerships:seat_take "
        "partnerships:seat_change partnerships:seat_leave",
    ),
    PageHelp(
        _(
            "What the system does by itself, and how it went the last time. E-mails that were given up can be tried "
            "again with one button."
        ),
        OPERATOR,
        "praca-w-tle",
        "portal:worker",
    ),
    PageHelp(
        _(
            "Here is who of your institution opened which kind of page with personal data, and when. Ask about what "
            "surprises you: many entries at night, a list taken as a file, somebody who has left."
        ),
        OFFICER,
        "o-co-warto-pytac",
        "protection:log",
    ),
)
