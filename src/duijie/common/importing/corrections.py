"""Cells that a person puts right: where they stand in their sheet, and which stay right under another header."""

from collections.abc import Mapping
from typing import Any

from duijie_match.lists.series import series_of
from duijie_match.lists.vocabulary import Vocabulary


def columns_of(sheet: Mapping[str, Any], cells: Mapping[str, str], vocabulary: Vocabulary) -> dict[str, list[int]]:
    """By field the columns of ``sheet`` that a row with these ``cells`` (by heading) was read from; first the one under
    whose heading its text stands.
    """
    columns = sheet["columns"]
    series = series_of([column["header"] for column in columns]) if vocabulary.several else {}
    held = (number for at, number in series.items() if columns[at]["field"] and columns[at]["header"] in cells)
    item = next(held, 1)
    found: dict[str, list[int]] = {}
    for at, column in enumerate(columns):
        if column["field"] and series.get(at, item) == item:
            found.setdefault(column["field"], []).append(at)
    for places in found.values():
        places.sort(key=lambda at: columns[at]["header"] not in cells)
    return found


def still_right(
    cells: Mapping[str, Mapping[str, str]], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, dict[str, str]]:
    """Of corrected ``cells`` (row → column → text) those that stay where the header of their sheet becomes another.

    Rows below a second header are corrected under the columns of the first: chosen as the header, the second one would
    put a title where the contents stand.
    """
    if before["header_row"] == after["header_row"]:
        return {row: dict(texts) for row, texts in cells.items()}
    old, new = ([column["field"] for column in sheet["columns"]] for sheet in (before, after))

    def is_other(at: int) -> bool:
        return at < len(old) and at < len(new) and new[at] not in (None, old[at])

    return {row: {at: text for at, text in texts.items() if not is_other(int(at))} for row, texts in cells.items()}
