"""Changing the draft of conditions: a list of condition trees as JSON, not necessarily right yet."""

import copy
from collections.abc import Mapping
from typing import Any

from duijie.programmes.builders.deeds import Draft, moved, steps_of
from duijie.programmes.conditions.comparisons import comparisons_of
from duijie.programmes.conditions.facts import Fact, FactKind
from duijie.programmes.conditions.tree import DEEPEST, JOINS

USUAL: dict[FactKind, Any] = {
    FactKind.YESNO: True, FactKind.NUMBER: 0, FactKind.DATE: "", FactKind.CHOICE: "", FactKind.SEVERAL: [],
}  # fmt: skip


def join_of(node: Any) -> str:
    """The join of a group; empty for a comparison, and for what is neither."""
    return next((join for join in JOINS if isinstance(node, dict) and join in node), "")


def parts_of(node: Mapping[str, Any]) -> list[Any]:
    """The parts of a group as they stand; those of *not* are one."""
    join = join_of(node)
    parts = node.get("of") if join == "at_least" else node.get(join)
    if join == "not":
        return [] if parts in (None, {}) else [parts]
    return parts if isinstance(parts, list) else []


def with_parts(node: Mapping[str, Any], parts: list[Any]) -> dict[str, Any]:
    """The group with other parts. Under *not*, several become one that is met by any of them."""
    join = join_of(node)
    if join == "not":
        return {**node, "not": {} if not parts else parts[0] if len(parts) == 1 else {"any": parts}}
    return {**node, "of" if join == "at_least" else join: parts}


def joined(node: Mapping[str, Any], join: str, least: int = 1) -> dict[str, Any]:
    """The group with another join."""
    words = {"words": node["words"]} if node.get("words") else {}
    parts = parts_of(node)
    if join_of(node) == "not" and len(parts) == 1 and join_of(parts[0]) == "any" and join != "not":
        parts = parts_of(parts[0])
    empty = {"at_least": least, "of": []} if join == "at_least" else {join: {} if join == "not" else []}
    return {**with_parts(empty, parts), **words}


def comparing(fact: Fact | None) -> dict[str, Any]:
    """A new comparison of ``fact`` with the first of what can be asked."""
    if fact is None:
        return {"fact": "", "is": "", "value": ""}
    made = {"fact": fact.name, "is": next(iter(comparisons_of(fact))), "value": USUAL[fact.kind]}
    return {**made, "on": "closing"} if fact.dated else made


def done(draft: Draft, deed: str, facts: Mapping[str, Fact]) -> Draft:
    """``draft`` after ``verb:place``, such as ``up:1.0`` or ``any:`` (a new group at the end)."""
    verb, _colon, place = deed.partition(":")
    steps = steps_of(place)
    if steps is None or not isinstance(draft, list):
        return draft
    changed = copy.deepcopy(draft)
    if verb == "compare" or verb in JOINS:
        if len(steps) + 2 > DEEPEST:
            return draft
        new = comparing(None) if verb == "compare" else joined({"all": []}, verb)
        return _changed_parts(changed, steps, lambda parts: [*parts, new])
    if not steps:
        return draft
    at = steps[-1]
    if verb in ("up", "down"):
        return _changed_parts(changed, steps[:-1], lambda parts: _moved(parts, at, -1 if verb == "up" else 1))
    if verb == "remove":
        return _changed_parts(changed, steps[:-1], lambda parts: parts[:at] + parts[at + 1 :])
    if verb == "wrap":
        return _changed_parts(
            changed, steps[:-1], lambda parts: [{"any": [one]} if n == at else one for n, one in enumerate(parts)]
        )
    if verb == "unwrap":
        return _changed_parts(changed, steps[:-1], lambda parts: _unwrapped(parts, at))
    return draft


def _changed_parts(draft: list[Any], steps: list[int], change: Any) -> list[Any]:
    """``draft`` with the parts of the group at ``steps`` changed; as it was where there is no such group."""
    if not steps:
        made: list[Any] = change(draft)
        return made
    if not 0 <= steps[0] < len(draft) or not join_of(draft[steps[0]]):
        return draft
    node = draft[steps[0]]
    inner = _changed_parts(parts_of(node), steps[1:], change)
    return [*draft[: steps[0]], with_parts(node, inner), *draft[steps[0] + 1 :]]


def _moved(parts: list[Any], at: int, by: int) -> list[Any]:
    rows = list(parts)
    moved(rows, at, by)
    return rows


def _unwrapped(parts: list[Any], at: int) -> list[Any]:
    inner = parts_of(parts[at]) if at < len(parts) and join_of(parts[at]) else parts[at : at + 1]
    return [*parts[:at], *inner, *parts[at + 1 :]]
