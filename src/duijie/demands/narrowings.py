"""What lists of demands may be narrowed to, beyond the filters of the form: a month, a department, a stage reached."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.accounts.models import Department, User
from duijie.common.turns import Turn
from duijie.demands.clock_kinds import ClockKind, ClockState
from duijie.demands.domain.queries.clocks import OPEN, demands_with
from duijie.demands.domain.queries.common_counts import served_within, shared_within
from duijie.demands.domain.queries.figures import month_after, stepped_within
from duijie.demands.domain.queries.passages import found_within, rated_within, reached_within
from duijie.demands.domain.queries.turns import with_turn
from duijie.demands.models import Contract, Demand, Satisfaction
from duijie.demands.stages import ALL
from duijie.demands.states import DEMAND_TURNS, SETTLED
from duijie.registry.interfaces.record_narrowing import ListChoice, Narrowing, add_choice, add_narrowing, number

SUPERVISED = "supervised"
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)


def _month(value: str) -> tuple[date, date]:
    first = date.fromisoformat(f"{value}-01")
    return first, month_after(first)


def _found(rows: Any, value: str) -> Any:
    return found_within(rows, *_month(value))


def _stepped(step: str, rows: Any, value: str) -> Any:
    return stepped_within(rows, step, *_month(value))


def _handed(rows: Any, value: str) -> Any:
    return rows.filter(department__key=value).exclude(state__in=SETTLED)


def _handled(rows: Any, value: str) -> Any:
    return rows.filter(handler=number(value))


def _name_of_handler(model: Any, value: str, by: Any) -> str:
    known = User.objects.filter(pk=number(value)).first()
    return str(known) if known else value


def _days(value: str) -> tuple[date, date]:
    """``2026-01-01..2026-06-30``, both days among them."""
    first, last = (date.fromisoformat(one) for one in (value[:10], value[12:]))
    if value[10:12] != ".." or not EARLIEST <= first <= LATEST or not EARLIEST <= last <= LATEST:
        raise ValueError(value)
    return first, last + timedelta(days=1)


def _found_between(rows: Any, value: str) -> Any:
    return found_within(rows, *_days(value))


def _reached(rows: Any, value: str) -> Any:
    """``solved``, or ``solved@2026-01-01..2026-06-30`` for the first time in these days."""
    stage, at, days = value.partition("@")
    if stage not in ALL:
        raise ValueError(value)
    return reached_within(rows, stage, *(_days(days) if at else ()))


def _name_of_stage(model: Any, value: str, by: Any) -> str:
    stage, at, days = value.partition("@")
    return f"{ALL[stage].label}{f' ({days})' if at else ''}"


def _contracted(rows: Any, value: str) -> Any:
    first, end = _days(value)
    signed = Contract.objects.filter(signed_on__gte=first, signed_on__lt=end)
    return rows.filter(pk__in=signed.values("demand"))


def _rated(least: int, rows: Any, value: str) -> Any:
    return rows.filter(pk__in=rated_within(least, *_days(value)).values("demand"))


def _is_demand(model: Any) -> bool:
    return model is Demand


def _name_of_department(model: Any, value: str, by: Any) -> str:
    known = Department.objects.visible_to(by).filter(key=value).first()
    return str(known) if known else value


for _one in (
    Narrowing("found", _("found in"), _is_demand, _found, lambda _model, value, _by: value),
    Narrowing(
        "published", pgettext_lazy("month of a step", "published in"), _is_demand, partial(_stepped, "published"),
        lambda _model, value, _by: value,
    ),
    Narrowing("solved", _("solved in"), _is_demand, partial(_stepped, "solved"), lambda _model, value, _by: value),
    Narrowing("found_between", _("found between"), _is_demand, _found_between, lambda _model, value, _by: value),
    Narrowing("reached", _("stage reached"), _is_demand, _reached, _name_of_stage),
    Narrowing(
        "contracted", _("contract signed between"), _is_demand, _contracted, lambda _model, value, _by: value
    ),
    Narrowing(
        "rated", _("rated by the firm between"), _is_demand, partial(_rated, 1), lambda _model, value, _by: value
    ),
    Narrowing(
        "satisfied", _("firm satisfied, rated between"), _is_demand, partial(_rated, Satisfaction.SATISFIED),
        lambda _model, value, _by: value,
    ),
    Narrowing(
        "shared", _("common problem solved between"), _is_demand,
        lambda rows, value: shared_within(rows, *_days(value)), lambda _model, value, _by: value,
    ),
    Narrowing(
        "served", _("solved, alone or as a common problem, between"), _is_demand,
        lambda rows, value: served_within(rows, *_days(value)), lambda _model, value, _by: value,
    ),
    Narrowing("handed", _("handed to, still open"), _is_demand, _handed, _name_of_department),
    Narrowing("handler", _("case handler"), _is_demand, _handled, _name_of_handler),
):  # fmt: skip
    add_narrowing(_one)

add_choice(
    ListChoice(
        "clock",
        _("Deadlines"),
        Demand,
        (
            *((one.value, one.label) for one in (ClockState.OVERDUE, ClockState.DUE, ClockState.RUNNING)),
            (ClockState.PAUSED.value, ClockState.PAUSED.label),
            (SUPERVISED, _("under supervised handling")),
        ),
        lambda rows, value, by, kind: demands_with(rows, value, by=by, kind=kind),
        beside="clock_kind",
    )
)
add_choice(
    ListChoice(
        "clock_kind",
        _("Deadline for"),
        Demand,
        tuple(ClockKind.choices),
        # With a state of the clock beside it, that choice looks for both: one clock is of the kind and in the state.
        lambda rows, value, by, state: (
            rows if state and state != SUPERVISED else demands_with(rows, OPEN, by=by, kind=value)
        ),
        beside="clock",
    )
)
add_choice(
    ListChoice(
        "turn",
        _("whose turn"),
        Demand,
        tuple((one.value, one.label) for one in Turn if one in DEMAND_TURNS),
        lambda rows, value, _by: with_turn(rows, value),
    )
)
