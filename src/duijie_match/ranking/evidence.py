"""What is known of both sides before anything is scored."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from duijie_match.embedding.base import Vectors
from duijie_match.ranking.quantities import QuantityCounts
from duijie_match.ranking.words import WeightedTerms


@dataclass(slots=True)
class Evidence:
    """Supply texts (passages) come item by item; ``items[p]`` is the item of passage ``p``."""

    demand_vectors: Vectors
    """Of whole demands, Chinese ones leaned towards their neighbours, where there are many (``build.lean_chinese``)."""
    supply_vectors: Vectors
    demand_pieces: Vectors
    """Long demands piece by piece, those of demand ``i`` in rows ``piece_pointers[i]`` up to ``piece_pointers[i + 1]``;
    nothing of a demand of one piece.
    """
    piece_pointers: NDArray[np.intp]
    demand: WeightedTerms
    supply: WeightedTerms
    items: NDArray[np.int32]
    terms: list[str]
    """Shared within a language."""
    across_terms: list[str]
    """Shared across languages."""
    recency: NDArray[np.float32]
    """What the year of a passage adds to its likeness with any demand."""
    quantities: QuantityCounts
    means: dict[int, Vectors] = field(default_factory=dict)
    """By code the mean vector of each language, which was taken off all vectors."""
