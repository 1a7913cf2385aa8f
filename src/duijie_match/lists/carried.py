"""The columns of a list that are shown beside its matches: ``demand.NAME``, ``supply.NAME``."""

from collections.abc import Mapping, Sequence

from duijie_match.documents import Document

# Recognised columns that a reader needs to know a row by; the recognised texts themselves are not repeated.
SHOWN = ("title", "org", "area")


class Carried:
    """Column names of one side in a stable order, and a row's cells under them."""

    def __init__(self, side: str, documents: Sequence[Document]) -> None:
        self.side = side
        shown = {name: any(_shown(document, name) for document in documents) for name in SHOWN}
        self.shown = tuple(name for name in SHOWN if shown[name] or name == "title")
        extra: dict[str, None] = {}
        for document in documents:
            extra.update(dict.fromkeys(document.extra))
        self.extra = tuple(extra)
        taken = set(self.shown)
        names = [*self.shown]
        for name in self.extra:
            fresh, number = name, 2
            while fresh in taken:
                fresh, number = f"{name} ({number})", number + 1
            taken.add(fresh)
            names.append(fresh)
        self.columns = tuple(f"{side}.{name}" for name in names)
        self._by_id: Mapping[str, Document] = {document.id: document for document in documents}

    def cells(self, document_id: str) -> list[str | None]:
        """The cells of the row with this id, in the order of ``columns``."""
        document = self._by_id[document_id]
        return [
            *(_shown(document, name) or None for name in self.shown),
            *(document.extra.get(name) for name in self.extra),
        ]

    def title(self, document_id: str) -> str:
        """What the row is called: its title, or the beginning of its text."""
        return title_of(self._by_id[document_id])


def title_of(document: Document) -> str:
    """The title, or the beginning of the text, or of the first work."""
    if document.title:
        return document.title
    text = document.summary or document.body or " ".join(document.keywords)
    if not text and document.works:
        text = document.works[0].title or document.works[0].body
    first = text.split("\n", 1)[0]
    return first if len(first) <= 60 else first[:59] + "…"


def _shown(document: Document, name: str) -> str:
    if name == "title":
        return title_of(document)
    if name == "org":
        return document.organisation
    return "、".join(document.facets.get(name, ()))
