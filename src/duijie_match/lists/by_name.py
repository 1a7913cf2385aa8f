"""Rows of other lists that are named by their titles where no id is written, as offices do: 张三 for ZJ001."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from duijie_match.documents import Document
from duijie_match.lists.cells import half_width
from duijie_match.lists.problems import Problem
from duijie_match.lists.readings import DocumentList, WorkList
from duijie_match.wording import Message, msg


class Names:
    """Finds the rows of a list by id, and by a title that only one row has."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        """``rows``: id and title of each, the title empty where there is none."""
        self._ids: set[str] = set()
        self._titles: dict[str, str | None] = {}
        for row_id, written in rows:
            self._ids.add(row_id)
            title = half_width(written).strip()
            if title:
                self._titles[title] = None if title in self._titles else row_id

    @classmethod
    def of(cls, documents: Iterable[Document]) -> "Names":
        """Those of a list that is matched."""
        return cls((document.id, document.title) for document in documents)

    def id_of(self, name: str) -> str | None:
        """The id of the row called ``name``; ``None`` where there is none, or several."""
        return name if name in self._ids else self._titles.get(name)

    def is_shared(self, name: str) -> bool:
        """Whether several rows have the title ``name`` and none the id."""
        return name not in self._ids and name in self._titles and self._titles[name] is None


def several_rows(name: str) -> Message:
    """What is said of a title that several rows have."""
    return msg("Several rows are called “{name}”. Write the id of the one that is meant.", name=name)


def claim_works(path: Path | str, works: WorkList, supply: DocumentList) -> tuple[DocumentList, list[Problem]]:
    """``supply`` with the works that name its rows by their titles, and a problem for each name of WORKS that belongs
    to no row, or to several, at its first row.
    """
    names = Names.of(supply.documents)
    problems = []
    claimed: dict[str, str] = {}
    for name in works.works:
        owner = names.id_of(name)
        if owner == name:  # an id; ``supply`` has its works
            continue
        if owner is not None:
            claimed[owner] = name
            continue
        message = msg(
            "There is no supply row “{id}”; its works were left out. Correct the id, or add the row to the "
            "supply list.",
            id=name,
        )
        sheet, row = works.places[name]
        problems.append(
            Problem(
                Path(path).name,
                "unknown-supply",
                several_rows(name) if names.is_shared(name) else message,
                sheet=sheet,
                row=row,
                field="supply_id",
                value=name[:200],
            )
        )
    if not claimed:
        return supply, problems
    documents = [
        replace(document, works=(*document.works, *works.works[claimed[document.id]]))
        if document.id in claimed
        else document
        for document in supply.documents
    ]
    return replace(supply, documents=documents), problems
