"""What stands beside our plans in the benchmark keeps the same limits, so that its totals can be compared."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bench import assignment
from bench._plan_peers import greedy, raw, scipy_linear
from bench._sets import lacking

from duijie_match.assignment.instance import make_instance
from duijie_match.assignment.plan import make_plan


def instance(least: int) -> dict[str, Any]:
    """8 demands that take two of 6 suppliers, at most 4 each; the best suppliers are the same for all."""
    generator = np.random.default_rng(5)
    demand, supply = (part.ravel().astype(np.int32) for part in np.mgrid[0:8, 0:6])
    score = 0.2 * generator.random(48) + 0.15 * supply
    return {"demand": demand, "supply": supply, "score": score, "cover": 2, "most": 4, "least": least}


@pytest.mark.parametrize("least", [0, 2])
def test_raw_and_scipy_find_the_total_that_we_find(least: int) -> None:
    given = instance(least)
    plan = make_plan(make_instance(**given))
    for way in (raw, scipy_linear):
        found = way({**given, "demands": 8, "supplies": 6})
        assert (found["pairs"], found["too few"]) == (16, 0)
        assert found["total"] == pytest.approx(plan.total, abs=1e-5)
        assert found["worst"] <= make_plan(make_instance(**given), "fair").worst + 1e-6


def test_greedy_tells_how_many_have_too_few() -> None:
    found = greedy({**instance(2), "demands": 8, "supplies": 6})
    assert found["too few"] > 0
    assert found["pairs"] == 16


def test_midl_is_run_beside_raw_with_and_without_a_minimum(tmp_path: Path) -> None:
    """On a little instance of the same form; a pair with a score below 0 is forbidden."""
    scores = np.random.default_rng(3).random((6, 4))
    scores[0, 0] = -1
    arrays = {"scores": scores, "loads": np.full(6, 3), "loads-lb": np.full(6, 1), "covs": np.full(4, 2)}
    for name, values in arrays.items():
        np.save(tmp_path / f"{name}.npy", values)
    rows = assignment.midl(tmp_path)
    by_way = {(row["variant"], row["way"], row["objective"]): row for row in rows}
    for variant in (assignment.PLAIN, assignment.AT_LEAST):
        ours, theirs = by_way[variant, "ours", "total"], by_way[variant, "raw OR-Tools", "total"]
        assert ours["total"] == pytest.approx(theirs["total"], abs=1e-5)
        assert by_way[variant, "ours", "fair"]["worst"] >= theirs["worst"] - 1e-6


def test_what_is_not_there_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "nothing"
    monkeypatch.setattr("sys.argv", ["assignment", "--cases", "midl", "--data", str(gone)])
    assert assignment.main() == 2
    assert str(gone) in capsys.readouterr().err
    assert str(gone / "chinaxiv") in lacking(["chinaxiv-back", "chinaxiv-keywords"], gone)
    gone.mkdir()
    (gone / "sbir").mkdir()
    assert lacking(["sbir"], gone) == ""
