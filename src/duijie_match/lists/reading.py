"""Lists as documents, works and pairs: what the matcher takes."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from duijie_match.documents import Document, Kind, MoneyRange, Work
from duijie_match.lists import values
from duijie_match.lists.cells import half_width
from duijie_match.lists.columns import DEMANDS, DOCUMENTS
from duijie_match.lists.joining import joined, options_of, said_in
from duijie_match.lists.kinds import kind_from, kind_of, kind_of_title
from duijie_match.lists.limits import Limits
from duijie_match.lists.money import money
from duijie_match.lists.other_side import other_side_of
from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.readings import DocumentList, SheetMapping, SheetReading
from duijie_match.lists.records import Record, table_records
from duijie_match.lists.sheet_reports import report_sheets
from duijie_match.lists.sources import Source, open_source
from duijie_match.lists.tables import Table, plan_tables
from duijie_match.lists.told_once import ToldOnce
from duijie_match.lists.vocabulary import Fit
from duijie_match.progress import Progress, silent
from duijie_match.wording import Message, listed, msg

_TEXTS = frozenset({"title", "summary", "body", "keywords"})
_FACETS = ("industry", "field", "discipline", "area", "mode")
_SMALL_BARE_AMOUNT = Decimal(1000)
REPORT_EVERY = 500

_T = TypeVar("_T")


@dataclass(slots=True)
class ListReader:
    """A list being read: ``documents()`` streams, ``problems`` and ``sheets`` fill as it goes and are whole at the
    end.
    """

    source: Source
    kind: Kind | None
    tables: list[Table]
    works: Mapping[str, tuple[Work, ...]]
    progress: Progress
    _ids: set[str] = field(default_factory=set)
    _rows: dict[str, int] = field(default_factory=dict)
    _once: ToldOnce = field(default_factory=ToldOnce)

    @property
    def problems(self) -> list[Problem]:
        """What was not understood so far."""
        return self.source.problems

    @property
    def sheets(self) -> tuple[SheetReading, ...]:
        """How the sheets were read, with the rows taken so far."""
        return tuple(replace(table.reading, rows=self._rows.get(table.reading.name, 0)) for table in self.tables)

    def documents(self) -> Iterator[Document]:
        """The documents in file order. A row without any text is a ``Problem``; a value that cannot be read is one
        too, and the row stays.
        """
        self.problems.extend(other_side_of(self.tables, self.kind, self.source.path.name))
        report_sheets(self.source, self.tables)
        used = sum(table.used for table in self.tables)
        kinds = {id(table): self.kind or kind_of(table) for table in self.tables}
        count = 0
        for count, record in enumerate(table_records(self.source, self.tables), start=1):
            document = self._document(record, kinds[id(record.table)], several=used > 1)
            if document is not None:
                sheet = record.table.reading.name
                self._rows[sheet] = self._rows.get(sheet, 0) + 1
                yield document
            if count % REPORT_EVERY == 0:
                self.progress("reading", count, 0)
        self.progress("reading", count, count)
        if used and not count:
            self._tell(
                "no-rows",
                msg("There is a header but no row below it. Add rows, or check that the right file was saved."),
            )
        self.problems.extend(self._once.problems(self.source.path.name, self.tables))

    def _tell(self, code: str, message: Message) -> None:
        self.problems.append(Problem(self.source.path.name, code, message))

    def _document(self, record: Record, kind: Kind, *, several: bool) -> Document | None:
        title, summary, keywords = (
            said_in(record.first("title")),
            joined(record, "summary"),
            self._list(record, "keywords"),
        )
        body = joined(record, "body")
        own_id = half_width(record.first("id")).strip()
        row_id = f"{record.table.reading.name}-{record.number}" if several else str(record.number)
        document_id = own_id or row_id
        if record.item > 1:
            document_id = f"{document_id}-{record.item}"
        works = self.works.get(document_id, ())
        if not (title or summary or body or keywords or works):
            self._report(record, "no-text", _no_text(record), field="body")
            return None
        extra = record.carried()
        asks = self.kind is Kind.DEMAND and kind_of_title(record.heading_of("title")) is Kind.EXPERT
        if asks and title and (summary or body or keywords):  # the person who asks, not what is asked
            title, extra = "", {record.heading_of("title"): title, **extra}
        said = record.first("kind")
        if self.kind is None:
            # 平台类型 tells which kind of platform it is; only 类型 itself comes before 平台名称.
            told = kind_of_title(record.heading_of("title"))
            own = record.fit("kind") is not Fit.CONTAINED
            kind = (kind_from(said) if own else told) or (told if own else kind_from(said)) or kind
        if said:
            extra = {record.heading("kind"): said, **extra}
        facets = {name: found for name in _FACETS if (found := self._list(record, name))}
        return Document(
            id=self._unique(record, document_id),
            kind=kind,
            title=title,
            summary=summary,
            body=body,
            keywords=keywords,
            language=self._value(record, "language", values.language) or "",
            organisation=said_in(record.first("org")),
            facets=facets,
            budget=self._budget(record),
            trl=self._value(record, "trl", values.readiness),
            capacity=self._value(record, "capacity", values.integer),
            works=works,
            extra=extra,
        )

    def _unique(self, record: Record, document_id: str) -> str:
        if document_id not in self._ids:
            self._ids.add(document_id)
            return document_id
        number = 2
        while f"{document_id}#{number}" in self._ids:
            number += 1
        fresh = f"{document_id}#{number}"
        self._ids.add(fresh)
        columns = record.table.columns.get("id")
        if columns and record.table.reading.columns[columns[0]].fit is Fit.FALLBACK:
            self._once.repeated_serial(record.table.reading.name, fresh)  # each group of a list counts from 1
            return fresh
        message = msg(
            "The id “{id}” was used before; this row is called “{fresh}”. Give each row its own id.",
            id=document_id,
            fresh=fresh,
        )
        self._report(record, "same-id", message, field="id", value=document_id, severity=Severity.WARNING)
        return fresh

    def _list(self, record: Record, name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part for text in options_of(record, name) for part in values.parts(text)))

    def _value(self, record: Record, name: str, read: Callable[[str], _T | None]) -> _T | None:
        text = record.first(name)
        if not text:
            return None
        try:
            return read(text)
        except values.Unreadable as error:
            self._report(record, f"bad-{name}", error.message, field=name, value=text, severity=Severity.WARNING)
            return None

    def _budget(self, record: Record) -> MoneyRange | None:
        unit = record.unit_of("budget")
        found = self._value(record, "budget", lambda text: money(text, unit or ""))
        if found and not unit and record.first("budget").replace(".", "").isdigit():
            top = found.high if found.high is not None else found.low
            if top is not None and 0 < top < _SMALL_BARE_AMOUNT:
                self._once.bare_amount(record.table.reading.name)
        return found

    def _report(
        self,
        record: Record,
        code: str,
        message: Message,
        *,
        field: str,
        value: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        self.problems.append(
            Problem(
                self.source.path.name,
                code,
                self.source.placed(record.table.reading.name, record.number, message),
                severity,
                sheet=record.table.reading.name,
                row=record.number,
                column=record.heading(field),
                field=field,
                value=value[:200],
            )
        )


def _no_text(record: Record) -> Message:
    wanted = [c.header for c in record.table.reading.columns if c.field in _TEXTS]
    return msg(
        "The row has no text to match; empty: {columns}. Fill one of them, or delete the row.",
        columns=listed(wanted or ["—"]),
    )


@contextmanager
def open_list(
    path: Path | str,
    kind: Kind | None,
    *,
    mapping: Mapping[str, SheetMapping] | None = None,
    works: Mapping[str, tuple[Work, ...]] | None = None,
    limits: Limits | None = None,
    progress: Progress = silent,
) -> Iterator[ListReader]:
    """Open a list for streaming. ``kind`` ``None``: a list of supply whose rows tell their kind. See
    ``read_documents``.
    """
    vocabulary = DEMANDS if kind is Kind.DEMAND else DOCUMENTS
    with open_source(path, limits, vocabulary) as source:
        has_works = bool(works)
        tables = plan_tables(
            source,
            vocabulary,
            enough=lambda fields: bool(fields & _TEXTS) or (has_works and "id" in fields),
            worded=_TEXTS,
            guess="body",
            mapping=mapping,
        )
        yield ListReader(source, kind, tables, works or {}, progress)


def read_documents(
    path: Path | str,
    kind: Kind | None,
    *,
    mapping: Mapping[str, SheetMapping] | None = None,
    works: Mapping[str, tuple[Work, ...]] | None = None,
    limits: Limits | None = None,
    progress: Progress = silent,
) -> DocumentList:
    """All documents of a list, with the problems met and how its sheets were understood.

    ``mapping`` (sheet name → correction) overrides what was found; ``works`` (by supply id) are what experts have
    done, and let a row without a
    text of its own stand. Raises ``DuijieError`` only when the file as a whole cannot be read.
    """
    with open_list(path, kind, mapping=mapping, works=works, limits=limits, progress=progress) as reader:
        documents = list(reader.documents())
        return DocumentList(documents, reader.problems, reader.sheets)


def inspect_list(
    path: Path | str, *, mapping: Mapping[str, SheetMapping] | None = None, limits: Limits | None = None
) -> tuple[SheetReading, ...]:
    """How the sheets of a list would be understood, from their first rows alone."""
    with open_list(path, None, mapping=mapping, limits=limits) as reader:
        return tuple(table.reading for table in reader.tables)
