"""From two lists of documents to the evidence that the scorer works on."""

from collections.abc import Sequence

import numpy as np

from duijie_match.analysis.fast import FastAnalyser
from duijie_match.analysis.languages import detect_language
from duijie_match.analysis.lexicon import EMPTY, Lexicon
from duijie_match.documents import Document
from duijie_match.embedding.base import Embedder, Vectors
from duijie_match.embedding.pieces import embed_documents
from duijie_match.lexical.terms import TermTable, TermTableBuilder, Vocabulary
from duijie_match.progress import Progress
from duijie_match.ranking.background import background_vectors
from duijie_match.ranking.evidence import Evidence
from duijie_match.ranking.meaning import centre, lean, mean_of
from duijie_match.ranking.passages import Passage
from duijie_match.ranking.scorer import CHINESE
from duijie_match.ranking.settings import MatchSettings
from duijie_match.ranking.sides import Sides
from duijie_match.ranking.words import LANGUAGES, Codes, weigh_terms

ENOUGH = 300
"""With so many texts of a language the background would change nothing and is not embedded."""


def build_evidence(
    sides: Sides, *, embedder: Embedder, settings: MatchSettings, progress: Progress, lexicon: Lexicon = EMPTY
) -> Evidence:
    """Embed, analyse, weigh."""
    demand_texts = [passage.text for passage in sides.demand_passages]
    supply_texts = [passage.text for passage in sides.supply_passages]
    demand_codes = language_codes(sides.demand_passages, sides.demands)
    supply_codes = language_codes(sides.supply_passages, sides.supply)
    demand_vectors = embed_documents(embedder, demand_texts, pieces=settings.pieces, progress=progress)
    supply_vectors = embed_documents(embedder, supply_texts, pieces=1, progress=progress)
    means = language_means(demand_vectors, supply_vectors, demand_codes, supply_codes, embedder, settings)
    demand_vectors = centre(demand_vectors, demand_codes, means)
    supply_vectors = centre(supply_vectors, supply_codes, means)

    vocabulary = Vocabulary()
    analyser = FastAnalyser(lexicon)
    total = len(demand_texts) + len(supply_texts)
    tables: list[TermTable] = []
    done = 0
    for texts in (demand_texts, supply_texts):
        builder = TermTableBuilder(vocabulary)
        for text in texts:
            if done % 64 == 0:
                progress("indexing", done, total)
            builder.add(analyser.analyse(text))
            done += 1
        tables.append(builder.build())
    progress("indexing", total, total)
    terms, demand_words, supply_words = weigh_terms(
        list(vocabulary.numbers), tables[0], tables[1], demand_codes, supply_codes
    )
    return Evidence(
        demand_vectors=demand_vectors,
        leaned_vectors=_leaned(demand_vectors, supply_vectors[supply_codes == CHINESE], settings),
        supply_vectors=supply_vectors,
        demand=demand_words,
        supply=supply_words,
        items=np.array([passage.item for passage in sides.supply_passages], np.int32),
        terms=terms,
    )


def _leaned(demand: Vectors, chinese_supply: Vectors, settings: MatchSettings) -> Vectors:
    depth = min(settings.feedback_depth, int(len(chinese_supply) * settings.feedback_share))
    return lean(demand, chinese_supply, depth, settings.feedback_weight)


def language_codes(texts: Sequence[Passage], documents: Sequence[Document]) -> Codes:
    """The place of each text's language in ``words.LANGUAGES``: as its document states, else as detected.

    Works are often in another language than the profile, so theirs is always detected.
    """
    codes = []
    for passage in texts:
        stated = documents[passage.item].language.lower()[:2]
        own = not passage.fields or not passage.fields[0].startswith("works.")
        language = stated if own and stated in LANGUAGES else detect_language(passage.text)
        codes.append(LANGUAGES.index(language))
    return np.array(codes, np.int8)


def language_means(
    demand: Vectors,
    supply: Vectors,
    demand_codes: Codes,
    supply_codes: Codes,
    embedder: Embedder,
    settings: MatchSettings,
) -> dict[int, Vectors]:
    """The mean vector of each language over both sides; small collections lean on the shipped background."""
    means: dict[int, Vectors] = {}
    for code, language in enumerate(LANGUAGES):
        own = np.concatenate((demand[demand_codes == code], supply[supply_codes == code]))
        if len(own):
            background = background_vectors(embedder, language) if len(own) < ENOUGH else None
            means[code] = mean_of(own, background, settings.centre_prior)
    return means
