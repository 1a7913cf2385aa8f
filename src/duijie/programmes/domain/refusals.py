"""Refusals that are told to the audit: what was tried too late, or against a limit."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model

from duijie.common.domain import audit
from duijie.common.transactions import with_retry

P = ParamSpec("P")
R = TypeVar("R")

TOLD = frozenset({
    "late", "closed", "quota", "owner", "person_full", "host_full", "county", "firm", "academician", "team",
})  # fmt: skip
"""Codes of refusals that are written down."""
ABOUT = (
    "call", "application", "need", "agreement", "posting", "entry", "objection", "certificate", "round", "unit",
)  # fmt: skip
"""What a refusal is about: the first of these that was given."""


def refused_aloud(verb: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A domain function whose refusals for a limit, a deadline, a conflict or a missing right are audited as ``verb``.

    The row is written outside the function's transaction, which its refusal takes back.
    """

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return function(*args, **kwargs)
            except PermissionDenied as error:
                _note(verb, getattr(error, "code", "permission"), kwargs)
                raise
            except ValidationError as error:
                code = next((one for one in _codes(error) if one in TOLD), None)
                if code is not None:
                    _note(verb, str(code), kwargs)
                raise

        return call

    return wrap


def _codes(error: ValidationError) -> list[str]:
    """Of every error, those by field too."""
    fields = error.error_dict.values() if hasattr(error, "error_dict") else [error.error_list]
    return [str(one.code) for some in fields for one in some]


@with_retry
def _note(verb: str, code: str, given: Any) -> None:
    things = {name: thing for name, thing in given.items() if name != "by" and isinstance(thing, Model)}
    target = next((things[name] for name in ABOUT if name in things), None)
    named = {name: thing.pk for name, thing in things.items() if thing.pk is not None}
    audit.record(by=given.get("by"), verb=verb, target=target, detail={"reason": code, **named})
