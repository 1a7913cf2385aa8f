"""Which account a person of the register signs in with."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.models import User
from duijie.common.editing import refuse_stale
from duijie.common.transactions import in_transaction
from duijie.registry.domain.records import lock, note, refuse_archived, save, touch
from duijie.registry.models import Person
from duijie.registry.registers.persons import PERSONS


@in_transaction
def set_person_account(*, person: Person, account: User | None, version: int, by: Any, reason: str = "") -> Person:
    """Say that ``account`` is this person's, or with None that none is. An account belongs to one person at most.

    Raises ``PermissionDenied``; ``StaleError``; ``ValidationError`` where the account is another person's already.
    """
    current: Person = lock(PERSONS, person)
    require(by, PERSONS.permission("edit"), current.place)
    refuse_stale(current, version, {"account": account})
    refuse_archived(current)
    if current.account_id == (account.pk if account is not None else None):
        return current
    current.account = account
    touch(current)
    try:
        with transaction.atomic():
            save(current, by=by, reason=reason)
    except IntegrityError as error:
        words = _("This account belongs to another person of the register already.")
        raise ValidationError({"account": [ValidationError(words, code="taken")]}) from error
    note(PERSONS, current, "edit", by=by, detail={"fields": ["account"], "reason": reason})
    return current
