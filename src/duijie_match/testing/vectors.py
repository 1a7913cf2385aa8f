"""What every vector index must do. Inherit and give ``engine``."""

from pathlib import Path

import numpy as np
import pytest

from duijie_match.embedding.base import Vectors
from duijie_match.errors import DuijieError
from duijie_match.vectors.base import VectorIndex


def unit_rows(count: int, dimensions: int = 8, seed: int = 0) -> Vectors:
    """Random unit vectors, the same for the same seed."""
    rows = np.random.default_rng(seed).standard_normal((count, dimensions)).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True).astype(np.float32)
    result: Vectors = np.divide(rows, lengths)
    return result


class VectorIndexConformance:
    """Tests of the vector index seam."""

    engine: type[VectorIndex]

    def test_each_vector_is_nearest_to_itself(self) -> None:
        vectors = unit_rows(50)
        rows, products = self.engine.build(vectors).search(vectors, 1)
        assert rows[:, 0].tolist() == list(range(50))
        assert np.allclose(products, 1, atol=1e-5)

    def test_products_fall(self) -> None:
        _, products = self.engine.build(unit_rows(50)).search(unit_rows(3, seed=1), 10)
        assert products.shape == (3, 10)
        assert (np.diff(products, axis=1) <= 1e-6).all()

    def test_asking_for_more_than_there_are_gives_all(self) -> None:
        rows, _ = self.engine.build(unit_rows(5)).search(unit_rows(1, seed=1), 10)
        assert sorted(rows[0].tolist()) == [0, 1, 2, 3, 4]

    def test_equal_products_come_in_row_order(self) -> None:
        one = unit_rows(1)
        rows, _ = self.engine.build(np.concatenate([one, one, one])).search(one, 3)
        assert rows[0].tolist() == [0, 1, 2]

    def test_empty_index_finds_nothing(self) -> None:
        index = self.engine.build(np.zeros((0, 8), np.float32))
        assert len(index) == 0
        assert index.search(unit_rows(2), 3)[0].shape == (2, 0)

    def test_no_query_no_answer(self) -> None:
        assert self.engine.build(unit_rows(5)).search(np.zeros((0, 8), np.float32), 3)[0].shape[0] == 0

    def test_opened_index_answers_like_the_saved_one(self, tmp_path: Path) -> None:
        index = self.engine.build(unit_rows(20))
        index.save(tmp_path / "vectors")
        opened = self.engine.open(tmp_path / "vectors")
        query = unit_rows(4, seed=2)
        assert len(opened) == 20
        assert opened.search(query, 5)[0].tolist() == index.search(query, 5)[0].tolist()

    def test_opening_nothing_or_something_else_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "other").write_text("not an index", encoding="utf-8")
        for name in ("missing", "other"):
            with pytest.raises(DuijieError) as error:
                self.engine.open(tmp_path / name)
            assert error.value.code == "index-unreadable"
