"""The files of the operator's term lexicon: columns Chinese, English, synonyms; each row is one concept."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from duijie_match.analysis.lexicon import EMPTY, Lexicon, build_lexicon, spelling_of
from duijie_match.errors import DuijieError
from duijie_match.folders import data_folder
from duijie_match.lists.limits import Limits
from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.records import Record, table_records
from duijie_match.lists.relations import report_row
from duijie_match.lists.sheet_reports import report_sheets
from duijie_match.lists.sources import Source, open_source
from duijie_match.lists.tables import plan_tables
from duijie_match.lists.term_columns import TERMS
from duijie_match.progress import Progress, silent
from duijie_match.wording import Message, msg

VARIABLE = "DUIJIE_LEXICON"
NAMES = ("lexicon.xlsx", "lexicon.csv", "lexicon.tsv", "lexicon.jsonl")
"""The files in the data folder that are read where the variable names none."""
LONGEST = 80
"""Characters of a spelling; longer ones are sentences."""

MISSING = msg("{variable} names the term lexicon {path}, which is not there. Put it there, or unset the variable.")
_APART = re.compile(r"[;；、|\n]+")


COLUMNS = ("chinese", "english", "synonyms")


@dataclass(frozen=True, slots=True)
class TermRow:
    """A row as it counts: by column its spellings in normal form, each with how it is written; where it stands; and
    the row that has a spelling of it already, if one has.
    """

    columns: Mapping[str, Mapping[str, str]]
    sheet: str
    number: int
    shares_with: str = ""


@dataclass(slots=True)
class LexiconList:
    """The concepts of one or more files, as rows of spellings, and what was not understood."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    terms: list[TermRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    paths: tuple[Path, ...] = ()

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon of all rows."""
        return build_lexicon(self.rows) if self.rows else EMPTY


def lexicon_files(folder: Path | None = None) -> tuple[Path, ...]:
    """The files of the operator's lexicon: the one that ``$DUIJIE_LEXICON`` names, else those in ``folder`` with one
    of ``NAMES`` (without a folder: the data folder). Raises ``DuijieError`` (``lexicon-missing``) when the named
    one is not there.
    """
    named = os.environ.get(VARIABLE, "").strip()
    if named:
        path = Path(named).expanduser().absolute()
        if not path.is_file():
            raise DuijieError("lexicon-missing", Message(MISSING.msgid, {"variable": VARIABLE, "path": str(path)}))
        return (path,)
    return tuple(path for name in NAMES if (path := (folder or data_folder()) / name).is_file())


def operator_lexicon(folder: Path | None = None, *, progress: Progress = silent) -> LexiconList:
    """What stands in ``lexicon_files``; empty where there are none. Raises ``DuijieError`` for a file that cannot be
    read as a whole.
    """
    paths = lexicon_files(folder)
    found = LexiconList(paths=paths)
    taken: dict[str, str] = {}
    for path in paths:
        _read_into(found, path, taken, None, progress)
    return found


def read_terms(path: Path | str, *, limits: Limits | None = None, progress: Progress = silent) -> LexiconList:
    """The term list at ``path``: columns Chinese, English, synonyms (several in a cell, apart by ; or 、).

    A row with fewer than two spellings, or with one that cannot be looked for, is a ``Problem`` and does not count;
    a spelling that an earlier row has is left out with a warning, and with it the row where that leaves too few.
    """
    found = LexiconList(paths=(Path(path),))
    _read_into(found, path, {}, limits, progress)
    return found


def _read_into(
    found: LexiconList, path: Path | str, taken: dict[str, str], limits: Limits | None, progress: Progress
) -> None:
    """``taken`` says where each spelling stands already."""
    with open_source(path, limits, TERMS) as source:
        tables = plan_tables(source, TERMS, enough=lambda fields: len(fields) > 1)
        needed = msg("A term lexicon needs two of the columns Chinese, English and synonyms (中文, 英文, 同义词).")
        report_sheets(source, tables, needed)
        for count, record in enumerate(table_records(source, tables), start=1):
            if count % 1000 == 0:
                progress("reading", count, 0)
            row, shares_with = _row(source, record, taken)
            if row:
                found.rows.append(tuple(row))
                found.terms.append(TermRow(_by_column(row), record.table.reading.name, record.number, shares_with))
        found.problems.extend(source.problems)


def spellings_of(cell: str) -> dict[str, str]:
    """The spellings in a cell, in normal form, each with how it is written."""
    found = ((spelling_of(written), " ".join(written.split())) for written in _APART.split(cell))
    return {spelling: written for spelling, written in found if spelling}


def can_be_found(spelling: str) -> bool:
    """Whether a spelling in normal form can be looked for in texts: 2 to 80 characters, or one Chinese character."""
    return 1 < len(spelling) <= LONGEST or (len(spelling) == 1 and not spelling.isascii())


def _by_column(row: Mapping[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    return {
        column: {spelling: written for spelling, (name, written) in row.items() if name == column} for column in COLUMNS
    }


def _row(source: Source, record: Record, taken: dict[str, str]) -> tuple[dict[str, tuple[str, str]], str]:
    """The spellings of a row, each with its column and how it is written, none when the row does not count; and the
    first earlier row that has one of them.
    """
    row: dict[str, tuple[str, str]] = {}
    for name in COLUMNS:
        for _, cell in record.all(name):
            for spelling, written in spellings_of(cell).items():
                if not can_be_found(spelling):
                    message = msg("“{value}” cannot be looked for: a term has 2 to {most} characters, or one Chinese "
                                  "character. Correct it, or delete the row.",
                                  value=written.strip()[:LONGEST], most=LONGEST)  # fmt: skip
                    report_row(source, record, "bad-term", message, name, written)
                    return {}, ""
                row.setdefault(spelling, (name, written))
    if len(row) < 2:
        message = msg("The row has fewer than two spellings. Fill in what means the same, or delete the row.")
        report_row(source, record, "one-term", message, "english")
        return {}, ""
    shared = [spelling for spelling in row if spelling in taken]
    is_left_out = len(row) - len(shared) < 2
    for spelling in shared:
        message = msg("“{value}” stands in row {row} already and counts there. Put both rows together.",
                      value=spelling, row=taken[spelling])  # fmt: skip
        severity = Severity.ERROR if is_left_out else Severity.WARNING
        report_row(source, record, "same-term", message, row.pop(spelling)[0], spelling, severity)
    shares_with = taken[shared[0]] if shared else ""
    if is_left_out:
        return {}, shares_with
    taken.update(dict.fromkeys(row, str(record.number)))
    return row, shares_with
