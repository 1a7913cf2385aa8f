"""The converted model appears whole, once, and is made again when it is damaged."""

import json
import multiprocessing
import os
import signal
import time

import numpy as np
import pytest

from duijie_match.embedding.convert import MANIFEST, MODEL, NAME, WORDS, ensure_e5_small, is_intact
from duijie_match.embedding.e5 import E5Small
from duijie_match.embedding.wheel import WheelModel, find_wheel_model
from duijie_match.errors import DuijieError


@pytest.fixture
def copied(models, tmp_path):
    """A converted model of one's own: links, so that damaging means replacing."""
    home = tmp_path / NAME
    home.mkdir()
    for name in (MODEL, WORDS, MANIFEST):
        (home / name).symlink_to(models / NAME / name)
    return tmp_path


def replace(path, content):
    path.unlink()
    path.write_bytes(content)


def test_word_table_is_the_dequantised_one(models):
    words = np.load(models / NAME / WORDS, mmap_mode="r", allow_pickle=False)
    model = WheelModel(find_wheel_model())
    nibbles, scales = model.blocks("emb.word")
    rows = np.array([0, 5, 6, 4711, 250_036])
    blocks = (rows[:, None] * 12 + np.arange(12)).reshape(-1)
    expected = ((nibbles[blocks].astype(np.float32) - 8) * scales[blocks]).reshape(len(rows), 384)
    assert words.shape == (250_037, 384)
    assert np.array_equal(words[rows], expected.astype(np.float16))


def test_an_intact_model_is_left_alone(copied):
    before = {path.name: path.stat().st_mtime_ns for path in (copied / NAME).iterdir()}
    assert ensure_e5_small(copied) == copied / NAME
    assert {path.name: path.stat().st_mtime_ns for path in (copied / NAME).iterdir()} == before


@pytest.mark.parametrize("name", [MODEL, WORDS, MANIFEST])
def test_a_missing_file_is_noticed(copied, name):
    (copied / NAME / name).unlink()
    assert not is_intact(copied / NAME, thorough=False)


@pytest.mark.parametrize("name", [MODEL, MANIFEST])
def test_a_cut_file_is_noticed(copied, name):
    path = copied / NAME / name
    replace(path, path.read_bytes()[:-1])
    assert not is_intact(copied / NAME, thorough=False)


def test_a_changed_byte_is_noticed(copied):
    path = copied / NAME / MODEL
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    replace(path, bytes(content))
    assert is_intact(copied / NAME, thorough=False)
    assert not is_intact(copied / NAME)


@pytest.mark.parametrize(
    "manifest", ["[]", "{}", '{"format": 0, "files": {}}', '{"format": 1, "files": {"x": 1}}', "null"]
)
def test_an_odd_manifest_is_noticed(copied, manifest):
    replace(copied / NAME / MANIFEST, manifest.encode())
    assert not is_intact(copied / NAME)


def test_a_damaged_model_is_made_again_at_use(copied, e5):
    path = copied / NAME / MODEL
    replace(path, b"x" * path.stat().st_size)
    assert np.array_equal(E5Small(copied).embed(["激光焊接"]), e5.embed(["激光焊接"]))
    assert is_intact(copied / NAME)
    assert sorted(path.name for path in copied.iterdir()) == [f".{NAME}.lock", NAME]


def _ensure(folder):
    ensure_e5_small(folder)


def test_two_processes_and_a_killed_one(tmp_path, models):
    """One is killed in the middle; two others start at once; there is one whole model and nothing else."""
    context = multiprocessing.get_context("fork")
    killed = context.Process(target=_ensure, args=(tmp_path,), daemon=True)
    killed.start()
    while not any(path.name.startswith(f".{NAME}-") for path in tmp_path.iterdir()):
        time.sleep(0.005)
    time.sleep(0.2)
    os.kill(killed.pid, signal.SIGKILL)
    killed.join()
    assert not (tmp_path / NAME).exists()
    others = [context.Process(target=_ensure, args=(tmp_path,), daemon=True) for _ in range(2)]
    for other in others:
        other.start()
    for other in others:
        other.join(timeout=60)
    assert [other.exitcode for other in others] == [0, 0]
    assert sorted(path.name for path in tmp_path.iterdir()) == [f".{NAME}.lock", NAME]
    assert is_intact(tmp_path / NAME)
    files = [json.loads((folder / NAME / MANIFEST).read_text())["files"] for folder in (tmp_path, models)]
    assert files[0] == files[1]


def test_progress_goes_up_to_the_end(tmp_path):
    seen = []
    ensure_e5_small(tmp_path, lambda *report: seen.append(report))
    assert {report[0] for report in seen} == {"converting"}
    assert [report[1] for report in seen] == sorted(report[1] for report in seen)
    assert seen[-1][1] == seen[-1][2]


def test_a_folder_that_cannot_be_written_says_so(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(DuijieError) as raised:
        ensure_e5_small(blocked / "models")
    assert raised.value.code == "model_folder"
    assert str(blocked) in str(raised.value)
    assert "DUIJIE_DATA" in raised.value.message.render("zh-hans")


@pytest.mark.parametrize("content", [b"", b"GGUF" + bytes(100), b"E5S1" + bytes(200), b"E5S1"])
def test_a_foreign_model_file_says_so(tmp_path, content):
    path = tmp_path / "e5-small-q4.bin"
    path.write_bytes(content)
    with pytest.raises(DuijieError) as raised:
        WheelModel(path)
    assert raised.value.code == "model_file"


def test_a_missing_model_file_says_so(tmp_path):
    with pytest.raises(DuijieError) as raised:
        WheelModel(tmp_path / "nothing")
    assert raised.value.code == "model_file"
