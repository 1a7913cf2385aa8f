"""What must be there before a step of a demand can be taken, as a table. The steps name it by its key."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.demands.models import Demand


@dataclass(frozen=True, slots=True)
class Requirement:
    """``missing`` says what to do where ``is_met`` answers no; ``label`` is what the documentation calls it.

    ``key`` is also that of the part of the demand where one does it: the page of a step leads there.
    """

    key: str
    label: Any
    missing: Any
    is_met: Callable[[Demand], bool]


REQUIREMENTS: dict[str, Requirement] = {
    one.key: one
    for one in (
        Requirement(
            "evidence",
            _("evidence of the result"),
            _("Add the evidence of the result first: what proves that the demand is solved."),
            lambda demand: bool(demand.grade),
        ),
    )
}
