"""Guessing passwords and verification codes: counted per account, however its name is written."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from tests.factories.accounts import PASSWORD, make_user

from duijie.accounts.domain import accounts, lockout
from duijie.accounts.models import User

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"


def code_now() -> str:
    return str(totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30)))


def half_signed_in() -> Client:
    """Past the password, at the page that asks for the verification code."""
    client = Client()
    response = client.post("/accounts/login/", {"login": "wang", "password": PASSWORD})
    assert response.headers["Location"] == "/accounts/2fa/authenticate/"
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture(autouse=True)
def no_used_codes() -> None:
    """A code counts once, and accounts of other tests had the same number."""
    cache.clear()


@pytest.fixture
def wang() -> User:
    user = make_user(username="wang")
    totp.TOTP.activate(user, SECRET)
    return user


def test_a_right_code_lets_in(wang: User) -> None:
    client = half_signed_in()
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not is_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    assert is_in(client)
    assert not lockout.is_account_locked(wang)


def test_five_wrong_codes_lock_whatever_session_they_came_from(wang: User) -> None:
    for _number in range(5):
        half_signed_in().post("/accounts/2fa/authenticate/", {"code": "000000"})
    client = half_signed_in()
    answer = client.post("/accounts/2fa/authenticate/", {"code": code_now()}, headers={"Accept-Language": "en"})
    assert not is_in(client)
    assert "locked for 30 minutes" in answer.content.decode()
    assert lockout.is_account_locked(wang)
    lockout.unlock_account(account=wang, by=make_user(role="security_administrator"))
    client = half_signed_in()
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    assert is_in(client)


def test_the_present_password_is_not_guessed_at_the_page_that_changes_it() -> None:
    user = make_user(username="wang")
    client = Client()
    client.force_login(user)
    new = {"password1": "My-own-word-7", "password2": "My-own-word-7"}
    for _number in range(5):
        client.post("/accounts/password/change/", {"oldpassword": "wrong", **new})
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert lockout.is_account_locked(user)


def test_a_copy_of_the_database_gives_no_codes(wang: User) -> None:
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in stored
    assert Authenticator.objects.get(user=wang).wrap().validate_code(code_now())


def test_other_capitals_are_the_same_name() -> None:
    user = make_user(username="Li.Ming")
    for name in ("Li.Ming", "li.ming", "LI.MING", "lI.mING", " li.Ming "):
        Client().post("/accounts/login/", {"login": name, "password": "wrong"})
    assert lockout.is_account_locked(user)
    client = Client()
    client.post("/accounts/login/", {"login": "LI.ming", "password": PASSWORD})
    assert not is_in(client)


def test_nobody_gets_a_name_that_differs_in_capitals_only() -> None:
    make_user(username="wang")
    other = make_user(username="li")
    by = make_user(role="system_administrator")
    with pytest.raises(ValidationError, match="username"):
        accounts.add_account(username="WANG", name="王", by=by)
    with pytest.raises(ValidationError, match="username"):
        accounts.edit_account(account=other, username="Wang", by=by)
    assert accounts.edit_account(account=other, username="LI", by=by).username == "LI"
