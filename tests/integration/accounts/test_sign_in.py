"""Signing in: by name or number, locked after five wrong passwords, out after idling."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.factories.accounts import PASSWORD, make_user

from duijie.accounts.domain import lockout
from duijie.accounts.domain.passwords import reset_password
from duijie.accounts.models import User
from duijie.common import clock
from duijie.common.models import AuditEvent, Job

pytestmark = pytest.mark.django_db


def sign_in(client: Client, name: str, password: str = PASSWORD) -> bool:
    client.post("/accounts/login/", {"login": name, "password": password})
    return "_auth_user_id" in client.session


def test_by_login_name_and_by_mobile_number(client: Client) -> None:
    make_user(username="wang", mobile="13800000001")
    assert sign_in(client, "wang")
    assert sign_in(Client(), "13800000001")
    assert [entry.verb for entry in AuditEvent.objects.order_by("pk")] == ["account.sign_in", "account.sign_in"]


def test_a_login_name_goes_before_another_persons_number(client: Client) -> None:
    make_user(username="a", mobile="13800000001", password="Another-word-1")
    owner = make_user(username="13800000001")
    assert sign_in(client, "13800000001")
    assert client.session["_auth_user_id"] == str(owner.pk)


def test_five_wrong_passwords_lock_whatever_name_was_typed(client: Client) -> None:
    user = make_user(username="wang", mobile="13800000001")
    for number in range(5):
        assert not sign_in(client, ["wang", "13800000001"][number % 2], "wrong")
    assert not sign_in(client, "wang")
    assert lockout.is_locked("wang")
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["account.sign_in_failed"] * 5 + ["account.lock"]

    with clock.at(clock.now() + timedelta(minutes=29)):
        assert not sign_in(client, "wang")
    with clock.at(clock.now() + timedelta(minutes=31)):
        assert sign_in(client, "wang")
    assert AuditEvent.objects.filter(verb="account.sign_in").count() == 1
    user.refresh_from_db()


@pytest.mark.parametrize("language, words", [("en", "locked for 30 minutes"), ("zh-hans", "锁定")])
def test_the_lock_is_explained_and_unknown_names_look_the_same(client: Client, language: str, words: str) -> None:
    make_user(username="wang")
    client.cookies["duijie_language"] = language
    for name in ("wang", "nobody"):
        for _number in range(4):
            sign_in(client, name, "wrong")
        assert words in client.post("/accounts/login/", {"login": name, "password": "wrong"}).content.decode()


def test_a_right_password_forgets_the_wrong_ones(client: Client) -> None:
    make_user(username="wang")
    for _number in range(3):
        for _wrong in range(4):
            sign_in(Client(), "wang", "wrong")
        assert sign_in(Client(), "wang")


def test_an_administrator_unlocks(client: Client) -> None:
    user = make_user(username="wang")
    for _number in range(5):
        sign_in(client, "wang", "wrong")
    with pytest.raises(PermissionDenied):
        lockout.unlock_account(account=user, by=make_user(role="leader"))
    lockout.unlock_account(account=user, by=make_user(role="security_administrator"))
    assert sign_in(client, "wang")


def test_a_deactivated_account_stays_out(client: Client) -> None:
    user = make_user(username="wang")
    client.force_login(user)
    assert client.get("/").status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/").status_code in {200, 302}
    assert not client.get("/").wsgi_request.user.is_authenticated
    assert not sign_in(Client(), "wang")


def test_a_one_time_password_opens_only_the_page_on_which_it_is_replaced(client: Client) -> None:
    user = make_user(username="wang")
    password = reset_password(account=user, by=make_user(role="system_administrator"))
    assert sign_in(client, "wang", password)
    assert client.get("/").headers["Location"] == "/accounts/password/change/"
    form = {"oldpassword": password, "password1": "My-own-word-7", "password2": "My-own-word-7"}
    client.post("/accounts/password/change/", form)
    assert client.get("/").status_code == 200
    assert AuditEvent.objects.filter(verb="password.change").count() == 1


def test_an_idle_session_ends(client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DUIJIE_IDLE_MINUTES = 30
    client.force_login(make_user())
    client.get("/")
    seen = client.session["seen_at"]
    client.get("/")
    assert client.session["seen_at"] == seen
    session = client.session
    session["seen_at"] = seen - 31 * 60
    session.save()
    assert not client.get("/").wsgi_request.user.is_authenticated


def test_a_page_that_looks_after_a_job_keeps_no_session_alive(client: Client, settings: Any) -> None:
    settings.DUIJIE_IDLE_MINUTES = 30
    user = make_user()
    client.force_login(user)
    client.get("/")
    job = Job.objects.create(kind="test", by=user)
    assert "Duijie-Watching" in client.get(f"/jobs/{job.pk}/").content.decode()
    looking = {"HX-Request": "true", "Duijie-Watching": "1"}
    session = client.session
    session["seen_at"] -= 29 * 60
    session.save()
    for _number in range(2):
        assert "HX-Refresh" not in client.get(f"/jobs/{job.pk}/progress/", headers=looking)
    assert client.session["seen_at"] == session["seen_at"]
    session["seen_at"] -= 2 * 60
    session.save()
    assert client.get(f"/jobs/{job.pk}/progress/", headers=looking)["HX-Refresh"] == "true"
    assert not client.get("/").wsgi_request.user.is_authenticated


@pytest.mark.parametrize(
    "profile, cookie, shown", [("en", "zh-hans", "en"), ("", "en", "en"), ("zh-hans", "en", "zh-hans")]
)
def test_the_profile_goes_before_the_cookie(client: Client, profile: str, cookie: str, shown: str) -> None:
    client.force_login(make_user(language=profile))
    client.cookies["duijie_language"] = cookie
    assert client.get("/").headers["Content-Language"] == shown
