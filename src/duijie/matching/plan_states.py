"""The states of an assignment plan and the verbs that change it, as frozen tables; why a pair must not be."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.accounts.permissions import Permission


class PlanState(models.TextChoices):
    DRAFTED = "drafted", pgettext_lazy("state of a plan", "drafted")
    COMPUTED = "computed", pgettext_lazy("state of a plan", "computed")
    RELEASED = "released", pgettext_lazy("state of a plan", "released")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a plan", "withdrawn")


class PlanObjective(models.TextChoices):
    """The values are those of the matching core."""

    TOTAL = "total", _("greatest sum of scores")
    FAIR = "fair", _("worst-served first")


class Mark(models.TextChoices):
    """What somebody, or a rule, wishes of a pair."""

    NONE = "", _("free")
    FIXED = "fixed", _("fixed")
    FORBIDDEN = "forbidden", _("forbidden")


class Ban(models.TextChoices):
    """Why a pair must not be. The first four are found by the platform itself."""

    SAME_UNIT = "same_unit", _("same organisation")
    DISMISSED = "dismissed", _("dismissed as a candidate")
    DECLINED = "declined", _("declined a proposal of this pair")
    CONFLICT = "conflict", _("conflict of the two organisations")
    PART_OWNER = "part_owner", _("one has a share in the other")
    COMPETITOR = "competitor", _("competitors")
    NO_TIME = "no_time", _("no time or capacity")
    UNFIT = "unfit", _("does not fit, an expert judged")
    OTHER = "other", pgettext_lazy("reason", "another reason")


BY_HAND = (Ban.PART_OWNER, Ban.COMPETITOR, Ban.SAME_UNIT, Ban.NO_TIME, Ban.UNFIT, Ban.OTHER)
"""The reasons that a person gives."""
BETWEEN_ORGANISATIONS = (Ban.PART_OWNER, Ban.COMPETITOR, Ban.CONFLICT)
"""The reasons for which two organisations are kept apart."""


@dataclass(frozen=True, slots=True)
class PlanStep:
    """``verb`` needs one of ``sources`` and leads to ``target`` (None: the state stays)."""

    verb: str
    label: Any
    sources: frozenset[PlanState]
    target: PlanState | None
    permission: Permission


S = PlanState
CHANGEABLE = frozenset({S.DRAFTED, S.COMPUTED})
STEPS: dict[str, PlanStep] = {
    one.verb: one
    for one in (
        PlanStep("edit", _("Change the settings"), CHANGEABLE, S.DRAFTED, Permission.PLAN_MAKE),
        PlanStep("compute", _("Compute"), CHANGEABLE, S.COMPUTED, Permission.PLAN_MAKE),
        PlanStep("change", _("Change by hand"), frozenset({S.COMPUTED}), None, Permission.PLAN_MAKE),
        PlanStep("release", _("Release"), frozenset({S.COMPUTED}), S.RELEASED, Permission.PLAN_RELEASE),
        PlanStep(
            "withdraw",
            pgettext_lazy("plan", "Withdraw"),
            frozenset({*CHANGEABLE, S.RELEASED}),
            S.WITHDRAWN,
            Permission.PLAN_RELEASE,
        ),
    )
}


class PairVerb(models.TextChoices):
    """What is done to a pair by hand."""

    FIX = "fix", _("Fix")
    FREE = "free", pgettext_lazy("pair of a plan", "Free")
    FORBID = "forbid", _("Forbid")
    ADD = "add", pgettext_lazy("pair of a plan", "Take in")
    REMOVE = "remove", pgettext_lazy("pair of a plan", "Take out")
