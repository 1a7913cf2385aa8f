"""Three answers and their logic (S. C. Kleene, Introduction to Metamathematics, 1952, §64: the strong connectives)."""

from collections.abc import Iterable
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Answer(StrEnum):
    """Whether a condition is met. ``CANNOT_TELL`` is what a person then settles with proof."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS = {Answer.YES: _("yes"), Answer.NO: _("no"), Answer.CANNOT_TELL: _("cannot tell")}
_OPPOSITE = {Answer.YES: Answer.NO, Answer.NO: Answer.YES, Answer.CANNOT_TELL: Answer.CANNOT_TELL}


def of(value: bool | None) -> Answer:
    """``None`` is what cannot be told."""
    return Answer.CANNOT_TELL if value is None else Answer.YES if value else Answer.NO


def opposite(answer: Answer) -> Answer:
    return _OPPOSITE[answer]


def at_least(count: int, answers: Iterable[Answer]) -> Answer:
    """Whether ``count`` of ``answers`` are yes: no as soon as those that cannot be told would not be enough."""
    met, open_ = 0, 0
    for answer in answers:
        met += answer is Answer.YES
        open_ += answer is Answer.CANNOT_TELL
    if met >= count:
        return Answer.YES
    return Answer.CANNOT_TELL if met + open_ >= count else Answer.NO


def every(answers: Iterable[Answer]) -> Answer:
    """Yes where all are; no where one is no, whatever the others are."""
    given = list(answers)
    return at_least(len(given), given)


def some(answers: Iterable[Answer]) -> Answer:
    """Yes where one is, whatever the others are."""
    return at_least(1, answers)
