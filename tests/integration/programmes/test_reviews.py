"""Expert review: assigned without conflicts, blind, marked, ranked by the trimmed mean, and frozen for the meeting."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from tests.factories.accounts import make_user
from tests.factories.programmes import apply, open_round
from tests.factories.registry import make_organisation, make_person, make_region
from tests.integration.programmes.test_pages import client_of, get, post
from tests.integration.programmes.test_rounds import codes, employed, on, step

from duijie.common.outbox import deliver_waiting
from duijie.messaging.models import Message
from duijie.programmes.domain import examinations, panels, recommendations, review_reminders, reviews
from duijie.programmes.domain.decisions import freeze_list
from duijie.programmes.models import Review, ReviewPanel
from duijie.registry.models import Work

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]
OPENS, CLOSES, EXAMINED, DUE = date(2022, 1, 10), date(2022, 1, 28), date(2022, 2, 20), date(2022, 3, 1)
CRITERIA = [
    {"key": "fit", "words": {"zh": "契合度", "en": "Fit"}, "weight": 60},
    {"key": "ability", "words": {"zh": "专业能力", "en": "Ability"}, "weight": 40, "most": 20},
]


WRONG = ({"fit": 101, "ability": 1}, {"fit": 1, "ability": 21}, {"fit": 1}, {"fit": 1, "ability": 1, "x": 1})


class World:
    """Three who meet the conditions; five reviewers, of whom the first works at the firm, the second is a co-author."""

    def __init__(self) -> None:
        self.region = make_region()
        self.city = make_user(role="city_officer", area=self.region.city)
        county = make_user(role="county_officer", area=self.region.north)
        self.county = county
        self.firm, school = make_organisation(area=self.region.north), make_organisation(area=self.region.south)
        self.contact = make_user(role="firm_contact", organisation=self.firm)
        with on(OPENS):
            self.round = open_round(
                area=self.region.city, by=self.city, opens=OPENS, closes=CLOSES,
                rules={"review": True, "criteria": CRITERIA},
            )  # fmt: skip
            self.applications = []
            for name in ("阮联", "岳新", "白杨"):
                person = employed(self.firm, name)
                made = apply(
                    round=self.round, organisation=self.firm, by=self.contact, name=name, person=person,
                    statement=f"推进成果转化{len(self.applications)}",
                )  # fmt: skip
                self.applications.append(recommendations.recommend(application=made, version=None, by=county))
        self.reviewers = [make_user(role="reviewer", name=f"评审{number}") for number in range(5)]
        make_person(account=self.reviewers[0], organisation=self.firm)
        author = make_person(account=self.reviewers[1], organisation=school)
        for person in (author, self.applications[0].person):
            Work.objects.create(person=person, title="深冷阀门", year=2020, kind="paper")
        with on(EXAMINED):
            for verb in ("close", "end_recommendation"):
                step(self.round, verb, self.city)
            assert examinations.conclude(round=self.round, by=self.city)["examined"] == 3
            self.round.refresh_from_db()


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


def prepared(world, each=3):
    values = {"each": each, "each_side": 1, "from_scores": 3, "due_on": DUE}
    values |= {"fields": ["statement"], "papers": ["form"]}
    panels.set_up(round=world.round, values=values, version=None, by=world.city)
    for one in world.reviewers:
        panels.add_reviewer(round=world.round, account=one, most=3, by=world.city)
    return panels.assign(round=world.round, by=world.city)


def test_whoever_knows_the_field_is_proposed_and_the_reason_is_shown(world):
    knows = [make_person(account=one, field="manufacturing", keywords="阀门、深冷") for one in world.reviewers[2:4]]
    Work.objects.create(person=knows[0], title="成果转化的组织", year=2021, kind="paper")
    first, *others = world.applications
    person = first.person
    person.field, person.keywords = "manufacturing", "阀门"
    person.save()
    with on(EXAMINED):
        assert prepared(world, each=1)["short"] == 0
        reviews_ = {one.application_id: one for one in Review.objects.select_related("reviewer__account")}
        best = reviews_[first.pk]
        assert best.reviewer.person in knows
        assert best.fit >= 40
        assert {one["kind"] for one in best.fit_reasons} >= {"field", "words"}
        city = client_of(world.city)
        page = get(city, "review_assignments", world.round.pk)
        assert "阀门" in page
        assert "岳新" not in get(city, "review_assignments", world.round.pk, q="阮联")
        get(client_of(world.county), "review_assignments", world.round.pk, status=403)
        assert city.get(reverse("review_assignments_export", args=[world.round.pk])).status_code == 200
    assert len(others) == 2


def hand_in(review, fit, ability, by):
    review.refresh_from_db()
    marks = {"fit": fit, "ability": ability}
    return reviews.write_review(review=review, marks=marks, comment="", version=review.version, by=by, hand_in=True)


def test_nobody_in_conflict_reviews_and_a_recusal_is_made_good(world):
    with on(EXAMINED):
        assert prepared(world) == {"applications": 3, "reviews": 9, "short": 0}
        pairs = set(Review.objects.values_list("application__name", "reviewer__account"))
        assert world.reviewers[0].pk not in {account for _name, account in pairs}
        assert ("阮联", world.reviewers[1].pk) not in pairs
        first = Review.objects.filter(application=world.applications[1]).first()
        account = first.reviewer.account
        begun = Review.objects.exclude(reviewer__account=account).first()
        reviews.write_review(
            review=begun, marks={"fit": 50}, comment="", version=begun.version, by=begun.reviewer.account
        )
        reviews.recuse_from(review=first, reason="师生关系", version=first.version, by=account)
        panels.assign(round=world.round, by=world.city)
        held = Review.objects.filter(application=world.applications[1], recused_at=None)
        assert held.count() == 3
        assert account not in {one.reviewer.account for one in held}
        assert Review.objects.get(pk=begun.pk).marks == {"fit": 50}
        with pytest.raises(PermissionDenied):
            hand_in(begun, 1, 1, world.city)
        examinations.recuse(
            round=world.round, account=begun.reviewer.account, organisation=world.firm, reason="亲属", by=world.city
        )
        with pytest.raises(PermissionDenied):
            hand_in(begun, 1, 1, begun.reviewer.account)


def test_ranking_by_the_trimmed_mean_is_frozen_into_the_list(world):
    with on(EXAMINED):
        prepared(world)
        marks = {"阮联": [(90, 20), (50, 10), (0, 0)], "岳新": [(80, 16), (80, 16), (70, 14)], "白杨": [(1, 1)] * 3}
        for name, given in marks.items():
            for review, (fit, ability) in zip(
                Review.objects.filter(application__name=name).order_by("pk"), given, strict=True
            ):
                hand_in(review, fit, ability, review.reviewer.account)
        for wrong in WRONG:
            review = Review.objects.first()
            with pytest.raises(ValidationError):
                reviews.write_review(
                    review=review, marks=wrong, comment="", version=review.version, hand_in=True,
                    by=review.reviewer.account,
                )  # fmt: skip
        step(world.round, "end_examination", world.city)
        with pytest.raises(ValidationError) as error:
            freeze_list(round=world.round, by=world.city)
        assert codes(error) == {"review"}
        panel = panels.close(round=world.round, by=world.city)
        listed = freeze_list(round=world.round, by=world.city).listed
        told = [(one["name"], one["place"], one["score"], one["spread"]) for one in listed]
        # of three scores the highest and the lowest are left out: 80, 50 and 2.6 are the middle ones
        assert told == [("岳新", 1, "80.00", "10.00"), ("阮联", 2, "50.00", "94.00"), ("白杨", 3, "2.60", "0.00")]
        with pytest.raises(ValidationError):
            hand_in(Review.objects.first(), 1, 1, Review.objects.first().reviewer.account)
        panels.reopen(round=world.round, by=world.city, reason="补一份")
        panel.refresh_from_db()
        assert (panel.ranking, panel.closed_at) == ([], None)


def test_an_open_review_is_closed_with_a_reason_only(world):
    with on(EXAMINED):
        prepared(world)
        for application in world.applications:
            review = Review.objects.filter(application=application).first()
            if application is not world.applications[2]:
                hand_in(review, 50, 10, review.reviewer.account)
        with pytest.raises(ValidationError) as error:
            panels.close(round=world.round, by=world.city, reason="时间已到")
        assert codes(error) == {"unready"}
        review = Review.objects.filter(application=world.applications[2]).first()
        hand_in(review, 50, 10, review.reviewer.account)
        with pytest.raises(ValidationError) as error:
            panels.close(round=world.round, by=world.city)
        assert list(error.value.error_dict) == ["reason"]
        with pytest.raises(PermissionDenied):
            panels.close(round=world.round, by=world.county, reason="时间已到")
        panels.close(round=world.round, by=world.city, reason="时间已到")


def test_reviewers_are_told_and_reminded_once_a_day(world):
    with on(EXAMINED):
        prepared(world)
        deliver_waiting()
    told = Message.objects.filter(kind="programme.review")
    assert {one.account for one in told} == {one.reviewer.account for one in Review.objects.all()}
    with on(EXAMINED):
        assert not review_reminders.is_anything_due(None)
    with on(DUE - timedelta(days=1)):
        assert review_reminders.is_anything_due(None)
        assert review_reminders.remind_due() == told.count()
        assert review_reminders.remind_due() == 0
    with on(DUE + timedelta(days=1)):
        assert review_reminders.remind_due() == told.count()
        assert review_reminders.remind(round=world.round, by=world.city) == told.count()


def test_pages_of_office_reviewer_and_leader(world):
    leader = client_of(make_user(role="leader", area=world.region.city))
    city, county = client_of(world.city), client_of(world.county)
    pk = world.round.pk
    with on(EXAMINED):
        get(city, "review_panel", pk)
        get(county, "review_panel", pk, status=403)
        get(city, "review_panel_edit", pk)
        get(city, "review_assignments", pk, status=404)  # not set up yet
        told = {"each": 2, "each_side": 0, "from_scores": 3, "due_on": DUE, "is_blind": "on"}
        told["fields_shown"] = ["statement"]
        post(city, "review_panel_edit", pk, **told, papers_shown=["form"])
        get(city, "review_reviewer_add", pk)
        for one in world.reviewers[2:4]:
            post(city, "review_reviewer_add", pk, account=one.username, most=5)
        page = city.post(reverse("review_reviewer_add", args=[pk]), {"account": world.county.username, "most": 5})
        assert page.status_code == 200
        post(city, "review_assign", pk)
        assert ReviewPanel.objects.get().is_blind
        for account in world.reviewers[2:4]:
            who = client_of(account)
            assert "阮联" not in get(who, "review_list")
            assert get(who, "home").count("科创联络员") >= 1
            for review in Review.objects.filter(reviewer__account=account):
                page = get(who, "review_detail", review.pk)
                for secret in ("阮联", "岳新", "白杨", world.firm.name, "13800001111", "1985-05-06"):
                    assert secret not in page
                assert "推进成果转化" in page
                paper = review.application.papers.get(key="form")
                get(who, "review_paper", review.pk, paper.pk)
                get(who, "review_paper", review.pk, review.application.papers.get(key="employment").pk, status=404)
                get(who, "application_detail", review.application_id, status=403)
                get(who, "review_recuse", review.pk)
                post(who, "review_detail", review.pk, fit=60, version=review.version)
                review.refresh_from_db()
                refused = who.post(
                    reverse("review_detail", args=[review.pk]), {"fit": 60, "version": review.version, "hand_in": 1}
                )
                assert refused.status_code == 200
                post(who, "review_detail", review.pk, fit=60, ability=12, version=review.version, hand_in=1)
        other = Review.objects.filter(reviewer__account=world.reviewers[2]).first()
        get(client_of(world.reviewers[3]), "review_detail", other.pk, status=404)
        post(city, "review_remind", pk)
        assert "60.00" not in get(leader, "review_panel", pk)
        post(city, "review_close", pk)
        assert "60.00" in get(leader, "review_panel", pk)
        assert leader.get(reverse("review_export", args=[pk])).status_code == 200
        step(world.round, "end_examination", world.city)
        post(city, "round_freeze", pk)
        assert "60.00" in get(city, "round_meeting", pk)
        post(city, "review_reopen", pk, reason="补一份")
