"""Any sentence model in a folder: ``model.onnx``, its ``tokenizer.json``, and ``embedding.json``, which says how to
read it.
"""

import hashlib
import json
import os
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from duijie_match.embedding.base import Vectors
from duijie_match.embedding.lengths import FEWEST_TOKENS, MOST_TOKENS
from duijie_match.embedding.tokens import clean, has_content
from duijie_match.errors import DuijieError
from duijie_match.progress import Progress, silent
from duijie_match.wording import Message, msg

MODEL, TOKENIZER, DESCRIPTION = "model.onnx", "tokenizer.json", "embedding.json"
POOLINGS = ("cls", "mean")
STEP = 32  # texts between two reports of progress
_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}


@dataclass(frozen=True, slots=True)
class Description:
    """How a model is read: ``pooling`` ``cls`` or ``mean`` over its tokens, ``prefix`` before each text, ``limit``
    tokens of it; ``digest`` is that of both files.
    """

    dimensions: int
    digest: str
    pooling: str = "mean"
    prefix: str = ""
    limit: int = 256

    def as_json(self) -> dict[str, Any]:
        """Plain values, for the file."""
        return {"format": 1, **asdict(self)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Description":
        """The inverse. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for what is none."""
        if values["format"] != 1 or values["pooling"] not in POOLINGS:
            raise ValueError("format or pooling")
        found = cls(
            int(values["dimensions"]),
            str(values["digest"]),
            str(values["pooling"]),
            str(values["prefix"]),
            int(values["limit"]),
        )
        if not (1 <= found.dimensions <= 1 << 16 and FEWEST_TOKENS <= found.limit <= MOST_TOKENS):
            raise ValueError("dimensions or limit")
        return found


class OnnxFolder:
    """An ``Embedder``. As with ``e5-small`` every text passes through the model alone, so that a row never depends on
    its neighbours; ``threads`` texts are under way at once. Session and tokenizer are loaded at the first text.
    """

    notice: Message | None = None

    def __init__(self, name: str, folder: Path, *, threads: int = 2) -> None:
        """Raises ``DuijieError`` ``model_folder_broken`` where the folder does not hold a model."""
        self.name = name
        self._folder = folder
        self._description = read_description(folder)
        self.dimensions = self._description.dimensions
        told = self._description
        self.fingerprint = f"onnx/{told.digest[:32]}/{told.pooling}/{told.prefix.strip()}/{told.limit}"
        self._threads = threads
        self._lock = threading.Lock()
        self._loaded: tuple[int, Any, Any, tuple[str, ...]] | None = None

    def split(self, text: str, tokens: int) -> list[str]:
        """See ``pieces.Splitter``."""
        text = clean(text)
        if not has_content(text):
            return []
        if len(text) < tokens:
            return [text]
        encoded = self._load()[1].encode(text, add_special_tokens=False)
        # What is longer than the model reads at once stands behind, part by part.
        offsets = [place for part in (encoded, *encoded.overflowing) for place in part.offsets]
        if len(offsets) <= tokens:
            return [text]
        starts = [offsets[place][0] for place in range(0, len(offsets), tokens)]
        ends: Sequence[int | None] = [*starts[1:], None]
        pieces = (text[start:end].strip() for start, end in zip(starts, ends, strict=True))
        return [piece for piece in pieces if has_content(piece)]

    def embed(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        """See ``Embedder.embed``. Texts beyond the limit are cut."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        cleaned = [clean(text) for text in texts]
        rows = sorted((row for row, text in enumerate(cleaned) if has_content(text)), key=lambda row: -len(texts[row]))
        if not rows:
            progress("embedding", len(texts), len(texts))
            return vectors
        loaded = self._load()

        def embed_one(row: int) -> None:
            found = self._run(loaded, cleaned[row])
            length = float(np.linalg.norm(found))
            if not np.isfinite(length) or length == 0:
                raise broken(self._folder, msg("it gives no usable numbers"))
            vectors[row] = found / length

        blank = len(texts) - len(rows)
        with ThreadPoolExecutor(self._threads, "embed") as pool:
            for start in range(0, len(rows), STEP):
                progress("embedding", blank + start, len(texts))
                list(pool.map(embed_one, rows[start : start + STEP]))
        progress("embedding", len(texts), len(texts))
        return vectors

    def _run(self, loaded: tuple[int, Any, Any, tuple[str, ...]], text: str) -> Vectors:
        _, tokenizer, session, inputs = loaded
        encoded = tokenizer.encode(self._description.prefix + text)
        ids, mask = encoded.ids, encoded.attention_mask
        values = {"input_ids": ids, "attention_mask": mask, "token_type_ids": [0] * len(ids)}
        try:
            output = session.run(None, {name: np.array([values[name]], np.int64) for name in inputs})[0]
        except Exception as reason:
            words = msg("it fails at a text of {n} {n:token|tokens}; if it reads fewer at once, say so with --tokens",
                        n=len(ids))  # fmt: skip
            raise broken(self._folder, words) from reason
        return pool(output, self._description.pooling, self.dimensions, self._folder)

    def _load(self) -> tuple[int, Any, Any, tuple[str, ...]]:
        with self._lock:
            if self._loaded is None or self._loaded[0] != os.getpid():
                if digest_of(self._folder) != self._description.digest:
                    # Its vectors would be kept as those of the model that was added.
                    raise broken(self._folder, msg("a file is missing or damaged"))
                self._loaded = (os.getpid(), *open_model(self._folder, self._description.limit))
            return self._loaded


def pool(output: Any, pooling: str, dimensions: int | None, folder: Path) -> Vectors:
    """One vector from what a model gives for one text: a row a token, or the vector itself."""
    array = np.asarray(output, np.float32)
    if array.ndim == 3 and len(array) == 1:
        array = array[0, 0] if pooling == "cls" else array[0].mean(axis=0)
    elif array.ndim == 2 and len(array) == 1:
        array = array[0]
    if array.ndim != 1 or (dimensions is not None and len(array) != dimensions):
        raise broken(folder, msg("its output is not a vector of {n} {n:number|numbers}", n=dimensions or "?"))
    return array


def read_description(folder: Path) -> Description:
    """The ``embedding.json`` of a folder that ``add`` made, after a look at the sizes of its files."""
    if not folder.is_dir():
        raise broken(folder, msg("the folder is gone"))
    try:
        values = json.loads((folder / DESCRIPTION).read_text("utf-8"))
        description = Description.from_json(values)
        for name in (MODEL, TOKENIZER):
            if not (folder / name).stat().st_size:
                raise ValueError(name)
    except (OSError, ValueError, KeyError, TypeError) as reason:
        raise broken(folder, msg("a file is missing or damaged")) from reason
    return description


def digest_of(folder: Path) -> str:
    """The SHA-256 of the digests of both files of a model; 0.1 s for 70 MB. Raises ``DuijieError``
    ``model_folder_broken``.
    """
    whole = hashlib.sha256()
    try:
        for name in (MODEL, TOKENIZER):
            with (folder / name).open("rb") as file:
                whole.update(hashlib.file_digest(file, "sha256").digest())
    except OSError as reason:
        raise broken(folder, msg("a file is missing or damaged")) from reason
    return whole.hexdigest()


def open_model(folder: Path, limit: int) -> tuple[Any, Any, tuple[str, ...]]:
    """Tokenizer, session and the names of its inputs. Raises ``DuijieError`` ``model_folder_broken``."""
    import onnxruntime  # noqa: PLC0415 – its threads must start after a fork, not at import
    from tokenizers import Tokenizer  # noqa: PLC0415 – as above

    try:
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    except Exception as reason:
        raise broken(folder, msg("{file} cannot be read", file=TOKENIZER)) from reason
    tokenizer.enable_truncation(limit)
    tokenizer.no_padding()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # one plan for each length of text would pile up
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])
    except Exception as reason:
        raise broken(folder, msg("{file} cannot be read", file=MODEL)) from reason
    names = tuple(one.name for one in session.get_inputs())
    if "input_ids" not in names or not set(names) <= _INPUTS:
        raise broken(folder, msg("the model asks for {names}, not for tokens of a text", names=", ".join(names)))
    return tokenizer, session, names


def broken(folder: Path, why: Message) -> DuijieError:
    """What to raise for a folder that is not a usable model."""
    return DuijieError(
        "model_folder_broken",
        msg(
            "The embedding model in {folder} cannot be used: {why}. Add it again with “duijie models add”, or have "
            "another one read with “duijie models use e5-small”; in the platform both are on the page "
            "“Embedding models”.",
            folder=str(folder), why=why,
        ),
    )  # fmt: skip
