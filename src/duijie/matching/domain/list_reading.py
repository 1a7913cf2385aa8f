"""Reading the files of a list match, in a job."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import transaction

from duijie.common import clock
from duijie.matching.interfaces.stored import document_data, sentence
from duijie.matching.models import ListFile, ListMatch, ListSide
from duijie_match.documents import Document, Kind
from duijie_match.errors import DuijieError
from duijie_match.lists.by_name import claim_works
from duijie_match.lists.problems import Problem, Severity, renamed
from duijie_match.lists.reading import read_documents
from duijie_match.lists.readings import DocumentList, SheetMapping, SheetReading, WorkList
from duijie_match.lists.relations import read_works
from duijie_match.progress import Progress, silent
from duijie_match.wording import Message

KEPT_PROBLEMS = 500
PREVIEW = 5
_GRAVEST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Lists:
    """Both lists as they were understood, works attached to their experts, and what was not understood of the works."""

    demands: DocumentList
    supply: DocumentList
    works_problems: tuple[Problem, ...]
    named_problems: tuple[Problem, ...]
    """What was not understood of demands and supply, under the names by which the person knows the files."""


def read_lists(*, list_match_id: str, progress: Progress) -> dict[str, Any]:
    """Read each file and note how it was understood. What cannot be read gets its error; the other files are read."""
    list_match = ListMatch.objects.get(pk=list_match_id)
    files = list(list_match.files.all())
    works = _works_of(files)
    for place, file in enumerate(files):
        progress("reading", place, len(files))
        _read_into(file, works)
    with transaction.atomic():
        ListFile.objects.bulk_update(files, ["reading", "rows", "problems", "problem_count", "error"])
        readable = all(file.error is None for file in files)
        # Only if nobody corrected or replaced anything meanwhile: then another reading is already waiting.
        ListMatch.objects.filter(pk=list_match.pk, version=list_match.version).update(
            understood_at=clock.now() if readable else None
        )
    return {"files": len(files), "rows": sum(file.rows for file in files)}


def open_lists(list_match: ListMatch, progress: Progress) -> Lists:
    """The documents of both lists, read again from the files with the person's corrections."""
    files = {ListSide(file.side): file for file in list_match.files.all()}
    works_file = files.get(ListSide.WORKS)
    works = read_works(Path(works_file.file.path), mapping=_mapping(works_file)) if works_file else None
    demands = _documents(files[ListSide.DEMANDS], None, progress)
    supply = _documents(files[ListSide.SUPPLY], works, progress)
    unclaimed: list[Problem] = []
    if works_file is not None and works is not None:
        supply, unclaimed = claim_works(works_file.name, works, supply)
    remarks = (
        *named(files[ListSide.DEMANDS], demands.problems),
        *named(files[ListSide.SUPPLY], supply.problems),
    )
    if works_file is None or works is None:
        return Lists(demands, supply, (), remarks)
    return Lists(demands, supply, tuple(named(works_file, [*works.problems, *unclaimed])), remarks)


def named(file: ListFile, problems: Iterable[Problem]) -> list[Problem]:
    """``problems`` with the name under which the person knows the file; it is stored under another."""
    return [replace(problem, file=file.name, message=_known(problem.message, file)) for problem in problems]


def _known(message: Message, file: ListFile) -> Message:
    """``message`` with the name under which the person knows the file."""
    return renamed(message, Path(file.file.path).name, file.name)


def _read_into(file: ListFile, works: WorkList | None) -> None:
    """Note how ``file`` was understood, or why it could not be read."""
    file.error, file.reading, file.rows, file.problems, file.problem_count = None, {}, 0, [], 0
    try:
        if file.side == ListSide.WORKS:
            read_list: WorkList | DocumentList = read_works(Path(file.file.path), mapping=_mapping(file))
        else:
            read_list = _documents(file, works, silent)
    except DuijieError as error:
        file.error = {"code": error.code, **sentence(_known(error.message, file))}
        return
    if isinstance(read_list, WorkList):
        rows, preview = sum(map(len, read_list.works.values())), []
    else:
        rows, preview = len(read_list.documents), [_preview(document) for document in read_list.documents[:PREVIEW]]
    file.reading = {"sheets": [_sheet(sheet) for sheet in read_list.sheets], "preview": preview}
    file.rows = rows
    problems = sorted(read_list.problems, key=lambda problem: _GRAVEST.index(problem.severity))
    file.problem_count = len(problems)
    file.problems = [_problem(problem) for problem in named(file, problems[:KEPT_PROBLEMS])]
    if not rows and problems:
        file.error = {"code": problems[0].code, **sentence(_known(problems[0].message, file))}


def _documents(file: ListFile, works: WorkList | None, progress: Progress) -> DocumentList:
    kind = Kind.DEMAND if file.side == ListSide.DEMANDS else None
    found = works.works if works and file.side == ListSide.SUPPLY else None
    return read_documents(Path(file.file.path), kind, mapping=_mapping(file), works=found, progress=progress)


def _works_of(files: Iterable[ListFile]) -> WorkList | None:
    """The experts' works, if there is a readable file of them: they let an expert without own text stand."""
    for file in files:
        if file.side == ListSide.WORKS:
            try:
                return read_works(Path(file.file.path), mapping=_mapping(file))
            except DuijieError:
                return None
    return None


def _mapping(file: ListFile) -> dict[str, SheetMapping] | None:
    if not file.mapping:
        return None
    return {sheet: SheetMapping.from_json(correction) for sheet, correction in file.mapping.items()}


def _preview(document: Document) -> dict[str, Any]:
    return {"id": document.id, "kind": document.kind.value, **document_data(document)}


def _sheet(sheet: SheetReading) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "header_row": sheet.header_row,
        "first_header_row": sheet.first_header_row,
        "rows": sheet.rows,
        "skipped": sentence(sheet.skipped) if sheet.skipped else None,
        "columns": [
            {
                "index": column.index,
                "header": column.header,
                "field": column.field,
                "unit": column.unit,
                "samples": list(column.samples),
            }
            for column in sheet.columns
        ],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "field": problem.field,
        "value": problem.value,
        "severity": str(problem.severity),
        "text": sentence(problem.message),
    }
