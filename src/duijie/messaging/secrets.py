"""Secrets that a mail carries and nothing else keeps.

A text that is kept has ``MARK`` where the mail has the secret. What it is says the app of the kind, in its
``tasks.py``, at the moment of sending: ``@puts_in("work_log.link")``. Sent again, a mail must say the same.
"""

from collections.abc import Callable
from typing import Any

MARK = "{secret}"
Maker = Callable[[Any], "str | None"]
_makers: dict[str, Maker] = {}


def puts_in(kind: str) -> Callable[[Maker], Maker]:
    """Register who says the secret of a message of ``kind``; None where it is of no use any more, and is not sent."""

    def register(maker: Maker) -> Maker:
        _makers[kind] = maker
        return maker

    return register


def has_secret(kind: str) -> bool:
    """Whether mails of ``kind`` carry one."""
    return kind in _makers


def secret_of(message: Any) -> str | None:
    """The secret of one message, or None."""
    return _makers[message.kind](message)
