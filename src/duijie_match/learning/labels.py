"""What judged pairs say: levels 1 to 4, or that a proposal was accepted or declined."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from duijie_match.analysis.normalise import normalise
from duijie_match.errors import DuijieError
from duijie_match.lists.readings import Pair
from duijie_match.wording import Message, msg

LEVELS = (2, 3, 4)
"""The thresholds: a level is that many of them reached, plus one."""
FAIRLY_STRONG = 1
"""The place of "level 3 or above" in ``LEVELS``: what accepted and declined speak about."""

Signs = tuple[int, int, int]
YES, NO = (0, 1, 0), (0, -1, 0)
"""What accepted and declined say of the thresholds."""

LEAST_PAIRS, LEAST_DEMANDS, LEAST_OF_A_KIND = 40, 8, 5
"""Below, figures by cross-validation say nothing. Judgement."""

ACCEPTED = frozenset(
    (
        *("accepted", "accept", "yes", "agreed", "interested", "signed", "done"),
        *("接受", "已接受", "同意", "采纳", "已采纳", "接洽", "有意向", "感兴趣"),
        *("签约", "已签约", "成功", "对接成功", "达成合作", "已对接"),
    )
)
DECLINED = frozenset(
    (
        *("declined", "decline", "no", "rejected", "refused", "dismissed"),
        *("拒绝", "已拒绝", "不接受", "不同意", "谢绝", "婉拒", "未采纳", "不采纳", "驳回"),
        *("无意向", "不感兴趣", "失败", "对接失败", "未达成", "排除"),
    )
)


@dataclass(frozen=True, slots=True)
class Labels:
    """Judged pairs. ``signs[i, k]`` is 1 where pair ``i`` reaches level ``LEVELS[k]``, -1 where not, 0 where its
    judgement does not say. ``weights`` (above 0, at most 1; all 1 unless told) say how sure that is: the noise of a
    pair of weight w is 1/w of that of others.
    """

    pairs: tuple[tuple[str, str], ...]
    signs: NDArray[np.int8]
    weights: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))

    def __post_init__(self) -> None:
        if not len(self.weights):
            object.__setattr__(self, "weights", np.ones(len(self.pairs)))
        if len(self.weights) != len(self.pairs) or not ((self.weights > 0) & (self.weights <= 1)).all():
            raise ValueError("a weight for each pair, above 0 and at most 1")

    def __len__(self) -> int:
        return len(self.pairs)

    @property
    def levels(self) -> NDArray[np.float64]:
        """1..4, or NaN for a pair that was accepted or declined only."""
        known = (self.signs != 0).all(axis=1)
        return np.where(known, 1 + (self.signs > 0).sum(axis=1), np.nan)

    def take(self, chosen: NDArray[np.intp]) -> "Labels":
        """Some of the pairs."""
        return Labels(tuple(self.pairs[place] for place in chosen.tolist()), self.signs[chosen], self.weights[chosen])

    def learnable(self) -> tuple[int, ...]:
        """The places of the thresholds that have enough pairs on either side."""
        return tuple(
            place
            for place in range(len(LEVELS))
            if min((self.signs[:, place] > 0).sum(), (self.signs[:, place] < 0).sum()) >= LEAST_OF_A_KIND
        )


def label_of(pair: Pair) -> Signs | None:
    """The signs of one judged pair; ``None`` where neither level nor outcome says anything known. A level counts
    more than an outcome.
    """
    if pair.level is not None:
        return signs_of_level(pair.level)
    word = normalise(pair.outcome).text.strip()
    if word in ACCEPTED:
        return YES
    if word in DECLINED:
        return NO
    return None


def signs_of_level(level: int) -> Signs:
    """The signs of a pair that was given a level, 1 to 4."""
    return tuple(1 if level >= one else -1 for one in LEVELS)  # type: ignore[return-value]


def make_labels(
    judged: Iterable[tuple[tuple[str, str], Signs]], weights: Mapping[tuple[str, str], float] | None = None
) -> Labels:
    """A pair that was judged several times counts once, by the last judgement. ``weights`` by pair, 1 where none is
    told.
    """
    last = dict(judged)
    signs = np.array(list(last.values()), np.int8).reshape(len(last), len(LEVELS))
    return Labels(tuple(last), signs, np.array([(weights or {}).get(pair, 1.0) for pair in last], np.float64))


def check_enough(labels: Labels) -> None:
    """Raise ``DuijieError`` ``too-little`` that says how much is missing."""
    missing = list(_missing(labels))
    if missing:
        said = msg("There is too little to learn from.")
        for sentence in missing:
            said = msg("{said} {sentence}", said=said, sentence=sentence)
        raise DuijieError("too-little", said)


def _missing(labels: Labels) -> Iterable[Message]:
    if len(labels) < LEAST_PAIRS:
        yield msg(
            "{have} judged {have:pair|pairs}, and {least} are needed: {more} more.",
            have=len(labels), least=LEAST_PAIRS, more=LEAST_PAIRS - len(labels),
        )  # fmt: skip
    demands = len({demand for demand, _ in labels.pairs})
    if demands < LEAST_DEMANDS:
        yield msg(
            "They are about {have} {have:demand|demands}, and {least} are needed: {more} more.",
            have=demands, least=LEAST_DEMANDS, more=LEAST_DEMANDS - demands,
        )  # fmt: skip
    if not labels.learnable():
        above, below = ((labels.signs[:, FAIRLY_STRONG] * sign > 0).sum() for sign in (1, -1))
        yield msg(
            "Pairs at level 3 or above (accepted): {above}; below (declined): {below}; at least {least} of each are "
            "needed, or of another two neighbouring levels.",
            above=int(above), below=int(below), least=LEAST_OF_A_KIND,
        )  # fmt: skip
