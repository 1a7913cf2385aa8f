"""An embedding model behind HTTP: the common ``/v1/embeddings`` form."""

import base64
import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from duijie_match.embedding.addresses import Endpoint
from duijie_match.embedding.base import Vectors, digest_of
from duijie_match.embedding.lengths import beginning, tokens_in
from duijie_match.embedding.probes import PROBE, is_alike, is_trusted, trust, write_probe
from duijie_match.embedding.sending import ATTEMPTS, Sender, TooMuch, other_form
from duijie_match.embedding.tokens import clean, has_content
from duijie_match.progress import Progress, silent
from duijie_match.wording import Message, msg

BATCH = 32
"""Texts a request."""
MOST_CHARACTERS = 6000
"""Of one text, unless the endpoint tells its tokens; servers refuse longer ones rather than cut them."""
SPECIAL = 2
"""Tokens that a model adds to a text."""
FEWEST_CHARACTERS = 100
"""Where even fewer of a text are refused, it is not for its length."""


class HttpEmbedder:
    """An ``Embedder`` that asks a server, ``BATCH`` texts a request.

    What may pass is asked again, as ``Sender`` says. A request that is refused is asked again in halves, and a text
    that is refused alone with the first half of it, which depends on nothing but the text. Everything else raises
    ``DuijieError`` ``endpoint`` at once, with what to do. Whether neighbours in a request change a row is up to the
    server; ``CachedEmbedder`` asks once a text. ``shortened`` counts the texts of which only the beginning was read.
    """

    notice: Message | None = None

    def __init__(
        self,
        name: str,
        endpoint: Endpoint,
        *,
        sleep: Callable[[float], None] = time.sleep,
        attempts: int = ATTEMPTS,
        keep: Callable[[str], None] | None = None,
    ) -> None:
        """``keep`` is told the probe of an ``endpoint`` that has none yet, once it answers."""
        self.name = name
        self.dimensions = endpoint.dimensions
        self.endpoint = endpoint
        where = hashlib.sha256(f"{endpoint.url}\0{endpoint.model}".encode()).hexdigest()[:24]
        self.fingerprint = f"http/{where}/{endpoint.dimensions}/{MOST_CHARACTERS}"
        if endpoint.prefix or endpoint.tokens:
            told = hashlib.sha256(endpoint.prefix.encode()).hexdigest()[:8]
            self.fingerprint += f"/{told}/{endpoint.tokens}"
        self._keep = keep
        if endpoint.probe and not endpoint.late:
            self.fingerprint += f"/{hashlib.sha256(endpoint.probe.encode()).hexdigest()[:12]}"
        self._room = max(endpoint.tokens - SPECIAL - tokens_in(endpoint.prefix), 1) if endpoint.tokens else 0
        self.shortened = 0
        self._cut_short: set[bytes] = set()
        self._batch = BATCH
        self._sender = Sender(name, endpoint, sleep=sleep, attempts=attempts)

    def embed(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        """See ``Embedder.embed``."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        cleaned = [self._cut(clean(text)) for text in texts]
        rows = [row for row, text in enumerate(cleaned) if has_content(text)]
        blank = len(texts) - len(rows)
        if rows:
            self._check()
        start = 0
        while part := rows[start : start + self._batch]:
            progress("embedding", blank + start, len(texts))
            vectors[part] = self._read([cleaned[row] for row in part])
            start += len(part)
        progress("embedding", len(texts), len(texts))
        return vectors

    def probe(self) -> Vectors:
        """The row of the fixed text. Raises ``DuijieError`` ``endpoint``."""
        row: Vectors = self._read([self._cut(PROBE)])[0]
        return row

    def _check(self) -> None:
        """Whether the model that answers is the one that was added: rows of two would lie under one fingerprint."""
        if is_trusted(self.fingerprint) or not (self.endpoint.probe or self._keep):
            return
        if not self.endpoint.probe and self._keep:
            probe = write_probe(self.probe())
            self._keep(probe)
            self.endpoint = replace(self.endpoint, probe=probe, late=True)  # to be looked at again later
        elif not is_alike(self.endpoint.probe, self.probe()):
            raise self._sender.failed(
                msg("another model answers there than when it was added, and their vectors cannot be compared; add it "
                    "again")
            )  # fmt: skip
        trust(self.fingerprint)

    def _cut(self, text: str) -> str:
        return beginning(text, self._room) if self._room else text[:MOST_CHARACTERS]

    def _read(self, texts: Sequence[str]) -> Vectors:
        """The unit rows of texts with content, in as many requests as it takes."""
        try:
            return self.ask(texts)
        except TooMuch:
            half = len(texts) // 2
            if half:
                before = self.shortened
                found = np.concatenate([self._read(texts[:half]), self._read(texts[half:])])
                if self.shortened == before:  # there were too many, none was too long
                    self._batch = min(self._batch, max(half, 1))
                return found
            half = len(texts[0]) // 2
            if half < FEWEST_CHARACTERS:
                raise
        before = self.shortened
        found = self._read([texts[0][:half]])
        self.shortened = before + 1
        self._cut_short.discard(digest_of(texts[0][:half]))
        self._cut_short.add(digest_of(texts[0]))
        return found

    def was_shortened(self, text: str) -> bool:
        """Whether of a text that was embedded only the beginning was read, because the server refused more."""
        return bool(self._cut_short) and digest_of(self._cut(clean(text))) in self._cut_short

    def ask(self, texts: Sequence[str]) -> Vectors:
        """The unit rows of a few texts with content, in one request."""
        values = {"model": self.endpoint.model, "input": [self.endpoint.prefix + text for text in texts],
                  "encoding_format": "float"}  # fmt: skip
        return self._rows(self._sender.post(values), len(texts))

    def _rows(self, answer: Any, count: int) -> Vectors:
        try:
            entries = sorted(answer["data"], key=lambda entry: int(entry["index"]))
            if len(entries) != count:
                raise self._sender.failed(
                    msg("it gives {have} {have:vector|vectors} for {want} {want:text|texts}; look at the server's log",
                        have=len(entries), want=count)
                )  # fmt: skip
            if [int(entry["index"]) for entry in entries] != list(range(count)):
                raise ValueError("rows")
            rows = np.stack([_vector(entry["embedding"]) for entry in entries])
        except (KeyError, TypeError, ValueError, IndexError, OverflowError) as error:
            raise self._sender.failed(other_form()) from error
        if self.dimensions and rows.shape[1] != self.dimensions:
            raise self._sender.failed(
                msg("its vectors have {have} {have:number|numbers} and had {want} when it was added; add it again",
                    have=rows.shape[1], want=self.dimensions)
            )  # fmt: skip
        with np.errstate(over="ignore"):
            lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or (lengths == 0).any():
            raise self._sender.failed(
                msg("it gives vectors that are zero or no numbers; look at the server's log, or let it use another "
                    "model")
            )  # fmt: skip
        found: Vectors = (rows / lengths).astype(np.float32)
        return found


def _vector(value: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    """A list of numbers, or the same as base64 of float32, which some servers send whatever they are asked."""
    if isinstance(value, str):
        return np.frombuffer(base64.b64decode(value, validate=True), "<f4").astype(np.float64)
    if not isinstance(value, list) or not value:
        raise TypeError("no vector")
    return np.array([float(number) for number in value], np.float64)
