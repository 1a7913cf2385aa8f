"""Analyses that are kept are those that would be made; what is damaged, old or in the way only costs time."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from duijie_match.analysis import kept
from duijie_match.analysis.kept import KeptAnalyses
from duijie_match.analysis.texts import TextAnalyses, TextReader, gathered


@pytest.fixture(autouse=True)
def short_lists_count_as_long(monkeypatch):
    monkeypatch.setattr(kept, "FEWEST", 4)
    monkeypatch.setattr(kept, "BLOCK", 16)


def texts(count: int, start: int = 0) -> list[str]:
    return [
        f"第{number}台水泵 流量≥{number} m3/h seal {chr(0xD800) * (number % 2)}"
        for number in range(start, start + count)
    ]


class Reads:
    """Reads texts, and remembers which."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, every: list[str]) -> Sequence[TextAnalyses]:
        self.seen += every
        parts = [every[start : start + 10] for start in range(0, len(every), 10)]
        return [TextReader().read(part) for part in parts]


def read(folder: Path, every: list[str], fingerprint: str = "one", **options: int) -> tuple[TextAnalyses, list[str]]:
    """The analyses, gone through twice, and which texts had to be read."""
    reads = Reads()
    found = KeptAnalyses(folder, **options).read(every, fingerprint, reads)
    assert [told(part) for part in found] == [told(part) for part in found]
    return gathered(list(found)), reads.seen


def told(analyses: TextAnalyses) -> list[bytes]:
    packed = [analyses.sizes, analyses.keys, *analyses.arrays()[3:]]  # a vocabulary may hold more than is used
    return [column.tobytes() for column in packed]


def made(every: list[str]) -> list[bytes]:
    return told(TextReader().read(every))


def test_texts_are_read_once(tmp_path: Path) -> None:
    every = texts(50) * 2
    first, seen = read(tmp_path, every)
    assert told(first) == made(every)
    assert seen == texts(50)
    again, seen = read(tmp_path, every)
    assert told(again) == made(every)
    assert seen == []


def test_only_what_changed_is_read(tmp_path: Path) -> None:
    read(tmp_path, texts(50))
    mixed = [*texts(20, 100), *texts(50), *texts(5, 200)]
    random.Random(3).shuffle(mixed)
    found, seen = read(tmp_path, mixed)
    assert told(found) == made(mixed)
    assert set(seen) == {*texts(20, 100), *texts(5, 200)}


def test_another_lexicon_or_version_reads_all_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(tmp_path, texts(20))
    assert read(tmp_path, texts(20), "another")[1] == texts(20)
    monkeypatch.setattr(kept, "VERSION", kept.VERSION + 1)
    assert read(tmp_path, texts(20))[1] == texts(20)


def test_a_few_new_texts_are_not_worth_a_file(tmp_path: Path) -> None:
    read(tmp_path, texts(3))
    assert list(tmp_path.iterdir()) == []


def test_many_small_files_become_one(tmp_path: Path) -> None:
    sizes = [40, *[5] * kept.MOST_FILES]
    for number in range(len(sizes)):
        every = texts(sum(sizes[: number + 1]))
        assert told(read(tmp_path, every)[0]) == made(every)
    assert len(list(tmp_path.iterdir())) == 2
    assert read(tmp_path, texts(sum(sizes)))[1] == []


@pytest.mark.parametrize("place", [0, 3, 200, -200, -1])
def test_a_damaged_file_is_removed_and_made_again(tmp_path: Path, place: int) -> None:
    read(tmp_path, texts(50))
    (path,) = tmp_path.iterdir()
    content = bytearray(path.read_bytes())
    content[place] ^= 0xFF
    path.write_bytes(content)
    found, seen = read(tmp_path, texts(50))
    assert told(found) == made(texts(50))
    assert seen == texts(50)
    assert read(tmp_path, texts(50))[1] == []


@pytest.mark.parametrize("content", [b"", b"{}", b"not an analysis" * 100])
def test_what_is_no_such_file_is_made_again(tmp_path: Path, content: bytes) -> None:
    read(tmp_path, texts(50))
    (path,) = tmp_path.iterdir()
    path.write_bytes(content)
    assert told(read(tmp_path, texts(50))[0]) == made(texts(50))
    assert read(tmp_path, texts(50))[1] == []


def test_a_file_that_is_removed_meanwhile_takes_nothing_away(tmp_path: Path) -> None:
    read(tmp_path, texts(50))
    found = KeptAnalyses(tmp_path).read(texts(50), "one", Reads())
    for path in tmp_path.iterdir():
        path.unlink()
    assert told(gathered(list(found))) == made(texts(50))


def test_without_a_folder_that_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    found, seen = read(tmp_path / "file" / "folder", texts(50))
    assert told(found) == made(texts(50))
    assert seen == texts(50)


def test_what_was_unused_for_longest_goes_first(tmp_path: Path) -> None:
    read(tmp_path, texts(50))
    (first,) = tmp_path.iterdir()
    os.utime(first, (1, 1))
    read(tmp_path, texts(50, 100), limit_bytes=int(first.stat().st_size * 1.5))
    assert first not in list(tmp_path.iterdir())
    assert read(tmp_path, texts(50, 100))[1] == []


KILLED = """
import os, signal, sys
from pathlib import Path
from duijie_match.analysis import kept
from duijie_match.analysis.texts import TextReader
sync = os.fsync
os.fsync = lambda number: os.kill(os.getpid(), signal.SIGKILL)
every = [f"第{number}台水泵" for number in range(50)]
kept.FEWEST = 4
kept.KeptAnalyses(Path(sys.argv[1])).read(every, "one", lambda missing: [TextReader().read(missing)])
"""


def test_who_is_killed_while_writing_leaves_nothing_that_is_read(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(kept.UNFINISHED)
    every = [f"第{number}台水泵" for number in range(50)]
    assert read(tmp_path, every)[1] == every
    os.utime(left, (1, 1))
    read(tmp_path, texts(30))
    assert not left.exists()


def test_rows_of_several_parts_come_in_the_order_of_the_list(tmp_path: Path) -> None:
    read(tmp_path, texts(35))
    turned = texts(35)[::-1]
    found, seen = read(tmp_path, turned)
    assert seen == []
    assert told(found) == made(turned)
    assert np.asarray(found.sizes).sum() == len(found.keys)
