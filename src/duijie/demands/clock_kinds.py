"""The clocks of a demand, and what each deed does to each of them: frozen tables. No model stands here."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.demands.states import STEPS, DemandState


class ClockKind(models.TextChoices):
    CHECKING = "checking", pgettext_lazy("clock of a demand", "check")
    RESPONSE = "response", _("first response")
    UPDATE = "update", _("progress report")
    SOLUTION = "solution", _("solution")
    CLOSING = "closing", pgettext_lazy("clock of a demand", "closing")


class ClockUnit(models.TextChoices):
    DAY = "day", _("working days")
    HOUR = "hour", _("office hours")


class ClockEnd(models.TextChoices):
    """How a clock came to its end."""

    MET = "met", pgettext_lazy("end of a clock", "met")
    ENDED = "ended", pgettext_lazy("end of a clock", "no longer needed")
    HANDED_OVER = "handed_over", pgettext_lazy("end of a clock", "handed over")


class ClockState(models.TextChoices):
    """What a clock is at a moment; derived, never stored."""

    RUNNING = "running", pgettext_lazy("state of a clock", "running")
    DUE = "due", pgettext_lazy("state of a clock", "due soon")
    OVERDUE = "overdue", pgettext_lazy("state of a clock", "overdue")
    PAUSED = "paused", pgettext_lazy("state of a clock", "paused")
    MET = "met", pgettext_lazy("state of a clock", "met in time")
    LATE = "late", pgettext_lazy("state of a clock", "met late")
    ENDED = "ended", pgettext_lazy("state of a clock", "ended")


class ClockDeed(models.TextChoices):
    """What the log of a clock tells."""

    STARTED = "started", pgettext_lazy("log of a clock", "started")
    PAUSED = "paused", pgettext_lazy("log of a clock", "paused")
    RESUMED = "resumed", pgettext_lazy("log of a clock", "goes on")
    MET = "met", pgettext_lazy("log of a clock", "met")
    ENDED = "ended", pgettext_lazy("log of a clock", "ended, no longer needed")
    HANDED_OVER = "handed_over", pgettext_lazy("log of a clock", "handed over")
    RECALCULATED = "recalculated", pgettext_lazy("log of a clock", "calculated anew")
    REMINDED = "reminded", _("reminder sent")
    URGED = "urged", _("urging sent")
    PROPOSED = "proposed", _("supervised handling proposed")
    SUPERVISED = "supervised", _("put under supervised handling")


class Action(StrEnum):
    """What a deed does to one clock."""

    KEEP = "keep"
    START = "start"  # begins, unless it runs already
    MEET = "meet"
    MEET_ANEW = "meet, then anew"  # and begins again while a clock of the work on the demand runs
    END = "end"
    ANEW = "anew"  # while it runs: ends as handed over, and begins for whoever has the demand now
    FOLLOW = "follow"  # goes on, for whoever has the demand now


A = Action
BORN = "add"
"""A demand came into the register: typed, at a visit, by a filing, a list, a program or an exchange."""
ANSWER = "answer"
"""The deed ``spoken`` with the firm. A comment answers nobody, nor does a word with the expert alone."""
COURSE = frozenset({ClockKind.RESPONSE, ClockKind.UPDATE, ClockKind.SOLUTION})
"""The clocks of the work on a demand, from its check to its solution: only while one of them runs, a word with the firm
lets the progress report begin anew."""
AWAITED: dict[ClockKind, frozenset[DemandState]] = {
    ClockKind.CHECKING: frozenset({DemandState.FOUND, DemandState.DRAFTED}),
    ClockKind.CLOSING: frozenset({DemandState.SOLVED, DemandState.UNSOLVED}),
}
"""The clocks that belong to a state: a demand that stands in it has one, wherever it came from."""
_ANSWERED = (A.KEEP, A.MEET, A.MEET_ANEW, A.KEEP, A.KEEP)
_FOR_CHECKER = (A.FOLLOW, A.KEEP, A.KEEP, A.KEEP, A.KEEP)

TABLE: dict[str, tuple[Action, ...]] = {
    BORN: (A.START, A.KEEP, A.KEEP, A.KEEP, A.KEEP),
    "draft": _FOR_CHECKER,
    "send_back": _FOR_CHECKER,
    "verify": (A.MEET, A.START, A.KEEP, A.START, A.KEEP),
    "reopen": (A.KEEP, A.START, A.KEEP, A.START, A.END),
    ANSWER: _ANSWERED,
    "contact": _ANSWERED,
    "negotiate": _ANSWERED,
    "solve": _ANSWERED,
    "solved": (A.KEEP, A.MEET, A.MEET, A.MEET, A.START),
    "give_up": (A.KEEP, A.END, A.END, A.END, A.START),
    "close": (A.KEEP, A.END, A.END, A.END, A.MEET),
    "hand_over": (A.ANEW, A.ANEW, A.ANEW, A.FOLLOW, A.ANEW),
}
"""What a deed does to the clocks, in the order of ``ClockKind``; deeds that are not named keep them all.

The progress report begins only when the first response was given, so that it never takes its place.
"""

WAITS: dict[str, str] = {
    "wait_enterprise": "enterprise", "wait_expert": "expert", "resume": "",
    **{step.verb: "" for step in STEPS.values() if step.field == "state"},
}  # fmt: skip
"""Whom a demand waits for after a deed; after the others, whom it waited for before."""


def actions_of(verb: str) -> dict[ClockKind, Action]:
    """What ``verb`` does to each clock."""
    return dict(zip(ClockKind, TABLE.get(verb, (A.KEEP,) * len(ClockKind)), strict=True))
