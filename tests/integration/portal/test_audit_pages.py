"""The audit log as a page and as a workbook."""

import io

import openpyxl
import pytest
from django.test import Client
from django.utils import translation
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation

from duijie.common.domain import audit
from duijie.common.models import AuditEvent
from duijie.portal.audit.details import in_words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "language, words", [("en", "fields: name, address; reason: moved"), ("zh-hans", "字段：名称、地址；原因：moved")]
)
def test_what_an_entry_says_is_in_words(client: Client, language: str, words: str) -> None:
    user = make_user(role="audit_administrator", language=language)
    detail = {"fields": ["name", "address"], "reason": "moved", "none": None, "empty": []}
    audit.record(by=user, verb="organisation.edit", target=make_organisation(), detail=detail)
    client.force_login(user, backend="duijie.accounts.backends.LoginNameBackend")
    assert words in client.get("/audit/", {"verb": "organisation.edit"}).content.decode()
    book = openpyxl.load_workbook(io.BytesIO(client.get("/audit/export/", {"verb": "organisation.edit"}).content))
    cells = [cell.value for cell in book.active[2]]
    assert words in cells
    assert '"reason": "moved"' in cells[-1]


def test_what_has_no_words_is_shown_as_it_is() -> None:
    event = AuditEvent(target_type="no.such", detail={"neu": {"a": [1, True, {"reason": "x"}]}, "fields": ["b"]})
    with translation.override("en"):
        assert in_words(event) == "neu: a: 1, yes, reason: x; fields: b"
