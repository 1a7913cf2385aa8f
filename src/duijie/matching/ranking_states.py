"""The states of a ranking model and what brings it from one into another, as a frozen table."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RankingState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("ranking model", "proposed")
    ACCEPTED = "accepted", pgettext_lazy("ranking model", "in use")
    RETIRED = "retired", pgettext_lazy("ranking model", "retired")
    REJECTED = "rejected", pgettext_lazy("ranking model", "rejected")


R = RankingState


@dataclass(frozen=True, slots=True)
class RankingStep:
    """``verb`` brings a ranking model from one of ``sources`` to ``target``. ``done`` is how the audit tells it."""

    verb: str
    label: Any
    done: Any
    sources: frozenset[RankingState]
    target: RankingState
    needs_reason: bool = False


RANKING_STEPS: dict[str, RankingStep] = {
    one.verb: one
    for one in (
        RankingStep(
            "accept", _("Accept"), _("accepted a ranking model"), frozenset({R.PROPOSED, R.RETIRED}), R.ACCEPTED
        ),
        RankingStep(
            "reject", _("Reject"), _("rejected a ranking model"), frozenset({R.PROPOSED}), R.REJECTED, needs_reason=True
        ),
        RankingStep(
            "retire", _("Go back to the shipped calibration"), _("went back to the shipped calibration"),
            frozenset({R.ACCEPTED}), R.RETIRED,
        ),
    )
}  # fmt: skip
"""Accepting one retires the one in use."""
