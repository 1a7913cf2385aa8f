"""Lists with one JSON object a line, or as one array of objects."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from duijie_match.errors import DuijieError
from duijie_match.lists.cells import Row, Value
from duijie_match.lists.encodings import Encoding
from duijie_match.lists.limits import Limits
from duijie_match.lists.packages import open_plain
from duijie_match.wording import msg

_NAMING = ("name", "title", "label", "text", "value", "名称", "标题")
Report = Callable[[str, int], None]
MOST_BYTES = 64 << 20
"""An array is held in memory as a whole, at a multiple of its size."""
_ARRAY = re.compile(r"\ufeff?\s*\[\s*(?=\{)")
_COMMA = re.compile(r"\s*(?:,\s*)?")


def parse_line(line: str) -> dict[str, Any] | None:
    """The object of one line; ``None`` where it is none (no JSON, or a list or number)."""
    try:
        item = json.loads(line, parse_int=_integer)
    except (ValueError, RecursionError):
        return None
    return item if isinstance(item, dict) else None


def _items(
    path: Path, encoding: Encoding, limits: Limits, report: Report = lambda code, number: None
) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """The objects with their numbers – the line, or the place in the array –, and ``None`` for what is no object."""
    with open_plain(path) as raw:
        head = raw.read(4096).decode(encoding.name, "replace")
    if _ARRAY.match(head) is None:
        yield from ((number, parse_line(line)) for number, line in _lines(path, encoding, limits) if line)
        return
    if path.stat().st_size > min(MOST_BYTES, limits.file_bytes):
        raise DuijieError(
            "too-large",
            msg(
                "“{file}” is a JSON array of {size} MB; up to {limit} MB are read. Save it as JSON lines: one object a "
                "line, in a file whose name ends in .jsonl.",
                file=path.name,
                size=path.stat().st_size >> 20,
                limit=MOST_BYTES >> 20,
            ),
        )
    with open_plain(path) as raw:
        text = raw.read().decode(encoding.name, "replace")
    decoder = json.JSONDecoder(parse_int=_integer)
    opening = _ARRAY.match(text)
    at, number = opening.end() if opening else 0, 0
    while at < len(text) and text[at] != "]":
        number += 1
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            report("json-broken", number)
            return
        yield number, item if isinstance(item, dict) else None
        if (comma := _COMMA.match(text, at)) is not None:
            at = comma.end()
    if at >= len(text) or text[at + 1 :].strip():
        report("json-broken", number + 1)


def _integer(text: str) -> int | str:
    # Python refuses to convert integers of thousands of digits; nobody needs them as numbers.
    return int(text) if len(text) < 19 else text


def _lines(path: Path, encoding: Encoding, limits: Limits) -> Iterator[tuple[int, str]]:
    most = max(8 * limits.cell, 1 << 22)
    with open_plain(path) as raw:
        number = 0
        if encoding.name.startswith(("utf-8", "gb")):
            while line := raw.readline(most):
                number += 1
                yield number, line.decode(encoding.name, "replace").strip("\ufeff \t\r\n")
        else:
            for number, text in enumerate(raw.read().decode(encoding.name, "replace").splitlines(), start=1):
                yield number, text.strip("\ufeff \t\r\n")


def keys_of(path: Path, encoding: Encoding, limits: Limits) -> list[str]:
    """The keys of the objects in the order they first appear, at most ``limits.columns``."""
    keys: dict[str, None] = {}
    for _, item in _items(path, encoding, limits):
        for key in item or ():
            keys.setdefault(key)
            if len(keys) >= limits.columns:
                return list(keys)
    return list(keys)


def json_rows(
    path: Path,
    encoding: Encoding,
    keys: list[str],
    limits: Limits,
    report: Report,
    named: Callable[[str], bool] = lambda key: False,
) -> Iterator[Row]:
    """One row an object, in the order of ``keys``. ``number`` is the line, or the place in the array.
    ``report("json", row)`` names what is no object. Of objects under keys that are ``named`` the words are taken;
    others stay as they are written.
    """
    worded = {key for key in keys if named(key)}
    for number, item in _items(path, encoding, limits, report):
        if number > limits.rows:
            report("rows", number)
            return
        if item is None:
            report("json", number)
            continue
        cells = [_value(_words(item.get(key)) if key in worded else item.get(key), limits) for key in keys]
        if any(cell is not None for cell in cells):
            yield Row(number, cells)


def _words(item: Any) -> Any:
    """The words of an object: all of ``{"zh": …, "en": …}``, the name of ``{"name": …, "code": …}``; anything else as
    it is.
    """
    if isinstance(item, dict):
        name = next((item[key] for key in _NAMING if isinstance(item.get(key), str) and item[key].strip()), None)
        if name is not None:
            return name
        said = [part for part in item.values() if isinstance(part, str) and part.strip()]
        return "\n".join(dict.fromkeys(said)) if len(said) == len(item) and said else item
    if isinstance(item, list) and any(isinstance(part, dict) for part in item):
        return [_words(part) if isinstance(part, dict) else part for part in item]
    return item


def _value(item: Any, limits: Limits) -> Value:
    if item is None or isinstance(item, bool | int | float):
        return item
    if isinstance(item, str):
        return item[: limits.cell]
    if isinstance(item, list) and all(isinstance(part, str | int | float) for part in item):
        return "；".join(str(part) for part in item)[: limits.cell]
    return json.dumps(item, ensure_ascii=False)[: limits.cell]
