"""Steps between states: what the frozen tables of states are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True)
class Step:
    """``verb`` brings something from one of ``sources`` to ``target``, and says why where it ``needs_reason``. A table
    that has more to say of its steps adds fields."""

    verb: str
    label: Any
    sources: frozenset[str]
    target: str
    needs_reason: bool = False


AnyStep = TypeVar("AnyStep", bound=Step)


def by_verb(*steps: AnyStep) -> dict[str, AnyStep]:
    """The table, in this order."""
    return {one.verb: one for one in steps}


def steps_from(table: Mapping[str, AnyStep], state: str) -> tuple[AnyStep, ...]:
    """The steps that can be taken in ``state``, in the order of the table."""
    return tuple(step for step in table.values() if state in step.sources)
