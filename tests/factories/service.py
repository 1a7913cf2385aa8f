"""Postings that serve, for tests: straight in the database, as if agreements had been signed and filed."""

import itertools
from datetime import date, timedelta
from typing import Any

from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_record

from duijie.common import clock
from duijie.programmes.domain.programmes import add_programme
from duijie.programmes.domain.rounds import add_round
from duijie.programmes.models import (
    Application,
    Certificate,
    HostContact,
    Posting,
    PostingCall,
    PostingPerson,
    Recognition,
    RecommendingUnit,
    Round,
)
from duijie.registry.registers.persons import PERSONS

_numbers = itertools.count(1)


def make_call(*, area: Any, by: Any) -> PostingCall:
    """A round of a programme of ``area`` with a call for postings."""
    today = clock.today()
    programme = add_programme(template="liaison_officers", area=area, values={"name": "工业科技特派员"}, by=by)
    values = {"name": "首批", "opens_on": today, "closes_on": today + timedelta(days=9)}
    round_ = add_round(programme=programme, values=values, by=by)
    return PostingCall.objects.create(round=round_, needs_until=today, post_until=today, by=by)


def make_posting(
    *, call: PostingCall, host: Any, by: Any, account: Any = None, home: Any = None, person: Any = None,
    from_on: date | None = None, to_on: date | None = None, state: str = "active",
) -> Posting:  # fmt: skip
    """Somebody with an account (a new commissioner unless ``account`` is given) serves at ``host`` since a year."""
    number = next(_numbers)
    home = home or make_organisation(area=host.area, kind="university")
    account = account or make_user(role="commissioner", organisation=home)
    person = person or getattr(account, "person", None)
    if person is None:
        person = make_record(PERSONS, name=f"陆怀{number}", organisation=home, account=account)
    certificate = _certificate(call.round, home, person, by, number)
    today = clock.today()
    held = Posting.objects.filter(person=person).count()
    there = Posting.objects.filter(call=call, host=host).count()
    made = Posting.objects.create(
        call=call, certificate=certificate, person=person, name=person.name, home=home, host=host, state=state, by=by,
        from_on=from_on or today - timedelta(days=365), to_on=to_on or today + timedelta(days=365), slot=held + 1,
        host_slot=there + 1,
    )  # fmt: skip
    PostingPerson.objects.create(posting=made, person=person, name=person.name, is_leader=True)
    return made


def make_contact(
    *, host: Any, officer: Any, account: Any = None, email: str = "", verified: bool = True
) -> HostContact:  # fmt: skip
    """A contact of ``host``, verified by ``officer`` unless said otherwise."""
    return HostContact.objects.create(
        organisation=host, account=account, name="钱联络", email=email, by=officer,
        **({"verified_by": officer, "verified_at": clock.now(), "proof": "营业执照与授权书"} if verified else {}),
    )  # fmt: skip


def _certificate(round_: Round, home: Any, person: Any, by: Any, number: int) -> Certificate:
    today = clock.today()
    recognition, _made = Recognition.objects.get_or_create(
        round=round_,
        document=f"云科发〔{today.year}〕1号",
        defaults={"issuer": "云溪市科学技术局", "issued_on": today, "by": by},
    )
    unit = RecommendingUnit.objects.filter(round=round_).first()
    application = Application.objects.create(
        round=round_, unit=unit, organisation=home, organisation_name=home.name, name=person.name, by=by,
        state="recognised",
    )  # fmt: skip
    return Certificate.objects.create(
        recognition=recognition, application=application, programme=round_.programme, year=today.year,
        serial=number, number=f"T{number:05d}", code=f"TESTCODE{number:08d}", from_on=today,
        to_on=today + timedelta(days=365),
    )  # fmt: skip
