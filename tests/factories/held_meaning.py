"""An embedder for which chosen texts still mean what they meant before a word was taken out of them."""

from collections.abc import Mapping, Sequence

from duijie_match.embedding.base import Embedder, Vectors
from duijie_match.progress import Progress, silent


class HeldMeaning:
    """See ``Embedder``. ``before`` maps a changed text to the one whose meaning it keeps: what remains of a change in
    score is what words, figures and columns say.
    """

    def __init__(self, embedder: Embedder, before: Mapping[str, str]) -> None:
        self._embedder, self._before = embedder, before
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self.fingerprint = f"{embedder.fingerprint}/held"

    def embed(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        """One row a text."""
        return self._embedder.embed([self._before.get(text, text) for text in texts], progress=progress)
