"""The table of embedding models: what users type after ``--embedder``."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from duijie_match.analysis.languages import detect_language
from duijie_match.documents import Document
from duijie_match.embedding.base import Embedder
from duijie_match.embedding.convert import ensure_e5_small, is_intact
from duijie_match.embedding.e5 import E5Small
from duijie_match.embedding.endpoint import HttpEmbedder
from duijie_match.embedding.kernel import E5Kernel
from duijie_match.embedding.onnx_folder import OnnxFolder
from duijie_match.embedding.shelf import ANY, LANGUAGES, Entry, keep_probe, read_shelf
from duijie_match.errors import DuijieError, Unknown
from duijie_match.folders import data_folder
from duijie_match.progress import Progress, silent
from duijie_match.wording import Message, msg

DEFAULT = "e5-small"
FEW = 0.02
"""Below this share of the documents a language is an exception."""

OF_ONE = frozenset(LANGUAGES) - {ANY}
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
    """The name of the model for texts of ``languages`` (``zh``, ``en``), as ``duijie models use`` has it; ``None`` is
    the default.
    """
    return reader_for(languages, read_shelf(folder).used)


def reader_for(languages: Iterable[str], used: Mapping[str, str]) -> str | None:
    """Of the models ``used`` by language the one for texts of ``languages``: that of the language when there is only
    one, else the one for any; ``None`` is the default.
    """
    wanted = set(languages)
    own = used.get(next(iter(wanted))) if len(wanted) == 1 else None
    return own or used.get(ANY)


def languages_of(*sides: Iterable[Document]) -> set[str]:
    """The languages of the lists. A few foreign rows among many do not count: every list has a product name or two in
    Latin letters.
    """
    count = Counter(language_of(document) for side in sides for document in side)
    return {language for language, number in count.items() if number >= FEW * count.total()}


def language_of(document: Document) -> str:
    """``zh`` or ``en``: as the document states, else as its text shows."""
    stated = document.language.lower()[:2]
    return stated if stated in OF_ONE else detect_language(document.text)


def find_embedder(name: str, folder: Path, *, threads: int = 1, hasty: float = 0.0) -> Embedder | None:
    """The embedder called ``name`` if its files are there; nothing is made, nothing is asked, and no model is loaded
    before the first text. A ``hasty`` one asks an endpoint once and waits so many seconds, for readers who wait.
    """
    try:
        if name == DEFAULT:
            return E5Small(folder, threads=threads) if is_intact(folder / name, thorough=False) else None
        entry = read_shelf(folder).entries.get(name)
        if entry is None:
            return None
        if hasty and entry.endpoint is not None:
            return HttpEmbedder(name, replace(entry.endpoint, timeout=min(hasty, entry.endpoint.timeout)), attempts=1)
        return _added(name, entry, folder, threads)
    except DuijieError:
        return None


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
        return HttpEmbedder(name, entry.endpoint, keep=partial(keep_probe, folder, name, entry.endpoint))
    return OnnxFolder(name, folder / name, threads=threads)


def _broken(name: str, reason: ImportError) -> Message:
    return msg(
        "A package that {name} needs cannot be loaded ({reason}). Run the set-up again.", name=name, reason=str(reason)
    )
