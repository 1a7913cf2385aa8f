"""The sample lists: invented demands and supply, a judged sample of pairs, and the same lists as offices send them.

The records are the JSONL files of this folder. ``office_files`` writes them once more as two untidy workbooks and a
GB18030 csv; the tutorial, the demo and the browser tests use those. ``form_files`` writes the demands as twenty firms
would send them, a form each.
"""

import filecmp
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from duijie_match.folders import data_folder
from duijie_match.samples.form_files import make_form_files, write_form_files, zipped_in_gbk
from duijie_match.samples.office_files import OfficeLists, fingerprint, write_office_files

FOLDER = Path(__file__).parent
NAMES = ("demands", "supply", "works", "expected", "firms")


def records(name: str) -> Iterator[dict[str, Any]]:
    """The records of one of ``NAMES``, in the order of the file."""
    if name not in NAMES:
        raise ValueError(f"no sample list {name!r}; there are {', '.join(NAMES)}")
    with (FOLDER / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def in_the_way(folder: Path) -> Path | None:
    """A file in ``folder`` that has the name of a sample file and is not that: somebody's own list."""
    with tempfile.TemporaryDirectory(prefix="duijie-") as scratch:
        write_samples(Path(scratch))
        for path in sorted(Path(scratch).rglob("*")):
            there = folder / path.relative_to(scratch)
            if path.is_file() and there.exists() and not (there.is_file() and filecmp.cmp(path, there, shallow=False)):
                return there
    return None


def write_samples(folder: Path) -> dict[str, Path]:
    """Write the office files into ``folder`` (made when absent; files of the same name are replaced whole).

    Answers ``{"demands": …, "supply": …, "works": …, "forms": …}``; the forms also stand unpacked in a folder beside
    the archive. ``OSError`` when the folder cannot be written.
    """
    lists = write_office_files(folder, **_lists())
    forms = write_form_files(folder, make_form_files(list(records("demands")), list(records("firms"))))
    return {**lists, "forms": forms}


def sample_forms(area: str = "") -> bytes:
    """The archive of the twenty forms. The firms come from several counties; with ``area`` all write that name."""
    demands = [{**line, "area": area or line["area"]} for line in records("demands")]
    return zipped_in_gbk(make_form_files(demands, list(records("firms"))))


def sample_files() -> dict[str, Path]:
    """The office files, made once for each state of the samples, below the data folder."""
    lists = _lists()
    return write_office_files(data_folder() / "samples" / fingerprint(lists), **lists, keep=True)


def _lists() -> OfficeLists:
    return {"demands": list(records("demands")), "supply": list(records("supply")), "works": list(records("works"))}
