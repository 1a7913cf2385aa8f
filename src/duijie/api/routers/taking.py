"""Operations whose bodies and queries are made at run time, from the tables of registers."""

from collections.abc import Callable
from typing import Any

from ninja import Query

from duijie.common.exports import TYPES

SHEET = {
    "responses": {
        200: {
            "description": "The file",
            "content": {
                kind.split(";")[0]: {"schema": {"type": "string", "format": "binary"}} for kind in TYPES.values()
            },
        }
    }
}
FILE = {
    "responses": {
        200: {
            "description": "The file",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}
"""What OpenAPI says of answers that are files; the router is told of their errors only."""


def taking(handler: Callable[..., Any], **kinds: Any) -> Callable[..., Any]:
    """``handler``, its parameters annotated with ``kinds``: types that are not known where it is written."""
    handler.__annotations__.update(kinds)
    return handler


def in_query(kind: Any) -> Any:
    """Parameters of the query that are the fields of ``kind``."""
    return Query[kind]  # type: ignore[misc]  # mypy takes it for a type, Ninja makes a value of it


def with_article(noun: str) -> str:
    """``an achievement``, ``a service``."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
