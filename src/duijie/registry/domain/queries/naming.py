"""Naming an organisation without seeing its record: for whoever grants roles there, and sees no business records."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.registry.models import Organisation
from duijie.registry.validators import tidy_uscc


def name_organisation(*, text: str, by: Any) -> Organisation:
    """The one organisation with this unified social credit code or exactly this name. Raises ``ValidationError``."""
    require(by, Permission.MEMBERSHIP_EDIT)
    text = text.strip()
    found = list(Organisation.objects.filter(uscc=tidy_uscc(text)) or Organisation.objects.filter(name=text)[:2])
    if not found:
        raise ValidationError(_("No organisation has this name or code. Write it exactly as in the register."))
    if len(found) > 1:
        raise ValidationError(_("Several organisations have this name. Enter the unified social credit code instead."))
    named: Organisation = found[0]
    return named
