"""The lexical half of a generation: tantivy in a folder, asked for terms, pinyin initials and codes within a scope.

tantivy's own weighting is fixed, so each term scores a constant – its rarity, less in the text than in the title – and
the sum is the share of the question that an entry covers, 0 to 1. Initials and codes score like a good title.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray

from duijie.search.engine.asking import Question, index_terms, plain
from duijie.search.engine.marks import Selection, marks_of, organisation_mark
from duijie.search.sources import SearchEntry
from duijie_match.embedding.base import Vectors
from duijie_match.lexical.tantivy_index import encode

WRITER_BYTES = 30_000_000
FIELDS = {"title": 1.0, "keywords": 0.8, "text": 0.6}
WHOLE, INITIALS, CODE = 1.2, 0.9, 0.95  # a whole name or code; the beginning of initials; of a name or code
SHORTEST_INITIALS, LONGEST_INITIALS = 2, 24
LONGEST_CODE = 60
PLACES = 5  # decimals of a score
RARE = 0.25  # share of what all terms of a question stand in, up to which its rarest terms lead
Groups = tuple[tuple[str, ...], ...]
FEW = 8  # marks up to which a clause is a union of them: tantivy counts out a set of terms for every search


def schema() -> Any:
    builder = tantivy.SchemaBuilder()
    for field in FIELDS:
        builder.add_text_field(field, stored=False, tokenizer_name="whitespace", index_option="freq")
    for field in ("key", "source", "marks", "initials", "codes"):
        builder.add_text_field(field, stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("id", stored=False, fast=True)
    return builder.build()


SCHEMA = schema()


def key_of(source: str, number: int) -> str:
    return f"{source}:{number}"


def document_of(entry: SearchEntry) -> Any:
    """``entry`` as tantivy keeps it: terms only, no text."""
    document = tantivy.Document()
    document.add_text("key", key_of(entry.source, entry.id))
    document.add_text("source", entry.source)
    document.add_unsigned("id", entry.id)
    for field, text in (("title", entry.title), ("keywords", "\n".join(entry.keywords)), ("text", entry.text)):
        document.add_text(field, " ".join(map(encode, index_terms(text))))
    for mark in (*marks_of(entry), *map(organisation_mark, entry.organisations)):
        document.add_text("marks", mark)
    for letters in {suffix for text in entry.initials for word in text.split() for suffix in _suffixes(word)}:
        document.add_text("initials", letters)
    for code in {plain(one)[:LONGEST_CODE] for one in (entry.title, *entry.keywords)} - {""}:
        document.add_text("codes", code)
    return document


def _suffixes(letters: str) -> list[str]:
    """Every end of ``letters``, so that a name is found by the initials of any of its words."""
    letters = letters[:LONGEST_INITIALS]
    return [letters[start:] for start in range(len(letters) - SHORTEST_INITIALS + 1)]


class WordIndex:
    """Reading and writing; a writer lives for one call, since another process may be the next to write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._index = tantivy.Index.open(str(folder))
        self._index.config_reader("manual", 0)
        self._seen: tuple[int, int] | None = None
        self.refresh()

    @classmethod
    def create(cls, folder: Path) -> "WordIndex":
        folder.mkdir(parents=True)
        tantivy.Index(SCHEMA, path=str(folder))
        return cls(folder)

    def refresh(self) -> None:
        """See what was committed since, by whomever."""
        state = (self.folder / "meta.json").stat()
        if self._seen != (state.st_mtime_ns, state.st_ino):
            self._index.reload()
            self._searcher = self._index.searcher()
            self._seen = (state.st_mtime_ns, state.st_ino)

    def write(self, entries: Iterable[SearchEntry], removed: Iterable[tuple[str, int]]) -> None:
        """Replace and remove in one commit."""
        writer = self._index.writer(WRITER_BYTES, 1)
        try:
            for source, number in removed:
                writer.delete_documents_by_term("key", key_of(source, number))
            for entry in entries:
                writer.delete_documents_by_term("key", key_of(entry.source, entry.id))
                writer.add_document(document_of(entry))
            writer.commit()
        finally:
            writer.wait_merging_threads()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def read(self, question: Question) -> "Sought":
        """``question`` as this index is asked for it, in whichever selections."""
        terms = list(map(encode, question.terms))
        others = {encode(term): _encoded(groups) for term, groups in question.others.items()}
        holding = {term: self._holding(term, others.get(term, ())) for term in terms}
        weights = {term: _rarity(max(counts), len(self)) for term, counts in holding.items()}
        total = sum(weights.values())
        rarest = sorted(terms, key=lambda term: sum(holding[term]))[: len(terms) - question.needed + 1]
        leads = sum(sum(holding[term]) for term in rarest) <= RARE * sum(map(sum, holding.values()))
        return Sought(
            terms={term: _one_term(term, weight / total, others.get(term, ())) for term, weight in weights.items()},
            others=others,
            needed=question.needed,
            rarest=tuple(rarest) if leads else (),
            beginnings=tuple(_beginnings(question)),
        )

    def _holding(self, term: str, others: Groups) -> list[int]:
        """In how many entries ``term`` stands, or may stand in other words, by field."""
        count = self._searcher.doc_freq
        return [int(count(at, term)) + sum(min(int(count(at, one)) for one in group) for group in others)
                for at in FIELDS]  # fmt: skip

    def search(self, sought: "Sought", selection: Selection, top: int) -> tuple[NDArray[np.int64], Vectors, int]:
        """The best ``top`` entries of the selection, as ids and scores, and how many there are."""
        source = _constant(tantivy.Query.term_query(SCHEMA, "source", selection.source, "basic"), 0.0)
        wanted = sought.within(source)
        if wanted is None:
            return np.zeros(0, np.int64), np.zeros(0, np.float32), 0
        searcher = self._searcher
        found: Any = searcher.search(_all_of([wanted, source, *map(_clause, selection.clauses)]), top, count=True)
        hits = found.hits
        ids = np.array(searcher.fast_field_values("id", [address for _, address in hits]), np.int64)
        # tantivy adds up in no fixed order: what differs by less than this is alike.
        scores = np.array([score for score, _ in hits], np.float32).round(PLACES)
        return ids, scores, int(found.count or 0)


@dataclass(frozen=True, slots=True)
class Sought:
    """A question as tantivy is asked for it: queries by term, of which ``needed`` must be there, or a beginning.

    Without so many of the terms none can be without all of the ``rarest``; these are named where they are rare enough
    to spare looking at most of what the others stand in.
    """

    terms: dict[str, Any]
    others: dict[str, Groups]
    needed: int
    rarest: tuple[str, ...]
    beginnings: tuple[Any, ...]

    def within(self, source: Any) -> Any:
        """The query for one source, or None where there is nothing to look for."""
        parts = [*([self._enough(source)] if self.terms else []), *self.beginnings]
        return tantivy.Query.disjunction_max_query(parts) if parts else None

    def _enough(self, source: Any) -> Any:
        """So many of the terms. tantivy goes through everything that terms stand in of which only some must be there,
        whatever stands beside them; so each of them is narrowed by itself.
        """
        if self.needed == len(self.terms):
            return _all_of(self.terms.values())
        lead = [_constant(_any_of(self._rarest_in_fields()), 0.0)]
        narrowed = [
            _all_of([query, source, *(lead if self.rarest and term not in self.rarest else [])])
            for term, query in self.terms.items()
        ]
        return _any_of(narrowed, self.needed)

    def _rarest_in_fields(self) -> list[Any]:
        return [query for term in self.rarest for query in _in_fields(term, self.others.get(term, ()))]


def _rarity(known: int, entries: int) -> float:
    """idf, over the fields together; a word that nothing holds counts as the rarest."""
    return math.log(1 + (max(entries, known) - known + 0.5) / (known + 0.5))


def _beginnings(question: Question) -> list[Any]:
    parts = []
    if question.letters:
        parts.append(_constant(_beginning("initials", question.letters), INITIALS))
    if question.code:
        parts.append(_constant(_beginning("codes", question.code), CODE))
        parts.append(_constant(tantivy.Query.term_query(SCHEMA, "codes", question.code, "basic"), WHOLE))
    return parts


def _one_term(term: str, weight: float, others: Groups) -> Any:
    boosted = zip(_in_fields(term, others), FIELDS.values(), strict=True)
    return tantivy.Query.disjunction_max_query([_constant(query, weight * boost) for query, boost in boosted])


def _in_fields(term: str, others: Groups) -> list[Any]:
    """By field: ``term`` stands there, or all of one group of ``others``."""
    return [
        _any_of([_stands(field, term), *(_all_of(_stands(field, one) for one in group) for group in others)])
        if others
        else _stands(field, term)
        for field in FIELDS
    ]


def _stands(field: str, term: str) -> Any:
    return tantivy.Query.term_query(SCHEMA, field, term, "freq")


def _encoded(groups: Groups) -> Groups:
    return tuple(tuple(map(encode, group)) for group in groups)


def _beginning(field: str, text: str) -> Any:
    return tantivy.Query.regex_query(SCHEMA, field, re.sub(r"([^\w\s])", r"\\\1", text) + ".*")


def _constant(query: Any, score: float) -> Any:
    return tantivy.Query.const_score_query(query, score)


def _all_of(queries: Iterable[Any]) -> Any:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def _any_of(queries: Sequence[Any], needed: int = 1) -> Any:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries], needed)


def _clause(marks: Sequence[str]) -> Any:
    """Entries with one of ``marks``, all alike."""
    if len(marks) > FEW:
        return _constant(tantivy.Query.term_set_query(SCHEMA, "marks", list(marks)), 0.0)
    return _constant(_any_of([tantivy.Query.term_query(SCHEMA, "marks", mark, "basic") for mark in marks]), 0.0)
