"""The texts a document is scored by, and the way back from a place in such a text to a field of the document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from duijie_match.documents import Document

Segment = tuple[str, str]  # field, text


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of document number ``item``: its ``fields`` and what stands in each, ``parts``.

    The parts are the document's own strings. A long list would be twice as large with the joined texts beside them, so
    these are joined when they are asked for.
    """

    item: int
    parts: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def text(self) -> str:
        """The fields, one a line."""
        return "\n".join(self.parts)

    def locate(self, start: int, end: int) -> tuple[str, int, int]:
        """The field that holds ``text[start:end]``, and the place within it."""
        first = 0
        for field, part in zip(self.fields, self.parts, strict=True):
            if start <= first + len(part):
                return field, start - first, end - first
            first += len(part) + 1
        raise IndexError(start)


def own_passage(item: int, document: Document) -> Passage:
    """Everything the document says itself. The text may be empty."""
    segments: list[Segment] = [("title", document.title), ("summary", document.summary), ("body", document.body)]
    segments += [(f"keywords.{index}", keyword) for index, keyword in enumerate(document.keywords)]
    return _join(item, segments)


def passages(documents: Sequence[Document]) -> Iterator[Passage]:
    """The passages of a list: an own text each, and one a work. A document without works always has one, be it
    empty.
    """
    for item, document in enumerate(documents):
        own = own_passage(item, document)
        works = [
            _join(item, [(f"works.{index}.title", work.title), (f"works.{index}.body", work.body)])
            for index, work in enumerate(document.works)
        ]
        works = [work for work in works if work.text.strip()]
        if own.text.strip() or not works:
            yield own
        yield from works


def _join(item: int, segments: list[Segment]) -> Passage:
    kept = [segment for segment in segments if segment[1]]
    return Passage(item, tuple([text for _, text in kept]), _shared(tuple([name for name, _ in kept])))


@lru_cache(maxsize=4096)
def _shared(names: tuple[str, ...]) -> tuple[str, ...]:
    """One object for all that are equal: most texts of a long list have the same fields."""
    return names
