"""Blind scores: what marks come to, who stands where; and who reviews what."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.programmes.faults import Faults
from duijie.programmes.scores.criteria import (
    Trimming,
    place_all,
    read_criteria,
    score_of,
    shown_score,
    trimmed_mean,
)
from duijie.programmes.scores.reviewers import (
    Conflict,
    Reviewed,
    Reviewer,
    Reviews,
    assign_reviewers,
    conflicts_of,
    faults_in,
)

PLAN = {"key": "plan", "label": {"zh": "工作方案"}, "weight": 60, "most": 10}
PAST = {"key": "past", "label": {"zh": "工作基础"}, "weight": 40, "most": 5}
CRITERIA = read_criteria([PLAN, PAST])
calm = settings(max_examples=40, deadline=None)
NONE: frozenset = frozenset()


@pytest.mark.parametrize(
    "data, place, code",
    [
        ("x", "", "wrong-type"),
        ([], "", "wrong-type"),
        ([PLAN], "", "sum"),
        ([PLAN, {**PAST, "key": "plan"}], "", "twice"),
        ([PLAN, {**PAST, "weight": 0}], "1", "wrong-type"),
        ([PLAN, {**PAST, "most": 1.5}], "1", "wrong-type"),
        ([PLAN, {**PAST, "key": "过去"}], "1", "wrong-type"),
        ([PLAN, {**PAST, "label": {}}], "1", "required"),
        ([PLAN, {**PAST, "code": "x"}], "1", "wrong-type"),
    ],
)
def test_criteria_that_cannot_be_marked_are_refused(data, place, code):
    with pytest.raises(Faults) as caught:
        read_criteria(data)
    assert (place, code) in [(one.place, one.code) for one in caught.value.found]


def test_a_score_is_the_weighted_share_of_the_greatest_marks():
    assert score_of(CRITERIA, {"plan": 10, "past": 5}) == 100
    assert score_of(CRITERIA, {"plan": 7, "past": 2}) == 58
    with pytest.raises(Faults) as caught:
        score_of(CRITERIA, {"plan": 11, "other": 1})
    assert [(one.field, one.code) for one in caught.value.found] == [
        ("other", "unknown-field"), ("plan", "wrong-value"), ("past", "wrong-value"),
    ]  # fmt: skip


def test_five_scores_lose_the_highest_and_the_lowest_and_four_do_not():
    scores = [Fraction(n) for n in (50, 100, 80, 81, 82)]
    assert trimmed_mean(scores, Trimming()) == 81
    assert trimmed_mean(scores[:4], Trimming()) == Fraction(311, 4)
    assert shown_score(Fraction(2, 3)) == shown_score(Fraction("0.665"))
    with pytest.raises(ValueError):
        Trimming(2, 4)


@calm
@given(st.lists(st.integers(0, 100).map(Fraction), min_size=5, max_size=9), st.integers(0, 1000))
def test_one_reviewer_alone_moves_no_score_beyond_the_others(scores, mark):
    """The point of trimming: a mark far above or below all the others changes nothing any more."""
    others = sorted(scores)
    high = trimmed_mean([*scores, Fraction(100 + mark)], Trimming())
    assert high == trimmed_mean([*scores, Fraction(100)], Trimming())
    assert others[0] <= high <= others[-1]


def test_ties_are_broken_by_the_weightiest_criterion_and_else_shared():
    marks = {
        "a": [{"plan": 6, "past": 5}], "b": [{"plan": 8, "past": 3}], "c": [{"plan": 10, "past": 5}],
        "d": [{"plan": 6, "past": 5}], "e": [{"plan": 0, "past": 0}],
    }  # fmt: skip
    placed = place_all(CRITERIA, {key: marks[key] for key in "abcde"}, Trimming())
    assert [(one.key, one.place) for one in placed][:2] == [("c", 1), ("a", 2)]
    assert {one.key: one.place for one in placed} == {"c": 1, "a": 2, "d": 2, "b": 4, "e": 5}
    level = place_all(CRITERIA, {"x": [{"plan": 5, "past": 5}], "y": [{"plan": 10, "past": 0}]}, Trimming())
    assert [one.key for one in level] == ["x", "y"]
    even = place_all(CRITERIA, {"x": [{"plan": 0, "past": 3}], "y": [{"plan": 4, "past": 0}]}, Trimming())
    assert [(one.key, one.score, one.place) for one in even] == [("y", 24, 1), ("x", 24, 2)]


def test_conflicts_are_all_named():
    reviewer = Reviewer("r", person=1, units=frozenset({7}))
    reviewed = Reviewed("a", frozenset({1, 2}), frozenset({7, 8}), frozenset({"r"}))
    assert conflicts_of(reviewer, reviewed, frozenset({frozenset({1, 2})})) == (
        Conflict.SELF, Conflict.SAME_UNIT, Conflict.CO_AUTHOR, Conflict.NAMED,
    )  # fmt: skip
    assert conflicts_of(Reviewer("s"), reviewed, frozenset({frozenset({1, 2})})) == ()


applications = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=8)
people = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(1, 4)), min_size=1, max_size=6)


@calm
@given(applications, people, st.integers(1, 3))
def test_plans_keep_conflicts_and_loads_and_leave_no_place_empty_that_can_be_filled(given_applications, given, each):
    reviewed = [Reviewed(n, frozenset({p}), frozenset({u})) for n, (p, u) in enumerate(given_applications)]
    reviewers = [Reviewer(f"r{n}", p, frozenset({u}), most) for n, (p, u, most) in enumerate(given)]
    together = frozenset({frozenset({0, 1})})
    plan = assign_reviewers(reviewed, reviewers, each=each, together=together)
    assert faults_in(plan, reviewed, reviewers, each=each, together=together) == []
    load = {one.key: sum(who == one.key for _what, who in plan.pairs) for one in reviewers}
    for what in reviewed:
        free = [one for one in reviewers if load[one.key] < one.most and (what.key, one.key) not in plan.pairs]
        if plan.short.get(what.key):
            assert all(conflicts_of(one, what, together) for one in free)
    assert assign_reviewers(reviewed, reviewers, each=each, together=together) == plan


def test_loads_are_shared_evenly_and_an_earlier_plan_is_kept():
    reviewed = [Reviewed(n) for n in range(12)]
    reviewers = [Reviewer(f"r{n}") for n in range(4)]
    plan = assign_reviewers(reviewed, reviewers, each=3)
    assert {sum(who == one.key for _what, who in plan.pairs) for one in reviewers} == {9}
    fewer = [*reviewers[:3], Reviewer("new")]
    again = assign_reviewers(reviewed, fewer, each=3, kept=plan.pairs)
    stayed = {pair for pair in plan.pairs if pair[1] != "r3"}
    assert stayed <= set(again.pairs)


def test_a_plan_changed_by_hand_is_checked_again():
    reviewed, reviewers = [Reviewed("a", units=frozenset({1}))], [Reviewer("r", units=frozenset({1})), Reviewer("s")]
    assert len(faults_in(Reviews((("a", "r"),)), reviewed, reviewers, each=1, together=NONE)) == 1
    assert len(faults_in(Reviews((("a", "s"), ("a", "s"))), reviewed, reviewers, each=1, together=NONE)) == 1
    assert len(faults_in(Reviews(()), reviewed, reviewers, each=1, together=NONE)) == 1
    assert len(faults_in(Reviews((("b", "s"),)), reviewed, reviewers, each=1, together=NONE)) == 2
