"""The job of a plan: read what it is made from, let the solver work, store the rows, put them in the place of the old.

Rows are written some hundred at a time under a new generation, which nobody reads until the last, short transaction.
Whoever was killed leaves rows that the next attempt removes; a worker that lost its job writes nothing any more.
"""

import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.transactions import hold, in_transaction
from duijie.demands.models import Demand
from duijie.matching.domain.plan_reading import Material, read_material
from duijie.matching.domain.plans import newest_run, note
from duijie.matching.interfaces.plan_instances import COLUMNS, PlanRows
from duijie.matching.interfaces.plan_results import result_of, set_loads
from duijie.matching.interfaces.stored import sentence
from duijie.matching.models import AssignmentPlan, MatchRun, PlanDemand, PlanPair, PlanSupply
from duijie.matching.plan_states import PlanState
from duijie_match.assignment.instance import Instance
from duijie_match.errors import DuijieError
from duijie_match.progress import Cancelled, Progress

BATCH = 500
DELETED = 2000  # rows in one transaction
KEPT = 5000  # wishes that clash
LOOK_EVERY = 1.0  # seconds between two looks whether the solver is done and whether somebody asked to stop


def make_plan_rows(*, plan_id: int, version: int, job_id: Any, by: Any, progress: Progress) -> dict[str, Any]:
    """Compute the plan. Returns what its page shows in numbers, or that its wishes clash.

    ``version`` is that of the plan when the job was started; ``Cancelled`` where the plan is no longer at it.
    """
    plan = AssignmentPlan.objects.select_related("area", "run", "previous", "job").get(pk=plan_id)
    if plan.result.get("job") == str(job_id):  # a worker stored everything and died before it could say so
        _remove_others(plan)
        return _told(plan)
    if plan.version != version:
        raise Cancelled
    _remove_others(plan)
    run = plan.run if plan.run is not None and plan.run.is_current else newest_run(plan.area)
    if run is None:
        raise ValidationError(_("The demands of this area have not been matched yet. Start a match run first."))
    material = read_material(plan, run, by=by, progress=progress)
    rows = _rows_of(plan, material)
    if not rows.demands:
        words = _(
            "No demand of this area fits these settings. Look at the industry code and the states of the demands."
        )
        raise ValidationError(words, code="no-demands")
    if not rows.pairs["pk"]:
        words = _("No candidate fits these settings. Take a lower level, more kinds of supply, or match anew.")
        raise ValidationError(words, code="nothing")
    instance = rows.instance()
    found, clash = _solve(plan, instance, progress)
    if clash is not None:
        return _keep_clash(plan, version, clash, job_id=job_id, by=by)
    result = result_of(instance, found, by_hand=False)
    set_loads(rows, instance, found, by_hand=False)
    pairs = list(material.pairs.values())
    for at in found.chosen.tolist():
        pairs[at].is_chosen = True
    result |= {
        "job": str(job_id), "lost": material.lost,
        "computed": {"sum": result["sum"], "worst": result["worst"], "chosen": result["chosen"]},
    }  # fmt: skip
    generation = time.time_ns() // 1000
    _store(rows, pairs, generation, progress)
    _finish(plan, version, generation, result, run, by=by)
    plan.generation = generation
    _remove_others(plan)
    return _told(plan, result)


def _rows_of(plan: AssignmentPlan, material: Material) -> PlanRows:
    """What was read, as columns of numbers."""
    columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for at, pair in enumerate(material.pairs.values()):
        values = (
            pair.demand.position, pair.supply.position, pair.score, pair.level, pair.mark, pair.was_chosen, False, at,
        )  # fmt: skip
        for name, value in zip(COLUMNS, values, strict=True):
            columns[name].append(value)
    return PlanRows(plan, list(material.demands.values()), list(material.supplies.values()), columns)


def _solve(plan: AssignmentPlan, instance: Instance, progress: Progress) -> tuple[Any, Any]:
    """The plan of the core, or the clash. The solver works in a thread of its own, so that the job can be stopped."""
    from duijie_match.assignment.plan import make_plan  # noqa: PLC0415 – 75 MB: with the first plan
    from duijie_match.assignment.wishes import Clash  # noqa: PLC0415 – 75 MB: with the first plan

    executor = ThreadPoolExecutor(max_workers=1)
    try:
        working = executor.submit(make_plan, instance, plan.objective, seconds=float(plan.seconds))
        began = time.monotonic()
        while True:
            progress("planning", min(int(time.monotonic() - began), plan.seconds), plan.seconds)
            try:
                return working.result(timeout=LOOK_EVERY), None
            except NotYet:
                continue
    except Clash as error:
        return None, error
    except DuijieError as error:
        if error.code != "no-time":
            raise
        words = ngettext_lazy(
            "No plan was found in %(n)d second. Allow more seconds in the settings, or loosen the wishes.",
            "No plan was found in %(n)d seconds. Allow more seconds in the settings, or loosen the wishes.",
            "n",
        )
        raise ValidationError(words, code="no-time", params={"n": plan.seconds}) from error
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


@in_transaction
def _keep_clash(plan: AssignmentPlan, version: int, clash: Any, *, job_id: Any, by: Any) -> dict[str, Any]:
    """The wishes that cannot all be met are kept with the plan; what was in it stays."""
    current = _take(plan, version, by=by)
    told = [
        {"kind": str(wish.kind), "text": sentence(said)}
        for wish, said in zip(clash.wishes[:KEPT], clash.sentences[:KEPT], strict=True)
    ]
    current.clash = {
        "wishes": told, "count": len(clash.wishes), "is_smallest": clash.is_smallest, "is_minimal": clash.is_minimal,
    }  # fmt: skip
    current.version += 1
    current.changed_at = clock.now()
    current.result = {**current.result, "job": str(job_id)}
    current.save(update_fields=["clash", "version", "changed_at", "result"])
    note(current, "clash", by=by, detail={"wishes": len(clash.wishes)})
    return _told(current)


def _store(rows: PlanRows, pairs: Sequence[PlanPair], generation: int, progress: Progress) -> None:
    total = len(rows.demands) + len(rows.supplies) + len(pairs)
    done = 0
    everything: tuple[tuple[Any, Iterable[Any]], ...] = (
        (PlanDemand, rows.demands), (PlanSupply, rows.supplies), (PlanPair, pairs),
    )  # fmt: skip
    for model, several in everything:
        listed = list(several)
        for start in range(0, len(listed), BATCH):
            progress("storing", done, total)
            part = listed[start : start + BATCH]
            for row in part:
                row.generation = generation
            _write(model, part)
            done += len(part)


@in_transaction
def _write(model: Any, part: list[Any]) -> None:
    if model is PlanDemand:  # some were removed meanwhile; then the plan is made anew
        if Demand.objects.filter(pk__in=[row.demand_id for row in part]).count() < len(part):
            raise ValidationError(_("Demands were removed while the plan was computed. Compute it again."))
    elif model is PlanPair:
        for row in part:
            row.demand_id, row.supply_id = row.demand.pk, row.supply.pk
    model.objects.bulk_create(part)


@in_transaction
def _finish(
    plan: AssignmentPlan, version: int, generation: int, result: dict[str, Any], run: MatchRun, *, by: Any
) -> None:
    """The rows of ``generation`` are the plan from now on."""
    current = _take(plan, version, by=by)
    current.generation, current.result, current.clash, current.run = generation, result, None, run
    current.state = PlanState.COMPUTED
    current.computed_at = current.changed_at = clock.now()
    current.version += 1
    current.save()
    detail = {"pairs": result["chosen"], "sum": result["sum"]}
    note(current, "computed", by=by, detail=detail)


def _take(plan: AssignmentPlan, version: int, *, by: Any) -> AssignmentPlan:
    hold(AssignmentPlan, plan.pk)
    current: AssignmentPlan = AssignmentPlan.objects.select_related("area", "job").get(pk=plan.pk)
    if current.version != version:
        raise Cancelled
    require(by, Permission.PLAN_MAKE, current.place)
    return current


def _told(plan: AssignmentPlan, result: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the job says of itself."""
    said = plan.result if result is None else result
    if plan.clash and result is None:
        return {"clash": plan.clash["count"]}
    return {name: said[name] for name in ("demands", "chosen", "sum", "worst", "proved") if name in said}


def _remove_others(plan: AssignmentPlan) -> None:
    """Rows of other generations: of earlier plans, and what a crash left behind."""
    for model in (PlanPair, PlanDemand, PlanSupply):
        rows = model.objects.filter(plan=plan).exclude(generation=plan.generation)
        while numbers := list(rows.order_by("pk").values_list("pk", flat=True)[:DELETED]):
            model.objects.filter(pk__in=numbers).delete()
