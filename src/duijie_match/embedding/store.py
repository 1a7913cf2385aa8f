"""Rows of float16 by key, in one SQLite file that may be lost without harm."""

import contextlib
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Row = NDArray[np.float16]

_KEYS = 500  # in one question; an old SQLite takes 999
_WAIT = 10.0  # seconds for another writer
_KEPT = 0.9  # of the limit, after eviction, so that not every write evicts
_SCHEMA = """
CREATE TABLE IF NOT EXISTS vector (key BLOB NOT NULL UNIQUE, used INTEGER NOT NULL, sum INTEGER NOT NULL, row BLOB
NOT NULL); CREATE INDEX IF NOT EXISTS vector_used ON vector (used); CREATE TABLE IF NOT EXISTS turn (one INTEGER
PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL); INSERT OR IGNORE INTO turn VALUES (1, 0);
"""
_LOST = ("file is not a database", "malformed", "no such table", "no such column")


class VectorStore:
    """At most ``limit`` rows of ``dimensions`` float16 numbers in the SQLite file ``path``, in WAL mode.

    Several processes may read and write at once; a killed one leaves whole rows or none. Every row carries a
    checksum, and one that does not fit counts as absent. A file that is not (or no longer) a database is removed
    and begun again. Where the file cannot be opened or written the store is simply empty. Age is counted in writes,
    not by a clock, and noted once the store is half full. A connection lives for one call, so threads may share the
    object and a fork does no harm.
    """

    def __init__(self, path: Path, dimensions: int, limit: int) -> None:
        self.path = path
        self._bytes = 2 * dimensions
        self._limit = max(limit, 1)

    def read(self, keys: Iterable[bytes], marked: set[bytes] | None = None) -> dict[bytes, Row]:
        """The rows that are there and whole; they count as used now. ``marked`` grows by the keys of those that were
        written so.
        """
        wanted = list(keys)
        for _ in range(2):  # once more, on a new file, when the old one turned out to be damaged
            try:
                with self._connection() as connection:
                    return self._read(connection, wanted, set() if marked is None else marked)
            except sqlite3.Error as reason:
                if not self._start_again(reason):
                    break
        return {}

    def write(self, rows: Mapping[bytes, Row], marked: Collection[bytes] = ()) -> bool:
        """Adds or replaces ``rows`` in one transaction, then evicts what was unused for longest. The ``marked`` ones
        have another checksum, so that a file from before needs no change; a program from before reads them anew.

        False when not possible.
        """
        for _ in range(2):
            try:
                with self._connection() as connection:
                    self._write(connection, rows, marked)
                return True
            except sqlite3.Error as reason:
                if not self._start_again(reason):
                    break
        return False

    def count(self) -> int:
        """Rows in the file."""
        try:
            with self._connection() as connection:
                return int(connection.execute("SELECT count(*) FROM vector").fetchone()[0])
        except sqlite3.Error:
            return 0

    def _read(self, connection: sqlite3.Connection, wanted: list[bytes], marked: set[bytes]) -> dict[bytes, Row]:
        (turn,) = connection.execute("SELECT number FROM turn").fetchone()
        now = 2 * turn + 1  # later than the last write, earlier than the next
        rows: dict[bytes, Row] = {}
        old: list[tuple[int, bytes]] = []
        for start in range(0, len(wanted), _KEYS):
            part = wanted[start : start + _KEYS]
            places = ",".join("?" * len(part))
            question = f"SELECT key, used, sum, row FROM vector WHERE key IN ({places})"  # noqa: S608 – places only
            for key, used, told, row in connection.execute(question, part):
                is_whole = told == _checksum(key, row)
                is_marked = not is_whole and told == _checksum(key, row, marked=True)
                if len(row) == self._bytes and (is_whole or is_marked):
                    rows[key] = np.frombuffer(row, "<f2")
                    if is_marked:
                        marked.add(key)
                    if used < now:
                        old.append((now, key))
        if old and self._is_filling(connection):
            # Age is a hint for eviction: where another process writes just now, or the file is read-only, it stays
            # as it is.
            with contextlib.suppress(sqlite3.OperationalError), _transaction(connection):
                connection.executemany("UPDATE vector SET used = ? WHERE key = ?", old)
        return rows

    def _is_filling(self, connection: sqlite3.Connection) -> bool:
        """Whether rows may soon have to go. Before that, noting their age costs more than reading them."""
        (count,) = connection.execute("SELECT count(*) FROM vector").fetchone()
        return bool(2 * count > self._limit)

    def _write(self, connection: sqlite3.Connection, rows: Mapping[bytes, Row], marked: Collection[bytes]) -> None:
        with _transaction(connection):
            connection.execute("UPDATE turn SET number = number + 1")
            (turn,) = connection.execute("SELECT number FROM turn").fetchone()
            packed = ((key, np.asarray(row, "<f2").tobytes()) for key, row in rows.items())
            connection.executemany(
                "INSERT OR REPLACE INTO vector (key, used, sum, row) VALUES (?, ?, ?, ?)",
                ((key, 2 * turn, _checksum(key, row, marked=key in marked), row) for key, row in packed),
            )
            (count,) = connection.execute("SELECT count(*) FROM vector").fetchone()
            if count > self._limit:
                connection.execute(
                    "DELETE FROM vector WHERE rowid IN (SELECT rowid FROM vector ORDER BY used, rowid LIMIT ?)",
                    (count - int(self._limit * _KEPT),),
                )

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as reason:
            raise sqlite3.OperationalError(str(reason)) from reason
        with contextlib.closing(sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)) as connection:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may lose the last rows, never the file
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'turn'").fetchone():
                with _transaction(connection):
                    for statement in _SCHEMA.split(";"):
                        connection.execute(statement)
            yield connection

    def _start_again(self, reason: sqlite3.Error) -> bool:
        """Removes the file when ``reason`` says that it is damaged; whether it did."""
        if not any(sign in str(reason) for sign in _LOST):
            return False
        try:
            for suffix in ("", "-wal", "-shm"):
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        except OSError:
            return False
        return True


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _checksum(key: bytes, row: bytes, *, marked: bool = False) -> int:
    return zlib.crc32(row, zlib.crc32(key, int(marked)))
