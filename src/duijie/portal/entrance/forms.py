"""allauth's sign-in forms in our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthMfaReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from duijie.accounts.adapters import check_code, check_present_password


def _name(form: forms.Form, field: str, label: Any, help_text: Any = "") -> None:
    form.fields[field].label = label
    form.fields[field].help_text = help_text
    form.fields[field].widget.attrs.pop("placeholder", None)


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "login", _("Login name or mobile number"))
        _name(self, "password", _("Password"))
        self.fields["login"].widget.attrs["autofocus"] = True


class ChangePasswordForm(AllauthChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "oldpassword", _("Present password"))
        _name(self, "password1", _("New password"), " ".join(str(text) for text in password_validators_help_texts()))
        _name(self, "password2", _("New password, once more"))

    def clean_oldpassword(self) -> str:
        return check_present_password(self.user, super().clean_oldpassword)


class ReauthenticateForm(AllauthReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "password", _("Password"))


class _CodeForm(forms.Form):
    """A field for the six digits of the authenticator app, or for a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "code", _("Verification code"), _("Six digits from the authenticator app, or a recovery code."))
        self.fields["code"].widget.attrs["autofocus"] = True

    def clean_code(self) -> str:
        return check_code(self.user, super().clean_code)  # type: ignore[attr-defined, misc]  # allauth's, beside us


class AuthenticateForm(_CodeForm, AllauthAuthenticateForm):  # type: ignore[misc]
    pass


class MfaReauthenticateForm(_CodeForm, AllauthMfaReauthenticateForm):  # type: ignore[misc]
    pass


class ActivateTOTPForm(AllauthActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "code", _("Verification code"), _("Six digits that the app shows now."))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
