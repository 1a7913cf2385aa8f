"""What a hostile visitor, program or colleague tries on pages and the API, and what is noted of what people read."""

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.registry import make_organisation, make_region

from duijie.accounts.domain.passwords import set_password
from duijie.accounts.domain.tokens import add_token
from duijie.accounts.models import User
from duijie.common import server_settings
from duijie.common.domain.imports import add_pasted_import, map_import
from duijie.common.incidents import number_incident
from duijie.common.models import AuditEvent
from duijie.matching.domain.list_matches import tidy_title

pytestmark = pytest.mark.django_db(transaction=True)

LARGE = b"0" * (2 << 20)


@pytest.fixture
def officer() -> User:
    return make_user(role="city_officer", area=make_region().city, language="en")


@pytest.mark.parametrize("cookies", [{}, {"csrftoken": "a" * 32, "sessionid": "b" * 32}])
@pytest.mark.parametrize("address", ["/accounts/login/", "/imports/add/", "/api/v1/imports"])
def test_strangers_cannot_fill_the_disk(cookies: dict[str, str], address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for name, value in cookies.items():
        client.cookies[name] = value
    answer = client.post(address, {"file": SimpleUploadedFile("list.csv", LARGE)})
    assert answer.status_code == 413


def test_a_token_that_is_none_does_not_help_when_there_are_cookies_to_check() -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    upload = {"file": SimpleUploadedFile("list.csv", LARGE)}
    assert client.post("/api/v1/imports", upload, headers={"Authorization": "Bearer dj_none"}).status_code == 413


def test_who_signed_in_brings_lists_up_to_the_limit(client: Client, officer: User, settings: Any) -> None:
    _token, text = add_token(user=officer, name="x", scopes=["organisation.import"], by=officer)
    file = {"file": SimpleUploadedFile("list.csv", LARGE)}
    by_program = Client().post("/api/v1/imports", file, headers={"Authorization": f"Bearer {text}"})
    assert by_program.status_code == 422  # read, and found wanting
    client.force_login(officer)
    assert client.post("/imports/add/", {"file": SimpleUploadedFile("list.csv", LARGE)}).status_code == 200
    settings.MOST_BYTES = 3 << 19
    answer = client.post("/imports/add/", {"file": SimpleUploadedFile("list.csv", LARGE)})
    assert answer.status_code == 413
    assert "Too much at once" in answer.content.decode()


def test_too_much_text_is_said_to_be_too_much(client: Client, officer: User) -> None:
    _token, text = add_token(user=officer, name="x", scopes=["organisation.add"], by=officer)
    bearer = {"Authorization": f"Bearer {text}"}
    long = "x" * (3 << 20)
    answers = [
        client.post("/api/v1/organisations", {"name": long}, content_type="application/json", headers=bearer),
        client.post("/api/v1/imports", {"noun": long, "area": "9701"}, headers=bearer),
    ]
    client.force_login(officer)
    answers.append(client.post("/imports/add/", {"text": long}))
    assert [answer.status_code for answer in answers] == [413, 413, 413]
    wide = {f"column-0-{number}": "-" for number in range(5000)}
    assert client.post("/imports/add/", wide).status_code == 200


@pytest.mark.parametrize("row", ["²", "٣", "9" * 5000, "9" * 30, "-1", "1.5"])
def test_numbers_of_rows_that_are_none_are_no_error(client: Client, officer: User, row: str) -> None:
    batch = add_pasted_import(noun="organisations", area=make_region().city, text="单位名称\n甲\n", by=officer)
    client.force_login(officer)
    assert client.post(f"/imports/{batch.pk}/decide/", {"row": row, "decision": "take"}).status_code == 302


def test_of_a_mapping_only_what_there_is_is_kept(officer: User) -> None:
    batch = add_pasted_import(noun="organisations", area=make_region().city, text="单位名称\t电话\n甲\t1\n", by=officer)
    mapping = {
        "": {"use": True, "header_row": 0, "fields": {"0": "name", "1": "is_demo\0"}},
        "x\0": {"use": True, "header_row": 0, "fields": {}},
    }
    kept = map_import(batch=batch, mapping=mapping, existing="update", by=officer).mapping
    assert kept == {"": {"use": True, "header_row": 0, "fields": {"0": "name", "1": None}, "cells": {}}}


def test_a_title_is_one_line() -> None:
    assert tidy_title(" a\r\nSet-Cookie: b\0\u2028c \x1b[31m") == "a Set-Cookie: b c [31m"


def test_a_session_ends_after_a_working_day_however_busy(client: Client, officer: User) -> None:
    client.force_login(officer)
    client.get("/")
    session = client.session
    session["began_at"] -= 12 * 3600 + 5
    session.save()
    assert not client.get("/").wsgi_request.user.is_authenticated


def test_reading_contacts_in_a_list_the_history_and_a_form_is_noted(client: Client, officer: User) -> None:
    make_organisation(name="甲")
    read = make_organisation(name="乙", contact_name="张三", contact_phone="13900000001")
    client.force_login(officer)
    client.get("/organisations/")
    assert not AuditEvent.objects.filter(verb="personal_data.read").exists()
    pages = ["/organisations/?columns=contact_phone", f"/organisations/{read.pk}/history/"]
    for address in (*pages, f"/organisations/{read.pk}/edit/", f"/organisations/{read.pk}/"):
        client.get(address)
    notes = AuditEvent.objects.filter(verb="personal_data.read").order_by("pk")
    assert [note.detail["ids"] for note in notes] == [[str(read.pk)]] * 4


def test_reading_the_list_of_accounts_is_noted(client: Client, officer: User) -> None:
    administrator = make_user(role="system_administrator")
    client.force_login(administrator)
    client.get("/accounts/people/")
    note = AuditEvent.objects.get(verb="personal_data.read")
    assert note.detail == {"purpose": "list", "ids": sorted([str(officer.pk), str(administrator.pk)])}


@pytest.mark.parametrize(
    "forwarded, kept",
    [
        ("6.6.6.6, 192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:4711", None),
        ("<script>", None),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_only_addresses_become_addresses(client: Client, settings: Any, forwarded: str, kept: str | None) -> None:
    settings.DUIJIE_BEHIND_PROXY = True
    make_user(username="wang")
    sent = {"login": "wang", "password": PASSWORD}
    client.post("/accounts/login/", sent, headers={"X-Forwarded-For": forwarded})
    assert AuditEvent.objects.filter(verb__startswith="account.sign_in").values_list("ip", flat=True).get() == kept


def test_a_password_is_not_ones_mobile_number() -> None:
    user = make_user(mobile="13800138000")
    with translation.override("en"), pytest.raises(ValidationError, match="too similar to the mobile number"):
        set_password(account=user, password="A-13800138000", by=user)


def test_an_address_forges_no_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        number = number_incident(None, "GET /x\n2026-01-01 INFO all is well")
    assert caplog.messages == [f"incident {number} in GET /x\\n2026-01-01 INFO all is well"]


def test_what_the_platform_writes_is_its_own_users(tmp_path: Path) -> None:
    """The command line sets the mask for files; the server has it in its settings."""
    data = tmp_path / "data"
    code = "import pathlib; from django.conf import settings; (settings.DATA / 'file').write_text('x')"
    environment = {**os.environ, "DUIJIE_DATA": str(data), "PYTHONPATH": "src"}
    environment = {name: value for name, value in environment.items() if not name.startswith("DJANGO")}
    environment.pop("DUIJIE_SECRET_KEY", None)
    command = [sys.executable, "-m", "duijie", "shell", "--no-imports", "-c", code]
    subprocess.run(command, check=True, env=environment, cwd=Path(__file__).parents[3], timeout=60)
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in (data, *data.iterdir())}
    assert modes == {"data": "0o700", "file": "0o600", "secret_key": "0o600"}
    assert server_settings.umask == 0o077
