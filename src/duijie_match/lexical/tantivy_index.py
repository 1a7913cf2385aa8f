"""The default lexical index: tantivy, in memory or in a folder."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import tantivy

from duijie_match.errors import DuijieError
from duijie_match.lexical.base import Hit
from duijie_match.wording import msg

WRITER_BYTES = 50_000_000
FIELD = "terms"


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(FIELD, stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("row", stored=True, fast=True)
    return builder.build()


def encode(term: str) -> str:
    """A term as one word for a tokenizer that splits at white space."""
    return term.replace(" ", "\u2581")


class TantivyLexicalIndex:
    """See ``LexicalIndex``."""

    name = "tantivy"

    def __init__(self, index: Any, schema: Any) -> None:
        self._schema = schema
        self._index = index
        self._index.reload()
        self._searcher = self._index.searcher()

    @classmethod
    def build(cls, texts: Iterable[Sequence[str]], folder: Path | None = None) -> Self:
        """Index the terms of each text."""
        schema = _schema()
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(schema, path=str(folder)) if folder is not None else tantivy.Index(schema)
        writer = index.writer(WRITER_BYTES, 1)  # one thread, so that the order of rows is kept
        for row, terms in enumerate(texts):
            document = tantivy.Document()
            document.add_text(FIELD, " ".join(map(encode, terms)))
            document.add_unsigned("row", row)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        return cls(index, schema)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in ``folder``."""
        try:
            index = tantivy.Index.open(str(folder))
        except ValueError as error:
            raise DuijieError(
                "index-unreadable", msg("There is no readable index in {folder}.", folder=str(folder))
            ) from error
        return cls(index, _schema())

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, query: Mapping[str, float], top: int) -> list[Hit]:
        """The best ``top`` texts, best first, ties by row."""
        if not query or not len(self) or top < 1:
            return []
        parts = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, FIELD, encode(term), "freq"), weight),
            )
            for term, weight in query.items()
        ]
        found = self._searcher.search(tantivy.Query.boolean_query(parts), top).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in found]) if found else []
        hits = [Hit(int(row), float(score)) for (score, _), row in zip(found, rows, strict=True)]
        return sorted(hits, key=lambda hit: (-hit.score, hit.row))
