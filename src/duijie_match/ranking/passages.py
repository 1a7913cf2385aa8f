"""The texts a document is scored by, and the way back from a place in such a text to a field of the document."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from duijie_match.documents import Document

Segment = tuple[str, str]  # field, text


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of document number ``item``: its fields, one a line. ``starts`` are the offsets of the fields in
    ``text``.
    """

    item: int
    text: str
    fields: tuple[str, ...]
    starts: tuple[int, ...]

    def locate(self, start: int, end: int) -> tuple[str, int, int]:
        """The field that holds ``text[start:end]``, and the place within it."""
        index = bisect_right(self.starts, start) - 1
        return self.fields[index], start - self.starts[index], end - self.starts[index]


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
    starts, place = [], 0
    for _, text in kept:
        starts.append(place)
        place += len(text) + 1
    names = _shared(tuple(name for name, _ in kept))
    return Passage(item, "\n".join(text for _, text in kept), names, tuple(starts))


@lru_cache(maxsize=4096)
def _shared(names: tuple[str, ...]) -> tuple[str, ...]:
    """One object for all that are equal: most texts of a long list have the same fields."""
    return names
