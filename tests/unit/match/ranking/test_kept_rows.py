"""Rows on disk between two uses: as they were, or not at all."""

import numpy as np

from duijie_match.ranking import kept_rows
from duijie_match.ranking.kept_rows import KeptRows


def test_rows_come_back_as_they_were(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_rows, "FEWEST", 1)
    rows = np.random.default_rng(1).standard_normal((10, 9), np.float32)
    kept = KeptRows(10, 7, tmp_path / "cache")
    for start in (0, 4, 8):
        assert not kept.is_whole
        kept.write(start, rows[start : start + 4, :7])  # as a part of wider rows
    assert kept.is_whole
    assert [np.array_equal(kept.read(start, len(rows[start : start + 4])), rows[start : start + 4, :7])
            for start in (8, 0, 4)] == [True] * 3  # fmt: skip
    assert (kept.read(0, 3), kept.read(1, 4), kept.read(12, 4)) == (None, None, None)
    assert list((tmp_path / "cache").iterdir()) == []  # it has no name


def test_nothing_is_kept_without_a_place_or_a_need(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    rows = np.ones((2, 3), np.float32)
    for fewest, folder in ((1, None), (100, tmp_path), (1, tmp_path / "file")):
        monkeypatch.setattr(kept_rows, "FEWEST", fewest)
        kept = KeptRows(2, 3, folder)
        kept.write(0, rows)
        assert kept.read(0, 2) is None


def test_a_full_disk_is_no_fault(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_rows, "FEWEST", 1)
    kept = KeptRows(2, 3, tmp_path)

    def full(*_told):
        raise OSError("no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(kept_rows.os, "pwrite", full)
        kept.write(0, np.ones((2, 3), np.float32))
    assert kept.read(0, 2) is None
