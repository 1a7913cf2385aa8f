"""What the index knows of each entry beside its words: title, text, marks and the place of its vector.

One SQLite file a generation. A row is written after its words are, so a row that is there can be found by words; a
turn number grows with every transaction and lets readers take only what is new. A removed entry leaves a bare row.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = "entries.sqlite3"
_WAIT = 20.0
_PART = 500
_SCHEMA = (
    "CREATE TABLE entry (number INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, id INTEGER NOT NULL,"
    " digest BLOB NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, language INTEGER NOT NULL, marks TEXT NOT NULL,"
    " organisations TEXT NOT NULL, updated REAL NOT NULL, slot INTEGER, turn INTEGER NOT NULL, gone INTEGER NOT NULL,"
    " UNIQUE (source, id))",
    "CREATE INDEX entry_turn ON entry (turn)",
    "CREATE INDEX entry_slot ON entry (slot)",
    "CREATE INDEX entry_bare ON entry (number) WHERE slot IS NULL AND gone = 0",
    "CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), turn INTEGER NOT NULL)",
    "INSERT INTO state VALUES (1, 0)",
)


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """An entry to be put onto the shelf."""

    source: str
    id: int
    digest: bytes
    title: str
    text: str
    language: int
    marks: str
    organisations: str
    updated: float


@dataclass(frozen=True, slots=True)
class BareRow:
    """An entry whose meaning has not been read yet."""

    number: int
    digest: bytes
    title: str
    text: str
    language: int


class Shelf:
    """A connection lives for one call, so threads may share the object and a fork does no harm."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def create(self) -> None:
        with self._connection(create=True) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            with _transaction(connection):
                for statement in _SCHEMA:
                    connection.execute(statement)

    def turn(self) -> int:
        with self._connection() as connection:
            return int(connection.execute("SELECT turn FROM state").fetchone()[0])

    def digests(self, source: str, ids: Sequence[int]) -> dict[int, bytes]:
        """The digests of those of ``ids`` that are on the shelf."""
        found: dict[int, bytes] = {}
        with self._connection() as connection:
            for part in _parts(ids):
                places = ",".join("?" * len(part))
                question = f"SELECT id, digest FROM entry WHERE gone = 0 AND source = ? AND id IN ({places})"  # noqa: S608 – places only
                found.update(connection.execute(question, (source, *part)))
        return found

    def write(self, rows: Iterable[ShelfRow], removed: Iterable[tuple[str, int]]) -> None:
        """Put and take away in one transaction. A vector stays where title and text stay the same."""
        with self._connection() as connection, _transaction(connection):
            turn = self._next(connection)
            connection.executemany(
                "INSERT INTO entry"
                " (source, id, digest, title, text, language, marks, organisations, updated, turn, gone)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (source, id) DO UPDATE SET"
                " slot = CASE WHEN title = excluded.title AND text = excluded.text AND language = excluded.language"
                " THEN slot END, digest = excluded.digest, title = excluded.title, text = excluded.text,"
                " language = excluded.language, marks = excluded.marks, organisations = excluded.organisations,"
                " updated = excluded.updated, turn = excluded.turn, gone = 0",
                (
                    (r.source, r.id, r.digest, r.title, r.text, r.language, r.marks, r.organisations, r.updated, turn)
                    for r in rows
                ),
            )
            connection.executemany(
                "UPDATE entry SET gone = 1, digest = x'', title = '', text = '', marks = '', organisations = '',"
                " slot = NULL, turn = ? WHERE source = ? AND id = ? AND gone = 0",
                ((turn, source, number) for source, number in removed),
            )

    def bare(self, most: int) -> list[BareRow]:
        """Entries without a vector, oldest first."""
        with self._connection() as connection:
            rows = connection.execute(
                "SELECT number, digest, title, text, language FROM entry WHERE slot IS NULL AND gone = 0"
                " ORDER BY number LIMIT ?",
                (most,),
            )
            return [BareRow(*row) for row in rows]

    def next_slot(self) -> int:
        with self._connection() as connection:
            return int(connection.execute("SELECT coalesce(max(slot), -1) + 1 FROM entry").fetchone()[0])

    def place(self, slots: Iterable[tuple[int, int, bytes]]) -> None:
        """(slot, number, digest): where vectors lie now; one whose entry has changed meanwhile is left out."""
        with self._connection() as connection, _transaction(connection):
            turn = self._next(connection)
            connection.executemany(
                "UPDATE entry SET slot = ?, turn = ? WHERE number = ? AND digest = ? AND gone = 0",
                ((slot, turn, number, digest) for slot, number, digest in slots),
            )

    def since(self, turn: int) -> tuple[int, list[tuple[int, str, int, int, str, str, float, int | None, int]]]:
        """The turn now, and what was written after ``turn``: number, source, id, language, marks, organisations,
        updated, slot, gone; in no order, which would have all entries looked at for a single new one."""
        with self._connection() as connection, _transaction(connection, "BEGIN"):
            now = int(connection.execute("SELECT turn FROM state").fetchone()[0])
            if now == turn:
                return now, []
            rows = connection.execute(
                "SELECT number, source, id, language, marks, organisations, updated, slot, gone FROM entry"
                " WHERE turn > ?",
                (turn,),
            )
            return now, rows.fetchall()

    def texts(self, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Title and text by number."""
        found: dict[int, tuple[str, str]] = {}
        with self._connection() as connection:
            for part in _parts(numbers):
                places = ",".join("?" * len(part))
                question = f"SELECT number, title, text FROM entry WHERE number IN ({places})"  # noqa: S608 – places only
                found.update((number, (title, text)) for number, title, text in connection.execute(question, part))
        return found

    def counts(self) -> tuple[dict[str, int], int]:
        """Entries by source, and how many have a vector."""
        with self._connection() as connection:
            rows = connection.execute("SELECT source, count(*), count(slot) FROM entry WHERE gone = 0 GROUP BY source")
            found = rows.fetchall()
        return {source: count for source, count, _placed in found}, sum(placed for _s, _c, placed in found)

    def keys(self) -> list[tuple[str, int]]:
        """All entries, as source and id."""
        with self._connection() as connection:
            return [(s, i) for s, i in connection.execute("SELECT source, id FROM entry WHERE gone = 0")]

    def _next(self, connection: sqlite3.Connection) -> int:
        connection.execute("UPDATE state SET turn = turn + 1")
        return int(connection.execute("SELECT turn FROM state").fetchone()[0])

    @contextlib.contextmanager
    def _connection(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        mode = "rwc" if create else "rw"
        address = f"{self.path.absolute().as_uri()}?mode={mode}"
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=_WAIT, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = NORMAL")
            yield connection


def _parts(items: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(items), _PART):
        yield items[start : start + _PART]


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
