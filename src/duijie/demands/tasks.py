"""What jobs and topics of this app run."""

from datetime import datetime
from typing import Any

from duijie.common import daily, housekeeping, jobs, outbox, regular
from duijie.common.domain import calendar
from duijie.common.domain.jobs import start_job
from duijie.common.models import Job, JobState, OutboxMessage
from duijie.demands.domain import clock_tick, common_jobs, contact_retention, exchange_exports, passage_blocks
from duijie.demands.domain.clock_beginnings import begin_missing
from duijie.demands.domain.clock_messages import tell_of_clock, tell_of_supervision
from duijie.demands.domain.clock_policies import RECALCULATE
from duijie.demands.domain.clock_recalculation import apply_policy, recalculate
from duijie.demands.domain.department_answers import is_any_department_late, urge_departments
from duijie.demands.domain.filing_deadlines import is_anything_to_urge, urge_filings
from duijie.demands.domain.positions import forget_old_positions
from duijie.demands.domain.supervisions import ORDERED
from duijie.demands.models import ClockPolicy, Demand

TICK = "demands.tick"
BEGIN = "demands.begin_clocks"
PACK = "demands.pack"
EVERY = 5  # minutes


@jobs.handles(TICK)
def tick(context: jobs.JobContext) -> dict[str, Any]:
    """Tell of the clocks that are due or overdue, of filings that nobody decides, and of departments that do not
    answer."""
    told = clock_tick.tick(context.progress)
    return {**told, "filings": urge_filings(), "departments": urge_departments()}


def _is_anything_due() -> bool:
    return clock_tick.is_anything_due() or is_anything_to_urge() or is_any_department_late()


@jobs.handles(RECALCULATE)
def recalculate_clocks(context: jobs.JobContext) -> dict[str, Any]:
    """After a correction of the calendar; with a policy in ``params``, those clocks that are to follow it."""
    number = context.params.get("policy")
    if number is None:
        return {"changed": recalculate(context.progress)}
    policy = ClockPolicy.objects.in_force().select_related("area").filter(pk=number).first()
    if policy is None:
        return {"changed": 0}
    return {"changed": apply_policy(policy, context.progress), "begun": begin_missing(context.progress)}


@outbox.handles(calendar.CHANGED)
def follow_calendar(message: OutboxMessage) -> None:
    """Have the clocks calculated anew; a job that has not begun yet sees this day too."""
    if not Job.objects.filter(kind=RECALCULATE, state=JobState.QUEUED, params={}).exists():
        start_job(kind=RECALCULATE, params={}, by=None, key=f"calendar-{message.key}")


@outbox.handles(clock_tick.NOTICE)
def send_notices(message: OutboxMessage) -> None:
    """All of them, each in a transaction of its own; what was sent before is not sent again. One that fails keeps none
    from being sent, and has the message tried again."""
    failed: list[Exception] = []
    for notice in message.payload["notices"]:
        try:
            tell_of_clock(**notice)
        except Exception as error:  # noqa: BLE001 – told below, together
            failed.append(error)
    if failed:
        raise ExceptionGroup("notices of clocks", failed)


@outbox.handles(ORDERED)
def tell_of_order(message: OutboxMessage) -> None:
    tell_of_supervision(**message.payload)


@jobs.handles(BEGIN)
def begin_missing_clocks(context: jobs.JobContext) -> dict[str, Any]:
    """Begin the clocks of what waits to be checked or closed and has none: after an upgrade, or a new limit."""
    return {"begun": begin_missing(context.progress)}


daily.every_day(BEGIN, due=lambda _last: True)
regular.every(EVERY, TICK, due=_is_anything_due)


@jobs.handles(PACK)
def pack_passages(context: jobs.JobContext) -> dict[str, Any]:
    """Pack what funnels count by, so that they read little from the rows of demands."""
    return {"blocks": passage_blocks.pack_passages(context.progress)}


regular.every(EVERY, PACK, due=passage_blocks.is_anything_to_pack)


@jobs.handles(common_jobs.SUGGEST, steps_back=True)
def suggest_common_problems(context: jobs.JobContext) -> dict[str, Any]:
    """Group similar open demands of several firms; how many groups, and what is new."""
    from duijie.demands.domain.common_search import Search  # noqa: PLC0415 – numpy, scipy and the model are for workers only
    from duijie.registry.domain.duplicate_search import prepared_embedder  # noqa: PLC0415 – the same

    search = Search(
        least=context.params.get("likeness", common_jobs.USUAL_LIKENESS) / 100,
        firms=context.params.get("firms", common_jobs.LEAST_FIRMS),
        progress=context.progress,
        embedder=prepared_embedder(),
    )
    return search.run()


def _changed_since(moment: datetime | None) -> bool:
    """Whether there are demands that a search begun at ``moment`` has not seen as they are now."""
    rows = Demand.objects.order_by()
    return (rows if moment is None else rows.filter(updated_at__gte=moment)).exists()


daily.every_day(common_jobs.SUGGEST, due=_changed_since)


@jobs.handles(contact_retention.JOB)
def erase_old_contacts(context: jobs.JobContext) -> dict[str, Any]:
    """Erase the contacts of firms whose time is over; how many of each kind."""
    return dict(contact_retention.expire_old_contacts())


daily.every_day(contact_retention.JOB, due=lambda _moment: True)
jobs.handles(exchange_exports.EXPORT)(exchange_exports.run_export)
housekeeping.every_hour("positions_forgotten")(forget_old_positions)
