"""A plan as the workbook that ``duijie assign`` writes: its first sheet can be given to ``--previous``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duijie_match
from duijie.matching.domain.queries import plans as queries
from duijie.matching.interfaces.documents import key_of
from duijie.matching.interfaces.plan_instances import COLUMNS, PlanRows, read_rows
from duijie.matching.models import AssignmentPlan
from duijie_match.assignment.instance import Instance
from duijie_match.lists.plan_workbook import Change, PlanPages, write_plan_workbook
from duijie_match.lists.workbook_pages import RunSheet
from duijie_match.wording import Message, msg


def write_workbook(path: Path, plan: AssignmentPlan, *, by: Any, language: str) -> None:
    """Write what ``by`` may see of the plan to ``path``."""
    from duijie_match.assignment.plan import Objective, describe  # noqa: PLC0415 – 75 MB: with the first plan
    from duijie_match.assignment.reasons import alternates, shortages  # noqa: PLC0415 – 75 MB: with the first plan
    from duijie_match.assignment.solution import Solution  # noqa: PLC0415 – 75 MB: with the first plan

    rows = _seen(plan, by=by)
    instance = rows.instance()
    solution = Solution(rows.chosen(), float("inf"), str(plan.result.get("engine", "")))
    found = describe(instance, Objective(plan.objective), solution)
    supplies = {key_of(one.kind, one.supply): one.title for one in rows.supplies}
    pages = PlanPages(
        instance=instance,
        plan=found,
        short=shortages(instance, found, by_hand=True),
        alternates=alternates(instance, found),
        changes=_changes(plan, by=by),
        titles={key_of("demand", one.demand_id): one.demand.title for one in rows.demands},
        problems=(),
        supply_titles=supplies,
    )
    write_plan_workbook(path, pages, run=lambda: _run_sheet(plan, instance, language), language=language)


def _seen(plan: AssignmentPlan, *, by: Any) -> PlanRows:
    """The rows whose demand and supply ``by`` may see."""
    every = read_rows(plan)
    demands = {one.pk: one for one in queries.demands_of(plan, by=by)}
    supplies = {one.pk: one for one in queries.supplies_of(plan, by=by)}
    places = (
        {at: pk for at, pk in enumerate(one.pk for one in every.demands) if pk in demands},
        {at: pk for at, pk in enumerate(one.pk for one in every.supplies) if pk in supplies},
    )
    kept = (
        {at: new for new, at in enumerate(places[0])},
        {at: new for new, at in enumerate(places[1])},
    )
    columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for values in zip(*(every.pairs[name] for name in COLUMNS), strict=True):
        row = dict(zip(COLUMNS, values, strict=True))
        if row["demand"] in kept[0] and row["supply"] in kept[1]:
            row["demand"], row["supply"] = kept[0][row["demand"]], kept[1][row["supply"]]
            for name in COLUMNS:
                columns[name].append(row[name])
    shown = [demands[pk] for pk in places[0].values()], [supplies[pk] for pk in places[1].values()]
    return PlanRows(plan, *shown, columns)


def _changes(plan: AssignmentPlan, *, by: Any) -> Sequence[Change] | None:
    if plan.previous is None:
        return None
    told = queries.compare(plan.previous, plan, by=by)
    return [Change(str(one.demand), tuple(one.before), tuple(one.now)) for one in told.changes]


def _run_sheet(plan: AssignmentPlan, instance: Instance, language: str) -> RunSheet:
    objectives = {"total": msg("greatest sum of scores"), "fair": msg("worst-served first")}
    result = plan.result
    entries: list[tuple[Message, str]] = [
        (msg("Program"), f"duijie {duijie_match.__version__}"),
        (msg("Language"), language),
        (msg("Plan"), plan.title),
        (msg("Objective"), objectives[plan.objective].render(language)),
        (msg("Solver"), str(result.get("engine", ""))),
        (msg("Number of demands"), str(len(instance.cover))),
        (msg("Number of supply rows"), str(len(instance.most))),
        (msg("Pairs to choose from"), str(instance.pairs)),
        (msg("Suppliers a demand needs"), str(plan.cover)),
        (msg("Loads"), f"{plan.least} – {plan.most}"),
    ]
    if plan.previous is not None:
        entries.append((msg("Worth of keeping a pair"), f"{instance.stability:g}"))
    return RunSheet(tuple(entries))
