"""The table of embedding models: what users type after ``--embedder``."""

from collections.abc import Callable, Iterable
from pathlib import Path

from duijie_match.embedding.base import Embedder
from duijie_match.embedding.convert import ensure_e5_small
from duijie_match.embedding.e5 import E5Small
from duijie_match.embedding.endpoint import HttpEmbedder
from duijie_match.embedding.kernel import E5Kernel
from duijie_match.embedding.onnx_folder import OnnxFolder
from duijie_match.embedding.shelf import ANY, Entry, read_shelf
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


def valid_names(folder: Path) -> list[str]:
    """What may stand after ``--embedder``: the shipped models and those that were added to ``folder``."""
    return [*EMBEDDERS, *read_shelf(folder).entries]


def check_embedder(name: str, folder: Path) -> None:
    """Raise ``Unknown`` with the valid names when ``name`` is none of them."""
    names = valid_names(folder)
    if name not in names:
        raise Unknown(
            "unknown_embedder",
            msg("There is no embedding model {name}. Valid names: {names}.", name=name, names=", ".join(names)),
        )


def choose_embedder(languages: Iterable[str], folder: Path) -> str | None:
    """The name of the model for texts of ``languages`` (``zh``, ``en``), as ``duijie models use`` has it: the one for
    the language when there is only one, else the one for any; ``None`` is the default.
    """
    used = read_shelf(folder).used
    wanted = set(languages)
    own = used.get(next(iter(wanted))) if len(wanted) == 1 else None
    return own or used.get(ANY)


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
            check_embedder(name, folder)
            return _added(name, read_shelf(folder).entries[name], folder, threads)
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


def _added(name: str, entry: Entry, folder: Path, threads: int) -> Embedder:
    if entry.endpoint is not None:
        return HttpEmbedder(name, entry.endpoint)
    return OnnxFolder(name, folder / name, threads=threads)


def _broken(name: str, reason: ImportError) -> Message:
    return msg(
        "A package that {name} needs cannot be loaded ({reason}). Run the set-up again.", name=name, reason=str(reason)
    )
