"""What a list says about texts as a whole – mean vectors, how rare words are, who is near to everything – frozen, so
that other texts can be scored by it. By frozen statistics the raw score of a pair depends on the pair alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duijie_match.analysis.dictionary import installed_dictionary
from duijie_match.analysis.lexicon import Lexicon
from duijie_match.analysis.texts import gathered
from duijie_match.analysis.together import TogetherReader
from duijie_match.documents import Document
from duijie_match.embedding.base import Vectors
from duijie_match.progress import silent
from duijie_match.ranking.bridge import BridgeFrequencies, BridgeReader, build_bridge
from duijie_match.ranking.evidence import Evidence
from duijie_match.ranking.hubness import Hubness, estimate_supply_hubs, middle_of, nearest_mean, sample_rows
from duijie_match.ranking.meaning import rows_of
from duijie_match.ranking.quantities import languages_meet
from duijie_match.ranking.recency import middle_year
from duijie_match.ranking.scorer import Scorer
from duijie_match.ranking.settings import MatchSettings
from duijie_match.ranking.sides import Sides, read_sides
from duijie_match.ranking.similarity import Similarities
from duijie_match.ranking.words import CHINESE, WordFrequencies, count_words

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of the two lists of one matcher, whose documents are ``demands`` and ``supply``."""

    demands: tuple[Document, ...]
    supply: tuple[Document, ...]
    settings: MatchSettings
    lexicon: Lexicon
    means: dict[int, Vectors]
    words: WordFrequencies
    bridge: BridgeFrequencies
    chinese_supply: Vectors
    """Towards which Chinese demands lean."""
    middle_year: float
    languages_meet: bool
    around_demands: dict[str, float]
    """How near its surroundings are to each demand, by its id."""
    around_supply: dict[str, Floats]
    """How near demands of each language come to an item, by its id."""
    common: tuple[float, float]
    """What demands of each language have in common with all items."""


def statistics_of(sides: Sides, scorer: Scorer) -> Statistics:
    """The statistics of a matcher. Its texts are read once more: of a long list what they count is large, and is not
    kept with a matcher. Raises ``ValueError`` for a matcher that was saved before its means were kept.
    """
    evidence, lexicon = scorer.evidence, scorer.lexicon
    if not evidence.means:
        raise ValueError("this matcher was saved without its means; build it again")
    texts = [[passage.text for passage in side] for side in (sides.demand_passages, sides.supply_passages)]
    ours, theirs = evidence.demand.languages, evidence.supply.languages
    meet = languages_meet(ours, theirs)
    reader = TogetherReader(lexicon, installed_dictionary() if meet else None)
    read = [gathered(list(reader.read(side, silent))) for side in texts]
    return Statistics(
        demands=sides.demands,
        supply=sides.supply,
        settings=scorer.settings,
        lexicon=lexicon,
        means=evidence.means,
        words=count_words([(read[0], ours), (read[1], theirs)]),
        bridge=build_bridge((texts[0], ours), (texts[1], theirs), BridgeReader(lexicon), silent).frequencies,
        chinese_supply=rows_of(evidence.supply_vectors, theirs == CHINESE),
        middle_year=middle_year(sides.supply_passages, sides.supply),
        languages_meet=meet,
        around_demands=dict(zip((one.id for one in sides.demands), scorer.told_of_all()["surroundings"], strict=True)),
        around_supply={one.id: scorer.hubness.supply[:, item] for item, one in enumerate(sides.supply)},
        common=scorer.hubness.common,
    )


def frozen_surroundings(
    statistics: Statistics, sides: Sides, evidence_of: Callable[[Sides], Evidence]
) -> tuple[Hubness, Floats]:
    """How near its surroundings are to each item, and to each demand. An id that the statistics know keeps its value,
    whatever its text has become; new demands are compared with the frozen supply, new items with the frozen demands.
    """
    unknown = np.full(2, np.nan, np.float32)
    hubs = np.array([statistics.around_supply.get(one.id, unknown) for one in sides.supply], np.float32)
    hubs = hubs.reshape(-1, 2).T.copy()
    around = np.array([statistics.around_demands.get(one.id, np.nan) for one in sides.demands], np.float32)
    items, rows = np.flatnonzero(np.isnan(hubs).any(axis=0)), np.flatnonzero(np.isnan(around))
    settings = statistics.settings
    if len(items):
        seen = read_sides(statistics.demands, [sides.supply[item] for item in items.tolist()])
        evidence = evidence_of(seen)
        sample = sample_rows([passage.text for passage in seen.demand_passages], settings.hub_sample)
        near = Similarities(evidence, settings)
        known = [*statistics.around_supply.values()]
        middle = middle_of(np.stack(known, axis=1)) if known else None
        languages = evidence.demand.languages
        found = estimate_supply_hubs(
            near.of_items, languages, len(items), settings, sample, several=near.have_several, middle=middle,
            common=statistics.common,
        )  # fmt: skip
        hubs[:, items] = found.supply
    if len(rows):
        evidence = evidence_of(read_sides([sides.demands[row] for row in rows.tolist()], statistics.supply))
        near, count = Similarities(evidence, settings), len(statistics.supply)
        step = settings.rows_at_once(len(evidence.items))
        for start in range(0, len(rows), step):
            some = np.arange(start, min(start + step, len(rows)))
            around[rows[some]] = nearest_mean(near.of_items(some), count, settings)
    return Hubness(hubs, statistics.common), around
