"""Commands for whoever sits at the server."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from tests.factories.accounts import make_user

from duijie.accounts.domain import lockout
from duijie.accounts.models import User
from duijie.common.domain import audit

pytestmark = pytest.mark.django_db
LAST_WORD = re.compile(r"[^\s：]+")  # in both languages


def test_set_up_makes_three_administrators_once(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("setup", system="xitong")
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines() if "\t" in line]
    assert [line[1] for line in lines] == ["xitong", "security", "audit"]
    for _role, login, password in lines:
        account = User.objects.get(username=login)
        assert (account.check_password(password), account.must_change_password) == (True, True)
    call_command("setup", system="other")
    assert User.objects.count() == 3


def test_three_administrators_need_three_names() -> None:
    with pytest.raises(CommandError):
        call_command("setup", system="one", audit="one")
    assert User.objects.count() == 0


def test_unlocking_at_the_server(capsys: pytest.CaptureFixture[str]) -> None:
    user = make_user(username="wang")
    for _number in range(5):
        lockout.begin_try("wang")
    assert lockout.is_locked("wang")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    call_command("unlock", "wang", "--password", "--second-factor")
    assert not Authenticator.objects.exists()
    assert not lockout.is_locked("wang")
    user.refresh_from_db()
    assert user.check_password(LAST_WORD.findall(capsys.readouterr().out)[-1])
    with pytest.raises(CommandError):
        call_command("unlock", "nobody")


def test_sealing_and_checking_the_audit(capsys: pytest.CaptureFixture[str]) -> None:
    audit.record(by=None, verb="test", target=None)
    call_command("sealaudit")
    call_command("verifyaudit")
    assert len(LAST_WORD.findall(capsys.readouterr().out)[-1]) == 64
