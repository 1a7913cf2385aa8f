"""The folder of the index: generations, which one counts, and who may write.

``CURRENT`` and ``BUILDING`` name a generation each and are replaced whole. Whoever writes holds ``write.lock``, whoever
rebuilds ``rebuild.lock``; the kernel frees both when a process ends, however it ends.
"""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

CURRENT, BUILDING, JOURNAL = "CURRENT", "BUILDING", "journal"
PAUSE = 0.02  # seconds between two looks at a lock that another holds


class IndexFolder:
    """All paths of an index; ``root`` by default lies in the data folder."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or Path(settings.SEARCH_INDEX)

    def current(self) -> str | None:
        """The generation that counts; None when there is none."""
        return self._read(CURRENT)

    def building(self) -> str | None:
        """The generation that is being built."""
        return self._read(BUILDING)

    def path(self, name: str) -> Path:
        return self.root / name

    def begin(self) -> str:
        """A new generation to build; changes are noted for it from now on."""
        name = f"g{time.time_ns():x}-{secrets.token_hex(3)}"  # only a name: no moment is read from it
        self.path(name).mkdir(parents=True)
        self._write(BUILDING, name)
        return name

    def swap(self, name: str) -> None:
        """Let ``name`` count. Hold the lock."""
        self._write(CURRENT, name)
        with contextlib.suppress(FileNotFoundError):
            (self.root / BUILDING).unlink()

    def abandon(self, name: str) -> None:
        """Forget a generation that was being built."""
        if self.building() == name:
            with contextlib.suppress(FileNotFoundError):
                (self.root / BUILDING).unlink()
        shutil.rmtree(self.path(name), ignore_errors=True)

    def remove_leftovers(self) -> int:
        """Remove generations that neither count nor are being built; whoever still reads one keeps its open files."""
        kept = {self.current(), self.building()}
        left = [path for path in self.root.glob("g*-*") if path.is_dir() and path.name not in kept]
        for path in left:
            shutil.rmtree(path, ignore_errors=True)
        return len(left)

    def note(self, source: str, ids: list[int]) -> None:
        """Tell the generation being built, if any, that these changed. Hold the lock.

        One whose builder was killed is removed: the next attempt begins another.
        """
        name = self.building()
        if name is None:
            return
        with self.rebuilding() as nobody_does:
            if nobody_does:
                self.abandon(name)
                return
        with (self.path(name) / JOURNAL).open("a", encoding="utf-8") as file:
            file.write(json.dumps([source, ids]) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def noted(self, name: str, start: int) -> tuple[list[tuple[str, list[int]]], int]:
        """What was noted for ``name`` beyond byte ``start``, and where the notes end now."""
        path = self.path(name) / JOURNAL
        if not path.exists():
            return [], start
        with path.open("rb") as file:
            file.seek(start)
            raw = file.read()
        whole = raw[: raw.rfind(b"\n") + 1]
        return [tuple(json.loads(line)) for line in whole.splitlines()], start + len(whole)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer, of all processes and threads of this machine."""
        with self._locked("write.lock"):
            yield

    @contextlib.contextmanager
    def rebuilding(self) -> Iterator[bool]:
        """Be the only one who rebuilds; False at once when another does."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "rebuild.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
                return
            yield True

    @contextlib.contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        path = self.root / name
        while True:
            with path.open("w") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                # Somebody may have removed the folder while we waited: a lock on a file that is gone holds off nobody.
                if path.exists() and os.fstat(file.fileno()).st_ino == path.stat().st_ino:
                    yield
                    return
            self.root.mkdir(parents=True, exist_ok=True)
            time.sleep(PAUSE)

    def _read(self, name: str) -> str | None:
        try:
            return (self.root / name).read_text(encoding="ascii").strip() or None
        except (OSError, UnicodeDecodeError):
            return None

    def _write(self, name: str, text: str) -> None:
        new = self.root / f".{name}.{os.getpid()}"
        with new.open("w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.root / name)
        folder = os.open(self.root, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
