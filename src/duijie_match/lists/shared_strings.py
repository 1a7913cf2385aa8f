"""The string table of a workbook, kept in a temporary file so that memory stays flat however long the list."""

import re
import tempfile
from array import array
from collections.abc import Iterator
from functools import lru_cache
from types import TracebackType

IN_MEMORY = 4 << 20
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """A string of a workbook as it was before it was written: ``_x000D_`` stands for what XML cannot hold, and
    ``_x005F_`` for an underscore that is none of those (ECMA-376 part 1, 22.9.2.19).
    """
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
    # Halves of one character that were escaped singly become it again; those alone stay, and are dropped as no text.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


class StringTable:
    """Append strings, read them back by number. Not for several threads."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 – closed by close()
        self._starts = array("Q", [0])
        self._pending: list[bytes] = []
        self._recent = lru_cache(maxsize=1024)(self._load)

    def __enter__(self) -> "StringTable":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self)))

    def append(self, text: str) -> None:
        """Add one string; lone surrogates survive."""
        data = text.encode("utf-8", "surrogatepass")
        self._pending.append(data)
        self._starts.append(self._starts[-1] + len(data))
        if len(self._pending) >= 4096:
            self._flush()

    def _flush(self) -> None:
        self._file.write(b"".join(self._pending))
        self._pending.clear()

    def __getitem__(self, number: int) -> str:
        """String ``number``; ``IndexError`` where there is none (a damaged cell)."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._recent(number)

    def _load(self, number: int) -> str:
        if self._pending:
            self._flush()
        start, end = self._starts[number], self._starts[number + 1]
        self._file.seek(start)
        return self._file.read(end - start).decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """Drop the temporary file."""
        self._recent.cache_clear()
        self._file.close()
