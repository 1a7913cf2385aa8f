"""Rules for passwords, each with its words."""

import unicodedata
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class KindsOfCharacter:
    """At least ``DUIJIE_PASSWORD_KINDS`` of: small letters, capital letters, digits, other characters."""

    @property
    def kinds(self) -> int:
        return int(settings.DUIJIE_PASSWORD_KINDS)

    def validate(self, password: str, user: Any = None) -> None:
        if len({_kind(letter) for letter in password}) < self.kinds:
            raise ValidationError(self.get_help_text(), code="password_kinds")

    def get_help_text(self) -> str:
        return _("Use at least %(kinds)d of: small letters, capital letters, digits, other characters.") % {
            "kinds": self.kinds
        }


class NotUsedBefore:
    """None of the last ``DUIJIE_PASSWORD_HISTORY`` passwords of this account, the present one included."""

    @property
    def count(self) -> int:
        return int(settings.DUIJIE_PASSWORD_HISTORY)

    def validate(self, password: str, user: Any = None) -> None:
        if user is None or user.pk is None or not self.count:
            return
        past = list(user.past_passwords.values_list("password", flat=True)[: self.count])
        if any(check_password(password, digest) for digest in {*past, user.password}):
            raise ValidationError(self.get_help_text(), code="password_used")

    def get_help_text(self) -> str:
        return ngettext(
            "Do not use your last %(count)d password again.",
            "Do not use one of your last %(count)d passwords again.",
            self.count,
        ) % {"count": self.count}


def _kind(letter: str) -> str:
    category = unicodedata.category(letter)
    return {"Ll": "small", "Lu": "capital", "Nd": "digit"}.get(category, "other")
