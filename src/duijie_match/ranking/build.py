"""From two lists of documents to the evidence that the scorer works on."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from duijie_match.analysis.counting import TermCounter
from duijie_match.analysis.dictionary import Dictionary, installed_dictionary
from duijie_match.analysis.fast import FastAnalyser
from duijie_match.analysis.kept import KeptAnalyses
from duijie_match.analysis.languages import detect_language
from duijie_match.analysis.lexicon import EMPTY, Lexicon
from duijie_match.analysis.texts import TextAnalyses, gathered
from duijie_match.analysis.together import TogetherReader
from duijie_match.documents import Document
from duijie_match.embedding.base import Embedder, Vectors
from duijie_match.embedding.pieces import embed_documents, embed_pieces
from duijie_match.progress import Progress, silent
from duijie_match.ranking.background import background_vectors
from duijie_match.ranking.bridge import BridgeReader, build_bridge
from duijie_match.ranking.evidence import Evidence
from duijie_match.ranking.meaning import centre, lean, mean_of, rows_of
from duijie_match.ranking.passages import Passage, own_passage, passages
from duijie_match.ranking.places import TermPlaces
from duijie_match.ranking.quantities import count_quantities, languages_meet
from duijie_match.ranking.recency import recency_of
from duijie_match.ranking.settings import MatchSettings
from duijie_match.ranking.sides import Sides
from duijie_match.ranking.words import CHINESE, LANGUAGES, Codes, WeightedTerms, weigh_terms

if TYPE_CHECKING:
    from duijie_match.ranking.statistics import Statistics

ENOUGH = 300
"""With so many texts of a language the background would change nothing and is not embedded."""
BLOCK = 8192


def build_evidence(
    sides: Sides,
    *,
    embedder: Embedder,
    settings: MatchSettings,
    progress: Progress,
    lexicon: Lexicon = EMPTY,
    dictionary: Dictionary | None = None,
    kept: KeptAnalyses | None = None,
    frozen: "Statistics | None" = None,
) -> Evidence:
    """Analyse, weigh, embed. Without a ``dictionary`` the installed one serves. Texts whose analyses are ``kept`` are
    not read again. ``frozen`` statistics stand in for what these lists say as a whole.
    """
    demand_texts = [passage.text for passage in sides.demand_passages]
    supply_texts = [passage.text for passage in sides.supply_passages]
    demand_codes = language_codes(sides.demand_passages, sides.demands)
    supply_codes = language_codes(sides.supply_passages, sides.supply)

    meet = languages_meet(demand_codes, supply_codes) or (frozen is not None and frozen.languages_meet)
    reader = TogetherReader(lexicon, (dictionary or installed_dictionary()) if meet else None)
    our_analyses = gathered(list(_read(demand_texts, reader, kept, progress)))
    their_analyses = _read(supply_texts, reader, kept, progress)
    items = np.array([passage.item for passage in sides.supply_passages], np.int32)
    quantities = count_quantities(our_analyses, their_analyses, items)
    analyser = FastAnalyser(lexicon)
    every = list(dict.fromkeys(term for text in demand_texts for term in analyser.analyse(text).terms))
    shared, our_words, their_words = weigh_terms(
        TermCounter(analyser).keys_of(every), our_analyses, their_analyses, demand_codes, supply_codes,
        frozen.words if frozen else None,
    )  # fmt: skip
    terms = [every[place] for place in shared.tolist()]
    del every, our_analyses, their_analyses  # of long lists they are large
    ours, theirs = (demand_texts, demand_codes), (supply_texts, supply_codes)
    bridge = build_bridge(ours, theirs, BridgeReader(lexicon, dictionary), progress, frozen.bridge if frozen else None)

    demand_vectors = embed_documents(embedder, demand_texts, pieces=settings.pieces, progress=progress)
    demand_pieces, piece_pointers = embed_pieces(embedder, demand_texts, pieces=settings.pieces, progress=progress)
    supply_vectors = embed_documents(embedder, supply_texts, pieces=1, progress=progress)
    del supply_texts, theirs  # of long lists they are large, and not needed while the vectors are compared
    for vectors in (demand_vectors, supply_vectors, demand_pieces):
        for block in _blocks(len(vectors)):
            # A row that is no vector says nothing; in a mean it would take all others along.
            vectors[block][~np.isfinite(vectors[block]).all(axis=1)] = 0
    means = language_means(demand_vectors, supply_vectors, demand_codes, supply_codes, embedder, settings)
    if frozen is not None:
        means |= frozen.means
    piece_codes = np.repeat(demand_codes, np.diff(piece_pointers))
    for vectors, codes in (
        (demand_vectors, demand_codes),
        (supply_vectors, supply_codes),
        (demand_pieces, piece_codes),
    ):
        for block in _blocks(len(vectors)):
            vectors[block] = centre(vectors[block], codes[block], means)
    chinese = rows_of(supply_vectors, supply_codes == CHINESE) if frozen is None else frozen.chinese_supply
    lean_chinese(demand_vectors, demand_codes, chinese, settings)
    our_places = TermPlaces(sides.demand_passages, terms, lexicon)
    their_places = TermPlaces(sides.supply_passages, terms, lexicon)
    return Evidence(
        demand_vectors=demand_vectors,
        supply_vectors=supply_vectors,
        demand_pieces=demand_pieces,
        piece_pointers=piece_pointers,
        demand=WeightedTerms(our_words, bridge.demand, demand_codes, our_places),
        supply=WeightedTerms(their_words, bridge.supply, supply_codes, their_places),
        items=items,
        terms=terms,
        across_terms=bridge.terms,
        recency=recency_of(sides.supply_passages, sides.supply, settings, frozen.middle_year if frozen else None),
        quantities=quantities,
        means=means,
    )


def _read(
    texts: list[str], reader: TogetherReader, kept: KeptAnalyses | None, progress: Progress
) -> Iterable[TextAnalyses]:
    """What is read out of ``texts``, to be gone through several times."""
    if kept is None or reader.fingerprint is None:
        return reader.read(texts, progress)
    return kept.read(texts, reader.fingerprint, lambda missing: reader.read(missing, progress))


def read_meanings(
    demands: Sequence[Document],
    supply: Sequence[Document],
    *,
    embedder: Embedder,
    settings: MatchSettings | None = None,
    progress: Progress = silent,
) -> None:
    """Embed what ``build_evidence`` would embed of these documents and keep nothing: a caching embedder has it then."""
    ours = [own_passage(row, document).text for row, document in enumerate(demands)]
    theirs = [passage.text for passage in passages(supply)]
    embed_documents(embedder, ours, pieces=(settings or MatchSettings()).pieces, progress=progress)
    embed_documents(embedder, theirs, pieces=1, progress=progress)


def _blocks(rows: int) -> list[slice]:
    """Long lists are worked on in parts: a second copy of all vectors would be too much."""
    return [slice(start, start + BLOCK) for start in range(0, rows, BLOCK)]


def lean_chinese(demand: Vectors, codes: Codes, chinese_supply: Vectors, settings: MatchSettings) -> None:
    """Lean the Chinese ones of the centred ``demand`` vectors towards their neighbours, in place."""
    chinese = np.flatnonzero(codes == CHINESE)
    if len(chinese) and len(chinese_supply) >= settings.feedback_from:
        demand[chinese] = lean(demand[chinese], chinese_supply, settings.feedback_depth, settings.feedback_weight)


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
        count = int(np.count_nonzero(demand_codes == code) + np.count_nonzero(supply_codes == code))
        if count:
            own = (
                rows_of(vectors[block], codes[block] == code)
                for vectors, codes in ((demand, demand_codes), (supply, supply_codes))
                for block in _blocks(len(vectors))
            )
            background = background_vectors(embedder, language) if count < ENOUGH else None
            means[code] = mean_of(own, background, settings.centre_prior)
    return means
