"""Some items of a long list with all demands: what is needed to tell of their pairs elsewhere."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from duijie_match.ranking.facets import Facets
from duijie_match.ranking.hubness import Hubness
from duijie_match.ranking.places import TermPlaces
from duijie_match.ranking.quantities import QuantityCounts
from duijie_match.ranking.scorer import Scorer
from duijie_match.ranking.sides import Sides, read_sides

Rows = NDArray[np.intp]


def part_of(sides: Sides, scorer: Scorer, items: Rows) -> tuple[Sides, Scorer]:
    """The items numbered ``items``, rising. Their scores are not those of the list, whose means are not known."""
    evidence = scorer.evidence
    documents = [sides.supply[item] for item in items.tolist()]
    part = read_sides(sides.demands, documents)
    bounds = [scorer.summands.passages_of(item) for item in items.tolist()]
    passages = np.concatenate([np.arange(first, end) for first, end in bounds] or [np.zeros(0, np.intp)])
    counts = np.array([end - first for first, end in bounds], np.intp)
    supply = evidence.supply
    quantities = evidence.quantities
    chosen = replace(
        evidence,
        supply_vectors=evidence.supply_vectors[passages],
        supply=replace(
            supply,
            same=supply.same[passages],
            across=supply.across[passages],
            languages=supply.languages[passages],
            places=TermPlaces(part.supply_passages, evidence.terms, scorer.lexicon),
        ),
        items=np.repeat(np.arange(len(items)), counts).astype(np.int32),
        recency=evidence.recency[passages],
        quantities=QuantityCounts(quantities.met[:, items], quantities.missed[:, items]),
    )
    facets = Facets(sides.demands, documents, scorer.settings)
    hubness = Hubness(scorer.hubness.supply[:, items], scorer.hubness.common)
    return part, Scorer(chosen, facets, scorer.settings, hubness, lexicon=scorer.lexicon)
