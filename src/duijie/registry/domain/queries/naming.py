"""Organisations by what people write for them: a code, or a name exactly as registered."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.registry.domain.queries.organisations import list_organisations
from duijie.registry.models import Organisation
from duijie.registry.validators import tidy_uscc


def find_named(*, text: str, by: Any) -> Organisation | None:
    """The one living organisation that ``by`` may see and ``text`` names; None when there is none, or several."""
    text = " ".join(text.replace("\0", "").split())
    if not text:
        return None
    rows = list_organisations(by=by).filter(archived_at=None)
    code = tidy_uscc(text)
    found = list(rows.filter(uscc=code)[:1]) if code else []
    found = found or list(rows.filter(name=text).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def name_organisation(*, text: str, by: Any) -> Organisation:
    """The one organisation with this unified social credit code or exactly this name. Raises ``ValidationError``.

    For whoever grants roles there and sees no business records.
    """
    require(by, Permission.MEMBERSHIP_EDIT)
    text = text.strip()
    found = list(Organisation.objects.filter(uscc=tidy_uscc(text)) or Organisation.objects.filter(name=text)[:2])
    if not found:
        raise ValidationError(_("No organisation has this name or code. Write it exactly as in the register."))
    if len(found) > 1:
        raise ValidationError(_("Several organisations have this name. Enter the unified social credit code instead."))
    named: Organisation = found[0]
    return named
