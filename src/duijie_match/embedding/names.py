"""The table of embedding models: what users type after ``--embedder``."""

from collections.abc import Callable
from pathlib import Path

from duijie_match.embedding.base import Embedder
from duijie_match.embedding.convert import ensure_e5_small
from duijie_match.embedding.e5 import E5Small
from duijie_match.embedding.kernel import E5Kernel
from duijie_match.errors import DuijieError, Unknown
from duijie_match.folders import data_folder
from duijie_match.progress import Progress, silent
from duijie_match.wording import Message, msg

DEFAULT = "e5-small"

Make = Callable[[Path, int, Progress], Embedder]


def _make_e5_small(folder: Path, threads: int, progress: Progress) -> E5Small:
    import onnxruntime  # noqa: F401, PLC0415 – a broken installation must show here, where there is an understudy

    ensure_e5_small(folder, progress, thorough=False)
    return E5Small(folder, threads=threads)


def _make_e5_kernel(folder: Path, threads: int, progress: Progress) -> E5Kernel:
    return E5Kernel(threads=threads)


EMBEDDERS: dict[str, Make] = {
    "e5-small": _make_e5_small,
    "e5-small-kernel": _make_e5_kernel,
}


def create_embedder(
    name: str | None = None, *, folder: Path | None = None, threads: int = 2, progress: Progress = silent
) -> Embedder:
    """The embedder called ``name``; ``folder`` holds converted models (default: ``models`` in the data folder).

    Converts the model if that has not been done. Without a ``name`` it is ``e5-small``, or, where that cannot be
    made, the wheel's own kernel, with the reason in ``notice``; a model that is named is never replaced by another.
    Raises ``Unknown`` with the valid names; ``DuijieError`` when a named model cannot be made.
    """
    folder = folder or data_folder() / "models"
    if name:
        make = EMBEDDERS.get(name)
        if make is None:
            names = ", ".join(EMBEDDERS)
            raise Unknown(
                "unknown_embedder",
                msg("There is no embedding model {name}. Valid names: {names}.", name=name, names=names),
            )
        try:
            return make(folder, threads, progress)
        except ImportError as reason:
            raise DuijieError("embedder_broken", _broken(name, reason)) from reason
    try:
        return EMBEDDERS[DEFAULT](folder, threads, progress)
    except (DuijieError, ImportError) as reason:
        why = reason.message if isinstance(reason, DuijieError) else _broken(DEFAULT, reason)
        notice = msg("The slower model e5-small-kernel is used, because e5-small cannot be: {why}", why=why)
        return E5Kernel(threads=threads, notice=notice)


def _broken(name: str, reason: ImportError) -> Message:
    return msg(
        "A package that {name} needs cannot be loaded ({reason}). Run the set-up again.", name=name, reason=str(reason)
    )
