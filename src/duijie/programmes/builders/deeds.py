"""What builders have in common: the draft and its earlier states travel with the form; a deed changes the draft."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from duijie.programmes.faults import Faults, read_json

DEED = "do"
UNDO = "undo"
MOST_STEPS = 15
LARGEST = 400_000  # characters of a draft
DEEPEST = 40  # objects and lists within each other
Draft = Any
"""Parsed JSON that need not be right yet."""


def is_building(data: Mapping[str, Any]) -> bool:
    """Whether a request is the deed of a builder: show the form anew and save nothing."""
    return any(name.endswith(f"-{DEED}") and data.get(name) for name in data)


@dataclass(frozen=True, slots=True)
class Built:
    """A draft and its earlier states, the latest last."""

    draft: Draft
    steps: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return json.dumps(self.draft, ensure_ascii=False)

    @property
    def steps_text(self) -> str:
        return json.dumps(list(self.steps), ensure_ascii=False)


class BuilderInput(forms.Widget):
    """Carries the draft as ``<name>``, its earlier states as ``<name>-steps``; ``address`` is the page's own."""

    needs_multipart_form = False
    use_fieldset = True

    def __init__(self, *, address: str = "", attrs: Any = None) -> None:
        super().__init__(attrs)
        self.address = address

    def typed(self, draft: Draft, data: Any, name: str) -> Draft:
        """``draft`` with what was typed into its inputs."""
        raise NotImplementedError

    def done(self, draft: Draft, deed: str, data: Any, name: str) -> Draft:
        """``draft`` after a deed; one that means nothing changes nothing."""
        raise NotImplementedError

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Built | None:
        if name not in data:
            return None
        before, steps = read_draft(data.get(name, "")), _read_steps(data.get(f"{name}-steps", ""))
        if before is None:
            return Built(None, steps)
        deed = data.get(f"{name}-{DEED}", "")
        if deed == UNDO:
            return Built(read_draft(steps[-1]) if steps else before, steps[:-1])
        draft = self.typed(before, data, name)
        if deed:
            draft = self.done(draft, deed, data, name)
        text = json.dumps(before, ensure_ascii=False)
        if draft != before:
            steps = _shortened((*steps, text))
        return Built(draft, steps)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def id_for_label(self, id_: str) -> str:
        return ""


def read_draft(text: str) -> Draft:
    """The draft that a page sent back; None where somebody changed it into something else."""
    try:
        draft = read_json(text, most=LARGEST)
    except Faults:
        return None
    return None if _is_deep(draft) else draft


def _is_deep(draft: Draft) -> bool:
    """Whether more lies within each other than any condition or form may; no recursion, which depth would break."""
    level: list[Any] = [draft]
    for _depth in range(DEEPEST):
        level = [
            part
            for one in level
            for part in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
        ]
        if not level:
            return False
    return True


def moved(rows: list[Any], at: int, by: int) -> None:
    """Move one of ``rows`` up (-1) or down (1), where there is room."""
    to = at + by
    if 0 <= at < len(rows) and 0 <= to < len(rows):
        rows.insert(to, rows.pop(at))


def steps_of(place: str) -> list[int] | None:
    """``1.0.2`` as numbers; None for what is no place."""
    parts = place.split(".") if place else []
    return [int(part) for part in parts] if all(part.isdecimal() and len(part) < 4 for part in parts) else None


def _read_steps(text: str) -> tuple[str, ...]:
    try:
        found = read_json(text, most=LARGEST * 2)
    except Faults:
        return ()
    given = found if isinstance(found, list) else []
    return tuple(one for one in given if isinstance(one, str))[-MOST_STEPS:]


def _shortened(steps: tuple[str, ...]) -> tuple[str, ...]:
    """The latest steps, as many as may travel with a form."""
    kept, size = [], 0
    for one in reversed(steps[-MOST_STEPS:]):
        size += len(one)
        if size > LARGEST:
            break
        kept.append(one)
    return tuple(reversed(kept))
