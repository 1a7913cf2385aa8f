"""What must be there before a step of a demand can be taken, as tables. The steps name it by its key."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.demands.domain.queries.writers import is_second_person
from duijie.demands.models import Demand


@dataclass(frozen=True, slots=True)
class Requirement:
    """``missing`` says what to do where ``is_met``, asked for a demand and who takes the step, answers no; ``label`` is
    what the documentation calls it.

    ``part`` is the part of the demand where one does it: the page of a step leads there.
    """

    key: str
    label: Any
    missing: Any
    is_met: Callable[[Demand, Any], bool]
    part: str = ""


REQUIREMENTS: dict[str, Requirement] = {
    one.key: one
    for one in (
        Requirement(
            "evidence",
            _("evidence of the result"),
            _("Add the evidence of the result first: what proves that the demand is solved."),
            lambda demand, _by: bool(demand.grade),
            part="evidence",
        ),
        Requirement(
            "second_person",
            _("a second person"),
            _("You wrote this demand yourself. Somebody else of the office checks it: four eyes see more than two."),
            lambda demand, by: is_second_person(demand, by=by),
        ),
    )
}

CHECKS: dict[str, Any] = {
    "complete": _("It is complete: problem, figures to be reached and contact can be understood by a stranger."),
    "confidential": _("It holds nothing confidential, and its disclosure is what the firm agreed to."),
    "duplicate": _("It is not there yet: I looked at similar demands."),
}
"""What whoever verifies a demand confirms (DOMAIN §10)."""
