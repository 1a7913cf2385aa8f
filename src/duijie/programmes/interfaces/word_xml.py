"""Reading the XML of Word documents: names, values and measures, whatever stands there."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TWIPS = 20
"""So many units of Word are a point."""
MOST = 10_000_000


def qn(name: str) -> str:
    """``w:p`` as lxml calls it."""
    return W + name.removeprefix("w:")


def value(element: Any, name: str) -> str | None:
    """What the child ``name`` of ``element`` says."""
    found = element.find(qn(name)) if element is not None else None
    return None if found is None else found.get(qn("w:val"))


def whole(told: Any) -> int:
    """0 for what is no number."""
    text = str(told or "")
    return min(int(text), MOST) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def points(element: Any, *names: str) -> float | None:
    """A measure of ``element``, by the first of its attributes ``names`` that is there."""
    told = next((found for name in names if element is not None and (found := element.get(qn(name)))), "")
    size = whole(told.removeprefix("-")) / TWIPS
    if not told.removeprefix("-").isdecimal():
        return None  # nothing, or such as 1in, which Word does not write
    return -size if told.startswith("-") else size


def is_on(element: Any) -> bool:
    return element is not None and element.get(qn("w:val"), "true") not in ("0", "false", "off")
