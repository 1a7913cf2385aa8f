"""The states of a request for access and the steps between them, as a frozen table."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccessState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("request for access", "asked")
    GRANTED = "granted", pgettext_lazy("request for access", "granted")
    REFUSED = "refused", pgettext_lazy("request for access", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("request for access", "withdrawn by who asked")
    REVOKED = "revoked", pgettext_lazy("request for access", "taken back by the owner")
    EXPIRED = "expired", pgettext_lazy("request for access", "expired")


LIVING = (AccessState.ASKED, AccessState.GRANTED)
"""States in which nobody asks for the same again."""


class Party(StrEnum):
    """Who takes a step: who asked; the owner, or the office with the owner's slip; the clock."""

    ASKER = "asker"
    OWNER = "owner"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class AccessStep:
    """One step. ``is_dated``: it names the day until which it holds."""

    verb: str
    label: Any
    sources: tuple[AccessState, ...]
    target: AccessState
    party: Party
    needs_reason: bool = False
    is_dated: bool = False


S = AccessState
STEPS: dict[str, AccessStep] = {
    one.verb: one
    for one in (
        AccessStep("grant", _("Grant access"), (S.ASKED,), S.GRANTED, Party.OWNER, is_dated=True),
        AccessStep("refuse", _("Refuse"), (S.ASKED,), S.REFUSED, Party.OWNER, needs_reason=True),
        AccessStep("revoke", _("Take the consent back"), (S.GRANTED,), S.REVOKED, Party.OWNER, needs_reason=True),
        AccessStep("withdraw", _("Withdraw the request"), LIVING, S.WITHDRAWN, Party.ASKER),
        AccessStep("expire", _("Expire"), (S.GRANTED,), S.EXPIRED, Party.CLOCK),
    )
}
