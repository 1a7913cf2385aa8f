"""What a demand's text should say so that somebody can solve it, as a table; and what of it is there. No database.

The parts are those of the usual forms for technology demands (DOMAIN §6): one line, the problem, what was tried, target
figures with units, deadline, money, rights.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.demands.models import DemandKind
from duijie_match.analysis.quantities import read_quantities

SHORTEST_LINE, LONGEST_LINE = 6, 60  # characters of a line that says what does not work at what
SHORTEST_PROBLEM = 30
SHORTEST_ATTEMPT = 8


@dataclass(frozen=True, slots=True)
class GuidePart:
    """``field`` is where it is written; ``kinds`` the kinds of demands that have it, none for all."""

    key: str
    field: str
    label: Any
    hint: Any
    is_there: Callable[[Mapping[str, Any]], bool]
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Guidance:
    """The parts of a text that are there and those that are missing; ``figures`` as they were read."""

    there: tuple[GuidePart, ...]
    missing: tuple[GuidePart, ...]
    figures: tuple[str, ...]

    @property
    def share(self) -> int:
        """How complete it is, in whole percent."""
        return 100 * len(self.there) // (len(self.there) + len(self.missing))


def figures_of(text: str) -> tuple[str, ...]:
    """The figures with units that the matching reads in ``text``, as they stand there."""
    return tuple(" ".join(text[one.subject_start : one.end].split()) for one in read_quantities(text))


def guidance_for(values: Mapping[str, Any]) -> Guidance:
    """What a demand with these ``values`` – as typed or as kept – says and what it does not say yet."""
    kind = _text(values, "kind") or DemandKind.TECHNOLOGY
    asked = [part for part in PARTS if not part.kinds or kind in part.kinds]
    there = tuple(part for part in asked if part.is_there(values))
    figures = figures_of(f"{_text(values, 'targets')}\n{_text(values, 'body')}")
    return Guidance(there, tuple(part for part in asked if part not in there), figures)


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return "" if value is None else str(value).strip()


def _is_said(name: str, least: int = 1) -> Callable[[Mapping[str, Any]], bool]:
    return lambda values: len(_text(values, name)) >= least


def _has_figures(values: Mapping[str, Any]) -> bool:
    return any(read_quantities(_text(values, name)) for name in ("targets", "body"))


def _has_budget(values: Mapping[str, Any]) -> bool:
    return bool(_text(values, "budget_from") or _text(values, "budget_to"))


_TECHNICAL = frozenset({DemandKind.TECHNOLOGY, DemandKind.IP, DemandKind.TESTING})

PARTS: tuple[GuidePart, ...] = (
    GuidePart(
        "line", "title", _("One line"),
        _("What does not work, at which product or process; 6 to 60 characters, no slogan."),
        lambda values: SHORTEST_LINE <= len(_text(values, "title")) <= LONGEST_LINE,
    ),
    GuidePart(
        "problem", "body", _("The problem"), _("When it happens, how often, under which conditions, what it costs."),
        _is_said("body", SHORTEST_PROBLEM),
    ),
    GuidePart(
        "tried", "tried", _("What was tried"), _("What you have done about it, and why that was not enough."),
        _is_said("tried", SHORTEST_ATTEMPT), _TECHNICAL,
    ),
    GuidePart(
        "targets", "targets", _("Target figures with units"),
        _("Such as: leakage at most 0.1 mL/min at 1.6 MPa. Figures without a unit are not understood."),
        _has_figures, _TECHNICAL,
    ),
    GuidePart("deadline", "deadline", _("Deadline"), _("By when it must be solved."), _is_said("deadline")),
    GuidePart(
        "budget", "budget_from", pgettext_lazy("part of a demand", "Budget"),
        _("What you would spend, in 10,000 yuan; a range will do."), _has_budget,
    ),
    GuidePart(
        "rights", "rights", _("Rights"), _("Who owns the result: you, the solver, both."), _is_said("rights"),
        _TECHNICAL,
    ),
)  # fmt: skip
