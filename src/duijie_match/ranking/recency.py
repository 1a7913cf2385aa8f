"""What the years of works say: of two that fit alike, the newer one says more about what an expert does now."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from duijie_match.documents import Document
from duijie_match.ranking.passages import Passage
from duijie_match.ranking.settings import MatchSettings

Floats = NDArray[np.float32]


def recency_of(
    passages: Sequence[Passage], documents: Sequence[Document], settings: MatchSettings, middle: float | None = None
) -> Floats:
    """What the year of each passage adds. The middle of all works, if none is given, stands at nothing, and so does a
    text without a year; no clock is asked.
    """
    years = _years(passages, documents)
    known = years > 0
    middle = middle_year(passages, documents) if middle is None else middle
    if not known.any() or not middle:
        return np.zeros(len(years), np.float32)
    apart = np.clip(years - middle, -settings.recency_years, settings.recency_years)
    return np.where(known, settings.recency * apart, 0.0).astype(np.float32)


def middle_year(passages: Sequence[Passage], documents: Sequence[Document]) -> float:
    """The median of the years of works; 0 where no work has a year."""
    years = _years(passages, documents)
    return float(np.median(years[years > 0])) if (years > 0).any() else 0.0


def _years(passages: Sequence[Passage], documents: Sequence[Document]) -> NDArray[np.float64]:
    return np.array([_year(passage, documents) for passage in passages], np.float64)


def _year(passage: Passage, documents: Sequence[Document]) -> int:
    name = passage.fields[0] if passage.fields else ""
    return documents[passage.item].works[int(name.split(".")[1])].year if name.startswith("works.") else 0
