"""What every lexical index must do. Inherit and give ``engine``."""

from pathlib import Path

import pytest

from duijie_match.errors import DuijieError
from duijie_match.lexical.base import LexicalIndex

TEXTS = [
    ["b球阀", "b密封", "b密封", "wvalv"],
    ["b密封", "b材料"],
    ["pball valv", "wvalv", "n5000rpm"],
    [],
    ["b材料", "b电池", "b电池", "b电池", "x球阀"],
]


class LexicalIndexConformance:
    """Tests of the lexical index seam."""

    engine: type[LexicalIndex]

    def rows(self, query: dict[str, float], top: int = 10) -> list[int]:
        """The rows found, best first."""
        return [hit.row for hit in self.engine.build(TEXTS).search(query, top)]

    def test_finds_the_texts_that_hold_a_term(self) -> None:
        assert sorted(self.rows({"b材料": 1.0})) == [1, 4]

    def test_more_often_is_better_at_equal_length(self) -> None:
        index = self.engine.build([["a", "b"], ["a", "a"], ["c", "c"]])
        assert [hit.row for hit in index.search({"a": 1.0}, 10)] == [1, 0]

    def test_terms_with_blanks_are_one_term(self) -> None:
        assert self.rows({"pball valv": 1.0}) == [2]

    def test_weight_of_a_term_counts(self) -> None:
        assert self.rows({"b电池": 0.01, "n5000rpm": 5.0})[0] == 2
        assert self.rows({"b电池": 5.0, "n5000rpm": 0.01})[0] == 4

    def test_top_limits_the_answer(self) -> None:
        assert len(self.rows({"b密封": 1.0, "b材料": 1.0}, top=1)) == 1

    def test_equal_scores_come_in_row_order(self) -> None:
        index = self.engine.build([["a"], ["a"], ["a"]])
        assert [hit.row for hit in index.search({"a": 1.0}, 10)] == [0, 1, 2]

    def test_nothing_is_found_for_an_unknown_term_or_an_empty_query(self) -> None:
        assert self.rows({"wnever": 1.0}) == []
        assert self.rows({}) == []

    def test_empty_index_finds_nothing(self) -> None:
        index = self.engine.build([])
        assert len(index) == 0
        assert index.search({"a": 1.0}, 10) == []

    def test_length_counts_every_text(self) -> None:
        assert len(self.engine.build(TEXTS)) == len(TEXTS)

    def test_opened_index_answers_like_the_built_one(self, tmp_path: Path) -> None:
        built = self.engine.build(TEXTS, tmp_path / "index")
        opened = self.engine.open(tmp_path / "index")
        query = {"b密封": 1.0, "wvalv": 2.0}
        assert opened.search(query, 10) == built.search(query, 10)

    def test_opening_nothing_says_so(self, tmp_path: Path) -> None:
        with pytest.raises(DuijieError) as error:
            self.engine.open(tmp_path / "missing")
        assert error.value.code == "index-unreadable"
