"""Organisations by what people write for them: a code, or a name exactly as registered."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common.lines import one_line
from duijie.registry.domain.queries.organisations import list_organisations
from duijie.registry.models import FormerName, Organisation
from duijie.registry.names import name_key
from duijie.registry.validators import tidy_uscc


def find_named(*, text: str, by: Any) -> Organisation | None:
    """The one living organisation that ``by`` may see and ``text`` names; None when there is none, or several."""
    text = one_line(text)
    if not text:
        return None
    rows = list_organisations(by=by).filter(archived_at=None)
    found = with_code_or_name(rows, text) or list(rows.filter(pk__in=once_called(text)).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def with_code_or_name(rows: Any, text: str) -> list[Organisation]:
    """The one among ``rows`` with this unified social credit code, else those with exactly this name, two at most."""
    code = tidy_uscc(text)
    found = list(rows.filter(uscc=code)[:1]) if code else []
    return found or list(rows.filter(name=text).order_by("pk")[:2])


def name_organisation(*, text: str, by: Any) -> Organisation:
    """The one organisation with this unified social credit code or exactly this name. Raises ``ValidationError``.

    For whoever grants roles there and sees no business records.
    """
    require(by, Permission.MEMBERSHIP_EDIT)
    text = text.strip()
    found = list(Organisation.objects.filter(uscc=tidy_uscc(text)) or Organisation.objects.filter(name=text)[:2])
    found = found or list(Organisation.objects.filter(pk__in=once_called(text), archived_at=None)[:2])
    if not found:
        raise ValidationError(_("No organisation has this name or code. Write it exactly as in the register."))
    if len(found) > 1:
        raise ValidationError(_("Several organisations have this name. Enter the unified social credit code instead."))
    named: Organisation = found[0]
    return named


def numbers_once_called(keys: Iterable[str]) -> dict[str, int]:
    """The number of the one organisation that had a former name with each of these keys; none where several had."""
    called: dict[str, set[int]] = {}
    wanted = set(keys) - {""}
    held = FormerName.objects.filter(name_key__in=wanted).order_by() if wanted else FormerName.objects.none()
    for key, number in held.values_list("name_key", "organisation"):
        called.setdefault(key, set()).add(number)
    return {key: next(iter(numbers)) for key, numbers in called.items() if len(numbers) == 1}


def once_called(text: str) -> Any:
    """A query of the numbers of the organisations that had this name before, however written."""
    key = name_key(text)
    return FormerName.objects.filter(name_key=key).exclude(name_key="").order_by().values("organisation")
