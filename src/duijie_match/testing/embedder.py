"""What every embedder must do.

Inherit ``EmbedderConformance``, give the fixture ``embedder``, and pytest runs the rest.
"""

from collections.abc import Callable

import numpy as np
import pytest

from duijie_match.embedding.base import Embedder, Vectors
from duijie_match.progress import Cancelled

ROUNDING = 2e-3
"""How far a row may be from unit length: float16 rows are allowed."""

TEXTS = (
    "激光焊接焊缝在线跟踪系统",
    "Online seam tracking for laser welding",
    "苹果采后保鲜技术与冷链物流",
    "求购:耐高温涂层材料,预算30万元",
    "a",
    "三维",
    "Ｆｕｌｌ－ｗｉｄｔｈ　１２３",
    "emoji 🚀🧪 and 𠮷野家 rare",
)


class EmbedderConformance:
    """Behaviour of the contract in ``embedding/base.py``.

    Overriding classes provide the fixtures ``embedder`` (may be shared) and ``create`` (a function that makes a
    second instance of the same embedder).
    """

    @pytest.fixture
    def embedder(self) -> Embedder:
        """The implementation under test."""
        raise pytest.UsageError("EmbedderConformance needs a fixture named embedder")

    @pytest.fixture
    def create(self) -> Callable[[], Embedder]:
        """Makes another instance of the same."""
        raise pytest.UsageError("EmbedderConformance needs a fixture named create")

    def test_says_who_it_is(self, embedder: Embedder) -> None:
        assert embedder.name == embedder.name.strip() != ""
        assert embedder.fingerprint != ""
        assert embedder.dimensions > 0

    def test_rows_are_unit_vectors_in_float32(self, embedder: Embedder) -> None:
        rows = embedder.embed(TEXTS)
        assert rows.shape == (len(TEXTS), embedder.dimensions)
        assert rows.dtype == np.float32
        assert np.abs(np.linalg.norm(rows, axis=1) - 1).max() < ROUNDING

    def test_no_texts_give_no_rows(self, embedder: Embedder) -> None:
        assert embedder.embed([]).shape == (0, embedder.dimensions)

    @pytest.mark.parametrize("blank", ["", " ", "\n\t\r", "\u3000\u00a0", "\x00\x07\u200b", "\ufeff", "\ud800"])
    def test_text_without_content_is_a_zero_row(self, embedder: Embedder, blank: str) -> None:
        rows = embedder.embed([blank, TEXTS[0], blank])
        assert not rows[0].any()
        assert rows[1].any()
        assert not rows[2].any()

    def test_rows_come_in_the_order_of_the_texts(self, embedder: Embedder) -> None:
        there, back = embedder.embed(TEXTS), embedder.embed(TEXTS[::-1])
        assert np.array_equal(there, back[::-1])

    def test_neighbours_do_not_change_a_row(self, embedder: Embedder) -> None:
        together = embedder.embed([*TEXTS, TEXTS[0] * 30, TEXTS[1] * 20])
        alone = [embedder.embed([text])[0] for text in TEXTS]
        assert np.array_equal(together[: len(TEXTS)], np.stack(alone))

    def test_equal_texts_have_equal_rows(self, embedder: Embedder) -> None:
        rows = embedder.embed([TEXTS[0], TEXTS[1], TEXTS[0]])
        assert np.array_equal(rows[0], rows[2])
        assert not np.array_equal(rows[0], rows[1])

    def test_another_instance_gives_the_same(self, embedder: Embedder, create: Callable[[], Embedder]) -> None:
        other = create()
        assert other.fingerprint == embedder.fingerprint
        assert np.array_equal(other.embed(TEXTS), embedder.embed(TEXTS))

    @pytest.mark.parametrize(
        "text",
        [
            "lone \ud83d surrogate",
            "\udc00\ud83d",
            "split pair \ud83d\ude80",
            "nul \x00 inside",
            "".join(map(chr, range(1, 32))) + "x",
            "\u202eright to left\u202c",
            "a" + "\u0301" * 500,
            "ﷺ" * 300,
            "<s> </s> <unk> <pad> <mask>",
            "\U0010ffff\U000e0001x",
        ],
    )
    def test_odd_characters_do_no_harm(self, embedder: Embedder, text: str) -> None:
        rows = embedder.embed([text, TEXTS[0]])
        assert np.isfinite(rows).all()
        assert np.array_equal(rows[1], embedder.embed([TEXTS[0]])[0])

    def test_long_text_has_a_unit_row(self, embedder: Embedder) -> None:
        rows = embedder.embed([TEXTS[0] * 1000, "无空格" * 5000, "word " * 5000])
        assert np.abs(np.linalg.norm(rows, axis=1) - 1).max() < ROUNDING

    def test_meaning_is_near(self, embedder: Embedder) -> None:
        texts = ("激光焊接焊缝在线跟踪", "用视觉传感器实时测量焊缝位置", "苹果采后保鲜与冷链物流")
        rows = embedder.embed(texts)
        assert similarity(rows, 0, 1) > similarity(rows, 0, 2)

    def test_meaning_is_near_across_languages(self, embedder: Embedder) -> None:
        texts = ("激光焊接焊缝在线跟踪", "Seam tracking for laser welding", "Cold storage of apples after harvest")
        rows = embedder.embed(texts)
        assert similarity(rows, 0, 1) > similarity(rows, 0, 2)

    def test_progress_counts_to_the_end(self, embedder: Embedder) -> None:
        seen: list[tuple[str, int, int]] = []
        texts = [f"{text} {i}" for i in range(5) for text in TEXTS]
        embedder.embed(texts, progress=lambda *report: seen.append(report))
        assert {report[0] for report in seen} == {"embedding"}
        assert {report[2] for report in seen} == {len(texts)}
        assert [report[1] for report in seen] == sorted(report[1] for report in seen)
        assert seen[-1][1] == len(texts)

    def test_progress_may_stop_the_work(self, embedder: Embedder) -> None:
        def stop(stage: str, done: int, total: int) -> None:
            raise Cancelled

        with pytest.raises(Cancelled):
            embedder.embed([f"{text} stop" for text in TEXTS], progress=stop)
        assert embedder.embed(TEXTS[:1]).any()


def similarity(rows: Vectors, one: int, other: int) -> float:
    """Cosine of two unit rows."""
    return float(rows[one] @ rows[other])
