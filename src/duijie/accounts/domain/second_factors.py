"""Second factors of others: whoever lost the phone and the recovery codes signs in again with the password alone."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.domain.passwords import check_may_reset
from duijie.accounts.models import User
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction


@in_transaction
def remove_second_factor(*, account: User, by: Any) -> int:
    """Take codes of the phone and recovery codes away; how many were there. The password stays as it is.

    The same people may do it as may reset the password, but nobody for oneself: one's own is turned off on the page
    that asks for the password again. ``by`` is None on the server's own command line. Raises ``ValidationError`` when
    there is none.
    """
    if by is not None:
        check_may_reset(account=account, by=by)
        if by.pk == account.pk:
            raise ValidationError(_("Turn off your own two-step sign-in under “My account”."), code="self")
    removed: int = Authenticator.objects.filter(user=account).delete()[0]
    if not removed:
        raise ValidationError(_("This account has no two-step sign-in."), code="none")
    audit.record(by=by, verb="second_factor.remove", target=account)
    return removed
