"""What a language looks like to an embedder when the list at hand is too small to show it."""

from duijie_match.embedding.base import Embedder, Vectors
from duijie_match.ranking.background_texts import TEXTS


def background_vectors(embedder: Embedder, language: str) -> Vectors:
    """The vectors of the shipped texts of ``language``. Any embedder will do: they are embedded when needed (and
    cached like all texts).
    """
    return embedder.embed(TEXTS[language])
