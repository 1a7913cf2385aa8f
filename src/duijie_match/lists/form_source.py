"""Forms – a file a firm, zipped or in a folder – as one table: a row a form, a column a label."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from duijie_match.errors import DuijieError
from duijie_match.lists.archives import Budget, Member, files_in_archive, files_in_folder
from duijie_match.lists.cells import Row, Value
from duijie_match.lists.form_books import forms_of_book
from duijie_match.lists.form_labels import Labels
from duijie_match.lists.forms import Form, Forms, NoForm, forms_of_word, unit_of_field
from duijie_match.lists.limits import Limits
from duijie_match.lists.problems import Severity
from duijie_match.lists.sniffing import Format, sniff
from duijie_match.lists.vocabulary import Vocabulary
from duijie_match.lists.word import read_word
from duijie_match.wording import Message, msg

FILE_COLUMN = "文件名"
SHEET_NAME = "征集表"
_MOST_TEXT = 64 << 20  # characters of all forms together, which are held in memory
_BOOKS = (Format.XLSX, Format.XLS, Format.XLSB, Format.ODS)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a file: said again at every reading."""

    code: str
    message: Message
    severity: Severity = Severity.ERROR


@dataclass(slots=True)
class Gathered:
    """What was found. ``rows[i]`` is a form, ``parts[i]`` the file it came from; ``lists`` are files that are lists."""

    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    tables: list[tuple[str, list[list[str]]]] = field(default_factory=list)
    lists: list[tuple[str, Path, Format]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def form_rows(self) -> Iterator[Row]:
        """The virtual sheet: its header as row 0, then the forms from 1."""
        yield Row(0, list(self.header))
        for number, cells in enumerate(self.rows, start=1):
            filled: list[Value] = [text or None for text in cells]
            yield Row(number, filled)


@dataclass(slots=True)
class Gatherer:
    """Collects forms from files. ``into`` is a folder of its own for what is unpacked."""

    limits: Limits
    labels: Labels
    into: Path
    found: Gathered = field(default_factory=Gathered)
    _columns: dict[str, int] = field(default_factory=dict)
    _surest: list[bool] = field(default_factory=list)
    _seen: dict[str, str] = field(default_factory=dict)
    _text: int = 0

    def gather(self, path: Path, kind: Format) -> Gathered:
        """Everything in ``path``. Raises ``DuijieError`` where nothing of it can be used."""
        self.found.header, self._surest = [FILE_COLUMN], [True]
        if kind is Format.DOCX:
            self._word(path.name, path)
            _forget_name(self.found)
        elif kind in (Format.ZIP, Format.FOLDER):
            self._all(self._members(path, kind))
        found = self.found
        if not (found.rows or found.tables or found.lists):
            raise _nothing(path, found.remarks)
        width = len(found.header)
        for row in found.rows:
            row.extend([""] * (width - len(row)))
        return found

    def add_book(self, name: str, path: Path, kind: Format) -> bool:
        """Take a workbook as forms, if all its sheets are; whether it was."""
        forms = forms_of_book(path, kind, self.labels, self.limits)
        if forms is None:
            return False
        if not self.found.header:
            self.found.header, self._surest = [FILE_COLUMN], [True]
        self._take(name, forms)
        return True

    def _members(self, path: Path, kind: Format) -> Iterator[Member]:
        budget = Budget(self.limits)
        if kind is Format.FOLDER:
            outer = files_in_folder(path, self.limits, budget)
        else:
            outer = files_in_archive(path, self.limits, self.into / "a", budget)
        for number, member in enumerate(outer):
            inner = self._inside(member, self.into / f"b{number}", budget)
            if inner is None:
                yield member
            else:
                yield from inner

    def _inside(self, member: Member, into: Path, budget: Budget) -> list[Member] | None:
        """The files of an archive within the archive, whose own archives are refused; ``None`` for any other file."""
        if member.path is None or not _is_zip(member.path, self.limits):
            return None
        found = []
        try:
            for one in files_in_archive(member.path, self.limits, into, budget):
                name = f"{member.name}/{one.name}"
                if one.path is not None and _is_zip(one.path, self.limits):
                    reason = msg(
                        "It is an archive in an archive in an archive; one within another is opened, no more. "
                        "Unpack it and bring its files."
                    )
                    found.append(Member(name, code="nested", reason=reason))
                else:
                    found.append(Member(name, one.path, one.code, one.reason))
        except DuijieError as error:
            if error.code == "too-much":
                raise
            found.append(Member(member.name, code=error.code, reason=error.message))
        return found

    def _all(self, members: Iterable[Member]) -> None:
        for member in members:
            if member.path is None:
                self._left_out(member.name, member.code, member.reason or msg("It cannot be read."))
                continue
            try:
                self._one(member.name, member.path)
            except DuijieError as error:
                said = msg("{reason} What else there is was kept.", reason=error.message)
                self.found.remarks.append(Remark(error.code, said))

    def _one(self, name: str, path: Path) -> None:
        kind = sniff(path, self.limits)
        if kind is Format.DOCX:
            self._word(name, path)
        elif kind in _BOOKS and self.add_book(name, path, kind):
            return
        elif kind is not Format.ZIP:
            self.found.lists.append((name, path, kind))

    def _word(self, name: str, path: Path) -> None:
        text = read_word(path, self.limits)
        if text.macros:
            self._note("macros", msg("The macros of “{file}” were not run; only its text was read.", file=name))
        forms = forms_of_word(text, self.labels)
        self.found.tables.extend((name, rows) for rows in forms.lists)
        if not forms.lists:
            self._take(name, forms)

    def _take(self, name: str, forms: Forms) -> None:
        if forms.why_none is not None:
            raise DuijieError(str(forms.why_none), _why_none(name, forms.why_none))
        for form in forms.forms:
            first = self._seen.setdefault(form.digest, name)
            if first is not name:
                self._note(
                    "same-form",
                    msg("“{file}” says the same as “{other}” and was passed over.", file=name, other=first),
                )
                continue
            self._text += sum(len(text) for _, text in form.fields.values())
            if self._text > _MOST_TEXT:
                raise DuijieError(
                    "too-much", msg("The forms before it hold as much text as fits into memory. Bring fewer at once.")
                )
            self._add(name, form)

    def _add(self, name: str, form: Form) -> None:
        cells = {0: name}
        own = _own_labels(form)
        for key, (label, text) in form.fields.items():
            if own.get(label.field or "") == key:
                key = f"={label.field}"  # one column for all wordings of a field
            at = self._columns.get(key)
            if at is None:
                if len(self.found.header) >= self.limits.columns:
                    continue
                at = self._columns[key] = len(self.found.header)
                self.found.header.append(label.name)
                self._surest.append(label.sure)
            elif label.sure and not self._surest[at]:
                self.found.header[at], self._surest[at] = label.name, True
            cells[at] = unit_of_field(label, text)[: self.limits.cell]
        self.found.rows.append([cells.get(at, "") for at in range(max(cells) + 1)])
        self.found.parts.append(name)

    def _left_out(self, name: str, code: str, reason: Message) -> None:
        message = msg("“{file}” was left out: {reason} What else there is was kept.", file=name, reason=reason)
        self.found.remarks.append(Remark(code, message if code != "too-many" else reason))

    def _note(self, code: str, message: Message) -> None:
        self.found.remarks.append(Remark(code, message, Severity.NOTE))


def _own_labels(form: Form) -> dict[str, str]:
    """For each field the key of the label that is the field's own: of several, the filled and most usual one."""
    best: dict[str, tuple[bool, bool, int]] = {}
    own: dict[str, str] = {}
    for key, (label, text) in form.fields.items():
        if label.field is not None:
            claim = (not text, not label.sure, label.rank)
            if label.field not in best or claim < best[label.field]:
                best[label.field], own[label.field] = claim, key
    return own


def gather(path: Path, kind: Format, limits: Limits, vocabulary: Vocabulary, into: Path) -> Gathered:
    """The forms and lists of a document, an archive or a folder. ``into``: a folder that outlives the reading."""
    return Gatherer(limits, Labels(vocabulary), into).gather(path, kind)


def gather_book(path: Path, kind: Format, limits: Limits, vocabulary: Vocabulary) -> Gathered | None:
    """A workbook whose sheets are all forms; ``None`` for a list. Raises ``DuijieError`` for a form left empty."""
    gatherer = Gatherer(limits, Labels(vocabulary), Path(tempfile.gettempdir()))
    if not gatherer.add_book(path.name, path, kind):
        return None
    found = gatherer.found
    _forget_name(found)
    width = len(found.header)
    for row in found.rows:
        row.extend([""] * (width - len(row)))
    return found


def _forget_name(found: Gathered) -> None:
    """Leave out the name of a file that is alone: everybody knows it, and it may be stored under another."""
    found.header = found.header[1:]
    found.rows = [row[1:] for row in found.rows]
    found.parts = [""] * len(found.rows)


def _is_zip(path: Path, limits: Limits) -> bool:
    try:
        return sniff(path, limits) is Format.ZIP
    except DuijieError:
        return False


def _why_none(name: str, why: NoForm) -> Message:
    if why is NoForm.SCAN:
        return msg(
            "“{file}” holds a picture of a form and no text: it is a scan and has to be typed. Fill in the Word "
            "template with what the picture says, and bring that.",
            file=name,
        )
    if why is NoForm.EMPTY:
        return msg(
            "The form “{file}” is not filled in: there are labels but nothing beside them. Have it filled in, and "
            "bring it again.",
            file=name,
        )
    return msg(
        "“{file}” is no form that is known here: it has none of the usual labels (企业名称, 需求名称, 需求内容 …). "
        "Copy its content into the template, or enter it by hand.",
        file=name,
    )


def _nothing(path: Path, remarks: list[Remark]) -> DuijieError:
    errors = [remark for remark in remarks if remark.severity is Severity.ERROR]
    if errors:
        return DuijieError(
            "no-forms",
            msg(
                "Nothing in “{file}” can be used ({count} {count:file was|files were} left out). The first: {reason}",
                file=path.name,
                count=len(errors),
                reason=errors[0].message,
            ),
        )
    return DuijieError(
        "no-forms", msg("“{file}” holds neither forms nor lists. Check what was packed.", file=path.name)
    )
