"""allauth's forms with our words, without placeholders; codes of an application work once."""

import uuid
from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import Form, FormMixin

from .codes import use_up
from .models import DEVICE_NAME_LENGTH

NAME_LENGTH = 60


class Plain(FormMixin):
    """Labels instead of placeholders, and no "(optional)"."""

    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignIn(Plain, LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"
        self.fields["password"].help_text = ""


class Reauthenticate(Plain, ReauthenticateForm):
    """The password once more, before something is changed about signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class _NewPassword(Plain):
    """A new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _(
            "At least 15 characters, as many as you like. A few unrelated words are easy to remember and hard to "
            "guess. Don't use your name, your institution or dates alone."
        )
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("New password once more")


class ChangePassword(_NewPassword, ChangePasswordForm):
    """The old password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Present password")
        self.fields["oldpassword"].help_text = ""


class SetPassword(_NewPassword, SetPasswordForm):
    """The first password."""


class NewPasswordByLink(_NewPassword, ResetPasswordKeyForm):
    """A new password by the link of an e-mail; the second factor stays as it was."""


class AskForPasswordLink(Plain, ResetPasswordForm):
    """Where the link for a new password goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")


class _Code(Plain):
    """A code of the application, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the application or a recovery code")
        self.fields["code"].widget.attrs |= {"class": "govuk-input--width-10", "autocomplete": "one-time-code"}

    def clean_code(self) -> str:
        """Take a right code that wasn't used before."""
        code: str = super().clean_code()  # type: ignore[misc] # of the form that this is mixed into
        used: Authenticator = self.authenticator  # type: ignore[attr-defined] # set by the form's own clean_code
        if used.type == Authenticator.Type.TOTP and not use_up(used, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStep(_Code, AuthenticateForm):
    """The second step of signing in."""


class ReauthenticateByCode(_Code, ReauthenticateByCodeForm):
    """A code, before something is changed about signing in."""


class ActivateCodes(Plain, ActivateTOTPForm):
    """The first code of an application, which shows that it was set up well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the application")
        self.fields["code"].help_text = _("Six digits that change every 30 seconds.")
        self.fields["code"].widget.attrs |= {
            "class": "govuk-input--width-10",
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
        }


class AddPasskey(Plain, AddWebAuthnForm):
    """A passkey: always one that asks for a finger, a face or a PIN, so that it is two factors in one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Name of this passkey"),
            help_text=_("So that you can tell it from others, for example: telephone, computer at work."),
            max_length=NAME_LENGTH,
            required=False,
        )
        del self.fields["passwordless"]

    def clean(self) -> dict[str, Any]:
        """Take only a key that checked who holds it."""
        self.cleaned_data["passwordless"] = True
        return super().clean() or {}


class RenamePasskey(Plain, EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label=_("Name of this passkey"), max_length=NAME_LENGTH)


class AddDevice(Form):
    """The name of a device, and that nobody else uses it."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    name = forms.CharField(
        label=_("Name of this device"),
        help_text=_("So that you can tell it from others, for example: tablet, office telephone."),
        max_length=DEVICE_NAME_LENGTH,
    )
    is_own = forms.BooleanField(label=_("Only I use this device, and its screen locks with a code, a finger or a face"))
