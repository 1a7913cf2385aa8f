"""``e5-small``: multilingual-e5-small with int8 weights on onnxruntime. The default embedder."""

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from duijie_match.embedding.base import Vectors
from duijie_match.embedding.convert import FORMAT, MODEL, WORDS, ensure_e5_small
from duijie_match.embedding.tokens import E5Tokens, has_content, wheel_tokens
from duijie_match.progress import Progress, silent
from duijie_match.wording import Message

LIMIT = 256
STEP = 32  # texts between two reports of progress


class E5Small:
    """An ``Embedder``.

    Guaranteed: on one machine the row of a text is the same bit for bit, whatever its neighbours, the number of
    threads, the process or the day. Every text passes through the model alone, because int8 activations share one
    scale per matrix: two texts in one matrix would round each other. ``threads`` texts are under way at once, one
    core each, which is faster than one padded batch on all cores. On another processor or another onnxruntime rows
    may differ in the last bits.

    Session and word table are loaded at the first text in each process, so a server may fork after building this
    object. Memory: about 200 MB, of which the word table is shared between processes.
    """

    name = "e5-small"
    dimensions = 384
    notice: Message | None = None

    def __init__(self, folder: Path, *, threads: int = 2, prefix: str = "passage: ") -> None:
        """``folder`` is where the folder ``e5-small`` lies or will be made. ``threads`` ≥ 1."""
        if threads < 1:
            raise ValueError("threads is at least 1")
        self.fingerprint = f"e5-small/{FORMAT}/{prefix.strip(': ')}/{LIMIT}"
        self._folder = folder
        self._threads = threads
        self._prefix = prefix
        self._lock = threading.Lock()
        self._loaded: tuple[int, Any, NDArray[np.float16]] | None = None

    @property
    def tokens(self) -> E5Tokens:
        """The tokenizer; it is loaded at the first text."""
        return wheel_tokens()

    def split(self, text: str, tokens: int) -> list[str]:
        """See ``E5Tokens.split``."""
        return self.tokens.split(text, tokens)

    def embed(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        """See ``Embedder.embed``. Texts beyond 256 tokens are cut; ``pieces.embed_documents`` reads on."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        rows = [row for row, text in enumerate(texts) if has_content(self.tokens.normalise(text))]
        if not rows:
            return vectors
        session, words = self._load()

        def embed_one(row: int) -> None:
            ids = self.tokens.encode(texts[row], prefix=self._prefix, limit=LIMIT)
            (found,) = session.run(None, {"words": words[ids].astype(np.float32)[None]})
            vectors[row] = found[0] / np.linalg.norm(found[0])

        if len(rows) == 1:
            embed_one(rows[0])
            return vectors
        # Longest first, so that no thread is left alone with a long text at the end.
        rows.sort(key=lambda row: -len(texts[row]))
        blank = len(texts) - len(rows)
        with ThreadPoolExecutor(self._threads, "embed") as pool:
            for start in range(0, len(rows), STEP):
                progress("embedding", blank + start, len(texts))
                list(pool.map(embed_one, rows[start : start + STEP]))
        progress("embedding", len(texts), len(texts))
        return vectors

    def _load(self) -> tuple[Any, NDArray[np.float16]]:
        with self._lock:
            if self._loaded is None or self._loaded[0] != os.getpid():
                home = ensure_e5_small(self._folder)
                words = np.load(home / WORDS, mmap_mode="r", allow_pickle=False)
                self._loaded = (os.getpid(), _open_session(home / MODEL), words)
            return self._loaded[1:]


def _open_session(path: Path) -> Any:
    import onnxruntime  # noqa: PLC0415 – its threads must start after a fork, not at import

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # one plan for each length of text would pile up
    # The graph is written with the fused operators; fusing further makes its layer norms slower
    # (SkipLayerNormalization).
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
