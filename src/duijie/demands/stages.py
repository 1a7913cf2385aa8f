"""The stages that a demand passes on its way, as a frozen table: what funnels count, and where the day is kept."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Stage:
    """``key`` is the state that a demand of this stage has or had; ``column`` the field of ``Passage`` with the day on
    which it was first there. The first stage has none: a demand is found on the day that it says itself."""

    key: str
    label: Any
    column: str


STAGES: dict[str, Stage] = {
    one.key: one
    for one in (
        Stage("found", _("found"), ""),
        Stage("verified", _("verified"), "verified_on"),
        Stage("published", pgettext_lazy("state of a demand", "published"), "published_on"),
        Stage("matched", pgettext_lazy("state of a demand", "matched"), "matched_on"),
        Stage("contacted", _("in contact"), "contacted_on"),
        Stage("negotiating", _("in negotiation"), "negotiating_on"),
        Stage("solving", _("being solved"), "solving_on"),
        Stage("solved", _("solved"), "solved_on"),
    )
}
"""In their order."""

BESIDE: dict[str, Stage] = {
    one.key: one
    for one in (
        Stage("unsolved", _("unsolved"), "unsolved_on"),
        Stage("reopened", _("reopened"), "reopened_on"),
    )
}
"""What is counted beside the funnel: not on the way to a result."""

ALL = {**STAGES, **BESIDE}
COLUMNS = {key: one.column for key, one in STAGES.items() if one.column} | {"unsolved": "unsolved_on"}
"""Where the first day in a state is kept, for states that are kept."""
