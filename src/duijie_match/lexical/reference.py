"""BM25 in plain Python: slow, and easy to see that it is right."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

from duijie_match.errors import DuijieError
from duijie_match.lexical.base import Hit
from duijie_match.wording import msg

K1 = 1.2
B = 0.75
"""The values that tantivy fixes, so that the engines can be compared."""


class ReferenceLexicalIndex:
    """See ``LexicalIndex``. Robertson and Zaragoza 2009, with Lucene's idf ``ln(1 + (N - n + .5) / (n + .5))``."""

    name = "reference"

    def __init__(self, texts: list[Counter[str]]) -> None:
        self._texts = texts
        self._lengths = [text.total() for text in texts]
        self._mean = sum(self._lengths) / len(texts) if texts else 0.0
        self._frequency = Counter(term for text in texts for term in text)

    @classmethod
    def build(cls, texts: Iterable[Sequence[str]], folder: Path | None = None) -> Self:
        """Index the terms of each text."""
        counters = [Counter(text) for text in texts]
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "texts.json").write_text(json.dumps(counters), encoding="utf-8")
        return cls(counters)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in ``folder``."""
        try:
            return cls([Counter(text) for text in json.loads((folder / "texts.json").read_text(encoding="utf-8"))])
        except (OSError, ValueError) as error:
            raise DuijieError(
                "index-unreadable", msg("There is no readable index in {folder}.", folder=str(folder))
            ) from error

    def __len__(self) -> int:
        return len(self._texts)

    def search(self, query: Mapping[str, float], top: int) -> list[Hit]:
        """The best ``top`` texts, best first, ties by row."""
        hits = []
        for row, text in enumerate(self._texts):
            held = [term for term in query if text[term]]
            if held:
                hits.append(Hit(row, sum(query[term] * self._score(text[term], row, term) for term in held)))
        return sorted(hits, key=lambda hit: (-hit.score, hit.row))[:top]

    def _score(self, times: int, row: int, term: str) -> float:
        texts, holding = len(self._texts), self._frequency[term]
        idf = math.log(1 + (texts - holding + 0.5) / (holding + 0.5))
        return idf * times * (K1 + 1) / (times + K1 * (1 - B + B * self._lengths[row] / self._mean))
