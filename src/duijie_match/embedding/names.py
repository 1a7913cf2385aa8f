"""The table of embedding models: what users type after ``--embedder``."""

from collections.abc import Callable
from pathlib import Path

from duijie_match.embedding.base import Embedder
from duijie_match.embedding.kernel import E5Kernel
from duijie_match.errors import Unknown
from duijie_match.folders import data_folder
from duijie_match.wording import msg

DEFAULT = "e5-small"


def _e5_kernel(folder: Path, threads: int) -> Embedder:
    return E5Kernel(threads=threads)


EMBEDDERS: dict[str, Callable[[Path, int], Embedder]] = {
    "e5-small": _e5_kernel,
    "e5-small-kernel": _e5_kernel,
}


def create_embedder(name: str | None = None, *, folder: Path | None = None, threads: int = 2) -> Embedder:
    """The embedder called ``name``. Raises ``Unknown`` with the valid names."""
    make = EMBEDDERS.get(name or DEFAULT)
    if make is None:
        raise Unknown(
            "unknown_embedder",
            msg("There is no embedding model {name}. Valid names: {names}.", name=name, names=", ".join(EMBEDDERS)),
        )
    return make(folder or data_folder() / "models", threads)
