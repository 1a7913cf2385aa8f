"""WORKS and PAIRS: the lists that name rows of other lists."""

from collections.abc import Mapping
from pathlib import Path

from duijie_match.documents import Work
from duijie_match.lists import values
from duijie_match.lists.cells import half_width
from duijie_match.lists.columns import PAIRS, WORKS
from duijie_match.lists.limits import Limits
from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.reading import REPORT_EVERY
from duijie_match.lists.readings import Pair, PairList, SheetMapping, WorkList
from duijie_match.lists.records import Record, table_records
from duijie_match.lists.sheet_reports import report_sheets
from duijie_match.lists.sources import Source, open_source
from duijie_match.lists.tables import plan_tables
from duijie_match.progress import Progress, silent
from duijie_match.wording import Message, msg


def read_works(
    path: Path | str,
    *,
    mapping: Mapping[str, SheetMapping] | None = None,
    limits: Limits | None = None,
    progress: Progress = silent,
) -> WorkList:
    """Works by the id of their expert, in file order: columns supply_id, title, body, year. A row without id or
    text is a ``Problem``.
    """
    works: dict[str, list[Work]] = {}
    places: dict[str, tuple[str, int]] = {}
    with open_source(path, limits, WORKS) as source:
        tables = plan_tables(
            source,
            WORKS,
            enough=lambda fields: "supply_id" in fields and bool(fields & {"title", "body"}),
            mapping=mapping,
        )
        report_sheets(source, tables, _works_needed())
        for count, record in enumerate(table_records(source, tables), start=1):
            supply_id = half_width(record.first("supply_id")).strip()
            title = record.first("title")
            body = "\n".join(text for _, text in record.all("body"))
            if not supply_id:
                report_row(
                    source,
                    record,
                    "no-id",
                    msg("The row does not say whose work it is. Fill in supply_id."),
                    "supply_id",
                )
            elif not (title or body):
                report_row(
                    source,
                    record,
                    "no-text",
                    msg("The work has neither title nor text. Fill in one, or delete the row."),
                    "title",
                )
            else:
                works.setdefault(supply_id, []).append(Work(title, body, _year(source, record)))
                places.setdefault(supply_id, (record.table.reading.name, record.number))
            if count % REPORT_EVERY == 0:
                progress("reading", count, 0)
        readings = tuple(table.reading for table in tables)
        return WorkList({key: tuple(found) for key, found in works.items()}, source.problems, readings, places)


def read_pairs(
    path: Path | str,
    *,
    mapping: Mapping[str, SheetMapping] | None = None,
    limits: Limits | None = None,
    progress: Progress = silent,
) -> PairList:
    """Pairs of ids in file order: columns demand_id, supply_id, and for learning level (1..4, or 强 … 无) or
    outcome.
    """
    pairs = []
    with open_source(path, limits, PAIRS) as source:
        tables = plan_tables(source, PAIRS, enough=lambda fields: {"demand_id", "supply_id"} <= fields, mapping=mapping)
        report_sheets(source, tables, _pairs_needed())
        for count, record in enumerate(table_records(source, tables), start=1):
            demand_id, supply_id = (half_width(record.first(name)).strip() for name in ("demand_id", "supply_id"))
            if demand_id and supply_id:
                level = _level(source, record)
                pairs.append(
                    Pair(demand_id, supply_id, level, record.first("outcome"), record.table.reading.name, record.number)
                )
            else:
                missing = "supply_id" if demand_id else "demand_id"
                report_row(
                    source,
                    record,
                    "no-id",
                    msg("The pair lacks {field}. Fill it in, or delete the row.", field=missing),
                    missing,
                )
            if count % REPORT_EVERY == 0:
                progress("reading", count, 0)
        return PairList(pairs, source.problems, tuple(table.reading for table in tables))


def _works_needed() -> Message:
    return msg("WORKS needs the columns supply_id and title or body (专家编号, 题目, 内容).")


def _pairs_needed() -> Message:
    return msg("PAIRS needs the columns demand_id and supply_id (需求编号, 供给编号).")


def _year(source: Source, record: Record) -> int:
    text = record.first("year")
    if not text:
        return 0
    try:
        return values.year(text) or 0
    except values.Unreadable as error:
        report_row(source, record, "bad-year", error.message, "year", text, Severity.WARNING)
        return 0


def _level(source: Source, record: Record) -> int | None:
    text = record.first("level")
    if not text:
        return None
    try:
        return values.level(text)
    except values.Unreadable as error:
        report_row(source, record, "bad-level", error.message, "level", text, Severity.WARNING)
        return None


def report_row(
    source: Source,
    record: Record,
    code: str,
    message: Message,
    field: str,
    value: str = "",
    severity: Severity = Severity.ERROR,
) -> None:
    """Add a problem of a row to ``source.problems``, at the cell of ``field``."""
    reading = record.table.reading
    source.problems.append(
        Problem(
            source.path.name,
            code,
            source.placed(reading.name, record.number, message),
            severity,
            sheet=reading.name,
            row=record.number,
            column=record.heading(field),
            field=field,
            value=value[:200],
        )
    )
