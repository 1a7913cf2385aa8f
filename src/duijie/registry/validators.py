"""What a record of the register must fulfil, wherever it comes from: a page, the API, a row of a list, the demo."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc as uscc_number
from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength
from stdnum.exceptions import ValidationError as NumberError

from duijie.common import clock
from duijie.registry.models import Area, Organisation, OrganisationKind
from duijie.registry.names import simplify, tidy_name

TEXTS = ("name", "name_en", "short_name", "industry", "address", "contact_name", "contact_phone", "website")
FIELDS = (
    "name", "name_en", "short_name", "kind", "uscc", "uscc_confirmed", "area", "zone", "industry", "address", "founded",
    "staff", "contact_name", "contact_phone", "website", "description",
)  # fmt: skip
LENGTHS: dict[str, int] = {
    field.name: field.max_length or 0 for field in Organisation._meta.concrete_fields if field.name in TEXTS
}
DESCRIPTION_LENGTH = 20_000
EARLIEST = date(1000, 1, 1)
_KINDS = set(OrganisationKind.values)
_url = URLValidator(schemes=["http", "https"])

USCC_REASONS = {
    InvalidLength: _("A unified social credit code has 18 characters."),
    InvalidFormat: _("A unified social credit code holds digits and capital letters, without I, O, S, V and Z."),
    InvalidChecksum: _("The last character does not fit the others (GB 32100). Please compare with the licence."),
}


def tidy_uscc(text: str | None) -> str | None:
    """The code without blanks and dashes, half width, in capitals; None when there is none."""
    return uscc_number.compact(simplify(text or "").replace("\0", "")) or None


def doubt_about_uscc(code: str | None) -> Any:
    """Why ``code`` does not look like a unified social credit code, or None. Some real old codes do not either."""
    if not code:
        return None
    try:
        uscc_number.validate(code)
    except NumberError as doubt:
        return USCC_REASONS.get(type(doubt), USCC_REASONS[InvalidFormat])
    return None


def tidy_organisation(values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` as they are kept. Unknown names raise ``TypeError``: a surface may not invent fields."""
    strange = set(values) - set(FIELDS)
    if strange:
        raise TypeError(f"no such fields: {', '.join(sorted(strange))}")
    tidied = dict(values)
    for field in TEXTS:
        if field in tidied:
            text = tidied[field] or ""
            tidied[field] = tidy_name(text) if field in {"name", "short_name"} else " ".join(text.split())
    if "description" in tidied:
        tidied["description"] = (tidied["description"] or "").replace("\r\n", "\n").strip()
    if "uscc" in tidied:
        tidied["uscc"] = tidy_uscc(tidied["uscc"])
    return tidied


def check_organisation(values: Mapping[str, Any]) -> dict[str, list[ValidationError]]:
    """What is wrong with tidied, complete ``values``, by field. Needs no database; uniqueness is asked elsewhere."""
    found: dict[str, list[ValidationError]] = {}

    def wrong(field: str, text: Any, code: str, **params: Any) -> None:
        found.setdefault(field, []).append(ValidationError(text, code=code, params=params or None))

    if not values.get("name"):
        wrong("name", _("A name is needed."), "required")
    if values.get("area") is None:
        wrong("area", _("An area is needed."), "required")
    for field, most in LENGTHS.items():
        text = values.get(field) or ""
        if len(text) > most:
            wrong(field, _("At most %(most)d characters."), "too-long", most=most)
        elif "\x00" in text:
            wrong(field, _("Characters that are no text."), "no-text")
    description = values.get("description") or ""
    if len(description) > DESCRIPTION_LENGTH:
        wrong("description", _("At most %(most)d characters."), "too-long", most=DESCRIPTION_LENGTH)
    elif "\x00" in description:
        wrong("description", _("Characters that are no text."), "no-text")
    if values.get("kind") not in _KINDS:
        wrong("kind", _("Unknown kind."), "unknown")
    founded = values.get("founded")
    if founded is not None and not EARLIEST <= founded <= clock.today():
        wrong("founded", _("A day in the past is needed."), "date")
    staff = values.get("staff")
    if staff is not None and not 0 <= staff <= 5_000_000:
        wrong("staff", _("A number from 0 to 5,000,000 is needed."), "range")
    _check_places(values, wrong)
    _check_website(values, wrong)
    _check_uscc(values, wrong)
    return found


def _check_places(values: Mapping[str, Any], wrong: Any) -> None:
    area, zone = values.get("area"), values.get("zone")
    if isinstance(area, Area) and area.is_management:
        wrong(
            "area",
            _("This is a development zone. Choose the county it is counted in, and the zone as the zone."),
            "zone",
        )
    if isinstance(zone, Area) and not zone.is_management:
        wrong("zone", _("This is not a development zone."), "no-zone")


def _check_website(values: Mapping[str, Any], wrong: Any) -> None:
    website = values.get("website")
    if website:
        try:
            _url(website)
        except ValidationError:
            wrong("website", _("An address that begins with http:// or https:// is needed."), "website")


def _check_uscc(values: Mapping[str, Any], wrong: Any) -> None:
    code = values.get("uscc")
    if not code:
        return
    if len(code) > 18 or not code.isascii() or not code.isalnum():
        wrong("uscc", USCC_REASONS[InvalidLength if len(code) > 18 else InvalidFormat], "uscc")
        return
    doubt = doubt_about_uscc(code)
    if doubt is not None and not values.get("uscc_confirmed"):
        wrong("uscc", doubt, "uscc-unconfirmed")
