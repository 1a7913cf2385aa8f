"""``duijie assign``."""

import argparse
import json
import platform
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

import duijie_match
from duijie_match.assignment.plan import Plan, make_plan
from duijie_match.assignment.reasons import Shortage, alternates, shortages
from duijie_match.assignment.wishes import Clash
from duijie_match.commands.inputs import check_out, digest_of
from duijie_match.commands.own_output import own_output
from duijie_match.commands.plan_inputs import PlanInputs, Refused, read_plan_inputs
from duijie_match.commands.screen import Screen
from duijie_match.commands.telling import tell_first, tell_problems, told_of
from duijie_match.errors import DuijieError
from duijie_match.lists.plan_totals import plan_entries, standing
from duijie_match.lists.plan_workbook import PLAN_COLUMNS, Change, PlanPages, plan_rows, write_plan_workbook
from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.workbook_pages import LEVEL_NAMES, RunSheet
from duijie_match.lists.writing import check_target, write_table
from duijie_match.results import Level
from duijie_match.wording import Message, msg

_NOTHING = 1
_FILES = (
    ("scores", msg("List of scores")),
    ("loads", msg("List of loads")),
    ("demands", msg("List of demands")),
    ("fixed", msg("List of fixed pairs")),
    ("forbidden", msg("List of forbidden pairs")),
    ("previous", msg("Previous plan")),
)


def run_assign(options: argparse.Namespace, screen: Screen) -> int:
    """Read, plan, check, write, tell; 0, or 1 where nobody could be assigned. Raises ``DuijieError``; under ``--json``
    standard output says why for a program.
    """
    try:
        return _assign(options, screen)
    except DuijieError as error:
        if options.json:
            print(json.dumps(refusal(error, screen.language), ensure_ascii=False, indent=1))
        raise


def refusal(error: DuijieError, language: str) -> dict[str, Any]:
    """What ``--json`` prints where there is no plan: ``code`` and ``reason``, and of wishes that clash each one."""
    found: dict[str, Any] = {"code": error.code, "reason": error.message.render(language)}
    if isinstance(error, Clash):
        wishes = zip(error.facts, error.sentences, strict=True)
        found["clash"] = [{**facts, "sentence": sentence.render(language)} for facts, sentence in wishes]
        found |= {"clash_is_smallest": error.is_smallest, "clash_is_minimal": error.is_minimal}
    return found


def _assign(options: argparse.Namespace, screen: Screen) -> int:
    began = time.monotonic()
    check_target(options.out)
    check_out(options)
    screen("reading", 0, 0)
    try:
        inputs = read_plan_inputs(options, screen)
    except Refused as error:
        _tell_problems(error.problems, screen)
        raise
    instance = inputs.instance
    screen("planning", 0, 0)
    try:
        with own_output():
            plan = make_plan(instance, options.objective, seconds=options.seconds)
    except Exception:
        _tell_problems(inputs.problems, screen)
        raise
    short = shortages(instance, plan)
    changes = changes_of(inputs, plan)
    screen("writing", 0, 0)
    if options.out.suffix.lower() == ".xlsx":
        pages = PlanPages(
            instance, plan, short, alternates(instance, plan), changes, inputs.titles, inputs.problems,
            inputs.supply_titles, inputs.levels,
        )  # fmt: skip
        write_plan_workbook(
            options.out,
            pages,
            run=lambda: _run_sheet(options, inputs, plan, time.monotonic() - began, screen.language),
            language=screen.language,
        )
    else:
        write_table(options.out, PLAN_COLUMNS, plan_rows(instance, plan))
    screen.clear()
    if options.json:
        print(json.dumps(totals(inputs, plan, short, changes, screen.language), ensure_ascii=False, indent=1))
        _tell_problems(inputs.problems, screen)
    else:
        _tell(inputs, plan, short, changes, screen)
        seconds = f"{time.monotonic() - began:.1f}"
        screen.say(msg("Written to {file} in {seconds} s.", file=str(options.out), seconds=seconds))
    return 0 if len(plan.chosen) else _NOTHING


def changes_of(inputs: PlanInputs, plan: Plan) -> list[Change] | None:
    """The demands that the plan serves otherwise than the previous one did, in the order of the previous plan, then of
    the lists; ``None`` without a previous plan. Pairs whose ids nobody knows any more count as given up.
    """
    if inputs.previous is None:
        return None
    before: dict[str, set[str]] = {}
    for demand_id, supply_id in inputs.previous:
        before.setdefault(demand_id, set()).add(supply_id)
    now: dict[str, set[str]] = {}
    for row in plan_rows(inputs.instance, plan):
        now.setdefault(str(row[0]), set()).add(str(row[1]))
    return [
        Change(demand_id, tuple(sorted(before.get(demand_id, ()))), tuple(sorted(now.get(demand_id, ()))))
        for demand_id in dict.fromkeys([*before, *now])
        if before.get(demand_id, set()) != now.get(demand_id, set())
    ]


def totals(
    inputs: PlanInputs, plan: Plan, short: Sequence[Shortage], changes: Sequence[Change] | None, language: str
) -> dict[str, Any]:
    """What ``--json`` prints. Without a clock in it: the same lists give the same bytes."""
    instance = inputs.instance
    given = int((instance.cover - plan.empty > 0).sum())

    def described(shortage: Shortage) -> dict[str, object]:
        return {
            "demand_id": instance.demand_ids[shortage.demand],
            "has": shortage.given,
            "needs": shortage.cover,
            "code": shortage.code,
            "reason": shortage.reason.render(language),
        }

    places = 9 + plan.places
    found: dict[str, Any] = {
        "objective": str(plan.objective),
        "proved": plan.is_proved,
        "sum": round(plan.total, places),
        "mean": round(plan.mean, places),
        "minimum": round(plan.worst, places),
        "gap": round(plan.gap, places),
        "bound": round(plan.bound, places),
    }
    if plan.worst_bound is not None:
        found |= {"minimum_gap": round(plan.worst_gap, places), "minimum_bound": round(plan.worst_bound, places)}
    if plan.places_bound is not None:
        found["places_bound"] = plan.places_bound
    if plan.served_bound is not None:
        found["served_bound"] = plan.served_bound
    found |= {
        "solver": plan.engine,
        "verified": True,
        "demands": len(instance.cover),
        "supply": len(instance.most),
        "candidates": instance.pairs,
        "assigned_demands": given,
        "assigned_pairs": len(plan.chosen),
        "empty_places": int(plan.empty.sum()),
        "unassigned": [described(shortage) for shortage in short if not shortage.given],
        "short": [described(shortage) for shortage in short if shortage.given],
        "rows_not_taken": len(inputs.rejected),
    }
    counts = _levels(inputs, plan)
    if counts:
        found["levels"] = {str(int(level)): count for level, count in counts.items()}
    if changes is not None and inputs.previous is not None:
        found |= {
            "stability": round(instance.stability, places),
            "kept": plan.kept,
            "dropped": len(set(inputs.previous)) - plan.kept,
            "added": len(plan.chosen) - plan.kept,
        }
    return found


def _tell(
    inputs: PlanInputs, plan: Plan, short: Sequence[Shortage], changes: Sequence[Change] | None, screen: Screen
) -> None:
    instance = inputs.instance
    screen.say(
        msg("{demands} {demands:demand|demands}, {supply} {supply:row|rows} of supply, {pairs} {pairs:pair|pairs} to "
            "choose from.",
            demands=len(instance.cover), supply=len(instance.most), pairs=instance.pairs)
    )  # fmt: skip
    total, mean, worst = (f"{value:.{4 + plan.places}f}" for value in (plan.total, plan.mean, plan.worst))
    screen.say(
        msg("Plan: {pairs} {pairs:pair|pairs} for {served} {served:demand|demands}; sum of scores {sum}, a demand "
            "{mean} on average and {worst} at least.",
            pairs=len(plan.chosen), served=int((instance.cover > plan.empty).sum()), sum=total,
            mean=mean, worst=worst)
    )  # fmt: skip
    for message in standing(plan):
        screen.say(message)
    if changes is not None and inputs.previous is not None:
        dropped = len(set(inputs.previous)) - plan.kept
        screen.say(
            msg("Against the previous plan: {kept} {kept:pair stays|pairs stay}, {dropped} {dropped:goes|go}, "
                "{added} {added:is|are} new.",
                kept=plan.kept, dropped=dropped, added=len(plan.chosen) - plan.kept)
        )  # fmt: skip
    counts = _levels(inputs, plan)
    if counts:
        names = [f"{screen.text(LEVEL_NAMES[level])} {count}" for level, count in counts.items()]
        screen.say(msg("By level: {levels}.", levels=" · ".join(names)))
    if counts.get(Level.NONE):
        screen.warn(
            msg("Pairs that are no match and only fill a place: {n}. Where a place had better stay empty, take such "
                "pairs out of SCORES.", n=counts[Level.NONE])
        )  # fmt: skip
    if not instance.cover.any():
        screen.warn(
            msg("No demand needs anybody, so nobody is assigned. Give --cover 1 or more, or covers in DEMANDS.")
        )
    if short:
        none = sum(not shortage.given for shortage in short)
        screen.warn(
            msg("Demands without anybody: {none}; with fewer than they need: {some}.",
                none=none, some=len(short) - none)
        )  # fmt: skip
        lines = (
            told_of(instance.demand_ids[shortage.demand], screen.text(shortage.reason), screen.language)
            for shortage in short
        )
        tell_first(lines, len(short), screen)
    warnings = sum(problem.severity is Severity.WARNING for problem in inputs.problems)
    if inputs.rejected or warnings:
        screen.warn(
            msg("Rows not taken: {rejected}; values left out or doubtful: {warnings}.",
                rejected=len(inputs.rejected), warnings=warnings)
        )  # fmt: skip
        _tell_problems(inputs.problems, screen)


def _levels(inputs: PlanInputs, plan: Plan) -> dict[Level, int]:
    """How many pairs of the plan have which level, the best first; empty where SCORES has no levels."""
    if not inputs.levels.any():
        return {}
    counts = np.bincount(inputs.levels[plan.chosen], minlength=len(Level) + 1).tolist()
    return {level: counts[level] for level in sorted(Level, reverse=True)}


def _tell_problems(problems: Sequence[Problem], screen: Screen) -> None:
    tell_problems([problem for problem in problems if problem.severity is not Severity.NOTE], screen)


def _run_sheet(options: argparse.Namespace, inputs: PlanInputs, plan: Plan, seconds: float, language: str) -> RunSheet:
    instance = inputs.instance
    entries: list[tuple[Message, str]] = [
        (msg("Program"), f"duijie {duijie_match.__version__}"),
        (msg("Python"), platform.python_version()),
        (msg("Language"), language),
        (msg("Seconds"), f"{seconds:.1f}"),
        *plan_entries(instance, plan, standing(plan), language),
        (msg("Rows not taken"), str(len(inputs.rejected))),
        (msg("Suppliers a demand needs"), str(options.cover)),
        (msg("Loads"), f"{options.min_load} – {options.max_load}"),
    ]
    if inputs.previous is not None:
        entries.append((msg("Worth of keeping a pair"), f"{instance.stability:g}"))
    for name, label in _FILES:
        path: Path | None = getattr(options, name)
        if path:
            entries += [(label, path.name), (msg("SHA-256 of the file"), digest_of(path))]
    return RunSheet(tuple(entries))
