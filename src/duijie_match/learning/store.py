"""A ranking model at work, kept beside its matcher: the model's own file, and how it sees both lists."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duijie_match.learning.file import SIDES, read_model, write_model
from duijie_match.learning.portraits import VIEWS, WHOLE, WIDTH, Outline, Portraits
from duijie_match.learning.ranker import Lists, Ranker, Seen
from duijie_match.ranking.scorer import Scorer

MODEL = "ranking.model"
PARTS = ("data", "indices", "indptr")


def write_ranker(folder: Path, ranker: Ranker) -> None:
    """Into the folder of its matcher: one file of the model, arrays as .npy."""
    write_model(folder / MODEL, ranker.model)
    for side, seen in zip(SIDES, ranker.seen, strict=True):
        arrays: dict[str, NDArray[Any]] = {f"{side}-outline-languages": seen.outline.languages}
        terms = {"outline-numbers": seen.outline.numbers}
        for view in VIEWS:
            arrays[f"{side}-portrait-{view}-vectors"] = seen.portraits.vectors[view]
            arrays[f"{side}-outline-{view}-lengths"] = seen.outline.lengths[view]
            terms[f"portrait-{view}-terms"] = seen.portraits.terms[view]
        for name, matrix in terms.items():
            arrays |= {f"{side}-{name}-{part}": getattr(matrix, part) for part in PARTS}
        for name, values in arrays.items():
            np.save(folder / f"{name}.npy", values, allow_pickle=False)


def read_ranker(folder: Path, scorer: Scorer, documents: Lists) -> Ranker:
    """What ``write_ranker`` wrote; vectors stay on disk until they are used. Raises ``DuijieError`` for a model that
    cannot be used, ``OSError`` or ``ValueError`` for anything else that is missing or broken.
    """
    model = read_model(folder / MODEL)
    first, second = (_read(folder, side, len(rows)) for side, rows in zip(SIDES, documents, strict=True))
    return Ranker(model, scorer, documents, (first, second))


def _read(folder: Path, side: str, rows: int) -> Seen:
    def load(name: str) -> NDArray[Any]:
        array: NDArray[Any] = np.load(folder / f"{side}-{name}.npy", mmap_mode="r", allow_pickle=False)
        return array

    def matrix(name: str) -> sparse.csr_matrix:
        parts = tuple(np.asarray(load(f"{name}-{part}")) for part in PARTS)
        return sparse.csr_matrix(parts, shape=(rows, WIDTH))

    portraits = Portraits(
        {view: load(f"portrait-{view}-vectors") for view in VIEWS},
        {view: matrix(f"portrait-{view}-terms") for view in VIEWS},
    )
    lengths = {view: np.asarray(load(f"outline-{view}-lengths")) for view in VIEWS}
    outline = Outline(matrix("outline-numbers"), lengths, np.asarray(load("outline-languages")))
    if len(portraits) != rows or len(outline.languages) != rows or len(lengths[WHOLE]) != rows:
        raise ValueError(f"{side}: {len(portraits)} of {rows} documents")
    return Seen(portraits, outline)
