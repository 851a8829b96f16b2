"""Help on what is one's own: lists, the calendar, messages, drafts, signing in."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from .entry import LISTS, OWN, PageHelp

HELPS: Final = (
    PageHelp(
        _(
            "All actions that you may see, with who does them and by when. Narrow the list, keep it as a view, or "
            "take it as a file."
        ),
        LISTS,
        "listy-do-pracy",
        "cases:actions",
    ),
    PageHelp(
        _("Here are the views of lists that you kept, each role its own. One of them may open first."),
        LISTS,
        "listy-do-pracy",
        "lists:saved lists:rename",
    ),
    PageHelp(
        _("Write a surname, even a misspelt one, or the number of a case. You find only what you may see anyway."),
        LISTS,
        "szukanie",
        "search:search",
    ),
    PageHelp(
        _(
            "Your reviews, actions and visits, by week or by month. A visit is planned from its case, and here you "
            "say that it took place."
        ),
        LISTS,
        "terminarz",
        "agenda:calendar agenda:visit_plan agenda:visit agenda:visit_move",
    ),
    PageHelp(
        _(
            "A secret address shows your days, hours and numbers of cases in another calendar, and no names. If "
            "somebody else got it, take it back and make a new one."
        ),
        LISTS,
        "terminarz",
        "agenda:feed_keep",
    ),
    PageHelp(
        _("Every message is here; an e-mail only says that something waits. No message says anything of anybody."),
        OWN,
        "powiadomienia",
        "outbox:list outbox:view",
    ),
    PageHelp(
        _(
            "Choose for each group when an e-mail comes: at once, once a day, or never. What is urgent, and what "
            "guards your account, comes at once in any case."
        ),
        OWN,
        "powiadomienia",
        "outbox:notices",
    ),
    PageHelp(
        _(
            "What you began and haven't sent waits here, and only you see it. After some time a draft that nobody "
            "touches is deleted."
        ),
        OWN,
        "niedokonczone",
        "drafts:list",
    ),
    PageHelp(
        _(
            "In visit mode you stay signed in for two hours without work, on your own device alone. If you lose it, "
            "take it off the list on any other one."
        ),
        OWN,
        "tryb-wizyty",
        "accounts:visit accounts:devices accounts:device_add",
    ),
    PageHelp(
        _(
            "The easiest way in is a passkey: a finger, a face or the PIN of your device; otherwise a password and a "
            "code. Nobody will ever ask you for your password."
        ),
        OWN,
        "logowanie",
        "account_login account_signup account_inactive account_reauthenticate account_change_password "
        "account_set_password account_reset_password account_reset_password_done account_reset_password_from_key "
        "account_reset_password_from_key_done accounts:begin accounts:set_up institutions:accept mfa_index "
        "mfa_authenticate mfa_reauthenticate mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes "
        "mfa_generate_recovery_codes mfa_list_webauthn mfa_add_webauthn mfa_edit_webauthn mfa_remove_webauthn "
        "usersessions_list account_logout",
    ),
)
