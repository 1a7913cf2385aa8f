"""Limits of how many there may be of something: what a refusal for one is, and that it is told to the audit."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import ValidationError

from duijie.common.domain import audit
from duijie.common.transactions import with_retry

P = ParamSpec("P")
R = TypeVar("R")


class LimitReachedError(ValidationError):
    """A limit would be broken; ``code`` says which."""


def limits_told(function: Callable[P, R]) -> Callable[P, R]:
    """A domain function over records of a ``register`` whose refusals for a limit are audited as ``<noun>.refused``.

    The row is written outside the function's transaction, which its refusal takes back.
    """

    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except LimitReachedError as error:
            _note(str(error.code), kwargs)
            raise

    return call


@with_retry
def _note(code: str, given: Any) -> None:
    record = given.get("record")
    verb = f"{given['register'].noun}.refused"
    audit.record(by=given.get("by"), verb=verb, target=record, detail={"reason": code})
