"""The embedding models that were added, and which of them is used: ``models.json`` in the folder of models."""

import fcntl
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from duijie_match.embedding.addresses import Endpoint
from duijie_match.errors import DuijieError, Unknown
from duijie_match.system_errors import system_reason
from duijie_match.wording import listed, msg

FILE = "models.json"
FORMAT = 1
ANY = "any"
LANGUAGES = ("zh", "en", ANY)
"""What a model is for: texts of one language, or of any and across."""
ONNX, HTTP = "onnx", "http"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,60}")
WORK, _FORMER = ".added-", ".former-"
"""How the folders begin in which a model is made ready, and in which lies the one whose place it takes."""
_LEFT = re.compile(r"\.(added-[a-z0-9_]{8}|former-[0-9a-f]{8}|models\.json\.[0-9a-f]{8})")
"""What a killed process leaves."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One added model. ``source`` says where it came from; ``endpoint`` is set for ``http`` only."""

    kind: str
    language: str
    source: str
    endpoint: Endpoint | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {**asdict(self), "endpoint": self.endpoint.as_json() if self.endpoint else None}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Entry":
        """The inverse. Raises ``KeyError``, ``TypeError`` or ``ValueError`` for something else."""
        endpoint = Endpoint.from_json(values["endpoint"]) if values["endpoint"] else None
        entry = cls(str(values["kind"]), str(values["language"]), str(values["source"]), endpoint)
        if entry.kind not in (ONNX, HTTP) or entry.language not in LANGUAGES or (entry.kind == HTTP) != bool(endpoint):
            raise ValueError("kind or language")
        return entry


@dataclass(frozen=True, slots=True)
class Shelf:
    """``entries`` by name; ``used`` maps a language (or ``any``) to the name of the model that reads it."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    used: Mapping[str, str] = field(default_factory=dict)

    def with_entry(self, name: str, entry: Entry) -> "Shelf":
        """With one more model; one of that name is replaced."""
        return replace(self, entries={**self.entries, name: entry})

    def without(self, name: str) -> "Shelf":
        """With one model less."""
        return replace(self, entries={other: entry for other, entry in self.entries.items() if other != name})

    def with_use(self, language: str, name: str) -> "Shelf":
        """With ``name`` reading ``language``; for ``any`` it reads everything."""
        return replace(self, used={ANY: name} if language == ANY else {**self.used, language: name})


def read_shelf(folder: Path) -> Shelf:
    """What was added; nothing where there is no file. Raises ``DuijieError`` ``models-file`` for one that is damaged or
    may not be read.
    """
    path = folder / FILE
    try:
        values = json.loads(path.read_text("utf-8"))
        if values["format"] != FORMAT:
            raise ValueError("format")
        entries = {str(name): Entry.from_json(entry) for name, entry in values["models"].items()}
        if not all(_NAME.fullmatch(name) for name in entries):
            raise ValueError("name")
        return Shelf(entries, {str(language): str(name) for language, name in values["used"].items()})
    except FileNotFoundError:
        return Shelf()
    except OSError as reason:
        raise DuijieError(
            "models-file",
            msg("The list of embedding models “{file}” cannot be read ({reason}). Ask for the right to read it, or set "
                "DUIJIE_DATA to a folder of your own.", file=str(path), reason=system_reason(reason)),
        ) from reason  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as reason:
        raise DuijieError(
            "models-file",
            msg("The list of embedding models “{file}” is damaged or of another version. Delete it, then add the "
                "models again with “duijie models add”.", file=str(path)),
        ) from reason  # fmt: skip


def write_shelf(folder: Path, shelf: Shelf) -> None:
    """Whole or not at all. Raises ``DuijieError`` ``model_folder``."""
    path = folder / FILE
    part = folder / f".{FILE}.{secrets.token_hex(4)}"
    values = {
        "format": FORMAT,
        "models": {name: entry.as_json() for name, entry in sorted(shelf.entries.items())},
        "used": dict(sorted(shelf.used.items())),
    }
    try:
        with part.open("w", encoding="utf-8") as file:
            json.dump(values, file, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as reason:
        raise unwritable(folder, reason) from reason
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """One change at a time, over processes. Makes the folder. Raises ``DuijieError`` ``model_folder``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / f".{FILE}.lock").open("a")
    except OSError as reason:
        raise unwritable(folder, reason) from reason
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _tidy(folder)
        yield


def keep_probe(folder: Path, name: str, endpoint: Endpoint, probe: str) -> None:
    """Note the late ``probe`` of a model that was added as ``endpoint`` before there were probes. Nothing waits for
    that: where somebody else is changing something, or the list may not be written, the next use notes it.
    """
    with suppress(OSError, DuijieError), (folder / f".{FILE}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shelf = read_shelf(folder)
        entry = shelf.entries.get(name)
        if entry is not None and entry.endpoint == endpoint and not endpoint.probe:
            write_shelf(
                folder, shelf.with_entry(name, replace(entry, endpoint=replace(endpoint, probe=probe, late=True)))
            )


def tidy(folder: Path) -> None:
    """Clear away what killed processes left, unless one that lives is changing something, or the folder is not ours."""
    with suppress(OSError), (folder / f".{FILE}.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _tidy(folder)


def _tidy(folder: Path) -> None:
    """The same, held by the lock: so whatever is under way is nobody's. A model that a kill took out of its place goes
    back there.
    """
    with suppress(OSError):
        for left in [one for one in folder.iterdir() if _LEFT.fullmatch(one.name)]:
            if not left.is_dir():
                left.unlink(missing_ok=True)
                continue
            if left.name.startswith(_FORMER):
                for former in left.iterdir():
                    if not (folder / former.name).exists():
                        former.rename(folder / former.name)
            shutil.rmtree(left, ignore_errors=True)


def put_in_place(work: Path, home: Path) -> None:
    """The folder ``work`` becomes ``home``; what was there goes."""
    old = home.with_name(f"{_FORMER}{secrets.token_hex(4)}")
    if home.exists():
        old.mkdir()
        home.rename(old / home.name)
    work.chmod(0o755)  # mkdtemp is 0700; web server and worker may be two users
    work.rename(home)
    shutil.rmtree(old, ignore_errors=True)


def remove_models(folder: Path, *names: str) -> None:
    """Forget added models and delete their files: all, or none. Raises ``DuijieError`` ``model-in-use``, ``Unknown``
    for one that was not added; then nothing has changed.
    """
    with changing(folder):
        shelf = read_shelf(folder)
        unknown = [name for name in names if name not in shelf.entries]
        if unknown:
            raise Unknown(
                "unknown_embedder",
                msg("No model {name} was added, so there is nothing to remove. Added: {names}.",
                    name=unknown[0], names=", ".join(shelf.entries) or "–"),
            )  # fmt: skip
        used = [name for name in names if name in shelf.used.values()]
        if used:
            raise DuijieError(
                "model-in-use",
                msg("“{name}” is in use. Let another read its texts first: duijie models use e5-small.", name=used[0]),
            )
        for name in names:
            shelf = shelf.without(name)
        write_shelf(folder, shelf)
        for name in names:
            shutil.rmtree(folder / name, ignore_errors=True)  # what a crash leaves here nobody reads any more


def check_name(name: str, taken: Sequence[str]) -> None:
    """Raise ``DuijieError`` ``model-name`` for a name that is none, or that belongs to a shipped model."""
    if not _NAME.fullmatch(name) or name in taken:
        raise DuijieError(
            "model-name",
            msg("A model cannot be called “{name}”: use small letters, digits, dots and hyphens, and none of {taken}.",
                name=name, taken=listed(taken)),
        )  # fmt: skip


def unwritable(folder: Path, reason: OSError) -> DuijieError:
    """The folder of models cannot be written."""
    return DuijieError(
        "model_folder",
        msg(
            "The folder {folder} cannot be written: {reason}. "
            "Free 250 MB of disk space there, or set DUIJIE_DATA to another folder.",
            folder=folder,
            reason=system_reason(reason),
        ),
    )
