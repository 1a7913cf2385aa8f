"""What daily work says about a pair, as a frozen table: what teaches a ranking model, as what, and how sure that is.

Not every no is about the fit: no time, rights, a conflict of interest and a problem that is settled say nothing of it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.matching.models.choice import ChoiceKind
from duijie.matching.states import ProposalState, Reason
from duijie_match.learning.labels import NO, YES, Signs, signs_of_level


class Source(StrEnum):
    """Where a signal is read."""

    JUDGEMENT = "judgement"
    PROPOSAL = "proposal"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Signal:
    """``word`` is a level, a state of a proposal or a choice; ``reason`` goes with a no. ``says`` are the signs of a
    judged pair (``duijie_match.learning.labels``), ``weight`` is above 0 and at most 1.
    """

    source: Source
    word: str
    label: Any
    says: Signs
    weight: float
    reason: str = ""

    @property
    def key(self) -> str:
        return ".".join(part for part in (self.source, self.word, self.reason) if part)


P, J, C = Source.PROPOSAL, Source.JUDGEMENT, Source.CHOICE
_NO, _OUT = ProposalState.DECLINED, ChoiceKind.DISMISSED

SIGNALS: tuple[Signal, ...] = (
    Signal(J, "4", _("judged: strong"), signs_of_level(4), 1.0),
    Signal(J, "3", _("judged: fairly strong"), signs_of_level(3), 1.0),
    Signal(J, "2", _("judged: weak"), signs_of_level(2), 1.0),
    Signal(J, "1", _("judged: none"), signs_of_level(1), 1.0),
    Signal(P, ProposalState.RESULT, _("proposal: brought a result"), YES, 1.0),
    Signal(P, ProposalState.MEETING, _("proposal: in talks"), YES, 1.0),
    Signal(P, ProposalState.MUTUAL, _("proposal: mutual interest"), YES, 0.8),
    Signal(P, _NO, _("declined: it is about something else"), NO, 1.0, Reason.OTHER_SUBJECT),
    Signal(P, _NO, _("declined: not ready enough for use"), NO, 0.5, Reason.NOT_READY),
    Signal(P, _NO, _("declined: does not fit the budget"), NO, 0.5, Reason.TOO_DEAR),
    Signal(P, _NO, _("declined: too far away"), NO, 0.25, Reason.TOO_FAR),
    Signal(P, _NO, _("declined: they know each other already"), YES, 0.5, Reason.KNOWN),
    Signal(P, ProposalState.INTEREST_DEMAND, _("proposal: the firm is interested"), YES, 0.5),
    Signal(P, ProposalState.INTEREST_SUPPLY, _("proposal: the other side is interested"), YES, 0.5),
    Signal(C, _OUT, _("dismissed: it is about something else"), NO, 0.8, Reason.OTHER_SUBJECT),
    Signal(C, _OUT, _("dismissed: not ready enough for use"), NO, 0.4, Reason.NOT_READY),
    Signal(C, _OUT, _("dismissed: does not fit the budget"), NO, 0.4, Reason.TOO_DEAR),
    Signal(C, _OUT, _("dismissed: too far away"), NO, 0.2, Reason.TOO_FAR),
    Signal(C, _OUT, _("dismissed: they know each other already"), YES, 0.4, Reason.KNOWN),
    Signal(C, ChoiceKind.SHORTLISTED, _("shortlisted"), YES, 0.4),
)
"""The stronger first: of all that was said about a pair the first of this table counts."""
PLACES: dict[tuple[str, str, str], int] = {(one.source, one.word, one.reason): at for at, one in enumerate(SIGNALS)}
"""Where a signal stands in the table; what is not in it says nothing about the fit."""
