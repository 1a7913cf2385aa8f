"""What was read out of texts before, on disk: a match over registers of which little has changed reads that little.

A text is known by its content, and what was read out of it by the version of the analysis, the term lexicon and the
dictionary: whatever could change an analysis makes other names, and nothing is ever wrong, only absent. Files are
written once, whole, and checked when they are opened; one that is damaged is removed.
"""

import hashlib
import json
import mmap
import os
import tempfile
import weakref
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from duijie_match.analysis.texts import TextAnalyses, gathered, read_analyses

VERSION = 7
"""To be raised with every change that makes other analyses of the same text."""
LIMIT_BYTES = 1 << 30
FEWEST = 1000
"""Fewer new texts are not worth a file."""
MOST_FILES = 8
"""That hold texts of one list; then all but the largest become one."""
BLOCK = 16_384
"""Texts whose analyses are in memory at a time."""
SUFFIX, UNFINISHED = ".analyses", ".unfinished-"
STALE = 3600  # seconds after which nobody finishes a file any more
_PART = 1 << 20

Digests = NDArray[np.uint64]
"""Two numbers a text."""
Read = Callable[[list[str]], Sequence[TextAnalyses]]


class KeptAnalyses:
    """The analyses in ``folder``. Safe under several processes and ``kill -9``; where nothing can be written it works
    without.
    """

    def __init__(self, folder: Path, *, limit_bytes: int = LIMIT_BYTES) -> None:
        self._folder, self._limit = folder, limit_bytes

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return self._folder

    def read(self, texts: Sequence[str], fingerprint: str, read: Read) -> "ListAnalyses":
        """The analyses of ``texts`` made as ``fingerprint`` says; those that are not kept are made by ``read``, and
        kept if they are many.
        """
        written = f"{VERSION}\0{fingerprint}".encode("utf-8", "surrogatepass")
        name = hashlib.blake2b(written, digest_size=8).hexdigest()
        digests = _digests(texts)
        found = ListAnalyses(len(texts))
        used: list[_File] = []
        for path in sorted(self._folder.glob(f"{name}-*{SUFFIX}")):
            file = _File.open(path)
            if file is not None and len(self._find(file, digests, found)):
                used.append(file)
        missing = found.missing()
        if len(missing):
            _values, firsts, inverse = np.unique(digests[missing, 0], return_index=True, return_inverse=True)
            order = np.sort(firsts)  # in the order of the list, so that they are read in one stretch
            parts = list(read([texts[place] for place in missing[order].tolist()]))
            file = self._keep(name, digests[missing[order]], parts, used) if len(order) >= FEWEST else None
            if file is None or len(self._find(file, digests, found)) < len(missing):
                found.add(parts, missing, np.searchsorted(order, firsts)[inverse])
        for file in used:
            with suppress(OSError):
                os.utime(file.path)
        return found

    def _find(self, file: "_File", digests: Digests, found: "ListAnalyses") -> NDArray[np.intp]:
        """Note what is in ``file``; the places of these texts."""
        places, rows = file.find(digests, found.missing())
        if not len(places) or not file.is_whole():
            return places[:0]
        found.add(file.parts(), places, rows)
        return places

    def _keep(
        self, name: str, digests: Digests, parts: Sequence[TextAnalyses], used: "Sequence[_File]"
    ) -> "_File | None":
        """A file of these analyses, if it can be written; with those of many small ``used`` files in it."""
        merged = sorted(used, key=lambda file: len(file.digests))[:-1] if len(used) >= MOST_FILES else []
        every = np.concatenate([digests, *(file.digests for file in merged)])
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._write(name, every, [*parts, *(part.load() for file in merged for part in file.parts())])
            for file in merged:
                file.path.unlink(missing_ok=True)
            self._make_room({path, *(file.path for file in used)})
        except (OSError, ValueError):
            return None
        return _File.open(path)

    def _write(self, name: str, digests: Digests, parts: Sequence[TextAnalyses]) -> Path:
        """A whole file, under a name that follows from its content."""
        handle, unfinished = tempfile.mkstemp(prefix=UNFINISHED, dir=self._folder)
        work, index, starts = Path(unfinished), digests.astype("<u8").tobytes(), []
        try:
            with os.fdopen(handle, "w+b") as file:
                file.write(bytes(_HEAD) + index)
                for part in parts:
                    starts.append((len(part), file.tell()))
                    part.write(file)
                size = file.tell()
                file.write(json.dumps(starts).encode())
                file.flush()
                body = _checksum(file.fileno(), _HEAD + len(index))
                file.seek(0)
                told = {"texts": len(digests), "index": zlib.crc32(index), "parts": size, "body": body}
                file.write(json.dumps(told).encode().ljust(_HEAD))
                file.flush()
                os.fsync(file.fileno())
            content = hashlib.blake2b(index, digest_size=8).hexdigest()
            target = self._folder / f"{name}-{content}{SUFFIX}"
            work.replace(target)
        except BaseException:
            work.unlink(missing_ok=True)
            raise
        return target

    def _make_room(self, wanted: set[Path]) -> None:
        """Remove what was unused for longest, and what nobody finished."""
        ages = []
        for path in self._folder.iterdir():
            with suppress(OSError):
                told = path.stat()
                ages.append((told.st_mtime, path, told.st_size))
        newest = max((age for age, _path, _size in ages), default=0.0)
        left = sum(size for _age, _path, size in ages)
        for age, path, size in sorted(ages):
            is_stale = path.name.startswith(UNFINISHED) and age < newest - STALE
            if is_stale or (left > self._limit and path.suffix == SUFFIX and path not in wanted):
                path.unlink(missing_ok=True)
                left -= size


class ListAnalyses:
    """The analyses of a list, some thousand at a time, as often as they are asked for."""

    def __init__(self, texts: int) -> None:
        self._sources: list[_Part | TextAnalyses] = []
        self._source = np.full(texts, -1)
        self._rows = np.zeros(texts, np.intp)

    def __len__(self) -> int:
        return len(self._rows)

    def missing(self) -> NDArray[np.intp]:
        """The texts whose analyses are not there yet."""
        return np.flatnonzero(self._source < 0)

    def add(self, parts: "Sequence[_Part | TextAnalyses]", places: NDArray[np.intp], rows: NDArray[np.intp]) -> None:
        """The texts at ``places`` are ``rows`` of all ``parts`` together."""
        ends = np.cumsum([len(part) for part in parts])
        within = np.searchsorted(ends, rows, side="right")
        self._source[places] = len(self._sources) + within
        self._rows[places] = rows - np.concatenate((np.zeros(1, np.intp), ends))[within]
        self._sources.extend(parts)

    def __iter__(self) -> Iterator[TextAnalyses]:
        for start in range(0, len(self._rows), BLOCK):
            sources, rows = self._source[start : start + BLOCK], self._rows[start : start + BLOCK]
            parts, places = [], []
            for number in np.unique(sources).tolist():
                here = np.flatnonzero(sources == number)
                source = self._sources[number]
                parts.append((source.load() if isinstance(source, _Part) else source).chosen(rows[here]))
                places.append(here)
            yield parts[0] if len(parts) == 1 else gathered(parts).chosen(np.argsort(np.concatenate(places)))


_HEAD = 128


class _File:
    """One file: which texts it holds, and their analyses, which stay on disk until they are asked for. It stays open,
    so that whoever removes it takes nothing away.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.number = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self.number)
        self._head = json.loads(os.pread(self.number, _HEAD, 0))
        index = os.pread(self.number, 16 * self._head["texts"], _HEAD)
        if zlib.crc32(index) != self._head["index"]:
            raise ValueError("damaged")
        self._body = _HEAD + len(index)
        self.digests: Digests = np.frombuffer(index, "<u8").reshape(-1, 2)
        self._order = np.argsort(self.digests[:, 0], kind="stable")
        self._firsts = self.digests[self._order, 0]

    @classmethod
    def open(cls, path: Path) -> "_File | None":
        """The file, unless it is gone or damaged; a damaged one is removed."""
        try:
            return cls(path)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            _remove(path)
            return None

    def is_whole(self) -> bool:
        """Whether the analyses are those that were written; a damaged file is removed."""
        try:
            is_whole: bool = _checksum(self.number, self._body) == self._head["body"]
        except OSError:
            return False
        if not is_whole:
            _remove(self.path)
        return is_whole

    def find(self, digests: Digests, wanted: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Which of the ``wanted`` texts are here, and where."""
        if not len(self._order):
            return wanted[:0], wanted[:0]
        places = np.searchsorted(self._firsts, digests[wanted, 0])
        places[places == len(self._firsts)] = 0
        rows = self._order[places]
        known = (self.digests[rows] == digests[wanted]).all(axis=1)
        return wanted[known], rows[known]

    def parts(self) -> "list[_Part]":
        """The analyses, in the order of the texts."""
        starts = self._head["parts"]
        length = os.fstat(self.number).st_size - starts
        return [_Part(self, *told) for told in json.loads(os.pread(self.number, length, starts))]


class _Part:
    """Some analyses in a file."""

    def __init__(self, file: _File, texts: int, start: int) -> None:
        self._file, self._texts, self._start = file, texts, start

    def __len__(self) -> int:
        return self._texts

    def load(self) -> TextAnalyses:
        """The analyses; only what is looked at is read, and nothing stays in memory when they are done with."""
        return read_analyses(mmap.mmap(self._file.number, 0, access=mmap.ACCESS_READ), self._start)


def _digests(texts: Sequence[str]) -> Digests:
    joined = b"".join(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts)
    return np.frombuffer(joined, "<u8").reshape(-1, 2)


def _checksum(file: int, start: int) -> int:
    """Of the file from ``start`` on."""
    total = 0
    while part := os.pread(file, _PART, start):
        total = zlib.crc32(part, total)
        start += len(part)
    return total


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
