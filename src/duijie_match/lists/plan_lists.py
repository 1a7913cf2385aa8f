"""SCORES, LOADS and DEMANDS of an assignment: what may be chosen, and how much of it."""

import re
from array import array
from collections.abc import Container
from dataclasses import dataclass, field, replace
from pathlib import Path

from duijie_match.lists import values
from duijie_match.lists.cells import half_width
from duijie_match.lists.columns import LOADS, NEEDS, SCORES
from duijie_match.lists.limits import STANDARD, Limits
from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.reading import REPORT_EVERY
from duijie_match.lists.records import Record, table_records
from duijie_match.lists.relations import report_row
from duijie_match.lists.sheet_reports import report_sheets
from duijie_match.lists.sources import Source, open_source
from duijie_match.lists.tables import plan_tables
from duijie_match.progress import Progress, silent
from duijie_match.wording import Message, msg

MOST_PAIRS = 20_000_000  # of text; a workbook has Excel's own bound
MOST_LOAD = 1_000_000
_UNLIMITED = re.compile(r"不限|无限制|无上限|nolimit|unlimited", re.IGNORECASE)


@dataclass(slots=True)
class ScoreList:
    """The pairs of SCORES, row numbers of ``demand_ids`` and ``supply_ids`` (both in the order of the file).

    ``rows`` says where each stands in the file; ``exclusive`` numbers ``groups`` (-1: none). ``level``: 1
    to 4, 0 where none is given. Titles by id, of those that have one.
    """

    demand_ids: list[str] = field(default_factory=list)
    supply_ids: list[str] = field(default_factory=list)
    demand: "array[int]" = field(default_factory=lambda: array("i"))
    supply: "array[int]" = field(default_factory=lambda: array("i"))
    score: "array[float]" = field(default_factory=lambda: array("d"))
    rows: "array[int]" = field(default_factory=lambda: array("i"))
    exclusive: "array[int]" = field(default_factory=lambda: array("i"))
    groups: list[str] = field(default_factory=list)
    level: "array[int]" = field(default_factory=lambda: array("b"))
    demand_titles: dict[str, str] = field(default_factory=dict)
    supply_titles: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


HIGHEST_SCORE = 1e9
"""Of a thousand million and a score of 0.000001 a sum still keeps both: a float has some sixteen digits."""


@dataclass(frozen=True, slots=True)
class Load:
    """One row of LOADS. ``None``: as on the command line. ``row`` and ``sheet`` say where it stands."""

    supply_id: str
    least: int | None
    most: int | None
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class LoadList:
    """The rows of LOADS, and what was not understood."""

    loads: list[Load]
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class Need:
    """One row of DEMANDS. ``None``: as on the command line. ``has_id``: one is written; else it is the row number."""

    demand_id: str
    cover: int | None
    title: str = ""
    has_id: bool = True


@dataclass(frozen=True, slots=True)
class NeedList:
    """The rows of DEMANDS, and what was not understood."""

    needs: list[Need]
    problems: list[Problem]


def read_scores(path: Path | str, *, limits: Limits | None = None, progress: Progress = silent) -> ScoreList:
    """The pairs of SCORES: columns demand_id, supply_id, score, and where pairs exclude each other exclusive_group.

    A row without ids, or whose score is no number of 0 or more, is a ``Problem``; of a pair that stands twice with
    different scores the first row counts.
    """
    found = ScoreList()
    rows: tuple[dict[str, int], dict[str, int], dict[str, int]] = ({}, {}, {})
    seen: dict[int, int] = {}  # a number for a pair: lists of millions of pairs are read
    bounds = limits or replace(STANDARD, rows=MOST_PAIRS)
    with open_source(path, bounds, SCORES) as source:
        needed = msg("SCORES needs the columns demand_id, supply_id and score (需求编号, 供给编号, 匹配分).")
        tables = plan_tables(source, SCORES, enough=_enough_to_plan)
        report_sheets(source, tables, needed)
        for count, record in enumerate(table_records(source, tables), start=1):
            if count % REPORT_EVERY == 0:
                progress("reading", count, 0)
            demand_id, supply_id = _id(record, "demand"), _id(record, "supply")
            if not (demand_id and supply_id):
                missing = "supply_id" if demand_id else "demand_id"
                report_row(source, record, "no-id",
                           msg("The pair lacks {field}. Fill it in, or delete the row.", field=missing),
                           missing)  # fmt: skip
                continue
            score = _score(source, record)
            if score is None:
                continue
            pair = (_row(rows[0], demand_id, found.demand_ids), _row(rows[1], supply_id, found.supply_ids))
            for key, name, titles in (
                (demand_id, "demand.title", found.demand_titles), (supply_id, "supply.title", found.supply_titles),
            ):  # fmt: skip
                if name in record.table.columns and key not in titles and (title := record.first(name)) != key:
                    titles[key] = title
            before = seen.setdefault(pair[0] << 32 | pair[1], len(found.score))
            if before < len(found.score):
                if found.score[before] != score:
                    report_row(source, record, "same-pair", twice(found.rows[before]), "score", record.first("score"))
                continue
            found.demand.append(pair[0])
            found.supply.append(pair[1])
            found.score.append(score)
            found.rows.append(record.number)
            found.level.append(_level(record) if "level" in record.table.columns else 0)
            group = half_width(record.first("exclusive_group")).strip()
            found.exclusive.append(_row(rows[2], group, found.groups) if group else -1)
        found.problems = source.problems
    return found


def _enough_to_plan(fields: frozenset[str]) -> bool:
    """Ids, or what stands for them, and scores."""
    return "score" in fields and all({f"{side}_id", f"{side}.title"} & fields for side in ("demand", "supply"))


def _id(record: Record, side: str) -> str:
    """The id of a side; its title in a list that has no ids."""
    name = f"{side}_id"
    return half_width(record.first(name if name in record.table.columns else f"{side}.title")).strip()


def _level(record: Record) -> int:
    """The level of a pair; 0 for what is none: it is only shown again."""
    try:
        return values.level(record.first("level")) or 0
    except values.Unreadable:
        return 0


def _row(rows: dict[str, int], name: str, names: list[str]) -> int:
    row = rows.setdefault(name, len(names))
    if row == len(names):
        names.append(name)
    return row


def twice(row: int) -> Message:
    """What is said of a row whose id stands in a row before."""
    return msg("This stands in row {row} already; the first was kept. Delete one of the two.", row=row)


def _score(source: Source, record: Record) -> float | None:
    text = record.first("score")
    tidy = half_width(text).strip()
    try:
        score = float(
            "nan" if "_" in tidy else tidy.removesuffix("%")
        )  # Python reads 1_000 as a number, nobody else does
        score = score / 100 if tidy.endswith("%") else score
    except ValueError:
        score = float("nan")
    if 0 <= score <= HIGHEST_SCORE:
        return abs(score)  # -0 is 0
    if score < 0:
        message = msg(
            "A score cannot be negative. Write a number of 0 or more; to rule the pair out, delete the row or list it "
            "under --forbidden."
        )
    elif HIGHEST_SCORE < score < float("inf"):
        message = msg("The score is above {most}, where sums lose their last places. Divide all scores by the same "
                      "number.", most=f"{HIGHEST_SCORE:,.0f}")  # fmt: skip
    elif not tidy:
        message = msg("The score is missing. Write a number of 0 or more, such as 0.85, or delete the row.")
    else:
        message = msg("“{value}” is not a score. Write a number of 0 or more, such as 0.85, or delete the row.",
                      value=text[:60])  # fmt: skip
    report_row(source, record, "bad-score", message, "score", text)
    return None


def read_loads(path: Path | str, *, limits: Limits | None = None, progress: Progress = silent) -> LoadList:
    """LOADS: columns supply_id, min, max; an empty cell means what the command line says. A row that contradicts
    itself, or whose load is no whole number, is a ``Problem`` and does not count.
    """
    loads: list[Load] = []
    places: dict[str, int] = {}
    with open_source(path, limits, LOADS) as source:
        needed = msg("LOADS needs the columns supply_id and min or max (供给编号, 最少, 最多).")
        tables = plan_tables(
            source, LOADS, enough=lambda fields: "supply_id" in fields and bool(fields & {"min", "max"})
        )
        report_sheets(source, tables, needed)
        for count, record in enumerate(table_records(source, tables), start=1):
            if count % REPORT_EVERY == 0:
                progress("reading", count, 0)
            supply_id = half_width(record.first("supply_id")).strip()
            if not supply_id:
                report_row(source, record, "no-id", msg("The row does not say whose load it is. Fill in supply_id."),
                           "supply_id")  # fmt: skip
            elif supply_id in places:
                report_row(source, record, "same-id", twice(places[supply_id]), "supply_id", supply_id)
            elif (load := _load(source, record, supply_id)) is not None:
                places[supply_id] = record.number
                loads.append(load)
        return LoadList(loads, source.problems)


def _load(source: Source, record: Record, supply_id: str) -> Load | None:
    found: dict[str, int | None] = {}
    for name in ("min", "max"):
        text = record.first(name)
        if name == "max" and _UNLIMITED.fullmatch(re.sub(r"\s+", "", half_width(text))):
            found[name] = MOST_LOAD
            continue
        try:
            found[name] = values.integer(text, most=MOST_LOAD)
        except values.Unreadable:
            said = msg("“{value}” under “{column}” is not a whole number from 0 to {most}. Write one, such as 2, or "
                       "empty the cell. The row was left out; what the command line says holds for {id}.",
                       value=text[:60], column=record.heading(name), most=MOST_LOAD, id=supply_id)  # fmt: skip
            report_row(source, record, f"bad-{name}", said, name, text)
            return None
    least, most = found["min"], found["max"]
    if least is not None and most is not None and least > most:
        said = msg("The least load {least} is above the greatest {most}. Correct one of them; the row was left out.",
                   least=least, most=most)  # fmt: skip
        report_row(source, record, "min-above-max", said, "min", record.first("min"))
        return None
    return Load(supply_id, least, most, record.table.reading.name, record.number)


def read_needs(
    path: Path | str, known: Container[str] = (), *, limits: Limits | None = None, progress: Progress = silent
) -> NeedList:
    """DEMANDS of an assignment: columns id, cover; an empty cover means what the command line says.

    A missing id is the row number, and of rows with one id the second is ``id#2`` where ``known`` has it, as in the
    lists that are matched; else it is a ``Problem``.
    """
    needs: list[Need] = []
    places: dict[str, int] = {}
    with open_source(path, limits, NEEDS) as source:
        tables = plan_tables(source, NEEDS, enough=lambda fields: bool(fields))
        report_sheets(
            source, tables, msg("DEMANDS needs the column id, and cover where demands differ (编号, 需要数).")
        )
        several = sum(table.used for table in tables) > 1
        for count, record in enumerate(table_records(source, tables), start=1):
            if count % REPORT_EVERY == 0:
                progress("reading", count, 0)
            number = f"{record.table.reading.name}-{record.number}" if several else str(record.number)
            written = half_width(record.first("id")).strip()
            demand_id = written or number
            fresh, times = demand_id, 1
            while fresh in places and times < 1000:
                times += 1
                fresh = f"{demand_id}#{times}"
            if times > 1 and fresh not in known:
                report_row(source, record, "same-id", twice(places[demand_id]), "id", demand_id)
                continue
            text = record.first("cover")
            try:
                cover = values.integer(text, most=MOST_LOAD)
            except values.Unreadable:
                said = msg("“{value}” under “{column}” is not a whole number from 0 to {most}. Write one, such as 2, "
                           "or empty the cell; what the command line says holds for {id}.",
                           value=text[:60], column=record.heading("cover"), most=MOST_LOAD, id=fresh)  # fmt: skip
                report_row(source, record, "bad-cover", said, "cover", text, Severity.WARNING)
                cover = None
            places[fresh] = record.number
            needs.append(Need(fresh, cover, record.first("title"), bool(written)))
        return NeedList(needs, source.problems)
