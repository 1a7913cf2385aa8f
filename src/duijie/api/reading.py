"""What a request says, as values for the domain: areas by code, owners by name or code; filters as pages have them."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from duijie.accounts.models import Department
from duijie.registry.domain.queries.areas import list_areas
from duijie.registry.domain.queries.naming import find_named
from duijie.registry.models import Area
from duijie.registry.register import FieldKind, RecordField, kind_of


def area_of(code: str, *, field: str, by: Any) -> Area:
    """The living area with this code. Raises ``ValidationError`` for ``field``."""
    found: Area | None = list_areas(by=by).filter(code=code).first()
    if found is None:
        raise ValidationError({field: [ValidationError(_("There is no area with this code."), code="unknown")]})
    return found


def places_of(said: dict[str, Any], *, by: Any) -> dict[str, Any]:
    """``said`` with areas instead of their codes; an empty code is none."""
    codes = {field: said[field] for field in ("area", "zone") if field in said}
    return {**said, **{name: area_of(code, field=name, by=by) if code else None for name, code in codes.items()}}


def values_of(model: Any, fields: Iterable[RecordField], said: dict[str, Any], *, by: Any) -> dict[str, Any]:
    """A body as values for the domain. An area that is not said is left out: then it is the owner's, or what it was."""
    values = places_of(said, by=by)
    if values.get("area") is None:
        values.pop("area", None)
    kinds = {one.name: kind_of(model, one) for one in fields if one.name in said}
    for name, kind in kinds.items():
        if kind is FieldKind.ORGANISATION:
            values["organisation_name"] = said[name] or ""
            values[name] = find_named(text=said[name] or "", by=by)
        elif kind is FieldKind.DEPARTMENT and said[name]:
            values[name] = _department(said[name], field=name, by=by)
    return values


def _department(key: str, *, field: str, by: Any) -> Department:
    found: Department | None = Department.objects.visible_to(by).filter(key=key).first()
    if found is None:
        raise ValidationError({field: [ValidationError(_("There is no department with this key."), code="unknown")]})
    return found


def asked_of(query: BaseModel) -> dict[str, Any]:
    """The filters that were set, as the form of the list page would send them."""
    said = query.model_dump(exclude={"page", "page_size", "format"})
    return {name: _text(value) for name, value in said.items() if value is not None and value not in ("", [])}


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, list) else str(value)


def filtered(found: Any) -> Any:
    """The rows that a filter set leaves. Raises ``ValidationError`` by filter."""
    if not found.form.is_valid():
        raise ValidationError(found.form.errors.as_data())
    return found.rows
