"""Which items are worth scoring when there are too many to score all: the union of what both indexes find."""

import numpy as np
from numpy.typing import NDArray

from duijie_match.lexical.base import LexicalIndex
from duijie_match.lexical.tantivy_index import TantivyLexicalIndex
from duijie_match.ranking.evidence import Evidence
from duijie_match.ranking.settings import MatchSettings
from duijie_match.vectors.base import VectorIndex
from duijie_match.vectors.faiss_index import FaissVectorIndex

Rows = NDArray[np.intp]


class Candidates:
    """Candidates from a lexical and a vector index over the supply passages.

    Measured: the union of 200 from weighted BM25, its query cut to the 64 heaviest terms, and 200 from the vectors
    loses nothing that scoring every pair would find.
    """

    def __init__(
        self,
        evidence: Evidence,
        settings: MatchSettings,
        lexical: type[LexicalIndex] = TantivyLexicalIndex,
        vectors: type[VectorIndex] = FaissVectorIndex,
    ) -> None:
        self._evidence = evidence
        self._settings = settings
        places, names = evidence.supply.places, evidence.terms
        self._lexical = lexical.build(
            [names[term] for term in places.row(row)[0].tolist()] for row in range(len(places))
        )
        self._vectors = vectors.build(evidence.supply_vectors)

    def items(self, demand: int) -> Rows:
        """The items to score for one demand, in list order."""
        evidence, top = self._evidence, self._settings.candidates
        nearest, _ = self._vectors.search(evidence.demand_vectors[demand : demand + 1], top)
        passages = set(nearest[0].tolist())
        passages.update(hit.row for hit in self._lexical.search(self._query(demand), top))
        return np.unique(evidence.items[sorted(passages)]).astype(np.intp)

    def _query(self, demand: int) -> dict[str, float]:
        """The heaviest terms of a demand with their TF-IDF weights."""
        matrix = self._evidence.demand.same
        here = slice(matrix.indptr[demand], matrix.indptr[demand + 1])
        terms, weights = matrix.indices[here], matrix.data[here]
        heaviest = np.lexsort((terms, -weights))[: self._settings.query_terms]
        return {self._evidence.terms[terms[place]]: float(weights[place]) for place in heaviest.tolist()}
