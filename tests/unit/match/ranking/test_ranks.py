"""Ranks: highest first, ties in list order, only the eligible."""

import numpy as np

from duijie_match.ranking.ranks import best_first, rank_of

SCORES = np.array([0.5, 0.9, 0.5, 0.1, 0.9], np.float32)
ALL = np.ones(5, bool)


def test_best_first_breaks_ties_by_list_order() -> None:
    assert best_first(SCORES, 4, ALL).tolist() == [1, 4, 0, 2]


def test_best_first_keeps_the_first_of_a_tie_at_the_border() -> None:
    assert best_first(SCORES, 3, ALL).tolist() == [1, 4, 0]


def test_best_first_leaves_out_the_ineligible() -> None:
    assert best_first(SCORES, 2, np.array([True, False, True, True, True])).tolist() == [4, 0]


def test_rank_of_agrees_with_best_first() -> None:
    order = best_first(SCORES, 5, ALL).tolist()
    assert [rank_of(SCORES, place, ALL) for place in order] == [1, 2, 3, 4, 5]
