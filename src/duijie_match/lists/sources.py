"""Any list file as a sequence of sheets of raw rows."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from duijie_match.errors import DuijieError
from duijie_match.lists.cells import Row
from duijie_match.lists.columns import DOCUMENTS
from duijie_match.lists.cut_short import said_of
from duijie_match.lists.delimited import delimited_rows
from duijie_match.lists.encodings import Encoding, encoding_of
from duijie_match.lists.form_source import SHEET_NAME, Gathered, gather, gather_book
from duijie_match.lists.jsonlines import json_rows, keys_of
from duijie_match.lists.legacy import LegacyBook
from duijie_match.lists.limits import STANDARD, Limits
from duijie_match.lists.openxml import Area, OpenXmlBook
from duijie_match.lists.openxml_sheet import SheetNotes, letters
from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.references import reference_rows
from duijie_match.lists.sniffing import EXPORTS, SUFFIXES, Format, sniff
from duijie_match.lists.vocabulary import Vocabulary
from duijie_match.system_errors import system_reason
from duijie_match.wording import Message, msg


@dataclass(slots=True)
class Sheet:
    """One sheet. ``rows`` may be run through once, before the next sheet is asked for.

    ``header_fixed``: the first row is the header by definition (the keys of JSON objects). ``macros`` of the
    workbook are never run.
    """

    name: str
    rows: Iterator[Row]
    hidden: bool = False
    merges: list[Area] = field(default_factory=list)
    header_fixed: bool = False


class Source:
    """An opened list file. ``problems`` grows while sheets are read: what had to be left out or guessed."""

    def __init__(
        self, path: Path, kind: Format, limits: Limits, stack: ExitStack, vocabulary: Vocabulary | None
    ) -> None:
        self.path, self.kind, self._content = path, kind, path
        self.inner = False  # one of several files that were brought together
        self._vocabulary = vocabulary
        self._gathered: Gathered | None = None
        self._looked = False
        self.problems: list[Problem] = []
        self._limits, self._stack = limits, stack
        self._told: dict[tuple[str, str], int] = {}
        self._book: OpenXmlBook | None = None
        self._encoding: Encoding | None = None
        if kind in EXPORTS:
            from duijie_match.lists.exported import as_workbook  # noqa: PLC0415 – few lists need it

            self.kind = Format.XLSX
            self._content, said = as_workbook(path, kind, limits, stack)
            self._tell("suffix", said, severity=Severity.NOTE)
        declared = SUFFIXES.get(path.suffix.lower())
        if kind not in (Format.FOLDER, *EXPORTS, declared) and not (declared is Format.CSV and kind is Format.TSV):
            self._tell(
                "suffix",
                msg(
                    "“{file}” is really a .{kind} file and was read as such. Rename it so that Excel opens it "
                    "without a warning.",
                    file=path.name,
                    kind=str(kind),
                ),
                severity=Severity.NOTE,
            )

    def preview(self, rows: int) -> Iterator[tuple[Sheet, list[Row]]]:
        """Each sheet with its first ``rows`` rows; leaves no trace in ``problems``, and ``sheets`` may be called
        after it.
        """
        known = len(self.problems)
        for sheet in self.sheets():
            yield sheet, list(islice(sheet.rows, rows))
        del self.problems[known:]
        self._told.clear()

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in order, hidden ones included. Forms come as one sheet, a row each."""
        gathered = self._gather()
        if gathered is not None:
            return self._forms(gathered)
        if self.kind is Format.XLSX:
            return self._open_xml()
        if self.kind in (Format.XLS, Format.XLSB, Format.ODS):
            return self._legacy()
        return self._text()

    def part_of(self, sheet: str, row: int) -> str:
        """The file that row ``row`` of ``sheet`` was read from, where that is one of several; else nothing."""
        gathered = self._gathered
        if gathered is None or sheet != _forms_name(gathered) or not 1 <= row <= len(gathered.parts):
            return ""
        return gathered.parts[row - 1]

    def placed(self, sheet: str, row: int, message: Message) -> Message:
        """``message`` with the name of the form it is about in front."""
        part = self.part_of(sheet, row)
        return msg("{part}: {said}", part=part, said=message) if part and part != self.path.name else message

    def _gather(self) -> Gathered | None:
        """The forms of the file, looked for once; ``None`` where it is a plain list."""
        if not self._looked and self._vocabulary is not None:
            if self.kind in (Format.DOCX, Format.ZIP, Format.FOLDER):
                into = Path(self._stack.enter_context(TemporaryDirectory(prefix="duijie-forms-")))
                self._gathered = gather(self.path, self.kind, self._limits, self._vocabulary, into)
            elif self.kind in (Format.XLSX, Format.XLS, Format.XLSB, Format.ODS):
                self._gathered = gather_book(self._content, self.kind, self._limits, self._vocabulary)
            self._looked = True
        return self._gathered

    def _forms(self, gathered: Gathered) -> Iterator[Sheet]:
        for remark in gathered.remarks:
            self._tell(remark.code, remark.message, severity=remark.severity)
        if gathered.rows:
            yield Sheet(_forms_name(gathered), gathered.form_rows(), header_fixed=True)
        for name, table in gathered.tables:
            yield Sheet(name, iter([Row(at, list(cells)) for at, cells in enumerate(table, start=1)]))
        for name, path, kind in gathered.lists:
            inner = Source(path, kind, self._limits, self._stack, self._vocabulary)
            inner.inner = True
            yield from self._inner(name, inner)

    def _inner(self, name: str, inner: "Source") -> Iterator[Sheet]:
        """The sheets of a list beside the forms, under the list's name."""
        known = 0
        try:
            for sheet in inner.sheets():
                shown = f"{name}/{sheet.name}" if sheet.name else name
                yield replace(sheet, name=shown)
                for problem in inner.problems[known:]:
                    self.problems.append(replace(problem, file=self.path.name, sheet=shown))
                known = len(inner.problems)
        except DuijieError as error:
            said = msg("{reason} What else there is was kept.", reason=error.message)
            self._tell(error.code, said, severity=Severity.ERROR)

    def note(self, sheet: str, row: int, code: str, message: Message) -> None:
        """Add a note on a row."""
        self._tell(code, message, sheet=sheet, row=row, severity=Severity.NOTE)

    def _tell(
        self, code: str, message: Message, *, sheet: str = "", row: int = 0, severity: Severity = Severity.WARNING
    ) -> None:
        message = self.placed(sheet, row, message)
        self.problems.append(Problem(self.path.name, code, message, severity, sheet=sheet, row=row))

    def _open_xml(self) -> Iterator[Sheet]:
        if self._book is None:
            self._book = self._stack.enter_context(OpenXmlBook(self._content, self._limits))
        book = self._book
        if book.macros:
            self._tell(
                "macros",
                msg("The macros of the workbook were not run; only cell values were read."),
                severity=Severity.NOTE,
            )
        for part in book.sheets:
            notes = SheetNotes()
            yield Sheet(part.name, book.rows(part, notes), part.hidden, book.merges(part))
            if notes.beyond:
                self._tell_beyond(part.name, notes.beyond)
            if notes.hidden_rows:
                message = msg(
                    "{count} {count:hidden row was|hidden rows were} read like the others. If that is not meant, copy "
                    "the visible rows into a file of their own.",
                    count=notes.hidden_rows,
                )
                self._tell("hidden-rows", message, sheet=part.name, severity=Severity.NOTE)
            for row, column in notes.cut[:100]:
                self._on_report("long", row, part.name, letters(column))
        if book.sheets_beyond:
            self._tell("sheets", said_of("sheets", self._limits))

    def _legacy(self) -> Iterator[Sheet]:
        with LegacyBook(self.path, self._limits) as book:
            for sheet in book.sheets():
                yield Sheet(sheet.name, sheet.rows, sheet.hidden, sheet.merges)
                if sheet.wide:
                    self._tell_beyond(sheet.name, letters(self._limits.columns) + "1")

    def _tell_beyond(self, sheet: str, cell: str) -> None:
        self._tell(
            "beyond",
            msg(
                "Cells beyond column {column} or row {row} were left out (the first is {cell}). Delete them, or "
                "move what belongs to the list nearer.",
                column=letters(self._limits.columns - 1),
                row=self._limits.rows,
                cell=cell,
            ),
            sheet=sheet,
        )

    def _text(self) -> Iterator[Sheet]:
        if self._encoding is None:
            self._encoding = encoding_of(self.path)
        encoding = self._encoding
        self._tell_encoding(encoding)
        if self.kind in (Format.BIB, Format.RIS):
            rows = reference_rows(
                self.path,
                encoding,
                self._limits,
                ris=self.kind is Format.RIS,
                owner=self.path.stem if self.inner else "",
            )
            yield Sheet("", rows, header_fixed=True)
        elif self.kind is Format.JSONL:
            keys = keys_of(self.path, encoding, self._limits)
            known = self._vocabulary or DOCUMENTS
            rows = json_rows(
                self.path,
                encoding,
                keys,
                self._limits,
                self._on_report,
                lambda key: known.recognise(key).field is not None,
            )
            yield Sheet("", _with_header(keys, rows), header_fixed=True)
        else:
            separator = "\t" if self.kind is Format.TSV else None
            yield Sheet("", delimited_rows(self.path, encoding, separator, self._limits, self._on_report))

    def _tell_encoding(self, encoding: Encoding) -> None:
        if encoding.remark:
            self._tell("likely-encoding", encoding.remark, severity=Severity.NOTE)
        if encoding.doubtful:
            self._tell(
                "encoding",
                msg(
                    "Some characters fit no known encoding and show as �. Save the file again as “CSV UTF-8”.",
                ),
            )

    def _on_report(self, code: str, row: int, sheet: str = "", column: str = "") -> None:
        told = self._told[code, sheet] = self._told.get((code, sheet), 0) + 1
        if told > 100:  # a file broken throughout is said a hundred times, not a million
            return
        severity = Severity.ERROR if code.startswith("json") else Severity.WARNING
        self.problems.append(
            Problem(self.path.name, code, said_of(code, self._limits), severity, sheet=sheet, row=row, column=column)
        )


def _forms_name(gathered: Gathered) -> str:
    return SHEET_NAME if gathered.tables or gathered.lists else ""


def _with_header(keys: list[str], rows: Iterator[Row]) -> Iterator[Row]:
    yield Row(0, list(keys))
    yield from rows


@contextmanager
def open_source(
    path: Path | str, limits: Limits | None = None, vocabulary: Vocabulary = DOCUMENTS, *, as_it_stands: bool = False
) -> Iterator[Source]:
    """Open a list file of any known format, a form, or an archive or folder of such. ``vocabulary`` is what labels of
    forms are looked up in; ``as_it_stands``: sheets are sheets, whatever looks like a form. Raises ``DuijieError`` with
    the way out; nothing else, whatever the bytes.
    """
    path = Path(path)
    bounds = limits or STANDARD
    kind = Format.FOLDER if path.is_dir() else sniff(path, bounds)
    with ExitStack() as stack:
        try:
            yield Source(path, kind, bounds, stack, None if as_it_stands else vocabulary)
        except OSError as error:
            raise DuijieError(
                "unreadable-file",
                msg("“{file}” cannot be read: {reason}.", file=str(path), reason=system_reason(error)),
            ) from error
