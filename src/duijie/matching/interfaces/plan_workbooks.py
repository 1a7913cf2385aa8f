"""A plan as the workbook that ``duijie assign`` writes: its first sheet can be given to ``--previous``."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import duijie_match
from duijie.matching.domain.queries import plans as queries
from duijie.matching.interfaces.documents import key_of
from duijie.matching.interfaces.plan_instances import PlanRows, read_rows
from duijie.matching.models import AssignmentPlan, PlanDemand
from duijie.matching.plan_states import PlanObjective, PlanState
from duijie_match.assignment.instance import Instance
from duijie_match.assignment.plan import Objective, Plan, describe
from duijie_match.assignment.reasons import Shortage, alternates
from duijie_match.assignment.solution import Solution
from duijie_match.lists.plan_totals import plan_entries, standing
from duijie_match.lists.plan_workbook import Change, PlanPages, write_plan_workbook
from duijie_match.lists.workbook_pages import RunSheet
from duijie_match.wording import Message, msg


def write_workbook(path: Path, plan: AssignmentPlan, *, by: Any, language: str) -> None:
    """Write what ``by`` may see of the plan to ``path``. Loads, limits and totals are those of the whole plan, as on
    its pages; so somebody who is full with demands that ``by`` may not see is not shown with room.
    """
    rows = read_rows(plan)
    instance = rows.instance()
    found = _described(rows, instance)
    demands = {one.pk: one for one in queries.demands_of(plan, by=by)}
    supplies = set(queries.supplies_of(plan, by=by).values_list("pk", flat=True))
    unseen = (
        frozenset(at for at, one in enumerate(rows.demands) if one.pk not in demands),
        frozenset(at for at, one in enumerate(rows.supplies) if one.pk not in supplies),
    )
    hidden = np.isin(instance.demand, sorted(unseen[0])) | np.isin(instance.supply, sorted(unseen[1]))
    hidden[found.chosen] = False
    pages = PlanPages(
        instance=instance,
        plan=found,
        short=_short(plan, [demands.get(one.pk) for one in rows.demands], by=by, language=language),
        alternates={
            row: pairs
            for row, pairs in alternates(replace(instance, forbidden=instance.forbidden | hidden), found).items()
            if row not in unseen[0]
        },
        changes=_changes(plan, by=by),
        titles={key_of("demand", one.demand_id): one.demand.title for one in demands.values()},
        problems=(),
        supply_titles={key_of(one.kind, one.supply): one.title for one in rows.supplies if one.pk in supplies},
        levels=np.array([level or 0 for level in rows.pairs["level"]], np.int8),
        unseen_demands=unseen[0],
        unseen_supplies=unseen[1],
    )
    run = _run_sheet(plan, instance, found, sum(map(len, unseen)), language)
    write_plan_workbook(path, pages, run=lambda: run, language=language)


def _described(rows: PlanRows, instance: Instance) -> Plan:
    """The plan of the core, with what was proved when it was computed; by hand nothing is known."""
    result = rows.plan.result
    fair = rows.plan.objective == PlanObjective.FAIR
    infinite = float("inf")
    found = describe(
        instance,
        Objective(rows.plan.objective),
        Solution(rows.chosen(), infinite, str(result.get("engine", "")), infinite if fair else None),
    )
    if result.get("gap") is None:
        return found
    return replace(
        found, bound=found.worth + result["gap"], worst_bound=found.worst + result["worst_gap"] if fair else None,
        places_bound=result.get("places_bound"), served_bound=result.get("served_bound"),
    )  # fmt: skip


def _short(plan: AssignmentPlan, rows: Sequence[PlanDemand | None], *, by: Any, language: str) -> list[Shortage]:
    """Who goes without, and the reasons that were stored when the plan was last checked, with titles for keys."""
    short: list[tuple[int, PlanDemand, Any]] = [
        (at, one, one.short) for at, one in enumerate(rows) if one is not None and one.short
    ]
    texts = queries.named([why["text"][language] for _at, _one, why in short], plan, by=by)
    return [
        Shortage(at, one.given, one.needs, why["code"], Message("{text}", {"text": text}))
        for (at, one, why), text in zip(short, texts, strict=True)
    ]


def _changes(plan: AssignmentPlan, *, by: Any) -> Sequence[Change] | None:
    if plan.previous is None:
        return None
    told = queries.compare(plan.previous, plan, by=by)
    return [Change(str(one.demand), tuple(one.before), tuple(one.now)) for one in told.changes]


def _run_sheet(plan: AssignmentPlan, instance: Instance, found: Plan, unseen: int, language: str) -> RunSheet:
    entries: list[tuple[Message, str]] = [
        (msg("Program"), f"duijie {duijie_match.__version__}"),
        (msg("Language"), language),
        (msg("Plan"), plan.title),
        *plan_entries(instance, found, _standing(plan, found), language),
        (msg("Suppliers a demand needs"), str(plan.cover)),
        (msg("Loads"), f"{plan.least} – {plan.most}"),
    ]
    if plan.previous is not None:
        entries.append((msg("Worth of keeping a pair"), f"{instance.stability:g}"))
    if unseen:
        entries.append((msg("Rows of the plan that you may not see"), str(unseen)))
    return RunSheet(tuple(entries))


def _standing(plan: AssignmentPlan, found: Plan) -> list[Message]:
    """How good the plan is, and what its check found."""
    if not plan.result:
        return [msg("It has not been computed.")]
    if plan.state == PlanState.DRAFTED:
        return [msg("The settings have changed since the plan was computed. Compute it anew.")]
    if not plan.result.get("by_hand"):
        return standing(found)
    broken = plan.result["broken"]
    return [
        msg("Changed by hand since it was computed: nothing is proved of it."),
        msg("The check found {n} {n:wish that is|wishes that are} not kept.", n=broken)
        if broken
        else msg("The finished plan was checked against all wishes."),
    ]
