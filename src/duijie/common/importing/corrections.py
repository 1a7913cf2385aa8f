"""Where the cells of a row that was read stand in its sheet, for a person who puts them right."""

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
