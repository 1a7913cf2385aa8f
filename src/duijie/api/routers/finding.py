"""What every operation on a record begins with: may this person at all, and is the record there for them."""

from typing import Any

from django.http import HttpRequest

from duijie.accounts.access import require
from duijie.registry.domain.queries import records as queries
from duijie.registry.register import Register


def find(request: HttpRequest, register: Register, number: int, verb: str) -> Any:
    """The record, or 404; 403 for whoever holds ``verb`` on this register nowhere."""
    require(request.user, register.permission(verb))
    return queries.find_record(register, by=request.user, pk=number)


def find_reached(request: HttpRequest, register: Register, number: int) -> Any:
    """The record, or 403 where it is only open to the reader: what hangs on it is not."""
    record = find(request, register, number, "view")
    require(request.user, register.permission("view"), record.place)
    return record
