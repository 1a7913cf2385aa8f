"""Clocks, their policies and supervised handling as JSON."""

from datetime import datetime, time
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import AreaCode, PageQuery, Strict
from duijie.demands.clock_kinds import ClockDeed, ClockKind, ClockState, ClockUnit
from duijie.demands.domain.clock_policies import HOURS
from duijie.demands.domain.queries.clocks import ClockSeen
from duijie.demands.models import ClockEntry, ClockPolicy, DemandKind, Supervision
from duijie.demands.models.clocks import MOST, MOST_DAYS, USUAL_ANSWER, USUAL_CHECKING, USUAL_CLOSING

TimeOfDay = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["08:30"])]
NO_CLOCK = "Left out: no such clock"
USUAL = "Left out: the usual limit; null: no such clock"
ANSWERS = "Key of the department that answers this kind, which is not technology"
HEAD = "Login name; left out: the leaders of the demand's own area"


class TermsIn(Strict):
    """What a policy says. Times are those of the office's own time zone."""

    name: str = Field(min_length=1, max_length=60)
    checking: int | None = Field(USUAL_CHECKING, ge=1, le=MOST, description=USUAL)
    checking_unit: ClockUnit = ClockUnit.DAY
    response: int | None = Field(None, ge=1, le=MOST, description=NO_CLOCK)
    response_unit: ClockUnit = ClockUnit.DAY
    update: int | None = Field(None, ge=1, le=MOST, description=NO_CLOCK)
    update_unit: ClockUnit = ClockUnit.DAY
    solution: int | None = Field(None, ge=1, le=MOST, description=NO_CLOCK)
    solution_unit: ClockUnit = ClockUnit.DAY
    closing: int | None = Field(USUAL_CLOSING, ge=1, le=MOST, description=USUAL)
    closing_unit: ClockUnit = ClockUnit.DAY
    morning_from: TimeOfDay = "08:30"
    morning_to: TimeOfDay = "12:00"
    afternoon_from: TimeOfDay = "14:00"
    afternoon_to: TimeOfDay = "17:30"
    reminder_days: int = Field(1, ge=0, le=MOST_DAYS, description="Working days before; 0: no reminder")
    pauses_for_enterprise: bool = True
    pauses_for_expert: bool = True
    department: str | None = Field(None, max_length=40, description=ANSWERS)
    answer_days: int | None = Field(USUAL_ANSWER, ge=1, le=MOST, description="Suggested for its answer")
    head: str | None = Field(None, max_length=150, description=HEAD)
    supervise_days: int | None = Field(3, ge=0, le=MOST_DAYS, description="Working days after; null: never proposed")
    supervises_itself: bool = False


class ClockPolicyIn(TermsIn):
    area: AreaCode | None = Field(None, description="Left out: everywhere")
    kind: DemandKind | None = Field(None, description="Left out: all kinds")
    reason: str = Field("", max_length=200)
    recalculates: bool = Field(False, description="Running clocks are counted again from their beginning")


class ClockPolicyPut(TermsIn):
    reason: str = Field(min_length=1, max_length=200)
    recalculates: bool = False


class ReasonIn(Strict):
    reason: str = Field(min_length=1, max_length=200)


class ClockPolicyOut(TermsIn):
    id: int
    area: str | None
    kind: str
    reason: str
    recalculates: bool
    previous: int | None = Field(description="The version before this one")
    made_at: datetime
    ended_at: datetime | None = Field(description="Null while it is in force")


class ClockPolicyPage(Schema):
    items: list[ClockPolicyOut]
    count: int
    page: int
    page_size: int


class ClockPolicyQuery(PageQuery):
    """The filters of the list page."""

    q: str = Field("", max_length=80, description="Part of the name, or of the area's")
    kind: DemandKind | None = None
    in_force: Literal["no", "all"] | None = Field(None, description="no: earlier and retired ones only, all: them too")


class PauseOut(Schema):
    since: datetime
    until: datetime | None


class ClockOut(Schema):
    kind: ClockKind
    round: int
    state: ClockState
    late: int = Field(description="Working days after the day on which it was due")
    started_at: datetime
    due_at: datetime
    ended_at: datetime | None
    end: str
    handler: str
    policy: int
    pauses: list[PauseOut]


class ClockEntryOut(Schema):
    at: datetime
    kind: ClockKind
    round: int
    deed: ClockDeed
    due_at: datetime | None
    by: str
    cause: str


class SupervisionOut(Schema):
    at: datetime
    by: str
    reason: str
    lifted_at: datetime | None
    lifted_by: str
    lifted_reason: str


def terms_said(body: TermsIn) -> dict[str, Any]:
    """The terms of a body as the domain takes them, without ``head`` and ``department``."""
    said = body.dict(include={*TermsIn.model_fields} - {"head", "department"})
    return {**said, **{name: time.fromisoformat(said[name]) for name in HOURS}}


def show_policy(one: ClockPolicy) -> dict[str, Any]:
    names = (*TermsIn.model_fields, "id", "kind", "reason", "recalculates", "made_at", "ended_at")
    return {
        **{name: getattr(one, name) for name in names},
        **{name: f"{getattr(one, name):%H:%M}" for name in HOURS},
        "area": one.area.code if one.area is not None else None,
        "department": one.department.key if one.department is not None else None,
        "head": one.head.username if one.head is not None else None,
        "previous": one.previous_id,
    }


def show_clock(seen: ClockSeen) -> dict[str, Any]:
    one = seen.clock
    names = ("kind", "round", "started_at", "due_at", "ended_at", "end")
    return {
        **{name: getattr(one, name) for name in names},
        "state": seen.state,
        "late": seen.late,
        "handler": str(one.handler or ""),
        "policy": one.policy_id,
        "pauses": [{"since": since, "until": until} for since, until in seen.pauses],
    }


def show_entry(one: ClockEntry) -> dict[str, Any]:
    names = ("at", "kind", "round", "deed", "due_at", "cause")
    return {**{name: getattr(one, name) for name in names}, "by": str(one.by or "")}


def show_supervision(one: Supervision) -> dict[str, Any]:
    names = ("at", "reason", "lifted_at", "lifted_reason")
    told = {"by": str(one.by or ""), "lifted_by": str(one.lifted_by or "")}
    return {**{name: getattr(one, name) for name in names}, **told}
