"""The stages that a demand passes on its way, as a frozen table: what funnels count, and where the day is kept."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.demands.states import DemandState


@dataclass(frozen=True, slots=True)
class Stage:
    """``key`` is the state that a demand of this stage has or had; ``column`` the field of ``Passage`` with the day on
    which it was first there. The first stage has none: a demand is found on the day that it says itself."""

    key: str
    label: Any
    column: str


STAGES: dict[str, Stage] = {
    one.value: Stage(one.value, one.label, "" if one is DemandState.FOUND else f"{one.value}_on")
    for one in (
        DemandState.FOUND, DemandState.VERIFIED, DemandState.PUBLISHED, DemandState.MATCHED, DemandState.CONTACTED,
        DemandState.NEGOTIATING, DemandState.SOLVING, DemandState.SOLVED,
    )
}  # fmt: skip
"""In their order."""

BESIDE: dict[str, Stage] = {
    one.key: one
    for one in (
        Stage("unsolved", DemandState.UNSOLVED.label, "unsolved_on"),
        Stage("reopened", _("reopened"), "reopened_on"),
    )
}
"""What is counted beside the funnel: not on the way to a result."""

ALL = {**STAGES, **BESIDE}
COLUMNS = {key: one.column for key, one in STAGES.items() if one.column} | {"unsolved": "unsolved_on"}
"""Where the first day in a state is kept, for states that are kept."""
