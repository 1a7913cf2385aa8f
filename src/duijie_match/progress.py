"""How long work reports where it is and learns that it should stop."""

from typing import Protocol


class Cancelled(Exception):
    """Raised by a ``Progress`` to stop the work; whoever started the work catches it."""


class Progress(Protocol):
    """Called often and cheaply. May raise ``Cancelled``."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """``stage`` is a stable key (``reading``, ``embedding``, ``indexing``, ``scoring``, ``explaining``,
        ``planning``, ``learning``, ``fetching``, ``writing``).
        """


def silent(stage: str, done: int, total: int) -> None:
    """The progress of those who do not look."""
