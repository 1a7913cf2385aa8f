"""What is wrong with a rule that somebody wrote, and where: conditions, forms and the answers to them say it alike."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.registry.record_checks import is_text


@dataclass(frozen=True, slots=True)
class Fault:
    """``place`` is the way to it, such as ``1.0`` (the first part of the second) or ``applicant.title``; ``field`` the
    name of the entry there; ``code`` is for programs, ``message`` (lazy) for people."""

    place: str
    field: str
    code: str
    message: Any

    def __str__(self) -> str:
        where = " · ".join(part for part in (shown_place(self.place), self.field) if part)
        return f"{where}: {self.message}" if where else str(self.message)


class Faults(Exception):
    """All that is wrong, at once."""

    def __init__(self, found: list[Fault]) -> None:
        super().__init__("; ".join(f"{one.place or '-'} {one.field} {one.code}" for one in found))
        self.found = tuple(found)

    def as_validation_error(self) -> ValidationError:
        """For forms and domain functions; the texts are in the language of whoever reads them first."""
        return ValidationError([ValidationError(str(one), code=one.code) for one in self.found])


class Notes:
    """Gathers faults while something is read, so that all are told at once."""

    def __init__(self, most: int = 50) -> None:
        self.found: list[Fault] = []
        self._most = most

    def add(self, place: str, field: str, code: str, message: Any) -> None:
        if len(self.found) < self._most:
            self.found.append(Fault(place, field, code, message))

    def refuse(self) -> None:
        """Raise ``Faults`` where there are any."""
        if self.found:
            raise Faults(self.found)


@contextmanager
def gathered() -> Iterator[Notes]:
    """Notes that are told when the block ends."""
    notes = Notes()
    yield notes
    notes.refuse()


def shown_place(place: str) -> str:
    """A place as people count, from 1."""
    return ".".join(str(int(part) + 1) if part.isdecimal() else part for part in place.split(".") if part)


def read_json(text: str, *, most: int) -> Any:
    """``text`` as JSON. Raises ``Faults`` for more than ``most`` characters, endless depth, numbers that are none, and
    what is no JSON."""
    if len(text) > most:
        raise Faults([Fault("", "", "too-large", _("It is too large."))])
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise Faults([Fault("", "", "too-deep", _("It is nested too deeply."))]) from error
    except ValueError as error:
        raise Faults([Fault("", "", "no-json", _("It is no JSON."))]) from error
    return data


def is_words(value: Any, longest: int) -> bool:
    """A text with something in it, no longer than ``longest``, without characters that are none."""
    return isinstance(value, str) and bool(value.strip()) and len(value) <= longest and is_text(value)


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)
