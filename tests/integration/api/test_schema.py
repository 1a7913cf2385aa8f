"""Requests made up from the description of the API: never a 500, and every answer is as described."""

import zlib

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation.meta import TestPhase
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region

from duijie.accounts.access import grants
from duijie.accounts.domain.tokens import add_token
from duijie.api.api import api
from duijie.common.domain.imports import add_pasted_import
from duijie.registry.domain.records import add_record
from duijie.registry.register import registers
from duijie.wsgi import application

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture(scope="module")
def officer(django_db_setup, django_db_blocker):
    """Somebody who may do most, and something of each register, made once: each test begins and ends inside this."""
    with django_db_blocker.unblock(), transaction.atomic():
        region = make_region()
        officer = make_user(role="city_officer", area=region.city)
        for _number in range(3):
            make_organisation(area=region.north, zone=region.zone)
        for register in registers():
            if not register.has_own_pages:
                body = {"body": "磨削"} if "body" in register.names else {}
                add_record(register=register, values={register.title: "甲", "area": region.north, **body}, by=officer)
        add_pasted_import(noun="organisations", area=region.city, text="单位名称\n甲公司\n", by=officer)
        yield officer
        transaction.set_rollback(True)


@pytest.fixture
def one_connection():
    """As Django's own test client does: a request must not close the connection that holds the test's transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def token(one_connection, officer, db, monkeypatch, settings, tmp_path):
    cache.clear()
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(api.throttle[0] if isinstance(api.throttle, list) else api.throttle, "num_requests", 1_000_000)
    scopes = {str(permission) for grant in grants(officer) for permission in grant.permissions}
    return add_token(user=officer, name="schema", scopes=scopes, by=officer)[1]


ALIKE = r"^/api/v1/(achievements|experts|persons|services|carriers)"  # by the same factory as demands
COMMON = {"derandomize": True, "deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.by_default_on("sqlite")  # what is described and answered does not depend on the database
@schema.exclude(path_regex=ALIKE).parametrize()
@settings(max_examples=2, phases=[Phase.explicit, Phase.generate], **COMMON)
def test_every_operation_answers_as_described(case, token, pytestconfig):
    check(case, token, every=1 if pytestconfig.getoption("--full") else 16)


@pytest.mark.slow
@schema.include(path_regex=ALIKE).parametrize()
@settings(max_examples=6, phases=[Phase.generate], **COMMON)
def test_operations_made_alike_answer_as_described(case, token):
    check(case, token, every=1)


def told(case):
    """What is wrong with this request, and with which: the same in every run."""
    return f"{case.operation.label} {case.method} {case.meta.phase.data}"


def check(case, token, every):
    """Ask, and compare the answer with the description.

    Of the many requests that try out each parameter by itself only one in ``every``, and of the wrong ones among them
    half of these.
    """
    apart = every * (2 if every > 1 and case.meta.generation.mode.is_negative else 1)
    if case.meta.phase.name == TestPhase.COVERAGE and zlib.crc32(told(case).encode()) % apart:
        return
    aim(case)
    case.call_and_validate(checks=CHECKS, headers={"Authorization": f"Bearer {token}"})


def aim(case):
    """Send half of the requests to a record that is there, and half of those with its present version."""
    register = next((one for one in registers() if case.path.startswith(f"/api/v1/{one.key}/")), None)
    number = str((case.path_parameters or {}).get("number", ""))
    if register is None or not number.isdecimal() or int(number) % 2:
        return
    record = register.model.objects.order_by("pk")[0]
    case.path_parameters["number"] = record.pk
    if isinstance(case.body, dict) and "version" in case.body and len(number) % 2:
        case.body["version"] = record.version
