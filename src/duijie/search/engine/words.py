"""The lexical half of a generation: tantivy in a folder, asked for terms, pinyin initials and codes within a scope.

tantivy's own weighting is fixed, so each term scores a constant – its rarity, less in the text than in the title – and
the sum is the share of the question that an entry covers, 0 to 1. Initials and codes score like a good title.
"""

import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from duijie.search.engine.asking import Question, index_terms, plain
from duijie.search.engine.marks import Selection, marks_of, organisation_mark
from duijie.search.sources import SearchEntry
from duijie_match.lexical.tantivy_index import encode

WRITER_BYTES = 30_000_000
FIELDS = {"title": 1.0, "keywords": 0.8, "text": 0.6}
WHOLE, INITIALS, CODE = 1.2, 0.9, 0.95  # a whole name or code; the beginning of initials; of a name or code
SHORTEST_INITIALS, LONGEST_INITIALS = 2, 24
LONGEST_CODE = 60


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

    def search(self, question: Question, selection: Selection, top: int) -> tuple[list[tuple[int, float]], int]:
        """The best ``top`` entries of the selection as (id, score), and how many there are."""
        wanted = self._wanted(question)
        if wanted is None:
            return [], 0
        must = [(tantivy.Occur.Must, wanted), *((tantivy.Occur.Must, part) for part in _within(selection))]
        searcher = self._searcher
        found: Any = searcher.search(tantivy.Query.boolean_query(must), top, count=True)
        ids: list[Any] = searcher.fast_field_values("id", [address for _, address in found.hits]) if found.hits else []
        hits = [(int(number), float(score)) for (score, _), number in zip(found.hits, ids, strict=True)]
        return hits, int(found.count or 0)

    def _wanted(self, question: Question) -> Any:
        parts = [part for part in (self._terms(question), *self._beginnings(question)) if part is not None]
        return tantivy.Query.disjunction_max_query(parts) if parts else None

    def _terms(self, question: Question) -> Any:
        if not question.terms:
            return None
        weights = [self._rarity(term) for term in question.terms]
        total = sum(weights)
        parts = [
            (tantivy.Occur.Should, _one_term(encode(term), weight / total))
            for term, weight in zip(question.terms, weights, strict=True)
        ]
        return tantivy.Query.boolean_query(parts, question.needed)

    def _rarity(self, term: str) -> float:
        """idf, over the fields together; a word that nothing holds counts as the rarest."""
        known = max(int(self._searcher.doc_freq(field, encode(term))) for field in FIELDS)
        return math.log(1 + (max(len(self), known) - known + 0.5) / (known + 0.5))

    def _beginnings(self, question: Question) -> list[Any]:
        parts = []
        if question.letters:
            parts.append(_constant(_beginning("initials", question.letters), INITIALS))
        if question.code:
            parts.append(_constant(_beginning("codes", question.code), CODE))
            parts.append(_constant(tantivy.Query.term_query(SCHEMA, "codes", question.code, "basic"), WHOLE))
        return parts


def _one_term(term: str, weight: float) -> Any:
    return tantivy.Query.disjunction_max_query(
        [
            _constant(tantivy.Query.term_query(SCHEMA, field, term, "freq"), weight * boost)
            for field, boost in FIELDS.items()
        ]
    )


def _beginning(field: str, text: str) -> Any:
    return tantivy.Query.regex_query(SCHEMA, field, re.sub(r"([^\w\s])", r"\\\1", text) + ".*")


def _constant(query: Any, score: float) -> Any:
    return tantivy.Query.const_score_query(query, score)


def _within(selection: Selection) -> list[Any]:
    filters = [tantivy.Query.term_query(SCHEMA, "source", selection.source, "basic")]
    filters += [tantivy.Query.term_set_query(SCHEMA, "marks", list(clause)) for clause in selection.clauses]
    return [_constant(one, 0.0) for one in filters]
