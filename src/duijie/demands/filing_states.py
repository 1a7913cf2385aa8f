"""The states of a filing and the steps between them, as a frozen table. Accepting is particular to its kind."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.common.steps import Step, by_verb
from duijie.common.turns import Turn
from duijie.demands.models.filing import FilingState

S = FilingState
TURNS: dict[FilingState, Turn] = {S.WAITING: Turn.OFFICE, S.ACCEPTED: Turn.NOBODY, S.REFUSED: Turn.NOBODY}
FILING_STEPS: dict[str, Step] = by_verb(
    Step("accept", pgettext_lazy("a filing of a firm", "Accept"), frozenset({S.WAITING}), S.ACCEPTED),
    Step("refuse", pgettext_lazy("a filing of a firm", "Refuse"), frozenset({S.WAITING}), S.REFUSED, needs_reason=True),
    Step("reconsider", _("Decide anew"), frozenset({S.REFUSED}), S.WAITING, needs_reason=True),
)
