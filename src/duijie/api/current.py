"""The record that somebody else changed meanwhile, as the API would have answered it."""

from typing import Any

from django.http import HttpRequest

from duijie.api.schemas.organisations import show_organisation
from duijie.api.schemas.records import shapes_of, show_record
from duijie.common.editing import StaleError
from duijie.registry.domain.queries.differences import differences_of
from duijie.registry.domain.queries.organisations import note_contacts_read
from duijie.registry.domain.queries.records import hide_personal, note_personal, personal_names, sees_personal
from duijie.registry.models import Organisation
from duijie.registry.register import Register, registers


def show_current(request: HttpRequest, current: Any) -> dict[str, Any] | None:
    """``current`` of a ``StaleError`` as the encoder of answers takes it, or None for what is of no register.

    The address names the register: a person is in two of them, with other fields.
    """
    if isinstance(current, Organisation):
        note_contacts_read(by=request.user, shown=[current])
        return show_organisation(current).model_dump()
    register = _register(request, current)
    if register is None:
        return None
    return shapes_of(register.key).out(**answer(request, register, current)).model_dump()


def show_differences(request: HttpRequest, error: StaleError) -> list[dict[str, Any]] | None:
    """What somebody else changed beside what was sent, or None for what is of no register."""
    register = _register(request, error.current)
    if register is None:
        return None
    hidden = set() if sees_personal(register, error.current, by=request.user) else personal_names(register)
    found = differences_of(register, error.current, version=error.version, values=error.values)
    return [
        {
            "field": one.name, "label": str(one.label), "before": None if one.before is None else str(one.before),
            "theirs": str(one.theirs), "mine": None if one.mine is None else str(one.mine),
            "contested": one.is_contested,
        }
        for one in found
        if one.name not in hidden
    ]  # fmt: skip


def _register(request: HttpRequest, current: Any) -> Register | None:
    key = request.path_info.removeprefix("/api/v1/").split("/")[0]
    return next((one for one in registers() if one.key == key and isinstance(current, one.model)), None)


def answer(request: HttpRequest, register: Register, record: Any) -> dict[str, Any]:
    """A record as it is answered to this reader; that personal data is in it is noted."""
    return answers(request, register, [record])[0]


def answers(request: HttpRequest, register: Register, records: list[Any]) -> list[dict[str, Any]]:
    note_personal(register, by=request.user, shown=records)
    hide_personal(register, records, by=request.user)
    return [show_record(register, record) for record in records]
