"""A round of people whom a university sends to firms: applied for, recommended by the county, asked the conditions."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.factories.accounts import make_user
from tests.factories.programmes import open_round
from tests.factories.registry import make_organisation, make_person, make_region

from duijie.common import clock
from duijie.programmes.domain import examinations, recommendations, rounds
from duijie.programmes.domain.applications import begin_application, submit
from duijie.programmes.models import Application

OPENS, CLOSES, EXAMINED = date(2022, 1, 10), date(2022, 1, 28), date(2022, 2, 16)
SAID = {
    "birth_date": "1985-05-06", "phone": "13800001111", "civil_servant": False, "owns_host": False, "agreed": True,
    "statement": "驻点攻关。",
}  # fmt: skip


def on(day: date) -> Any:
    return clock.at(datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("Asia/Shanghai")))


class HostRound:
    """``said`` are the answers that every application has."""

    def __init__(self, *conditions: Any, template: str = "commissioners", said: Any = SAID, **rules: Any) -> None:
        self.region, self.said = make_region(), said
        self.city = make_user(role="city_officer", area=self.region.city)
        self.county = make_user(role="county_officer", area=self.region.north)
        self.home = make_organisation(name="云溪大学", area=self.region.north, kind="university")
        self.school = make_user(role="institution_officer", organisation=self.home)
        with on(OPENS):
            self.round = open_round(
                area=self.region.city, by=self.city, opens=OPENS, closes=CLOSES, template=template,
                rules={"papers": [], "conditions": list(conditions), **rules},
            )  # fmt: skip
        self.unit = self.round.units.get(area=self.region.north)

    def draft(self, name: str, *, person: Any = None, **answers: Any) -> Application:
        who = person or make_person(name=name, organisation=self.home)
        with on(OPENS):
            return begin_application(
                round=self.round, organisation=self.home, by=self.school, person=who, unit=self.unit,
                values={"name": name, "title": "副教授", "answers": {**self.said, **answers}},
            )  # fmt: skip

    def recommended(self, made: Application) -> Application:
        with on(OPENS):
            made.refresh_from_db()
            made = submit(application=made, version=made.version, by=self.school)
            return recommendations.recommend(application=made, version=None, by=self.county)

    def apply(self, name: str, **more: Any) -> Application:
        return self.recommended(self.draft(name, **more))

    def end_recommendation(self) -> None:
        with on(EXAMINED):
            for verb in ("close", "end_recommendation"):
                self.round.refresh_from_db()
                rounds.take_round_step(round=self.round, verb=verb, version=self.round.version, by=self.city)

    def check(self) -> None:
        with on(EXAMINED):
            examinations.check_round(round=self.round, by=self.city)


def answers_to(application: Application) -> list[str]:
    """In the order of the conditions."""
    return list(application.checks.order_by("number").values_list("answer", flat=True))
