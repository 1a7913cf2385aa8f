"""Lists of papers with keywords in Chinese and in English: what terms are mined from."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from duijie_match.lists.limits import Limits
from duijie_match.lists.problems import Problem
from duijie_match.lists.records import table_records
from duijie_match.lists.relations import report_row
from duijie_match.lists.sheet_reports import report_sheets
from duijie_match.lists.sources import open_source
from duijie_match.lists.tables import plan_tables
from duijie_match.lists.term_columns import PAPERS
from duijie_match.progress import Progress, silent
from duijie_match.wording import msg

SIDES = ("chinese_keywords", "english_keywords")
_APART = re.compile(r"\s*[;；,，、|\n]\s*")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(slots=True)
class PaperList:
    """Of each paper its keywords in Chinese and in English, in the order in which they stand."""

    papers: list[tuple[list[str], list[str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_papers(path: Path | str, *, limits: Limits | None = None, progress: Progress = silent) -> PaperList:
    """The papers at ``path``: columns Chinese keywords and English keywords. A row without one of the two is a
    ``Problem`` and does not count. Raises ``DuijieError`` for a file that cannot be read as a whole.
    """
    found = PaperList()
    with open_source(path, limits, PAPERS) as source:
        tables = plan_tables(source, PAPERS, enough=lambda fields: fields >= set(SIDES))
        needed = msg(
            "A list of papers needs the columns Chinese keywords and English keywords (中文关键词, 英文关键词)."
        )
        report_sheets(source, tables, needed)
        for count, record in enumerate(table_records(source, tables), start=1):
            if count % 1000 == 0:
                progress("reading", count, 0)
            chinese, english = (keywords_of(record.first(side)) for side in SIDES)
            if chinese and english:
                found.papers.append((chinese, english))
                continue
            message = msg("The paper has keywords in one language only. Fill in both, or delete the row.")
            report_row(source, record, "one-language", message, SIDES[bool(chinese)])
        found.problems.extend(source.problems)
    return found


def keywords_of(cell: str) -> list[str]:
    """The keywords in a cell; Chinese ones may also stand apart by blanks."""
    words = [word for word in _APART.split(cell.strip()) if word]
    return words[0].split() if len(words) == 1 and _CHINESE.search(words[0]) else words
