"""What cannot be assigned is refused in one sentence."""

import numpy as np
import pytest

from duijie_match.assignment.instance import make_instance
from duijie_match.errors import DuijieError


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"score": [0.5, float("nan")]}, "The score of pair 1 is nan. A score is a number of 0 or more."),
        ({"score": [-0.5, 1]}, "The score of pair 0 is -0.5. A score is a number of 0 or more."),
        ({"score": [0.5, float("inf")]}, "The score of pair 1 is inf. A score is a number of 0 or more."),
        ({"score": [0.5]}, "Demands: 2, supply rows: 2, scores: 1; there must be one of each a pair."),
        ({"most": -1}, "most holds a number below 0 or above 1000000000."),
        ({"most": [1, float("nan")]}, "most holds what is no whole number."),
        ({"cover": [1.5, 1]}, "cover holds what is no whole number."),
        ({"least": [0, 0, 0]}, "least has 3 entries for 2 rows."),
        ({"demand": [0, 7], "demands": 2}, "There are 2 demand rows; a pair names row 7, counted from 0."),
        ({"demand": [0, -1]}, "A number of a demand row is negative or too large."),
        ({"demand": [0.0, 1.0]}, "The numbers of demand rows must be a list of whole numbers."),
        ({"demand": [0, 0], "supply": [1, 1]}, "The pair of demand row 0 and supply row 1 is listed twice."),
        ({"fixed": [1, 0]}, "fixed must mark each pair with true or false."),
        ({"exclusive": [0.5, 1]}, "exclusive must number each pair (-1 for none)."),
        ({"stability": float("nan")}, "The stability is nan. It is a number of 0 or more."),
    ],
)
def test_what_is_refused(change: dict[str, object], sentence: str) -> None:
    given = {"demand": [0, 1], "supply": [0, 1], "score": [0.5, 0.6], "cover": 1, "most": 1, **change}
    with pytest.raises(DuijieError) as caught:
        make_instance(**given)  # type: ignore[arg-type]  # a table of arguments
    assert (caught.value.code, str(caught.value)) == ("bad-instance", sentence)


def test_single_loads_hold_for_all_and_ids_are_row_numbers() -> None:
    instance = make_instance([0, 2], [1, 0], [1, 0.5], cover=2, most=3)
    assert (instance.cover.tolist(), instance.most.tolist(), instance.least.tolist()) == ([2, 2, 2], [3, 3], [0, 0])
    assert (list(instance.demand_ids), list(instance.supply_ids)) == (["0", "1", "2"], ["0", "1"])
    assert instance.weights() is instance.score


def test_previous_pairs_weigh_more() -> None:
    instance = make_instance(
        [0, 1], [0, 0], [1, 0.5], cover=1, most=1, previous=np.array([False, True]), stability=0.25
    )
    assert instance.weights().tolist() == [1.0, 0.75]
