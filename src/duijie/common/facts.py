"""From where something is done: set by middleware, commands and jobs, read by the audit."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Facts:
    """``surface`` is a value of ``models.Surface``; ``reads`` gathers what is noted until the end of a request."""

    surface: str = "cli"
    ip: str | None = None
    agent: str = ""
    request_id: str = ""
    reads: dict[tuple[Any, str, str], set[str]] | None = field(default=None, compare=False)


_facts: ContextVar[Facts | None] = ContextVar("duijie_facts", default=None)


def current() -> Facts:
    """The facts of what runs now; a bare shell counts as the command line."""
    return _facts.get() or Facts()


@contextmanager
def acting(**changes: Any) -> Iterator[Facts]:
    """Inside the block, things are done from here. Fields not named are kept from outside."""
    facts = replace(current(), **changes)
    token = _facts.set(facts)
    try:
        yield facts
    finally:
        _facts.reset(token)


def new_request_id() -> str:
    return uuid.uuid4().hex[:16]
