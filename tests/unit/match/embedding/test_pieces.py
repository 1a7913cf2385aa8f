import numpy as np
import pytest

from duijie_match.embedding.pieces import DocumentEmbedder, embed_documents, embed_pieces
from duijie_match.progress import silent


class Axes:
    """Pieces are words; each known word is an axis."""

    name = "axes"
    fingerprint = "axes"
    dimensions = 3

    def __init__(self):
        self.asked = []

    def split(self, text, tokens):
        words = text.split()
        return [" ".join(words[i : i + tokens]) for i in range(0, len(words), tokens)]

    def embed(self, texts, *, progress=silent):
        self.asked += texts
        return np.array([np.eye(3, dtype=np.float32)["abc".index(text[0])] for text in texts]).reshape(-1, 3)


class Whole:
    name = "whole"
    fingerprint = "whole"
    dimensions = 1

    def embed(self, texts, *, progress=silent):
        return np.ones((len(texts), 1), np.float32)


def test_a_document_is_the_unit_mean_of_its_first_pieces():
    rows = embed_documents(Axes(), ["a b c", "a", "", "b b c"], pieces=2, tokens=1)
    half = np.sqrt(np.float32(0.5))
    assert np.allclose(rows, [[half, half, 0], [1, 0, 0], [0, 0, 0], [0, 1, 0]], atol=1e-7)
    assert rows.dtype == np.float32


def test_equal_pieces_are_embedded_once():
    embedder = Axes()
    embed_documents(embedder, ["a b", "b a", "a"], pieces=2, tokens=1)
    assert embedder.asked == ["a", "b"]


def test_an_embedder_that_cannot_split_gets_whole_texts():
    assert embed_documents(Whole(), ["x " * 1000]).tolist() == [[1.0]]


def test_a_document_is_shortened_where_one_of_its_pieces_was_and_is_split_but_once():
    class Refused(Axes):
        splits = 0

        def split(self, text, tokens):
            self.splits += 1
            return super().split(text, tokens)

        def was_shortened(self, text):
            return text == "b"

    below = Refused()
    documents = DocumentEmbedder(below, pieces=2, tokens=1)
    documents.embed(["a b", "b a", "c a b"])
    assert [documents.was_shortened(text) for text in ("a b", "b a", "c a b")] == [True, True, False]
    assert below.splits == 3


@pytest.mark.filterwarnings("error")
def test_pieces_that_cancel_out_give_a_row_without_direction():
    class Opposite(Axes):
        def embed(self, texts, *, progress=silent):
            return np.array([[1, 0, 0] if text == "a" else [-1, 0, 0] for text in texts], np.float32)

    assert embed_documents(Opposite(), ["a b", "a"], pieces=2, tokens=1).tolist() == [[0, 0, 0], [1, 0, 0]]


def test_no_documents_give_no_rows():
    assert embed_documents(Axes(), []).shape == (0, 3)


def test_only_texts_of_several_pieces_are_told_piece_by_piece():
    rows, pointers = embed_pieces(Axes(), ["a", "b c a", "", "c a"], pieces=2, tokens=1)
    assert pointers.tolist() == [0, 0, 2, 2, 4]
    assert rows.tolist() == [[0, 1, 0], [0, 0, 1], [0, 0, 1], [1, 0, 0]]
    assert embed_pieces(Whole(), ["x " * 1000])[1].tolist() == [0, 0]


@pytest.mark.parametrize("wrong", [{"pieces": 0}, {"tokens": 0}])
def test_pieces_and_tokens_are_at_least_one(wrong):
    with pytest.raises(ValueError, match="at least 1"):
        DocumentEmbedder(Axes(), **wrong)


def test_a_text_of_one_piece_has_the_row_of_the_embedder(e5):
    texts = ["短文本", "a somewhat longer text about seam tracking " * 10]
    assert np.array_equal(embed_documents(e5, texts), e5.embed(texts))


def test_a_long_text_is_read_on_where_the_model_stops(e5):
    opening, other = "香菇菌棒污染防控。" * 60, "激光焊接焊缝跟踪。" * 60
    whole = embed_documents(e5, [opening, opening + other])
    cut = e5.embed([opening, opening + other])
    assert np.allclose(cut[0] @ cut[1], 1, atol=0.01)  # the model alone sees the same 256 tokens
    assert whole[0] @ whole[1] < 0.98
