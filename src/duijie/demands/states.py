"""The states of a demand and the steps between them (DOMAIN §10), as a frozen table."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.accounts.permissions import Permission


class DemandState(models.TextChoices):
    FOUND = "found", _("found")
    VERIFIED = "verified", _("verified")
    PUBLISHED = "published", pgettext_lazy("state of a demand", "published")
    MATCHED = "matched", pgettext_lazy("state of a demand", "matched")
    CONTACTED = "contacted", _("in contact")
    SOLVING = "solving", _("being solved")
    SOLVED = "solved", _("solved")
    UNSOLVED = "unsolved", _("unsolved")
    CLOSED = "closed", _("closed")


S = DemandState
OPEN = frozenset({S.PUBLISHED, S.MATCHED, S.CONTACTED, S.SOLVING, S.SOLVED})
"""States in which others than the office and the owner may see a demand."""
WANTING = frozenset({S.VERIFIED, S.PUBLISHED, S.MATCHED})
"""States in which a demand is matched: it still looks for somebody."""
SETTLED = frozenset({S.SOLVED, S.UNSOLVED, S.CLOSED})
"""States in which nobody has to answer a demand any more."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its verb, from where, whereto, who may, and whether a reason must be given.

    ``needs`` is what must be there before: keys of ``requirements.REQUIREMENTS``.
    """

    verb: str
    label: Any
    sources: frozenset[DemandState]
    target: DemandState
    permission: Permission
    needs_reason: bool = False
    needs: tuple[str, ...] = ()


STEPS: dict[str, Step] = {
    one.verb: one
    for one in (
        Step("verify", _("Mark as verified"), frozenset({S.FOUND}), S.VERIFIED, Permission.DEMAND_STEP),
        Step("publish", _("Publish"), frozenset({S.VERIFIED}), S.PUBLISHED, Permission.DEMAND_STEP),
        Step("match", _("Mark as matched"), frozenset({S.VERIFIED, S.PUBLISHED}), S.MATCHED, Permission.DEMAND_STEP),
        Step(
            "contact", _("Both sides are in contact"), frozenset({S.PUBLISHED, S.MATCHED}), S.CONTACTED,
            Permission.DEMAND_STEP,
        ),
        Step("solve", _("Work has begun"), frozenset({S.CONTACTED}), S.SOLVING, Permission.DEMAND_STEP),
        Step(
            "solved", _("It is solved"), frozenset({S.SOLVING}), S.SOLVED,
            Permission.DEMAND_STEP, True, ("evidence",),
        ),
        Step(
            "give_up", _("It stays unsolved"), frozenset({S.PUBLISHED, S.MATCHED, S.CONTACTED, S.SOLVING}), S.UNSOLVED,
            Permission.DEMAND_STEP, True,
        ),
        Step("withdraw", _("Take back"), frozenset({S.PUBLISHED, S.MATCHED}), S.VERIFIED, Permission.DEMAND_STEP, True),
        Step("close", _("Close"), frozenset({S.SOLVED, S.UNSOLVED}), S.CLOSED, Permission.DEMAND_STEP),
        Step(
            "reopen", _("Reopen"), frozenset({S.UNSOLVED, S.CLOSED, S.SOLVED}), S.VERIFIED, Permission.DEMAND_STEP, True
        ),
    )
}  # fmt: skip


def steps_from(state: str) -> tuple[Step, ...]:
    """The steps that a demand in ``state`` can take, in the order of the table."""
    return tuple(step for step in STEPS.values() if state in step.sources)
