"""Lists of literature: BibTeX and RIS, as programs for references write them, a work a row.

Read by hand, for what such files may contain: names that stand for texts can be built on one another until they fill
any memory, so nothing is put together beyond the length of a cell.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from duijie_match.lists.cells import Row, Value
from duijie_match.lists.encodings import Encoding
from duijie_match.lists.limits import Limits
from duijie_match.lists.packages import bomb, open_plain

HEADER = ("supply_id", "title", "body", "year", "authors", "type", "journal", "keywords", "doi", "url", "key")
_MOST_BYTES = 32 << 20
_OWNERS = ("supply_id", "supplyid", "expert_id", "expertid", "expert", "专家编号", "owner")
_RIS_LINE = re.compile(r"^([A-Z][A-Z0-9])\s{1,2}-(?: (.*))?$")
_RIS_FIELDS = {
    "TI": "title", "T1": "title", "CT": "title", "AB": "body", "N2": "body", "PY": "year", "Y1": "year", "DA": "year",
    "AU": "authors", "A1": "authors", "JO": "journal", "JF": "journal", "T2": "journal", "KW": "keywords", "DO": "doi",
    "UR": "url", "ID": "key", "TY": "type", "U1": "supply_id",
}  # fmt: skip
_MANY = ("authors", "keywords")
_RIS_TYPES = {"JOUR": "article", "CONF": "conference", "CPAPER": "conference", "PAT": "patent", "THES": "thesis",
              "BOOK": "book", "CHAP": "chapter", "RPRT": "report", "STAND": "standard"}  # fmt: skip
_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_NAME = re.compile(r"\s*([^\s={}\"#,()%]+)\s*=\s*")
_ACCENTS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
            '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "c": "\u0327", "k": "\u0328"}  # fmt: skip
_LETTERS = {
    "ss": "ß",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "ae": "æ",
    "AE": "Æ",
    "aa": "å",
    "AA": "Å",
    "i": "i",
    "j": "j",
}
_ACCENT = re.compile(r"\\([`'^~=.\"]|[uvHckr](?=[\s{\\]))\s*\{?\s*(\\?[A-Za-z])\s*\}?")
_LETTER = re.compile(r"\\(ss|ae|AE|aa|AA|[oOlLij])(?![A-Za-z])\s*(?:\{\})?")


def reference_rows(path: Path, encoding: Encoding, limits: Limits, *, ris: bool, owner: str = "") -> Iterator[Row]:
    """The header as row 0, then the works; their number is the line they begin on. ``owner`` has those without one."""
    with open_plain(path) as stream:
        data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise bomb(path)
    text = data.decode(encoding.name, "replace").lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    yield Row(0, list(HEADER))
    for count, (line, found) in enumerate(_ris(text) if ris else _bib(text, limits.cell)):
        if count >= limits.rows:
            return
        found.setdefault("supply_id", owner)
        cells: list[Value] = [found.get(name, "")[: limits.cell] or None for name in HEADER]
        yield Row(line, cells)


def _ris(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    found: dict[str, str] = {}
    start, last = 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        match = _RIS_LINE.match(line.rstrip())
        if match is None:
            if last and line.strip() and found.get(last):
                found[last] += f" {line.strip()}"
            continue
        tag, said = match.group(1), (match.group(2) or "").strip()
        if tag == "TY":
            if found:
                yield start, found
            start, found = number, {}
        if tag == "ER":
            if found:
                yield start, found
            found, last = {}, ""
            continue
        last = _RIS_FIELDS.get(tag, "")
        if not last or not said:
            continue
        start = start or number
        if last == "type":
            said = _RIS_TYPES.get(said, said.lower())
        if last == "year":
            said = said.partition("/")[0]
        if last in found:
            if last in _MANY:
                found[last] += f"；{said}"
        else:
            found[last] = said
    if found:
        yield start, found


def _bib(text: str, longest: int) -> Iterator[tuple[int, dict[str, str]]]:
    names: dict[str, str] = {}
    at = line = 0
    counted = 0
    while (entry := _ENTRY.search(text, at)) is not None:
        line += text.count("\n", counted, entry.start())
        counted = entry.start()
        kind, at = entry.group(1).lower(), entry.end()
        if kind in ("comment", "preamble"):
            continue
        key = ""
        if kind != "string":
            head = re.compile(r"\s*([^,\s{}=]*)\s*,?").match(text, at)
            key, at = (head.group(1), head.end()) if head else ("", at)
        fields, at = _fields(text, at, names, longest)
        if kind == "string":
            names.update({name: said for name, said in fields.items() if len(names) < 10_000})
        elif fields:
            yield line + 1, _work(kind, key, fields)


def _fields(text: str, at: int, names: dict[str, str], longest: int) -> tuple[dict[str, str], int]:
    """The fields of an entry and where they end. An entry that never ends gives what can be read."""
    fields: dict[str, str] = {}
    while (name := _NAME.match(text, at)) is not None:
        said, at = _value(text, name.end(), names, longest)
        fields.setdefault(name.group(1).lower(), said)
        comma = re.compile(r"\s*,?").match(text, at)
        at = comma.end() if comma else at
    return fields, at


def _value(text: str, at: int, names: dict[str, str], longest: int) -> tuple[str, int]:
    pieces: list[str] = []
    size = 0
    while at < len(text):
        piece, at = _piece(text, at, names)
        if size < longest:
            pieces.append(piece[: longest - size])
            size += len(pieces[-1])
        more = re.compile(r"\s*#\s*").match(text, at)
        if more is None:
            break
        at = more.end()
    return "".join(pieces), at


def _piece(text: str, at: int, names: dict[str, str]) -> tuple[str, int]:
    if text[at] in '{"':
        closing, deep, start = text[at], 0, at + 1
        for found in re.compile(r'\\.|[{}"]', re.DOTALL).finditer(text, start):
            mark = found.group()
            if mark == "{":
                deep += 1
            elif mark == "}" and closing == "{" and deep == 0:
                return text[start : found.start()], found.end()
            elif mark == "}":
                deep -= 1
            elif mark == '"' and closing == '"' and deep <= 0:
                return text[start : found.start()], found.end()
        return text[start:], len(text)
    bare = re.compile(r"[^\s,#{}()\"=]*").match(text, at)
    word, end = (bare.group(), bare.end()) if bare else ("", at)
    return (word if word.isdigit() else names.get(word.lower(), word)), max(end, at)


def _work(kind: str, key: str, fields: dict[str, str]) -> dict[str, str]:
    def plain(*names: str) -> str:
        return next((tidy for name in names if (tidy := without_latex(fields.get(name, "")))), "")

    found = {
        "title": plain("title"), "body": plain("abstract"), "year": plain("year", "date")[:10],
        "authors": "；".join(_person(one) for one in re.split(r"\s+and\s+", plain("author")) if one), "type": kind,
        "journal": plain("journal", "journaltitle", "booktitle"), "keywords": plain("keywords"), "doi": plain("doi"),
        "url": plain("url"), "key": key,
    }  # fmt: skip
    if owner := plain(*_OWNERS):
        found["supply_id"] = owner
    return found


def _person(name: str) -> str:
    """``Müller, Anna`` as ``Anna Müller``; Chinese names stay as they are."""
    last, comma, first = name.partition(",")
    if not comma:
        return name.strip()
    return (
        f"{last.strip()}{first.strip()}"
        if not name.isascii() and re.search("[一-鿿]", name)
        else f"{first.strip()} {last.strip()}"
    )


def without_latex(text: str) -> str:
    """The words of a BibTeX value: accents as letters, no braces, no commands."""
    tidy = _ACCENT.sub(_accented, text)
    tidy = _LETTER.sub(lambda found: _LETTERS[found.group(1)], tidy)
    tidy = re.sub(r"\\[A-Za-z]+\s*", "", tidy)
    tidy = re.sub(r"\\([&%$#_{}])", r"\1", tidy.replace("{", "").replace("}", ""))
    tidy = tidy.replace("---", "—").replace("--", "–").replace("~", " ")
    return re.sub(r"\s+", " ", tidy).strip()


def _accented(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", found.group(2).lstrip("\\") + _ACCENTS[found.group(1)])
