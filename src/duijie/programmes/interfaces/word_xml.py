"""Reading the XML of Word documents: names, values and measures, whatever stands there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TWIPS = 20
"""So many units of Word are a point."""
MOST = 10_000_000


@contextmanager
def reading_word() -> Iterator[None]:
    """``ValidationError`` (code ``template``) where the document is broken, as one that another program changed may be:
    Word would mend it."""
    from docx.exceptions import PythonDocxError  # noqa: PLC0415 – 30 MB: with the first document
    from docx.oxml.exceptions import XmlchemyError  # noqa: PLC0415 – 30 MB: with the first document

    try:
        yield
    except (PythonDocxError, XmlchemyError, KeyError, ValueError, IndexError, AttributeError, TypeError) as error:
        words = _("The document is broken (%(why)s). Open it in Word, save it under a new name, and bring that.")
        why = " ".join(str(error).split())[:200] or type(error).__name__
        raise ValidationError(words, code="template", params={"why": why}) from error


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
