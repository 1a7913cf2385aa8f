"""Figures of a work report as people read them: their words, their numbers, the addresses of their evidence."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from duijie.demands.grades import Grade
from duijie.demands.models import DemandKind, Source
from duijie.demands.stages import ALL
from duijie.indicators.interfaces.report_blocks import Run
from duijie.registry import industries

LABELS: dict[str, Any] = {
    "found": gettext_lazy("Demands found in the period"),
    "verified": gettext_lazy("Demands verified in the period"),
    "published": gettext_lazy("Demands published in the period"),
    "matched": gettext_lazy("Demands matched in the period"),
    "contacted": gettext_lazy("Demands brought into contact in the period"),
    "negotiating": gettext_lazy("Demands that came into negotiation in the period"),
    "solving": gettext_lazy("Demands on which work began in the period"),
    "solved": gettext_lazy("Demands solved in the period"),
    "found_before": gettext_lazy("Demands found in the same period of the year before"),
    "solved_before": gettext_lazy("Demands solved in the same period of the year before"),
    "unsolved": gettext_lazy("Demands that ended unsolved in the period"),
    "reopened": gettext_lazy("Demands reopened in the period"),
    "unanswered": gettext_lazy("Published demands without match and contact, at the time of counting"),
    "days": gettext_lazy("Working days from found to solved, median of those solved"),
    "contracted": gettext_lazy("Demands with a technology contract signed in the period"),
    "contracts": gettext_lazy("Technology contracts signed in the period"),
    "contract_amount": gettext_lazy("Amount of these contracts (10,000 yuan)"),
    "problems": gettext_lazy("Technical problems solved in the period; a common problem counts once"),
    "services": gettext_lazy("Services for firms by these solutions; a common problem counts once for each firm"),
    "common": gettext_lazy("of the problems solved: common problems"),
    "rated": gettext_lazy("Demands rated by firms in the period"),
    "satisfied": gettext_lazy("of these: satisfied or very satisfied"),
}
_COHORT = gettext_lazy("Of the demands found in the period, reached so far: %(stage)s")
_GROUPS: dict[str, tuple[Any, Any]] = {
    "kind": (gettext_lazy("Found, kind: %(name)s"), DemandKind),
    "source": (gettext_lazy("Found, source: %(name)s"), Source),
    "grade": (gettext_lazy("Solved, grade of proof: %(name)s"), Grade),
}


class Figures:
    """The stored figures of a report. ``address`` is where the evidence of the figure ``KEY`` is shown: with it in
    place of ``KEY``."""

    def __init__(self, stored: Mapping[str, Any], *, address: str) -> None:
        self.stored = stored
        self._figures: Mapping[str, Mapping[str, Any]] = stored["figures"]
        self._address = address
        self._parts = {one["code"]: name_of(one) for one in stored["parts"]}

    def __contains__(self, key: str) -> bool:
        return key in self._figures

    def keys(self, group: str) -> list[str]:
        """The keys of a group such as ``kind``, those with most first."""
        found = [key for key in self._figures if key.startswith(f"{group}.")]
        return sorted(found, key=lambda key: (-self.number(key), key))

    def all_keys(self) -> list[str]:
        """Every key, in the order in which they were counted."""
        return [*self._figures]

    def number(self, key: str) -> int:
        """Of a figure that counts; 0 where it is not told."""
        return int(Decimal(self._figures[key]["value"])) if key in self else 0

    def run(self, key: str) -> Run:
        """The number as it stands in the report, with what it tells."""
        return Run(self.value(key), key)

    def value(self, key: str) -> str:
        """As people read it; a dash where it is not told."""
        if key not in self:
            return "–"
        value = Decimal(self._figures[key]["value"])
        if self._figures[key]["unit"] == "amount":
            return f"{value:,.2f}"
        return f"{value:.1f}" if value % 1 else f"{value:.0f}"

    def address(self, key: str) -> str:
        """Where its evidence is."""
        return self._address.replace("KEY", key)

    def asked(self, key: str) -> dict[str, str]:
        """What the list of demands is asked to show its evidence."""
        return dict(self._figures[key]["asked"])

    def label(self, key: str) -> str:
        """What it counts, in words."""
        if key in LABELS:
            return str(LABELS[key])
        if key.startswith("cohort_"):
            return str(_COHORT % {"stage": ALL[key.removeprefix("cohort_")].label})
        group, _dot, rest = key.partition(".")
        if group in _GROUPS:
            words, choices = _GROUPS[group]
            return str(words % {"name": _("not stated") if rest == "none" else choices(rest).label})
        if group == "industry":
            return _("Found, industry: %(name)s") % {"name": f"{rest} {industries.name_of(rest)}"}
        place, _dot, stage = rest.rpartition(".")
        name = self._parts.get(place, place)
        return pgettext("figure", "%(place)s: %(stage)s") % {"place": name, "stage": ALL[stage].label}

    def name(self, key: str) -> str:
        """The name of one of a group: of a kind, a source, a grade or a division."""
        group, _dot, rest = key.partition(".")
        if group == "industry":
            return industries.name_of(rest)
        return _("not stated") if rest == "none" else str(_GROUPS[group][1](rest).label)


def name_of(area: Mapping[str, str]) -> str:
    """In the language of the report, where the area has a name in it."""
    return area["name"] if (get_language() or "zh").startswith("zh") or not area["name_en"] else area["name_en"]


def share(part: int, whole: int) -> str:
    """``12.5%``; a dash of nothing."""
    return f"{100 * part / whole:.1f}%" if whole else "–"
