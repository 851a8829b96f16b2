"""Texts that scripts show. They reach the browser as data attributes, so that scripts hold no words."""

from __future__ import annotations

from django.utils.translation import gettext, pgettext


def character_count() -> dict[str, str]:
    """Attributes for GOV.UK's character count; a language takes the plural forms that it has."""
    return {
        "data-i18n.characters-under-limit.one": pgettext("count: one", "%{count} character left"),
        "data-i18n.characters-under-limit.few": pgettext("count: few", "%{count} characters left"),
        "data-i18n.characters-under-limit.many": pgettext("count: many", "%{count} characters left"),
        "data-i18n.characters-under-limit.other": pgettext("count: other", "%{count} characters left"),
        "data-i18n.characters-at-limit": gettext("No characters left"),
        "data-i18n.characters-over-limit.one": pgettext("count: one", "%{count} character too many"),
        "data-i18n.characters-over-limit.few": pgettext("count: few", "%{count} characters too many"),
        "data-i18n.characters-over-limit.many": pgettext("count: many", "%{count} characters too many"),
        "data-i18n.characters-over-limit.other": pgettext("count: other", "%{count} characters too many"),
    }


def password_input() -> dict[str, str]:
    return {
        "data-i18n.show-password": pgettext("password", "Show"),
        "data-i18n.hide-password": pgettext("password", "Hide"),
        "data-i18n.show-password-aria-label": gettext("Show password"),
        "data-i18n.hide-password-aria-label": gettext("Hide password"),
        "data-i18n.password-shown-announcement": gettext("Your password is visible"),
        "data-i18n.password-hidden-announcement": gettext("Your password is hidden"),
    }


def file_upload() -> dict[str, str]:
    return {
        "data-i18n.choose-files-button": gettext("Choose file"),
        "data-i18n.no-file-chosen": gettext("No file chosen"),
        "data-i18n.drop-instruction": gettext("or drop file"),
        "data-i18n.entered-drop-zone": gettext("Entered drop zone"),
        "data-i18n.left-drop-zone": gettext("Left drop zone"),
        "data-i18n.multiple-files-chosen.one": pgettext("count: one", "%{count} file chosen"),
        "data-i18n.multiple-files-chosen.few": pgettext("count: few", "%{count} files chosen"),
        "data-i18n.multiple-files-chosen.many": pgettext("count: many", "%{count} files chosen"),
        "data-i18n.multiple-files-chosen.other": pgettext("count: other", "%{count} files chosen"),
    }


def autosave() -> dict[str, str]:
    """Attributes for the status line of a form that saves itself."""
    return {
        "data-saved": gettext("Saved at %{time}"),
        "data-failed": gettext("Not saved – no connection. We will try again; keep this page open."),
        "data-offline": gettext("Not sent – there is no internet. Your text is still here; keep this page open."),
        "data-online": gettext("You are online again. You can send now."),
        "data-signed-out": gettext(
            "Not saved – you have been signed out. Your text is still here. Sign in again in a new tab, then come back."
        ),
    }
