"""The record that somebody else changed meanwhile, as the API would have answered it."""

from typing import Any

from django.http import HttpRequest

from duijie.api.schemas.organisations import show_organisation
from duijie.api.schemas.records import shapes_of, show_record
from duijie.registry.domain.queries.organisations import note_contacts_read
from duijie.registry.domain.queries.records import hide_personal, note_personal
from duijie.registry.models import Organisation
from duijie.registry.register import Register, registers


def show_current(request: HttpRequest, current: Any) -> dict[str, Any] | None:
    """``current`` of a ``StaleError`` as the encoder of answers takes it, or None for what is of no register.

    The address names the register: a person is in two of them, with other fields.
    """
    if isinstance(current, Organisation):
        note_contacts_read(by=request.user, shown=[current])
        return show_organisation(current).model_dump()
    key = request.path_info.removeprefix("/api/v1/").split("/")[0]
    register = next((one for one in registers() if one.key == key and isinstance(current, one.model)), None)
    if register is None:
        return None
    return shapes_of(key).out(**answer(request, register, current)).model_dump()


def answer(request: HttpRequest, register: Register, record: Any) -> dict[str, Any]:
    """A record as it is answered to this reader; that personal data is in it is noted."""
    return answers(request, register, [record])[0]


def answers(request: HttpRequest, register: Register, records: list[Any]) -> list[dict[str, Any]]:
    note_personal(register, by=request.user, shown=records)
    hide_personal(register, records, by=request.user)
    return [show_record(register, record) for record in records]
