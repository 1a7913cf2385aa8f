"""Killed at any moment, what firms filed and what was logged at a visit is there once and whole, or sent again is.

A few points by default; ``./run test --full`` kills at a hundred drawn points of all deeds.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.kills import killer, points
from tests.factories.registry import make_organisation, make_region

from duijie.accounts.models import User
from duijie.common import clock
from duijie.common.domain.site import name_site
from duijie.common.models import AuditEvent, OutboxMessage, PublicTry
from duijie.common.public_forms import make_token
from duijie.demands.domain.filings import accept, decide, file_publicly
from duijie.demands.domain.positions import note_position
from duijie.demands.domain.visits import log_visit, name_demand
from duijie.demands.models import Demand, Filing, Visit, VisitPosition
from duijie.demands.registers import DEMANDS
from duijie.messaging.models import Message
from duijie.registry.domain.consents import give_consent
from duijie.registry.domain.records import add_record
from duijie.registry.models import Area, Attachment, Organisation
from duijie.registry.purposes import PURPOSES

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "tests.integration.demands.test_source_kills"
COUNTED = (AuditEvent, Message, OutboxMessage, Demand, Organisation, User, Visit, Filing, Attachment, VisitPosition)
PROOF = ("营业执照.txt", [b"91330100\n"])


@dataclass(frozen=True)
class Told:
    """What a deed is done with, by its numbers in the database: it goes to the process that is killed."""

    number: int
    token: str
    officer: int
    firm: int
    area: int
    filing: int = 0
    visit: int = 0
    demand: int = 0


def _file(kind: str, told: Told) -> None:
    values = {
        "firm_name": f"云溪新风轴承{told.number}厂", "uscc": f"9133{told.number:014d}", "contact_name": "李工",
        "area": Area.objects.get(pk=told.area), "contact_phone": f"139{told.number:08d}", "email": "li@example.org",
        "title": "钢球淬火裂纹", "body": "每批约百分之五有裂纹",
    }  # fmt: skip
    file_publicly(kind=kind, token=told.token, values=values, proof=PROOF if kind == "account" else None)


def _decide(verb: str, told: Told) -> None:
    decide(filing=Filing.objects.get(pk=told.filing), verb=verb, reason="因为", by=_officer(told))


def _log(told: Told, **more: Any) -> Visit:
    values = {"organisation": Organisation.objects.get(pk=told.firm), "title": f"走访{told.number}", "result": "demand"}
    return log_visit(values=values, by=_officer(told), submission=f"n{told.number}", **more)


def _file_for(told: Told) -> None:
    firm = Organisation.objects.get(pk=told.firm)
    values = {
        "title": "裂纹",
        "body": "裂纹",
        "organisation": firm,
        "source": "behalf",
        "asked_by": "李",
        "agreed_how": "phone",
    }
    add_record(register=DEMANDS, values=values, by=_officer(told))


def _officer(told: Told) -> User:
    return User.objects.get(pk=told.officer)


DEEDS: dict[str, Callable[[Told], Any]] = {
    "file_demand": lambda told: _file("demand", told),
    "file_account": lambda told: _file("account", told),
    "accept_demand": lambda told: accept(filing=Filing.objects.get(pk=told.filing), by=_officer(told)),
    "accept_account": lambda told: accept(filing=Filing.objects.get(pk=told.filing), by=_officer(told)),
    "refuse": lambda told: _decide("refuse", told),
    "reconsider": lambda told: _decide("reconsider", told),
    "log": lambda told: _log(told, problem="裂纹", photos=[PROOF]),
    "name_demand": lambda told: name_demand(
        visit=Visit.objects.get(pk=told.visit), demand=Demand.objects.get(pk=told.demand), by=_officer(told)
    ),
    "position": lambda told: note_position(
        visit=Visit.objects.get(pk=told.visit), position=(Decimal("28.9"), Decimal("118.8")), by=_officer(told)
    ),
    "file_for": _file_for,
}  # fmt: skip
IN_PARTS = {"log"}
"""Photos are kept one after the other, each whole; sent again, the form adds those that are missing."""


def do(deed: str, told: dict[str, Any]) -> None:
    """In the process that is killed."""
    DEEDS[deed](Told(**told))


class World:
    def __init__(self) -> None:
        region = make_region()
        self.area = region.north
        name_site(values={"public_forms": "open"}, by=None)
        self.officer = make_user(role="county_officer", area=region.north, email="o@example.org")
        self.firm = make_organisation(area=region.north)
        make_user(role="firm_contact", organisation=self.firm, email="f@example.org")
        give_consent(purpose="positions", version=PURPOSES["positions"].version, by=self.officer)
        self.made = 0

    def case(self, deed: str) -> Told:
        """What ``deed`` begins with."""
        PublicTry.objects.all().delete()
        self.made += 1
        kind = "account" if deed.endswith("account") else "demand"
        with clock.at(clock.now() - timedelta(minutes=1)):
            token = make_token(kind)
        told = Told(self.made, token, self.officer.pk, self.firm.pk, self.area.pk)
        found = {}
        if deed in {"accept_demand", "accept_account", "refuse", "reconsider"}:
            _file(kind, told)
            found["filing"] = Filing.objects.latest("pk").pk
        if deed in {"name_demand", "position"}:
            found["visit"] = _log(told).pk
            found["demand"] = make_demand(organisation=self.firm, area=self.area).pk
        told = Told(**{**asdict(told), **found})
        if deed == "reconsider":
            _decide("refuse", told)
        return told


def state(told: Told) -> dict[str, Any]:
    """What there is, by names that are the same for every case."""
    filings = Filing.objects.filter(uscc=f"9133{told.number:014d}")
    visits = Visit.objects.filter(submission=f"n{told.number}")
    return {
        "counts": {model.__name__: model._default_manager.count() for model in COUNTED},
        "filing": list(filings.values_list("kind", "state", "demand__title", "reason", "decided_by")),
        "account": [(one.account_id is not None, bool(one.proof)) for one in filings],
        "visit": list(visits.values_list("visitor", "result", "demand__state", "version")),
    }


def grown(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {**after, "counts": {name: after["counts"][name] - count for name, count in before["counts"].items()}}


@points("sqlite", few=3)
def test_what_is_filed_and_logged_survives_being_killed(tmp_path: Path, settings: Any, points: int) -> None:
    settings.MEDIA_ROOT = tmp_path
    world, deeds, whole = World(), [*DEEDS], {}
    with killer(72, tmp_path, django__conf__settings__MEDIA_ROOT=tmp_path) as process:
        process.dice.shuffle(deeds)
        for number in range(points):
            deed = deeds[number % len(deeds)]
            if deed not in whole:
                told = world.case(deed)
                before = state(told)
                process.measure(deed, f"{HERE}.do", deed=deed, told=asdict(told))
                whole[deed] = grown(before, state(told))
                assert whole[deed] != grown(before, before)
            told = world.case(deed)
            before = state(told)
            process.kill(deed, f"{HERE}.do", deed=deed, told=asdict(told))
            after = grown(before, state(told))
            unchanged = after == grown(before, before)
            assert unchanged or after == whole[deed] or deed in IN_PARTS, (deed, after)
            if after != whole[deed]:
                process.run(f"{HERE}.do", deed=deed, told=asdict(told))
                assert (deed, grown(before, state(told))) == (deed, whole[deed])
            for filing in Filing.objects.filter(uscc=f"9133{told.number:014d}").exclude(proof=""):
                assert (tmp_path / filing.proof).read_bytes() == b"".join(PROOF[1])
        assert process.killed >= points * 3 // 4
