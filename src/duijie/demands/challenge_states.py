"""The states of an open-bid challenge (揭榜挂帅) and of a bid for it, as frozen tables."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ChallengeState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a challenge", "being prepared")
    ANNOUNCED = "announced", pgettext_lazy("state of a challenge", "announced, open for bids")
    AWARDED = "awarded", pgettext_lazy("state of a challenge", "awarded")
    FAILED = "failed", pgettext_lazy("state of a challenge", "ended without an award")
    CANCELLED = "cancelled", pgettext_lazy("state of a challenge", "cancelled")


class BidState(models.TextChoices):
    SUBMITTED = "submitted", pgettext_lazy("state of a bid", "submitted")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a bid", "withdrawn")
    CHOSEN = "chosen", pgettext_lazy("state of a bid", "chosen")
    REFUSED = "refused", pgettext_lazy("state of a bid", "not chosen")


S = ChallengeState
OVER = frozenset({S.AWARDED, S.FAILED, S.CANCELLED})


@dataclass(frozen=True, slots=True)
class ChallengeStep:
    """``verb`` brings a challenge from one of ``sources`` to ``target``; awarding names a bid, and is no step here."""

    verb: str
    label: Any
    sources: frozenset[ChallengeState]
    target: ChallengeState
    needs_reason: bool = False


CHALLENGE_STEPS: dict[str, ChallengeStep] = {
    one.verb: one
    for one in (
        ChallengeStep("announce", _("Announce"), frozenset({S.DRAFT}), S.ANNOUNCED),
        ChallengeStep("cancel", _("Cancel the challenge"), frozenset({S.DRAFT, S.ANNOUNCED}), S.CANCELLED, True),
        ChallengeStep("fail", _("End without an award"), frozenset({S.ANNOUNCED}), S.FAILED, True),
        ChallengeStep("prepare", _("Prepare anew"), frozenset({S.FAILED, S.CANCELLED}), S.DRAFT),
    )
}


def challenge_steps_from(state: str) -> tuple[ChallengeStep, ...]:
    return tuple(step for step in CHALLENGE_STEPS.values() if state in step.sources)
