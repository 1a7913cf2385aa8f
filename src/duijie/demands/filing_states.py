"""The states of a filing and the steps between them, as a frozen table. Accepting is particular to its kind."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.demands.models.filing import FilingState


@dataclass(frozen=True, slots=True)
class FilingStep:
    verb: str
    label: Any
    source: FilingState
    target: FilingState
    needs_reason: bool = False


FILING_STEPS: dict[str, FilingStep] = {
    one.verb: one
    for one in (
        FilingStep("accept", pgettext_lazy("a filing of a firm", "Accept"), FilingState.WAITING, FilingState.ACCEPTED),
        FilingStep("refuse", _("Refuse"), FilingState.WAITING, FilingState.REFUSED, needs_reason=True),
        FilingStep("reconsider", _("Decide anew"), FilingState.REFUSED, FilingState.WAITING, needs_reason=True),
    )
}
