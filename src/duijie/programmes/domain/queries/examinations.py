"""Reading what the conditions say of an application, in the reader's language."""

from dataclasses import dataclass
from typing import Any

from duijie.programmes.conditions.evaluation import recall
from duijie.programmes.conditions.wording import reason, sentence, spelled
from duijie.programmes.domain.condition_subjects import conditions_of
from duijie.programmes.models import Answer, Application


@dataclass(frozen=True, slots=True)
class Part:
    """A comparison of a condition: what it demands, what was found, and whether an examiner is to settle it."""

    place: str
    text: str
    answer: str
    label: Any
    why: str
    is_open: bool
    proof: str
    who: str


@dataclass(frozen=True, slots=True)
class Check:
    """A condition with its answer and its comparisons."""

    number: int
    text: str
    answer: str
    label: Any
    parts: tuple[Part, ...]


def checks_of(application: Application) -> list[Check]:
    """The conditions of the round with their answers; none before they were asked."""
    kept = {one.number: one for one in application.checks.all()}
    labels = dict(Answer.choices)
    found = []
    for number, condition in enumerate(conditions_of(application.round)):
        check = kept.get(number)
        if check is None:
            continue
        settled = {place: bool(one["met"]) for place, one in check.settled.items()}
        finding = recall(condition, check.found, settled)
        open_ = {
            one.condition.place for one in recall(condition, check.found).comparisons() if one.answer == "cannot_tell"
        }
        parts = tuple(
            Part(
                one.condition.place, spelled(one.condition), one.answer, labels[one.answer], reason(one),
                one.condition.place in open_, check.settled.get(one.condition.place, {}).get("proof", ""),
                check.settled.get(one.condition.place, {}).get("who", ""),
            )
            for one in finding.comparisons()
        )  # fmt: skip
        found.append(Check(number, sentence(condition), check.answer, labels[check.answer], parts))
    return found
