"""Ranks: highest first, ties in list order, only the eligible."""

import numpy as np
import pytest

from duijie_match.ranking.ranks import ColumnBest, best_first, rank_of

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


def column_best(matrix: np.ndarray, columns: np.ndarray, top: int, most: int | None = None) -> ColumnBest:
    best = ColumnBest(columns, top, most)
    for number, row in enumerate(matrix):
        best.add(number, row)
    return best


def test_the_best_of_a_column_are_those_of_a_stable_sort() -> None:
    matrix = np.random.default_rng(5).integers(0, 6, (40, 30)).astype(np.float32)  # with many ties
    columns, rows, values = column_best(matrix, np.ones(30, bool), 7).found()
    expected = np.argsort(-matrix, axis=0, kind="stable")[:7]
    assert columns.tolist() == np.repeat(np.arange(30), 7).tolist()
    assert rows.reshape(30, 7).T.tolist() == expected.tolist()
    assert values.tolist() == matrix[rows, columns].tolist()


def test_of_all_columns_only_the_best_are_kept() -> None:
    matrix = np.array([[0.5, 0.9, -np.inf], [0.8, 0.9, 0.1], [0.7, -np.inf, 0.2]], np.float32)
    columns, rows, _values = column_best(matrix, np.array([True, True, False]), 2, 3).found()
    assert list(zip(columns.tolist(), rows.tolist(), strict=True)) == [(0, 1), (1, 0), (1, 1)]


@pytest.mark.parametrize("most", [5, 40, 200])
def test_what_cannot_be_among_the_best_of_all_is_passed_over_and_nothing_else(most: int) -> None:
    matrix = np.random.default_rng(most).integers(0, 9, (100, 30)).astype(np.float32)  # with many ties
    matrix[:, ::3] += 9  # of columns that are not asked for, which must not count as better
    marked = np.arange(30) % 3 > 0
    every = column_best(matrix, marked, 7).found()
    best = np.sort(np.lexsort((every[1], every[0], -every[2]))[:most])
    found = column_best(matrix, marked, 7, most).found()
    assert [column.tolist() for column in found] == [column[best].tolist() for column in every]
