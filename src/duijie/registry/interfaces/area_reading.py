"""Reading official lists of divisions: tables with code and name, and the nested or flat JSON of public collections."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from duijie.common.importing.reading import LIMITS, read_rows, understand
from duijie.registry.domain.area_lists import AreaEntry
from duijie_match.errors import DuijieError
from duijie_match.lists.vocabulary import Field, Vocabulary
from duijie_match.wording import msg

VOCABULARY = Vocabulary(
    (
        Field("code", ("代码", "区划代码", "行政区划代码", "统计用区划代码", "编码", "code", "adcode", "area code")),
        Field("name", ("名称", "单位名称", "区划名称", "地名", "name", "area name")),
    ),
    carried=("cityCode", "provinceCode", "areaCode", "streetCode", "省", "市", "县"),
    keeps_rest=False,
    several=False,
)


def read_area_entries(path: Path) -> list[AreaEntry]:
    """The lines of the list. Raises ``DuijieError`` when it is none, or has no code or no name."""
    if path.suffix.lower() == ".json":
        return _read_json(path)
    sheets, _notes = understand(path, VOCABULARY, {})
    fields = {column["field"] for sheet in sheets if sheet["use"] for column in sheet["columns"]}
    if not {"code", "name"} <= fields:
        raise DuijieError("area-columns", msg("“{file}” needs a column with codes and one with names.", file=path.name))
    notes: list[dict[str, Any]] = []
    rows = read_rows(path, VOCABULARY, {}, notes)
    return [AreaEntry(row.cells.get("code", ""), row.cells.get("name", ""), row.row) for row in rows]


def _read_json(path: Path) -> list[AreaEntry]:
    if path.stat().st_size > LIMITS.file_bytes:
        raise DuijieError("too-large", msg("“{file}” is too large for a list of areas.", file=path.name))
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        return list(_walk(data))
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise DuijieError(
            "area-json",
            msg(
                "“{file}” is not a list of areas in JSON: objects with code, name and, below them, children.",
                file=path.name,
            ),
        ) from error


def _walk(items: Any) -> Iterator[AreaEntry]:
    if not isinstance(items, list):
        raise TypeError("a list was expected")
    for item in items:
        yield AreaEntry(str(item["code"]), str(item["name"]))
        yield from _walk(item.get("children", []))
