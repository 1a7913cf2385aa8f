"""The states of a proposal and who may bring it on (DOMAIN §10), as a frozen table; and why somebody says no."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.common.steps import Step, by_verb
from duijie.common.turns import Turn


class ProposalState(models.TextChoices):
    SHOWN = "shown", _("waiting for both sides")
    INTEREST_DEMAND = "interest_demand", _("the firm is interested")
    INTEREST_SUPPLY = "interest_supply", _("the other side is interested")
    MUTUAL = "mutual", _("mutual interest")
    MEETING = "meeting", _("in talks")
    RESULT = "result", _("brought a result")
    DECLINED = "declined", _("declined")
    EXPIRED = "expired", _("expired without an answer")
    WITHDRAWN = "withdrawn", _("withdrawn")


P = ProposalState
WAITING = frozenset({P.SHOWN, P.INTEREST_DEMAND, P.INTEREST_SUPPLY})
"""States in which at least one side has not answered."""
LIVING = WAITING | {P.MUTUAL, P.MEETING}
FAILED = frozenset({P.DECLINED, P.EXPIRED, P.WITHDRAWN})
"""Over without a result: the pair may be proposed again."""
TURNS: dict[ProposalState, Turn] = {
    P.SHOWN: Turn.BOTH, P.INTEREST_DEMAND: Turn.SUPPLY, P.INTEREST_SUPPLY: Turn.ENTERPRISE, P.MUTUAL: Turn.OFFICE,
    P.MEETING: Turn.SOLVER, P.RESULT: Turn.NOBODY, P.DECLINED: Turn.NOBODY, P.EXPIRED: Turn.NOBODY,
    P.WITHDRAWN: Turn.NOBODY,
}  # fmt: skip
"""Whose turn it is; of mutual interest the office's, who brings them together."""


class Side(models.TextChoices):
    """The two who are asked."""

    DEMAND = "demand", _("the firm that has the demand")
    SUPPLY = "supply", _("the side that can help")


STEPS: dict[str, Step] = by_verb(
    Step("withdraw", _("Withdraw"), LIVING, P.WITHDRAWN),
    Step("expire", _("Let it expire"), WAITING, P.EXPIRED),
    Step("meet", _("They are in talks"), frozenset({P.MUTUAL}), P.MEETING),
    Step("result", _("It brought a result"), frozenset({P.MUTUAL, P.MEETING}), P.RESULT),
)
INTEREST: dict[tuple[ProposalState, Side], ProposalState] = {
    (P.SHOWN, Side.DEMAND): P.INTEREST_DEMAND,
    (P.SHOWN, Side.SUPPLY): P.INTEREST_SUPPLY,
    (P.INTEREST_SUPPLY, Side.DEMAND): P.MUTUAL,
    (P.INTEREST_DEMAND, Side.SUPPLY): P.MUTUAL,
}
"""Where a yes leads. A side that has said yes may still decline while the other has not answered."""
DECLINABLE = LIVING


class Reason(models.TextChoices):
    """Why somebody dismisses a candidate or declines a proposal. Codes, so that they can be counted and learnt from."""

    OTHER_SUBJECT = "other_subject", _("it is about something else")
    NOT_READY = "not_ready", _("not ready enough for use")
    TOO_DEAR = "too_dear", _("does not fit the budget")
    NO_TIME = "no_time", _("no time or capacity")
    TOO_FAR = "too_far", _("too far away")
    RIGHTS = "rights", _("rights or confidentiality stand in the way")
    KNOWN = "known", _("they know each other already")
    SETTLED = "settled", _("the problem is settled otherwise")
    CONFLICT = "conflict", _("conflict of interest")
    OTHER = "other", pgettext_lazy("reason", "another reason")


CHOSEN_BY_HAND = _("The office chose this pair by hand.")
"""What is said in place of a level and of reasons where a person took a pair into a plan."""
