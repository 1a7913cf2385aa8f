"""The states of a demand and the steps between them (DOMAIN §10), as a frozen table."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.accounts.permissions import Permission
from duijie.common import steps
from duijie.common.turns import OpenTurn, Turn


class DemandState(models.TextChoices):
    FOUND = "found", _("found")
    DRAFTED = "drafted", _("written up, to be checked")
    VERIFIED = "verified", _("verified")
    PUBLISHED = "published", pgettext_lazy("state of a demand", "published")
    MATCHED = "matched", pgettext_lazy("state of a demand", "matched")
    CONTACTED = "contacted", _("in contact")
    NEGOTIATING = "negotiating", _("in negotiation")
    SOLVING = "solving", _("being solved")
    SOLVED = "solved", _("solved")
    UNSOLVED = "unsolved", _("unsolved")
    CLOSED = "closed", _("closed")


class Waiting(models.TextChoices):
    """Side states: whom the work on a demand waits for. Its clocks stand still meanwhile."""

    ENTERPRISE = "enterprise", _("waiting for the firm")
    EXPERT = "expert", _("waiting for the expert")


class Level(models.TextChoices):
    """Side states: which level of the administration handles a demand."""

    COUNTY = "county", pgettext_lazy("level of handling", "county")
    CITY = "city", pgettext_lazy("level of handling", "city")
    PROVINCE = "province", pgettext_lazy("level of handling", "province")


S = DemandState
OPEN = frozenset({S.PUBLISHED, S.MATCHED, S.CONTACTED, S.NEGOTIATING, S.SOLVING, S.SOLVED})
"""States in which others than the office and the owner may see a demand."""
WANTING = frozenset({S.VERIFIED, S.PUBLISHED, S.MATCHED})
"""States in which a demand is matched: it still looks for somebody."""
SETTLED = frozenset({S.SOLVED, S.UNSOLVED, S.CLOSED})
"""States in which nobody has to answer a demand any more."""
UNSETTLED = frozenset(set(DemandState) - SETTLED)
"""States in which somebody has to do something, and it can be waited for, escalated and handed over."""

TURNS: dict[DemandState, Turn] = {
    S.FOUND: Turn.WRITER, S.DRAFTED: Turn.CHECKER, S.VERIFIED: Turn.OFFICE, S.PUBLISHED: Turn.OFFICE,
    S.MATCHED: Turn.OFFICE, S.CONTACTED: Turn.OFFICE, S.NEGOTIATING: Turn.SOLVER, S.SOLVING: Turn.SOLVER,
    S.SOLVED: Turn.ENTERPRISE, S.UNSOLVED: Turn.ENTERPRISE, S.CLOSED: Turn.NOBODY,
}  # fmt: skip
"""Whose turn it is in a state, while none of ``OPEN_TURNS`` is open. A settled demand waits for the firm's rating."""
OPEN_TURNS: tuple[OpenTurn, ...] = (
    OpenTurn("waits_enterprise", frozenset(DemandState), Turn.ENTERPRISE),
    OpenTurn("waits_expert", frozenset(DemandState), Turn.EXPERT),
    OpenTurn("takes_bids", WANTING, Turn.BIDDERS),
    OpenTurn("is_rated", frozenset({S.SOLVED, S.UNSOLVED}), Turn.OFFICE),
)
"""What goes before the state, the first that is open: theirs who are waited for; a challenge that takes bids today; a
rating given, after which only closing is left."""
DEMAND_TURNS = frozenset({*TURNS.values(), *(one.turn for one in OPEN_TURNS)})
"""All that a demand can wait for."""


@dataclass(frozen=True, slots=True)
class Step(steps.Step):
    """One step of a demand; ``permission`` is who may take it.

    ``field`` is what it changes: the ``state``, or a side state (``waiting``, ``level``), which only a demand that is
    not settled has. ``needs`` is what must be there before: keys of ``requirements.REQUIREMENTS``. ``checks`` is what
    whoever takes the step confirms: keys of ``requirements.CHECKS``. ``goes_on``: it leads a case on; what takes it
    back or gives it up stands behind, and is never offered first.
    """

    permission: Permission = Permission.DEMAND_STEP
    needs: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    field: str = "state"
    goes_on: bool = True


def _from(*sources: str) -> frozenset[str]:
    return frozenset(sources)


STEPS: dict[str, Step] = {
    one.verb: one
    for one in (
        Step(
            "verify", _("Mark as verified"), _from(S.FOUND, S.DRAFTED), S.VERIFIED, needs=("second_person",),
            checks=("complete", "confidential", "duplicate"),
        ),
        Step("draft", _("Submit for checking"), _from(S.FOUND), S.DRAFTED, permission=Permission.DEMAND_EDIT),
        Step("send_back", _("Send back to be completed"), _from(S.DRAFTED), S.FOUND, needs_reason=True, goes_on=False),
        Step("publish", _("Publish"), _from(S.VERIFIED), S.PUBLISHED),
        Step("match", _("Mark as matched"), _from(S.VERIFIED, S.PUBLISHED), S.MATCHED),
        Step("contact", _("Both sides are in contact"), _from(S.PUBLISHED, S.MATCHED), S.CONTACTED),
        Step("negotiate", _("Negotiation has begun"), _from(S.CONTACTED), S.NEGOTIATING),
        Step("solve", _("Work has begun"), _from(S.CONTACTED, S.NEGOTIATING), S.SOLVING),
        Step("solved", _("It is solved"), _from(S.SOLVING), S.SOLVED, needs_reason=True, needs=("evidence",)),
        Step(
            "give_up", _("It stays unsolved"),
            _from(S.PUBLISHED, S.MATCHED, S.CONTACTED, S.NEGOTIATING, S.SOLVING), S.UNSOLVED, needs_reason=True,
            goes_on=False,
        ),
        Step(
            "withdraw", _("Take back"), _from(S.PUBLISHED, S.MATCHED), S.VERIFIED, needs_reason=True, goes_on=False
        ),
        Step("close", pgettext_lazy("step of a demand", "Close"), _from(S.SOLVED, S.UNSOLVED), S.CLOSED),
        Step(
            "reopen", _("Reopen"), _from(S.UNSOLVED, S.CLOSED, S.SOLVED), S.VERIFIED, needs_reason=True, goes_on=False
        ),
        Step(
            "wait_enterprise", _("Wait for the firm"), _from("", Waiting.EXPERT), Waiting.ENTERPRISE,
            needs_reason=True, field="waiting",
        ),
        Step(
            "wait_expert", _("Wait for the expert"), _from("", Waiting.ENTERPRISE), Waiting.EXPERT,
            needs_reason=True, field="waiting",
        ),
        Step("resume", _("Resume work"), _from(*Waiting), "", field="waiting"),
        Step(
            "escalate_city", _("Pass up to the city"), _from(Level.COUNTY), Level.CITY, needs_reason=True, field="level"
        ),
        Step(
            "escalate_province", _("Pass up to the province"), _from(Level.CITY), Level.PROVINCE, needs_reason=True,
            field="level",
        ),
        Step(
            "return_city", _("Give back to the city"), _from(Level.PROVINCE), Level.CITY, needs_reason=True,
            field="level",
        ),
        Step(
            "return_county", _("Give back to the county"), _from(Level.CITY), Level.COUNTY, needs_reason=True,
            field="level",
        ),
    )
}  # fmt: skip


def steps_from(state: str, *, waiting: str = "", level: str = Level.COUNTY) -> tuple[Step, ...]:
    """The steps that a demand in ``state`` can take, in the order of the table."""
    now = {"state": state, "waiting": waiting, "level": level}
    return tuple(
        step
        for step in STEPS.values()
        if now[step.field] in step.sources and (step.field == "state" or state in UNSETTLED)
    )


def turn_of(state: str, is_open: Callable[[str], bool]) -> Turn:
    """Whose turn it is. ``is_open`` says whether a key of ``OPEN_TURNS`` is open, and is asked where it matters."""
    for one in OPEN_TURNS:
        if state in one.states and is_open(one.what):
            return one.turn
    return TURNS[DemandState(state)]
