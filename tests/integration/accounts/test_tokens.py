"""API tokens: shown once, as powerful as their owner within their scopes, and for no longer than wanted."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories.accounts import make_user

from duijie.accounts.domain.accounts import deactivate_account, reactivate_account
from duijie.accounts.domain.passwords import reset_password
from duijie.accounts.domain.queries.tokens import MOST_WRONG, find_user
from duijie.accounts.domain.tokens import add_token, revoke_token
from duijie.accounts.models import ApiToken
from duijie.common import clock, facts
from duijie.common.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_a_token_stands_for_its_owner_within_its_scopes() -> None:
    user = make_user(role="system_administrator")
    token, text = add_token(user=user, name="script", scopes=["area.view"], by=user)
    assert text.startswith(token.prefix)
    assert text not in str(ApiToken.objects.values())
    found = find_user(text)
    assert found == user
    assert found is not None
    assert (found.has_perm("area.view"), found.has_perm("account.edit")) == (True, False)
    token.refresh_from_db()
    assert token.last_used_at is not None
    assert (token.last_used_at.minute, token.last_used_at.second) == (0, 0)


def test_nobody_makes_a_token_for_another_or_beyond_oneself() -> None:
    user = make_user(role="reviewer")
    with pytest.raises(PermissionDenied):
        add_token(user=user, name="x", scopes=["area.view"], by=make_user(role="system_administrator"))
    for scopes in ([], ["account.edit"], ["no.such"]):
        with pytest.raises(ValidationError):
            add_token(user=user, name="x", scopes=scopes, by=user)


def test_a_token_ends_when_revoked_outdated_or_its_owner_is_out() -> None:
    user = make_user(role="reviewer")
    token, text = add_token(user=user, name="x", scopes=["area.view"], by=user)
    with pytest.raises(PermissionDenied):
        revoke_token(token=token, by=make_user(role="leader"))
    revoke_token(token=token, by=user)
    assert find_user(text) is None

    _token, text = add_token(
        user=user, name="x", scopes=["area.view"], by=user, expires_at=clock.now() + timedelta(days=1)
    )
    assert find_user(text) == user
    with clock.at(clock.now() + timedelta(days=2)):
        assert find_user(text) is None
    administrator = make_user(role="system_administrator")
    deactivate_account(account=user, by=administrator)
    assert find_user(text) is None
    reactivate_account(account=user, by=administrator)
    assert find_user(text) is None


def test_a_password_that_is_reset_takes_the_tokens_along() -> None:
    user = make_user(role="reviewer")
    _token, text = add_token(user=user, name="x", scopes=["area.view"], by=user)
    reset_password(account=user, by=make_user(role="system_administrator"))
    assert find_user(text) is None
    assert AuditEvent.objects.get(verb="password.reset").detail == {"tokens": 1}


@pytest.mark.parametrize("text", ["", "dj_", "dj_" + "a" * 51, "x" * 10_000, "dj_\ud800", "dj_\0"])
def test_what_is_no_token_finds_nobody(text: str) -> None:
    assert find_user(text) is None


def test_an_address_that_tries_many_tokens_has_to_wait() -> None:
    user = make_user(role="reviewer")
    _token, text = add_token(user=user, name="x", scopes=["area.view"], by=user)
    with facts.acting(ip="192.0.2.9"):
        for number in range(MOST_WRONG):
            assert find_user(f"dj_wrong{number}") is None
        assert find_user(text) is None
    with facts.acting(ip="192.0.2.10"):
        assert find_user(text) == user
