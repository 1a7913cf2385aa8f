"""What the ranking model knows of a document: vectors of its title and of its whole text, and its weighted terms.

A portrait depends on the document and on what the model keeps (means, weights of terms), never on the list in which the
document stands, so that a pair looks the same to the model in training and in every later list.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duijie_match.analysis.base import TermKind
from duijie_match.analysis.fast import FastAnalyser
from duijie_match.analysis.languages import detect_language
from duijie_match.documents import Document
from duijie_match.embedding.base import Embedder, Vectors
from duijie_match.embedding.pieces import embed_documents
from duijie_match.lexical.weighting import count_documents, weight
from duijie_match.progress import Progress, silent
from duijie_match.ranking.background import background_vectors
from duijie_match.ranking.meaning import centre, mean_of
from duijie_match.ranking.settings import MatchSettings
from duijie_match.ranking.words import LANGUAGES, keep_columns

Floats = NDArray[np.float32]
Codes = NDArray[np.int8]

WIDTH = 1 << 18
"""Terms are known by a hash of 18 bits: the model needs no vocabulary, and its file holds nobody's words."""
TITLE, WHOLE = "title", "whole"
VIEWS = (TITLE, WHOLE)
MOST_CHARACTERS = 20_000
"""Of a text; nobody reads on, and the pieces that are embedded end long before."""


@dataclass(frozen=True, slots=True)
class Lens:
    """What portraits are made with: the mean vector of each language, and the weight of each hashed term."""

    means: Floats
    """Shape (languages, dimensions)."""
    idf: Floats
    """Shape (WIDTH,)."""


@dataclass(frozen=True, slots=True)
class Portraits:
    """Of several documents, by view: unit rows of vectors and of weighted terms, or zero rows without text."""

    vectors: dict[str, Vectors]
    terms: dict[str, sparse.csr_matrix]

    def __len__(self) -> int:
        return len(self.vectors[WHOLE])

    def rows(self, chosen: NDArray[np.intp]) -> "Portraits":
        """Those of some of the documents."""
        return Portraits(
            {view: vectors[chosen] for view, vectors in self.vectors.items()},
            {view: terms[chosen] for view, terms in self.terms.items()},
        )


@dataclass(frozen=True, slots=True)
class Outline:
    """What a lens does not change: counts of numbers, lengths (logarithm of characters) by view, and the place of the
    language in ``words.LANGUAGES``.
    """

    numbers: sparse.csr_matrix
    lengths: dict[str, Floats]
    languages: Codes


@dataclass(frozen=True, slots=True)
class Sketches:
    """What can be told of documents without a lens: raw vectors and counts of terms by view, and the outline."""

    vectors: dict[str, Vectors]
    counts: dict[str, sparse.csr_matrix]
    outline: Outline


def sketch(documents: Sequence[Document], embedder: Embedder, progress: Progress = silent) -> Sketches:
    """Embed and analyse ``documents``. An expert's whole text goes on with the works."""
    texts = {view: [text_of(document, view) for document in documents] for view in VIEWS}
    languages = [
        document.language.lower()[:2] if document.language.lower()[:2] in LANGUAGES else detect_language(whole)
        for document, whole in zip(documents, texts[WHOLE], strict=True)
    ]
    vectors = {
        view: embed_documents(embedder, texts[view], pieces=MatchSettings().pieces, progress=progress) for view in VIEWS
    }
    analyser = FastAnalyser()
    codes: dict[str, int] = {}
    counts = {view: _count([analyser.analyse(text).terms for text in texts[view]], codes) for view in VIEWS}
    numeric = np.zeros(WIDTH, bool)
    numeric[[code for term, code in codes.items() if term[0] == TermKind.NUMBER]] = True
    return Sketches(
        vectors=vectors,
        counts=counts,
        outline=Outline(
            numbers=keep_columns(counts[WHOLE], numeric),
            lengths={view: np.array([np.log1p(len(text)) for text in texts[view]], np.float32) for view in VIEWS},
            languages=np.array([LANGUAGES.index(language) for language in languages], np.int8),
        ),
    )


def _count(texts: Sequence[Sequence[str]], codes: dict[str, int]) -> sparse.csr_matrix:
    """How often each text has each hashed term; ``codes`` remembers the hashes."""
    for text in texts:
        for term in text:
            if term not in codes:
                codes[term] = zlib.crc32(term.encode("utf-8", "surrogatepass")) % WIDTH
    indices = np.array([codes[term] for text in texts for term in text], np.int32)
    pointers = np.concatenate(([0], np.cumsum([len(text) for text in texts], dtype=np.int64)))
    matrix = sparse.csr_matrix((np.ones(len(indices), np.float32), indices, pointers), shape=(len(texts), WIDTH))
    matrix.sum_duplicates()
    return matrix


def text_of(document: Document, view: str) -> str:
    """The title, or everything: own fields and works."""
    if view == TITLE:
        return document.title[:MOST_CHARACTERS]
    works = "\n".join(part for work in document.works for part in (work.title, work.body) if part)
    return "\n".join(part for part in (document.text, works) if part)[:MOST_CHARACTERS]


def make_lens(sides: Sequence[Sketches], embedder: Embedder, settings: MatchSettings) -> Lens:
    """The means and weights over both sides of the training lists."""
    dimensions = sides[0].vectors[WHOLE].shape[1]
    means = np.zeros((len(LANGUAGES), dimensions), np.float32)
    for code, language in enumerate(LANGUAGES):
        own = [side.vectors[WHOLE][side.outline.languages == code] for side in sides]
        means[code] = mean_of(own, background_vectors(embedder, language), settings.centre_prior)
    idf = count_documents([side.counts[WHOLE] for side in sides], WIDTH).idf()
    return Lens(means, idf)


def develop(sketches: Sketches, lens: Lens) -> Portraits:
    """Portraits from what was read, seen through ``lens``."""
    means = dict(enumerate(lens.means))
    return Portraits(
        {view: centre(vectors, sketches.outline.languages, means) for view, vectors in sketches.vectors.items()},
        {view: weight(counts, lens.idf) for view, counts in sketches.counts.items()},
    )
