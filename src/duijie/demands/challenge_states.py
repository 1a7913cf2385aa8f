"""The states of an open-bid challenge (揭榜挂帅) and of a bid for it, as frozen tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.common.steps import Step, by_verb
from duijie.common.turns import OpenTurn, Turn


class ChallengeState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a challenge", "being prepared")
    ANNOUNCED = "announced", pgettext_lazy("state of a challenge", "announced, open for bids")
    AWARDED = "awarded", pgettext_lazy("state of a challenge", "awarded")
    FAILED = "failed", pgettext_lazy("state of a challenge", "ended without an award")
    CANCELLED = "cancelled", pgettext_lazy("state of a challenge", "cancelled")


class BidState(models.TextChoices):
    SUBMITTED = "submitted", pgettext_lazy("state of a bid", "submitted")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a bid", "withdrawn")
    CHOSEN = "chosen", pgettext_lazy("state of a bid", "chosen")
    REFUSED = "refused", pgettext_lazy("state of a bid", "not chosen")


S = ChallengeState
OVER = frozenset({S.AWARDED, S.FAILED, S.CANCELLED})
TURNS: dict[ChallengeState, Turn] = {
    S.DRAFT: Turn.OFFICE, S.ANNOUNCED: Turn.OFFICE, S.AWARDED: Turn.SOLVER, S.FAILED: Turn.NOBODY,
    S.CANCELLED: Turn.NOBODY,
}  # fmt: skip
"""Whose turn it is; an announced one waits for bids as long as they are taken, then for the office to choose."""
OPEN_TURNS = (OpenTurn("takes_bids", frozenset({S.ANNOUNCED}), Turn.BIDDERS),)


CHALLENGE_STEPS: dict[str, Step] = by_verb(
    Step("announce", _("Announce"), frozenset({S.DRAFT}), S.ANNOUNCED),
    Step("cancel", _("Cancel the challenge"), frozenset({S.DRAFT, S.ANNOUNCED}), S.CANCELLED, True),
    Step("fail", _("End without an award"), frozenset({S.ANNOUNCED}), S.FAILED, True),
    Step("prepare", _("Prepare anew"), frozenset({S.FAILED, S.CANCELLED}), S.DRAFT),
)
"""Awarding names a bid, and is no step here."""
