"""Searching: what a person finds, counted by register, a page of it with its passages. Rows come through ``visible``.

While there is no usable index a rebuild is asked for, and names are looked up in the database.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from duijie.search.domain.rebuilds import request_rebuild
from duijie.search.engine.asking import PASSAGE, Piece, Question, highlight, read_question
from duijie.search.engine.generation import IndexUnusable
from duijie.search.engine.marks import Selection, area_mark, facet_mark
from duijie.search.engine.reader import MOST, Found, Hit, best_of, current_reader, forget_readers
from duijie.search.engine.synonyms import synonyms_in_use
from duijie.search.scope import searchable, selection_for
from duijie.search.sources import SearchRow, SearchSource

PAGE_SIZE = 20
SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A row found: ``title`` and ``passage`` with what was asked for marked."""

    source: SearchSource
    id: int
    row: SearchRow
    title: tuple[Piece, ...]
    passage: tuple[Piece, ...]
    is_by_meaning: bool
    score: float

    @property
    def address(self) -> str:
        return reverse(self.row.address_name, args=[*self.row.address_keys, self.id])


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A value that the hits of the chosen register can be narrowed to."""

    value: str
    label: Any
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: Any
    values: tuple[FacetCount, ...]


@dataclass(slots=True)
class Results:
    """``counts`` are of every register within reach; ``total`` of those chosen, of which ``listed`` can be paged
    through. ``is_fallback``: only names were looked up, since the index is being built; ``lacks_meaning``: only words
    were, since the embedding model cannot be used now.
    """

    question: Question
    page: int
    size: int
    hits: list[SearchHit] = field(default_factory=list)
    counts: list[tuple[SearchSource, int]] = field(default_factory=list)
    total: int = 0
    listed: int = 0
    facets: list[Facet] = field(default_factory=list)
    is_fallback: bool = False
    lacks_meaning: bool = False

    @property
    def pages(self) -> int:
        return max(1, -(-self.listed // self.size))


def search(
    *,
    by: Any,
    text: str,
    kinds: Collection[str] = (),
    path: str = "",
    facets: Mapping[str, str] | None = None,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Results:
    """What ``by`` finds for ``text`` in the registers ``kinds`` (all when empty) and the area at ``path``.

    ``facets`` narrow, and are counted, where one register is chosen.
    """
    question = read_question(text, synonyms_in_use())
    results = Results(question, page=max(1, page), size=size)
    known = searchable(by)
    chosen = [source for source in known if source.key in kinds] if kinds else known
    one = chosen[0] if kinds and len(chosen) == 1 else None
    if not question:
        results.counts = [(source, 0) for source in known]
        return results
    selections = [_selection(by, source, path, facets if source is one else None) for source in known]
    found = _ask(question, selections, facets_of=one.key if one is not None else "")
    if found is None:
        return _look_up_names(by, results, known, chosen)
    results.counts = [(source, found[source.key].count) for source in known]
    among = [found[source.key] for source in chosen]
    results.total = sum(part.count for part in among)
    results.lacks_meaning = any(part.lacks_meaning for part in among)
    results.listed = sum(map(len, among))
    if one is not None:
        results.facets = _facets(one, found[one.key], facets or {})
    start = (results.page - 1) * size
    results.hits = _show(by, question, best_of(among, start, start + size), chosen)
    return results


def suggest(*, by: Any, text: str, most: int = SUGGESTED) -> list[SearchHit]:
    """Rows whose name, code or pinyin initials begin like ``text``, or hold its words: fast, and not by meaning."""
    question = read_question(text, synonyms_in_use())
    known = searchable(by)
    if not question or not known:
        return []
    selections = [selection for source in known if (selection := selection_for(by, source)) is not None]
    found = _ask(question, selections, by_meaning=False)
    if found is None:
        return _look_up_names(by, Results(question, 1, most), known, known).hits[:most]
    return _show(by, question, best_of(list(found.values()), 0, most), known, passages=False)


def _selection(by: Any, source: SearchSource, path: str, facets: Mapping[str, str] | None) -> Selection:
    selection = selection_for(by, source)
    assert selection is not None, "searchable"
    if path:
        selection = selection.and_any([area_mark(path)])
    for name, value in (facets or {}).items():
        if name in source.facets and value:
            selection = selection.and_any([facet_mark(name, value)])
    return selection


def _ask(
    question: Question, selections: Sequence[Selection], *, by_meaning: bool = True, facets_of: str = ""
) -> dict[str, Found] | None:
    """Ask the index; once more where it was swapped meanwhile; None where it cannot be used."""
    for _attempt in range(2):
        try:
            return current_reader().search(question, selections, by_meaning=by_meaning, facets_of=facets_of)
        except IndexUnusable:
            forget_readers()
    request_rebuild()
    return None


def _show(
    by: Any, question: Question, hits: Sequence[Hit], among: Sequence[SearchSource], *, passages: bool = True
) -> list[SearchHit]:
    """The rows that ``by`` may see, in the order of the hits: a constant number of queries per register."""
    rows: dict[tuple[str, int], SearchRow] = {}
    for source in among:
        ids = [hit.id for hit in hits if hit.source == source.key]
        if ids:
            rows.update({(source.key, number): row for number, row in source.visible(by, ids).items()})
    kept = [hit for hit in hits if (hit.source, hit.id) in rows]
    texts = _texts(kept) if passages else {}
    named = {source.key: source for source in among}
    return [
        SearchHit(
            source=named[hit.source],
            id=hit.id,
            row=rows[hit.source, hit.id],
            title=highlight(rows[hit.source, hit.id].title, question.marked),
            passage=highlight(texts.get(hit.number, ("", ""))[1], question.marked, PASSAGE),
            is_by_meaning=hit.is_by_meaning,
            score=hit.score,
        )
        for hit in kept
    ]


def _texts(hits: Sequence[Hit]) -> dict[int, tuple[str, str]]:
    try:
        return current_reader().texts(hits)
    except IndexUnusable:
        return {}  # swapped or damaged this moment: the rows are shown without passages


def _facets(source: SearchSource, found: Found, chosen: Mapping[str, str]) -> list[Facet]:
    facets = []
    for name, facet in source.facets.items():
        values = [
            FacetCount(value, label, found.facets.get(facet_mark(name, value), 0), chosen.get(name) == value)
            for value, label in facet.values.items()
        ]
        shown = sorted((one for one in values if one.count or one.is_chosen), key=lambda one: -one.count)
        if shown:
            facets.append(Facet(name, facet.label, tuple(shown)))
    return facets


def _look_up_names(by: Any, results: Results, known: Sequence[SearchSource], chosen: Sequence[SearchSource]) -> Results:
    found = {source.key: source.named(by, results.question.text, MOST) for source in known}
    results.counts = [(source, len(found[source.key])) for source in known]
    hits = [Hit(source.key, number, -1, 0.0, 1.0, 0.0) for source in chosen for number in found[source.key]]
    results.total = results.listed = len(hits)
    results.is_fallback = True
    start = (results.page - 1) * results.size
    results.hits = _show(by, results.question, hits[start : start + results.size], chosen, passages=False)
    return results
