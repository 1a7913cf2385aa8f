"""The states of a common problem and the steps between them, as a frozen table."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.common.steps import Step, by_verb
from duijie.common.turns import Turn


class CommonState(models.TextChoices):
    SUGGESTED = "suggested", pgettext_lazy("state of a common problem", "suggested")
    CONFIRMED = "confirmed", pgettext_lazy("state of a common problem", "confirmed")
    SOLVING = "solving", pgettext_lazy("state of a common problem", "being solved")
    SOLVED = "solved", pgettext_lazy("state of a common problem", "solved")
    DISSOLVED = "dissolved", pgettext_lazy("state of a common problem", "dissolved")


S = CommonState
LIVING = frozenset({S.SUGGESTED, S.CONFIRMED, S.SOLVING, S.SOLVED})
"""States in which a demand belongs to the problem: to one at most."""
CHANGEABLE = frozenset({S.SUGGESTED, S.CONFIRMED, S.SOLVING})
"""States in which words and members may be changed."""
ACCEPTED = frozenset({S.CONFIRMED, S.SOLVING})
"""What a person has taken on: a search adds nothing to it without asking."""

TURNS: dict[CommonState, Turn] = {
    S.SUGGESTED: Turn.OFFICE, S.CONFIRMED: Turn.OFFICE, S.SOLVING: Turn.SOLVER, S.SOLVED: Turn.NOBODY,
    S.DISSOLVED: Turn.NOBODY,
}  # fmt: skip


class MemberState(models.TextChoices):
    MEMBER = "member", pgettext_lazy("demand in a common problem", "belongs to it")
    SUGGESTED = "suggested", pgettext_lazy("demand in a common problem", "may belong to it")
    REMOVED = "removed", pgettext_lazy("demand in a common problem", "taken out")
    FORMER = "former", pgettext_lazy("demand in a common problem", "belonged to it")


STEPS: dict[str, Step] = by_verb(
    Step("confirm", _("Confirm as a common problem"), frozenset({S.SUGGESTED}), S.CONFIRMED),
    Step("begin", _("Somebody is solving it"), frozenset({S.CONFIRMED}), S.SOLVING),
    Step("solved", _("The common problem is solved"), frozenset({S.SOLVING}), S.SOLVED),
    Step("again", _("It is not solved after all"), frozenset({S.SOLVED}), S.SOLVING, True),
    Step("dismiss", _("Dismiss the suggestion"), frozenset({S.SUGGESTED}), S.DISSOLVED, True),
    Step("dissolve", _("Dissolve the group"), frozenset({S.CONFIRMED, S.SOLVING}), S.DISSOLVED, True),
    Step("restore", _("Bring the group back"), frozenset({S.DISSOLVED}), S.CONFIRMED, True),
)
