"""Locking a name after too many wrong passwords: five in half an hour by default (GB/T 22239 practice).

A try is counted before the password is looked at, so that guesses sent at the same moment cannot pass the limit
together; a right password forgets the count. A try while locked does not prolong the lock.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.models import LoginLock, User
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction

LENGTH = 160


def minutes() -> int:
    return int(settings.DUIJIE_LOCK_MINUTES)


def name_of(typed: str) -> str:
    """One name for one account, however it was typed: by login name or by mobile number."""
    found = find_account(typed)
    return found.username if found is not None else typed.strip().casefold()[:LENGTH].replace("\0", "")


def name_of_codes(account: User) -> str:
    """Under what wrong verification codes are counted. Nobody can type it: names that are looked up hold no blank."""
    return f"CODE {account.pk}"


def find_account(typed: str) -> User | None:
    """The account of a login name, in capitals or small, or of a mobile number. A name goes before another's number."""
    typed = typed.strip().replace("\0", "")
    if not typed:
        return None
    small = typed.lower()
    # The database narrows down; databases differ in which letters they hold to be the same, so Python decides.
    rows = User.objects.filter(Q(username__iexact=typed) | Q(mobile=typed)).order_by("pk")
    known = [row for row in rows if row.username.lower() == small or row.mobile == typed]
    return min(known, key=lambda row: (row.username != typed, row.username.lower() != small), default=None)


@in_transaction
def begin_try(name: str, *, limit: int | None = None) -> bool:
    """Count a try under ``name``. False when it is locked, and then nothing may be looked at."""
    limit = settings.DUIJIE_LOCK_FAILURES if limit is None else limit
    now = clock.now()
    # Everybody's old rows, not only this name's: names that were made up would fill the table.
    LoginLock.objects.filter(last_at__lte=now - timedelta(minutes=minutes())).delete()
    _row, created = LoginLock.objects.get_or_create(name=name, defaults={"failures": 1, "last_at": now})
    if created:
        return True
    counted = LoginLock.objects.filter(name=name, failures__lt=limit).update(failures=F("failures") + 1, last_at=now)
    return bool(counted)


def is_locked(name: str, *, limit: int | None = None) -> bool:
    limit = settings.DUIJIE_LOCK_FAILURES if limit is None else limit
    since = clock.now() - timedelta(minutes=minutes())
    return LoginLock.objects.filter(name=name, failures__gte=limit, last_at__gt=since).exists()


def forget_tries(name: str) -> None:
    """The password was right."""
    LoginLock.objects.filter(name=name).delete()


def is_account_locked(account: User) -> bool:
    """Whether wrong passwords or wrong verification codes keep its owner out."""
    return is_locked(account.username) or is_locked(name_of_codes(account))


@in_transaction
def unlock_account(*, account: User, by: Any) -> None:
    """Let somebody try again at once. ``by`` is None on the server's own command line."""
    if by is not None and not (by.has_perm(Permission.MEMBERSHIP_EDIT) or by.has_perm(Permission.ACCOUNT_EDIT)):
        raise PermissionDenied(_("Only an administrator may unlock accounts."))
    forget_tries(account.username)
    forget_tries(name_of_codes(account))
    audit.record(by=by, verb="account.unlock", target=account)
