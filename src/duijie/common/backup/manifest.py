"""The table of contents of a backup, its last entry: without it a file is no backup."""

from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = "duijie-backup"
FORMAT_VERSION = 2  # 2: with embedding models; one of 1 is read, too
NAME = "manifest.json"
TABLES, FILES, MODELS = "tables/", "files/", "models/"
SECRET, DEMO = "secret_key", "demo-accounts.json"


@dataclass(slots=True)
class Part:
    """An entry of the archive: its size unpacked, SHA-256, and for tables the number of rows."""

    size: int
    sha256: str
    rows: int | None = None


@dataclass(slots=True)
class Manifest:
    """``columns`` are name and kind of each column of each table, in the order of its rows."""

    version: str
    made_at: str
    database: str
    migrations: list[list[str]]
    columns: dict[str, list[list[str]]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(self)}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Manifest":
        """Raises ``KeyError``, ``TypeError`` or ``AttributeError`` for something that is no manifest."""
        parts = {str(name): Part(**one) for name, one in told["parts"].items()}
        names = ("version", "made_at", "database", "migrations", "columns", "numbers")
        return cls(**{name: told[name] for name in names}, parts=parts)

    @property
    def rows(self) -> int:
        return sum(part.rows or 0 for part in self.parts.values())

    @property
    def files(self) -> int:
        return sum(name.startswith(FILES) for name in self.parts)

    @property
    def models(self) -> int:
        """How many added embedding models are in it."""
        return len({name.split("/")[1] for name in self.parts if name.startswith(MODELS) and name.count("/") > 1})

    @property
    def size(self) -> int:
        return sum(part.size for part in self.parts.values())
