"""Judged pairs and the two lists: rows, and fingerprints that say which pair and which data it was."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from duijie_match.documents import Document
from duijie_match.learning.labels import Labels
from duijie_match.learning.portraits import WHOLE, text_of

Rows = NDArray[np.intp]


def rows_of(labels: Labels, demands: Sequence[Document], supply: Sequence[Document]) -> tuple[Rows, Rows]:
    """The rows of both lists that the pairs name."""
    places = [{document.id: row for row, document in enumerate(side)} for side in (demands, supply)]
    return (
        np.array([places[0][demand] for demand, _ in labels.pairs], np.intp),
        np.array([places[1][item] for _, item in labels.pairs], np.intp),
    )


def pair_keys(labels: Labels, demands: Sequence[Document], supply: Sequence[Document]) -> tuple[str, ...]:
    """A fingerprint of each pair by its texts, 16 hexadecimal digits; ids may be given anew, texts are what is
    learned from.
    """
    digests = [{document.id: digest_of(document) for document in side} for side in (demands, supply)]
    return tuple(
        hashlib.sha256(digests[0][demand] + digests[1][item]).hexdigest()[:16] for demand, item in labels.pairs
    )


def with_text(labels: Labels, demands: Sequence[Document], supply: Sequence[Document]) -> Labels:
    """The pairs whose both sides have a text: of the others nothing can be learned."""
    told = [{one.id for one in side if one.text.strip() or one.works} for side in (demands, supply)]
    kept = [place for place, pair in enumerate(labels.pairs) if pair[0] in told[0] and pair[1] in told[1]]
    return labels.take(np.array(kept, np.intp))


def digest_of(document: Document) -> bytes:
    """SHA-256 of the whole text."""
    return hashlib.sha256(text_of(document, WHOLE).encode("utf-8", "surrogatepass")).digest()


def choose_pairs(keys: Sequence[str], most: int) -> Rows:
    """The rows of at most ``most`` pairs in the order of their fingerprints: an even choice, and the same for the same
    pairs however their list is sorted.
    """
    return np.array(sorted(range(len(keys)), key=lambda place: (keys[place], place))[:most], np.intp)


def data_fingerprint(labels: Labels, keys: Sequence[str]) -> str:
    """SHA-256 over every pair, its judgement and, where it is not 1, its weight, whatever their order."""
    judged = zip(keys, labels.signs.tolist(), labels.weights.tolist(), strict=True)
    rows = sorted((key, tuple(signs)) if weight == 1 else (key, tuple(signs), weight) for key, signs, weight in judged)
    return hashlib.sha256(repr(rows).encode()).hexdigest()
