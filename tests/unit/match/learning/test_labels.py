"""Levels and outcomes as judgements, and how much of them is enough."""

import numpy as np
import pytest
from tests.unit.match.learning.town import make_judged, signs_of

from duijie_match.errors import DuijieError
from duijie_match.learning.labels import LEAST_PAIRS, Labels, check_enough, label_of, make_labels
from duijie_match.lists.readings import Pair


@pytest.mark.parametrize(
    ("level", "outcome", "signs"),
    [
        (1, "", (-1, -1, -1)),
        (3, "", (1, 1, -1)),
        (4, "拒绝", (1, 1, 1)),
        (None, "accepted", (0, 1, 0)),
        (None, " 接受 ", (0, 1, 0)),
        (None, "Declined", (0, -1, 0)),
        (None, "对接失败", (0, -1, 0)),
        (None, "考虑中", None),
        (None, "", None),
    ],
)
def test_what_a_judgement_says(level: int | None, outcome: str, signs: tuple[int, ...] | None) -> None:
    assert label_of(Pair("a", "b", level, outcome)) == signs


def test_the_last_judgement_of_a_pair_counts() -> None:
    labels = make_labels([(("a", "b"), signs_of(1)), (("a", "c"), signs_of(2)), (("a", "b"), signs_of(4))])
    assert (labels.pairs, labels.levels.tolist()) == ((("a", "b"), ("a", "c")), [4, 2])


def test_accepted_and_declined_are_no_levels() -> None:
    labels = make_labels([(("a", "b"), (0, 1, 0)), (("a", "c"), (0, -1, 0))])
    assert np.isnan(labels.levels).all()


def refusal(labels: Labels) -> DuijieError:
    with pytest.raises(DuijieError) as raised:
        check_enough(labels)
    assert raised.value.code == "too-little"
    return raised.value


def test_enough_is_enough() -> None:
    check_enough(make_judged())


def test_too_few_pairs_and_demands_say_how_many_are_missing() -> None:
    error = refusal(make_judged(demands=3))
    assert str(error) == (
        "There is too little to learn from. 36 judged pairs, and 40 are needed: 4 more. "
        "They are about 3 demands, and 8 are needed: 5 more."
    )
    assert error.message.render("zh") == (
        "可供学习的数据太少。已评定的配对有 36 个，至少需要 40 个，还差 4 个。涉及需求 3 条，至少需要 8 条，还差 5 条。"
    )


@pytest.mark.parametrize("level", [1, 4])
def test_labels_of_one_class_teach_nothing(level: int) -> None:
    labels = make_labels(((f"D{number}", "S"), signs_of(level)) for number in range(LEAST_PAIRS))
    assert "at least 5 of each are needed" in str(refusal(labels))


def test_no_labels_at_all() -> None:
    assert "0 judged pairs, and 40 are needed: 40 more." in str(refusal(make_labels([])))
