"""Whatever is tried in a round, in whatever order: no quota is broken, and everybody recognised has the whole chain.

Steps that are not allowed just then are refused and change nothing.
"""

from datetime import date, timedelta
from typing import Any

import hypothesis
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import strategies as st
from tests.factories.accounts import make_user
from tests.factories.programmes import PDF, apply, open_round
from tests.factories.registry import make_organisation, make_region
from tests.integration.programmes.histories import FEW_OR_MANY, played
from tests.integration.programmes.test_rounds import employed, on

from duijie.common import clock
from duijie.common.editing import StaleError
from duijie.common.public_forms import make_token
from duijie.programmes.domain import (
    applications,
    decisions,
    examinations,
    notices,
    recognitions,
    recommendations,
    rounds,
)
from duijie.programmes.models import (
    Application,
    Certificate,
    ConditionCheck,
    Objection,
    RecommendingUnit,
    Round,
)

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]
OPENS, CLOSES = date(2022, 1, 10), date(2022, 1, 28)
QUOTA, APPLICANTS = 2, 4
CHAIN = ("submitted", "recommended", "examined", "approved", "publicity", "recognised")
"""What the history tells of everybody recognised, in this order."""


class Call:
    """A round with one county that has two places, and four who apply; ``take`` tries a deed and forgets a refusal."""

    def __init__(self) -> None:
        self.region, self.day = make_region(), OPENS
        self.city = make_user(role="city_officer", area=self.region.city)
        self.county = make_user(role="county_officer", area=self.region.north)
        self.firm = make_organisation(area=self.region.north)
        self.contact = make_user(role="firm_contact", organisation=self.firm)
        with on(OPENS):
            self.made = open_round(
                area=self.region.city, by=self.city, opens=OPENS, closes=CLOSES, rules={"quota": QUOTA}
            )
            self.numbers = [
                apply(
                    round=self.made, organisation=self.firm, by=self.contact, name=f"阮联{number}",
                    person=employed(self.firm, f"阮联{number}"), submitted=number % 2 == 0,
                    civil_servant=number == APPLICANTS - 1,
                ).pk
                for number in range(APPLICANTS)
            ]  # fmt: skip

    @property
    def round(self) -> Round:
        return Round.objects.get(pk=self.made.pk)

    def take(self, deed: str, number: int) -> None:
        one = Application.objects.get(pk=self.numbers[number % APPLICANTS])
        try:
            with on(self.day), transaction.atomic():
                getattr(self, f"_{deed}")(one)
        except (ValidationError, PermissionDenied, StaleError):
            pass

    def _submit(self, one: Application) -> None:
        for key in ("form", "employment", "id"):
            if one.papers.filter(key=key).exists() or key not in {p["key"] for p in self.made.rules["papers"]}:
                continue
            applications.add_paper(application=one, key=key, name="p.pdf", chunks=[PDF], by=self.contact)
        one.refresh_from_db()
        applications.submit(application=one, version=one.version, by=self.contact)

    def _withdraw(self, one: Application) -> None:
        applications.withdraw(application=one, version=one.version, reason="另有安排", by=self.contact)

    def _return(self, one: Application) -> None:
        recommendations.return_application(
            application=one, defects=["未盖章"], again="另有缺漏", version=one.version, by=self.county
        )

    def _recommend(self, one: Application) -> None:
        recommendations.recommend(application=one, version=None, by=self.county)

    def _take_back(self, one: Application) -> None:
        recommendations.take_back(application=one, version=one.version, reason="重排", by=self.county)

    def _decline(self, one: Application) -> None:
        recommendations.decline(application=one, version=one.version, reason="名额已满", by=self.county)

    def _quota(self, one: Application) -> None:
        rounds.set_quotas(round=self.round, quotas={one.unit_id: 1 + one.pk % 3}, by=self.city)

    def _step(self, verb: str) -> None:
        found = self.round
        rounds.take_round_step(round=found, verb=verb, version=found.version, by=self.city)

    def _close(self, _one: Application) -> None:
        self.day = max(self.day, CLOSES + timedelta(days=1))
        with on(self.day):
            self._step("close")

    def _end_recommendation(self, _one: Application) -> None:
        self._step("end_recommendation")

    def _conclude(self, _one: Application) -> None:
        examinations.conclude(round=self.round, by=self.city)

    def _reexamine(self, one: Application) -> None:
        examinations.take_examination_step(
            application=one, verb="reexamine", version=one.version, reason="复核", by=self.city
        )

    def _end_examination(self, _one: Application) -> None:
        self._step("end_examination")

    def _freeze(self, _one: Application) -> None:
        decisions.freeze_list(round=self.round, by=self.city)

    def _decide(self, one: Application) -> None:
        found = self.round
        refused = {one.pk: "不宜"} if one.pk % 3 == 0 and one.state == "examined" else {}
        decisions.decide(
            round=found, held_on=clock.today(), attendees="", minutes="通过", refused=refused, version=found.version,
            by=self.city,
        )  # fmt: skip

    def _publicise(self, _one: Application) -> None:
        found = self.round
        notices.publicise(round=found, from_on=clock.today(), receiver="市科技局", version=found.version, by=self.city)

    def _object(self, one: Application) -> None:
        if not hasattr(self.round, "notice"):
            raise ValidationError("none")
        values = {"application": one.pk, "statement": "不实", "objector": "何慎之", "contact": "1", "is_unit": False}
        token = _token_of_before()
        notices.object_publicly(notice=self.round.notice, token=token, values=values, evidence=("e.pdf", [PDF]))

    def _decide_objection(self, one: Application) -> None:
        found = Objection.objects.filter(application=one).first()
        if found is not None:
            notices.decide_objection(objection=found, upheld=one.pk % 2 == 0, reason="查实", by=self.city)

    def _recognise(self, _one: Application) -> None:
        found = self.round
        recognitions.recognise(
            round=found, document=f"文{Certificate.objects.count()}", issuer="市科技局", issued_on=clock.today(),
            from_on=None, version=found.version, by=self.city,
        )  # fmt: skip

    def _tomorrow(self, _one: Application) -> None:
        self.day += timedelta(days=3)


def _token_of_before() -> str:
    """Of a page that was opened a minute ago: whoever sends it faster is a program."""
    with clock.at(clock.now() - timedelta(minutes=1)):
        return make_token(notices.PURPOSE)


PHASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("close", ("submit", "submit", "withdraw", "return", "recommend", "recommend", "take_back", "decline", "quota")),
    (
        "end_recommendation",
        ("recommend", "recommend", "decline", "decline", "take_back", "return", "submit", "withdraw"),
    ),
    ("end_examination", ("conclude", "conclude", "reexamine", "withdraw", "tomorrow", "recommend")),
    ("decide", ("freeze", "reexamine", "withdraw", "conclude", "recognise")),
    ("publicise", ("freeze", "recognise", "tomorrow", "withdraw")),
    ("recognise", ("object", "object", "decide_objection", "recognise", "tomorrow", "tomorrow", "withdraw")),
    ("recognise", ("object", "decide_objection", "recognise", "tomorrow", "take_back", "recommend")),
)
"""For each part of a round: what ends it, tried at its end, and what is tried in any order before."""
DEEDS = st.tuples(
    *(st.lists(st.tuples(st.sampled_from(deeds), st.integers(0, APPLICANTS - 1)), max_size=6) for _end, deeds in PHASES)
)


def play_a_round(parts: Any) -> None:
    with transaction.atomic():
        world = Call()
        for (end, _deeds), deeds in zip(PHASES, parts, strict=True):
            if end == "end_recommendation":  # who waits at the unit is decided on
                deeds = [
                    *deeds,
                    *(("recommend", n) for n in range(APPLICANTS)),
                    *(("decline", n) for n in range(APPLICANTS)),
                ]
            if end in ("end_examination", "decide", "recognise"):
                deeds = [*deeds, ({"end_examination": "conclude", "decide": "freeze"}.get(end, "tomorrow"), 0)]
            for deed, number in [*deeds, (end, 0)]:
                world.take(deed, number)
                check_the_quotas(world)
        world.day += timedelta(days=30)
        world.take("recognise", 0)
        check_the_chain(world)
        hypothesis.target(float(Certificate.objects.count()), label="recognised")
        transaction.set_rollback(True)


def check_the_quotas(world: Call) -> None:
    for unit in RecommendingUnit.objects.filter(round=world.made):
        ranks = sorted(unit.applications.exclude(rank=None).values_list("rank", flat=True))
        assert unit.quota is None or unit.used <= unit.quota
        assert unit.used == unit.applications.exclude(recommended_at=None).count()
        assert ranks == list(range(1, len(ranks) + 1)) or world.round.state not in ("open", "closed")


def check_the_chain(world: Call) -> None:
    found = list(Certificate.objects.select_related("application__round", "recognition"))
    assert len({one.number for one in found}) == len(found)
    assert {one.application_id for one in found} == {
        *Application.objects.filter(state="recognised").values_list("pk", flat=True)
    }
    for one in found:
        applied, round_ = one.application, one.application.round
        passed = list(applied.history.order_by("history_id").values_list("state", flat=True))
        last = [len(passed) - 1 - passed[::-1].index(state) if state in passed else -1 for state in CHAIN]
        assert -1 not in last, passed
        assert last == sorted(last), passed
        answers = ConditionCheck.objects.filter(application=applied).values_list("answer", flat=True)
        assert set(answers) == {"yes"}
        assert applied.pk in {row["application"] for row in round_.meeting.listed}
        assert round_.notice.to_on < one.recognition.issued_on
        assert not Objection.objects.filter(application=applied).exclude(state="rejected").exists()


@FEW_OR_MANY
def test_everybody_recognised_has_the_whole_chain(examples: int, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    played(play_a_round, DEEDS, examples)
