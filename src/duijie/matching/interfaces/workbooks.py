"""The workbook of a list match, as ``duijie match`` writes it, one for each language."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from duijie.matching.domain.list_reading import Lists
from duijie.matching.models import ListMatch, ListSide
from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.run_sheet import make_run_sheet
from duijie_match.lists.workbook import write_match_workbook
from duijie_match.lists.workbook_pages import RunSheet
from duijie_match.matcher import MatchSettings
from duijie_match.results import Match
from duijie_match.wording import LANGUAGES, Message, msg

FILE_LABELS = {
    ListSide.DEMANDS: msg("List of demands"),
    ListSide.SUPPLY: msg("List of supply"),
    ListSide.WORKS: msg("List of works"),
}


def write_workbooks(
    folder: Path,
    *,
    list_match: ListMatch,
    lists: Lists,
    matches: tuple[Sequence[Match], Sequence[Match]],
    unmatched: Sequence[tuple[str, Message]],
    problems: Sequence[Problem],
    summary: dict[str, Any],
) -> None:
    """Write ``workbook-LANGUAGE.xlsx`` into ``folder`` for every language; each is written whole or not at all.

    ``matches`` are those by demand and those by supply.
    """
    rejected = sum(problem.severity is Severity.ERROR for problem in problems)
    for language in LANGUAGES:
        write_match_workbook(
            workbook_path(folder, language),
            run=partial(_run_sheet, list_match, summary, rejected, language),
            demands=lists.demands.documents,
            supply=lists.supply.documents,
            matches=matches[0],
            by_supply=matches[1],
            unmatched=unmatched,
            problems=problems,
            language=language,
        )


def workbook_path(folder: Path, language: str) -> Path:
    """Where the workbook in ``language`` lies; English for a language that is not ours."""
    return folder / f"workbook-{language if language in LANGUAGES else 'en'}.xlsx"


def _run_sheet(list_match: ListMatch, summary: dict[str, Any], rejected: int, language: str) -> RunSheet:
    return make_run_sheet(
        embedder=summary["embedder"],
        seconds=summary["seconds"],
        demands=summary["demands"],
        supply=summary["supply"],
        rejected=rejected,
        top=list_match.top,
        files=[(FILE_LABELS[ListSide(file.side)], file.name, file.sha256) for file in list_match.files.all()],
        settings=MatchSettings(most_shown=list_match.most_shown, diversity=list_match.diversity),
        language=language,
    )
