"""People recognised in a running round, hosts and calls for postings; the recognition straight in the database."""

import itertools
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.factories.accounts import make_user
from tests.factories.programmes import open_round
from tests.factories.registry import Region, make_organisation, make_person, make_region

from duijie.common import clock
from duijie.programmes.domain.postings.calls import open_call
from duijie.programmes.domain.postings.needs import state_need, take_need_step
from duijie.programmes.models import Application, Certificate, PostingCall, PostingNeed, Recognition, Round
from duijie.programmes.numbers.certificates import draw_code
from duijie.programmes.states import ApplicationState, RoundState
from duijie.registry.models import Organisation

_numbers = itertools.count(1)


@dataclass(slots=True)
class Posted:
    """A running round with its call, the city's and the northern county's officer, and the home unit."""

    region: Region
    city: Any
    county: Any
    home: Organisation
    round: Round
    call: PostingCall
    recognition: Recognition


def make_posted(*, template: str = "commissioners", **limits: Any) -> Posted:
    """Everything up to the call; ``limits`` are those of the call."""
    region = make_region()
    city, county = make_user(role="city_officer", area=region.city), make_user(role="county_officer", area=region.north)
    today = clock.today()
    round_ = open_round(area=region.city, by=city, opens=today, closes=today + timedelta(days=9), template=template)
    Round.objects.filter(pk=round_.pk).update(state=RoundState.RUNNING)
    round_.refresh_from_db()
    days = {"needs_until": limits.pop("needs_until", today + timedelta(days=20))}
    days["post_until"] = limits.pop("post_until", today + timedelta(days=40))
    call = open_call(round=round_, by=city, values={"requests_most": None, "fit_needed": False, **limits}, **days)
    recognition = Recognition.objects.create(
        round=round_, document="文〔1〕", issued_on=today, issuer="市科技局", by=city
    )
    home = make_organisation(name=f"云溪大学{next(_numbers)}", kind="university")
    return Posted(region, city, county, home, round_, call, recognition)


def make_certificate(posted: Posted, *, account: Any = None, name: str = "", **values: Any) -> Certificate:
    """Somebody of the home unit, recognised; ``answers`` and ``person`` as given."""
    number = next(_numbers)
    person = values.pop("person", None) or make_person(
        name=name or f"特派{number}", organisation=posted.home, account=account, **values.pop("of_person", {})
    )
    application = Application.objects.create(
        round=posted.round, unit=posted.round.units.all()[0], organisation=values.pop("home", posted.home),
        organisation_name=posted.home.name, person=person, name=person.name, title="副教授",
        answers=values.pop("answers", {"owns_host": False}), state=ApplicationState.RECOGNISED, by=posted.city,
    )  # fmt: skip
    today = clock.today()
    return Certificate.objects.create(
        recognition=posted.recognition, application=application, programme=posted.round.programme, year=today.year,
        serial=number, number=f"TP-{number}", code=draw_code(), from_on=today, to_on=date(today.year + 5, 1, 1),
    )  # fmt: skip


def make_host(posted: Posted, **values: Any) -> Organisation:
    return make_organisation(area=values.pop("area", posted.region.north), **values)


def make_need(posted: Posted, host: Organisation, **values: Any) -> PostingNeed:
    """A verified need of ``host``."""
    values = {"title": "轴承热处理变形控制", "keywords": "轴承、热处理", "field": "manufacturing", **values}
    made = state_need(call=posted.call, host=host, values=values, by=posted.county)
    return take_need_step(need=made, verb="verify", version=made.version, by=posted.county)
