"""Rows in bytes leave out nothing that is near enough, and what is found through them is what comparing all finds."""

import numpy as np
import pytest

from duijie.search.engine.coarse import Coarse, encode
from duijie.search.engine.nearness import NEAR, Nearness
from duijie.search.engine.vectors import VectorFile


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


def collection(source: np.random.Generator, dimensions: int) -> tuple[np.ndarray, np.ndarray]:
    """A question, and rows of which some thousand are about as near to it as counts, some much nearer, and some
    alike."""
    asked = unit(source.standard_normal(dimensions))
    share = source.uniform(-1, 1.6, (6000, 1)) ** 3 * 0.5
    rows = unit(share * asked + unit(source.standard_normal((6000, dimensions))))
    rows[::500] = rows[7]
    rows[3] = np.eye(dimensions)[0]  # as far from even as can be
    return asked, rows


@pytest.mark.parametrize("dimensions", [8, 20, 384])
def test_what_is_near_enough_is_found_through_bytes_as_by_comparing_all(dimensions):
    source = np.random.default_rng(dimensions)
    for _round in range(5):
        asked, rows = collection(source, dimensions)
        exact, through = Nearness(rows, asked), Nearness(rows, asked, encode(rows))
        picks = [np.arange(6000), source.permutation(6000)[:900], np.array([-1, 5, 6000, 9]), np.array([], np.int64)]
        picks += [np.flatnonzero(rows @ asked < limit) for limit in (0.9, NEAR + 0.01, NEAR, 0.0)]
        for slots in (pick.astype(np.int32) for pick in picks):
            expected, found = exact.nearest(slots), through.nearest(slots)
            assert found[0].tolist() == expected[0].tolist()
            np.testing.assert_allclose(found[1], expected[1], atol=1e-6)


def test_bytes_are_wrong_by_no_more_than_is_said():
    source = np.random.default_rng(1)
    asked, rows = collection(source, 384)
    coarse = Coarse(encode(rows), asked)
    exact = rows @ asked
    numbers, about = coarse.above(NEAR)
    assert np.abs(about - exact[numbers]).max() <= coarse.error < 0.1
    assert set(np.flatnonzero(exact >= NEAR).tolist()) <= set(numbers.tolist())
    assert len(numbers) < 6000


def test_bytes_follow_the_vectors_also_where_there_were_none_before(tmp_path):
    rows = unit(np.random.default_rng(2).standard_normal((50, 12)))
    file = VectorFile(tmp_path, 12)
    file.create()
    assert file.codes(0) is not None
    file.write(0, rows[:20])
    file.codes_path.unlink()  # as in a generation of a version before
    assert file.codes(20) is None
    file.write(20, rows[20:30])
    file.write(25, rows[30:])  # what an ended process had added is written over
    file.codes_path.write_bytes(file.codes_path.read_bytes()[: 12 * 3 + 5])  # cut off
    assert file.codes(45) is None
    file.write(45, rows[:5])
    stored = file.codes(50)
    assert stored is not None
    np.testing.assert_array_equal(stored, encode(file.rows(50)))
