"""Whose token is this?"""

from datetime import timedelta

from duijie.accounts.access import restrict
from duijie.accounts.domain.lockout import begin_try, forget_tries, is_locked
from duijie.accounts.domain.tokens import MARK, digest_of
from duijie.accounts.models import ApiToken, User
from duijie.common import clock, facts

COARSE = timedelta(hours=1)  # `last_used_at` is no closer than this, and written no more often
MOST_WRONG = 20  # wrong tokens from one address before it has to wait


def find_user(text: str) -> User | None:
    """The owner of a usable token, restricted to its scopes; None for anything else.

    Wrong tokens are counted by address: after ``MOST_WRONG`` within the lock time every token from there is refused.
    """
    address = f"token@{facts.current().ip or 'unknown'}"
    if is_locked(address, limit=MOST_WRONG):
        return None
    token = _find(text)
    if token is None:
        begin_try(address, limit=MOST_WRONG)
        return None
    now = clock.now()
    if token.last_used_at is None or now - token.last_used_at >= COARSE:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now.replace(minute=0, second=0, microsecond=0))
        forget_tries(address)
    restrict(token.user, token.scopes)
    return token.user


def _find(text: str) -> ApiToken | None:
    if not text.startswith(MARK) or len(text) > 100:
        return None
    found: ApiToken | None = ApiToken.objects.usable().select_related("user").filter(digest=digest_of(text)).first()
    return found
