"""Vectors come from the cache as they would be computed, and a broken cache only costs time."""

import contextlib
import multiprocessing
import os
import signal
import sqlite3
import time

import numpy as np
import pytest

from duijie_match.embedding.cache import FILE, CachedEmbedder
from duijie_match.embedding.pieces import embed_documents
from duijie_match.embedding.store import VectorStore
from duijie_match.progress import silent

TEXTS = [f"文本 {i}" for i in range(600)]


class Letters:
    """A plain embedder for tests of the cache: a vector drawn from the text, and a count of what it was asked."""

    name = "letters"
    dimensions = 16

    def __init__(self, fingerprint="letters/1", pause=0.0):
        self.fingerprint = fingerprint
        self.asked = []
        self._pause = pause

    def split(self, text, tokens):
        return [text[start : start + tokens] for start in range(0, len(text), tokens)]

    def embed(self, texts, *, progress=silent):
        self.asked += texts
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(rows, texts, strict=True):
            time.sleep(self._pause)
            row[:] = np.random.default_rng(list(text.encode())).normal(size=self.dimensions)
        progress("embedding", len(texts), len(texts))
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_cold_and_warm_are_the_same_bit_for_bit(tmp_path):
    cold = CachedEmbedder(Letters(), tmp_path).embed(TEXTS)
    again = Letters()
    warm = CachedEmbedder(again, tmp_path).embed(TEXTS)
    assert np.array_equal(cold, warm)
    assert again.asked == []
    assert np.abs(cold - Letters().embed(TEXTS)).max() < 1e-3
    assert np.abs(np.linalg.norm(warm, axis=1) - 1).max() < 1e-6


def test_only_new_texts_are_computed_and_each_once(tmp_path):
    CachedEmbedder(Letters(), tmp_path).embed(TEXTS[:10])
    inner = Letters()
    CachedEmbedder(inner, tmp_path).embed([*TEXTS[5:15], *TEXTS[5:15]])
    assert sorted(inner.asked) == sorted(TEXTS[10:15])


def test_that_only_the_beginning_of_a_text_was_read_is_kept_with_its_row(tmp_path):
    class Refused(Letters):
        def was_shortened(self, text):
            return text in TEXTS[3:5]

    first = CachedEmbedder(Refused(), tmp_path)
    rows = first.embed(TEXTS[:10])
    again = Letters()
    second = CachedEmbedder(again, tmp_path)
    assert np.array_equal(second.embed(TEXTS[:10] * 2), np.tile(rows, (2, 1)))
    assert (again.asked, first.shortened, second.shortened) == ([], 2, 2)
    assert [text for text in TEXTS[:10] if second.was_shortened(text)] == TEXTS[3:5]
    assert (second.around(Letters("letters/2")).shortened, CachedEmbedder(Letters(), tmp_path).shortened) == (2, 0)


def test_another_fingerprint_has_its_own_rows(tmp_path):
    CachedEmbedder(Letters(), tmp_path).embed(TEXTS[:5])
    inner = Letters("letters/2")
    CachedEmbedder(inner, tmp_path).embed(TEXTS[:5])
    assert sorted(inner.asked) == sorted(TEXTS[:5])


def test_long_documents_and_their_pieces_are_kept(tmp_path):
    document = "甲乙丙丁戊" * 100
    inner = Letters()
    cold = embed_documents(CachedEmbedder(inner, tmp_path), [document, "短", document])
    assert sorted(inner.asked) == sorted(["短", document[:250]])  # both pieces of the long one are equal
    again = Letters()
    warm = embed_documents(CachedEmbedder(again, tmp_path), [document, "短", document])
    assert np.array_equal(cold, warm)
    assert again.asked == []


def test_progress_counts_known_texts_too(tmp_path):
    CachedEmbedder(Letters(), tmp_path).embed(TEXTS[:300])
    seen = []
    CachedEmbedder(Letters(), tmp_path).embed(TEXTS, progress=lambda *report: seen.append(report[1:]))
    assert seen == [(300, 600), (556, 600), (600, 600)]


def test_old_rows_go_when_the_store_is_full(tmp_path):
    cached = CachedEmbedder(Letters(), tmp_path, limit_bytes=200 * 2 * Letters.dimensions)
    cached.embed(TEXTS[:100])
    cached.embed(TEXTS[100:190])
    cached.embed(TEXTS[:100])  # used again, so the other ninety are the oldest
    cached.embed(TEXTS[200:240])
    store = VectorStore(tmp_path / FILE, Letters.dimensions, 200)
    assert store.count() == 180
    inner = Letters()
    CachedEmbedder(inner, tmp_path).embed([*TEXTS[:100], *TEXTS[200:240]])
    assert inner.asked == []


@pytest.mark.parametrize("content", [b"", b"garbage" * 500, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_begun_again(tmp_path, content):
    expected = CachedEmbedder(Letters(), tmp_path).embed(TEXTS)
    for suffix in ("-wal", "-shm"):
        (tmp_path / (FILE + suffix)).unlink(missing_ok=True)
    (tmp_path / FILE).write_bytes(content)
    assert np.array_equal(CachedEmbedder(Letters(), tmp_path).embed(TEXTS), expected)
    inner = Letters()
    assert np.array_equal(CachedEmbedder(inner, tmp_path).embed(TEXTS), expected)
    assert inner.asked == []


def test_what_is_written_over_a_damaged_file_is_there(tmp_path):
    store, row = VectorStore(tmp_path / FILE, 16, 100), np.arange(16, dtype=np.float16)
    store.path.write_bytes(b"garbage" * 500)
    assert store.write({b"a": row})
    assert np.array_equal(store.read([b"a"])[b"a"], row)


def test_a_file_that_another_process_holds_is_not_thrown_away(tmp_path, monkeypatch):
    monkeypatch.setattr("duijie_match.embedding.store._WAIT", 0.05)
    store, row = VectorStore(tmp_path / FILE, 16, 100), np.arange(16, dtype=np.float16)
    assert store.write({b"a": row})
    with contextlib.closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not store.write({b"b": row})
    assert list(store.read([b"a", b"b"])) == [b"a"]


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_cut_file_gives_no_wrong_row(tmp_path, kept):
    expected = CachedEmbedder(Letters(), tmp_path).embed(TEXTS)
    path = tmp_path / FILE
    os.truncate(path, int(path.stat().st_size * kept))
    assert np.array_equal(CachedEmbedder(Letters(), tmp_path).embed(TEXTS), expected)


def test_a_row_that_changed_on_disk_is_computed_again(tmp_path):
    expected = CachedEmbedder(Letters(), tmp_path).embed(TEXTS[:3])
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("UPDATE vector SET row = zeroblob(32) WHERE rowid = 1")
    connection.execute("UPDATE vector SET row = x'00' WHERE rowid = 2")
    connection.commit()
    connection.close()
    inner = Letters()
    assert np.array_equal(CachedEmbedder(inner, tmp_path).embed(TEXTS[:3]), expected)
    assert len(inner.asked) == 2


def test_it_works_where_nothing_can_be_written(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    expected = CachedEmbedder(Letters(), tmp_path / "good").embed(TEXTS[:5])
    assert np.array_equal(CachedEmbedder(Letters(), blocked / "cache").embed(TEXTS[:5]), expected)


def _fill(folder, start, pause):
    CachedEmbedder(Letters(pause=pause), folder).embed(TEXTS[start : start + 400])


def test_processes_write_at_once_and_one_is_killed(tmp_path):
    context = multiprocessing.get_context("fork")
    starts = (0, 100, 200)
    others = [context.Process(target=_fill, args=(tmp_path, start, 0.0005), daemon=True) for start in starts]
    killed = context.Process(target=_fill, args=(tmp_path, 0, 0.002), daemon=True)
    for process in (*others, killed):
        process.start()
    time.sleep(0.7)
    os.kill(killed.pid, signal.SIGKILL)
    for process in (*others, killed):
        process.join(timeout=60)
    assert [process.exitcode for process in others] == [0, 0, 0]
    inner = Letters()
    rows = CachedEmbedder(inner, tmp_path).embed(TEXTS)
    assert inner.asked == []
    assert np.array_equal(rows, CachedEmbedder(Letters(), tmp_path / "fresh").embed(TEXTS))
