"""The states of a request for access and the steps between them, as a frozen table."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.common.steps import Step, by_verb
from duijie.common.turns import Turn


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
class AccessStep(Step):
    """``party`` takes it. ``is_dated``: it names the day until which it holds."""

    party: Party = Party.OWNER
    is_dated: bool = False


S = AccessState
TURNS: dict[AccessState, Turn] = {one: Turn.OWNER if one is S.ASKED else Turn.NOBODY for one in AccessState}
STEPS: dict[str, AccessStep] = by_verb(
    AccessStep("grant", _("Grant access"), frozenset({S.ASKED}), S.GRANTED, is_dated=True),
    AccessStep("refuse", _("Refuse"), frozenset({S.ASKED}), S.REFUSED, needs_reason=True),
    AccessStep("revoke", _("Take the consent back"), frozenset({S.GRANTED}), S.REVOKED, needs_reason=True),
    AccessStep("withdraw", _("Withdraw the request"), frozenset(LIVING), S.WITHDRAWN, party=Party.ASKER),
    AccessStep("expire", _("Expire"), frozenset({S.GRANTED}), S.EXPIRED, party=Party.CLOCK),
)
