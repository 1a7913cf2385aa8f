"""A round from the call to the certificate: what each verb keeps, what it refuses, and who may."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from tests.factories.accounts import make_user
from tests.factories.programmes import ANSWERS, PDF, apply, open_round
from tests.factories.registry import make_organisation, make_person, make_region

from duijie.common import clock
from duijie.common.editing import StaleError
from duijie.common.public_forms import make_token
from duijie.programmes.domain import examinations, recommendations, rounds
from duijie.programmes.domain.applications import add_paper, begin_application, submit, withdraw, write_application
from duijie.programmes.domain.decisions import decide, freeze_list
from duijie.programmes.domain.notices import decide_objection, object_publicly, publicise
from duijie.programmes.domain.programmes import add_programme, edit_programme
from duijie.programmes.domain.queries.applications import missing_in
from duijie.programmes.domain.queries.rounds import figures_of
from duijie.programmes.domain.recognitions import recognise, renew, take_certificate_step
from duijie.programmes.models import Application, Certificate, RecommendingUnit, Round
from duijie.programmes.rules import fingerprint_of
from duijie.registry.models import Affiliation

pytestmark = pytest.mark.django_db
OPENS, CLOSES = date(2022, 1, 10), date(2022, 1, 28)


def on(day: date):
    return clock.at(datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("Asia/Shanghai")))


@pytest.fixture(autouse=True)
def now(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with on(OPENS):
        yield


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def city(region):
    return make_user(role="city_officer", area=region.city)


@pytest.fixture
def county(region):
    return make_user(role="county_officer", area=region.north)


@pytest.fixture
def firm(region):
    return make_organisation(area=region.north)


@pytest.fixture
def contact(firm):
    return make_user(role="firm_contact", organisation=firm)


@pytest.fixture
def round_(region, city):
    return open_round(area=region.city, by=city, opens=OPENS, closes=CLOSES, recommend_by=date(2022, 2, 15))


def employed(firm, name):
    """A person of the register who works there, so that the rules can tell."""
    person = make_person(name=name, organisation=firm)
    Affiliation.objects.create(person=person, organisation=firm, organisation_name=firm.name, from_on=date(2015, 1, 1))
    return person


def codes(error):
    return {one.code for one in error.value.error_list}


def step(round_, verb, by, **more):
    round_.refresh_from_db()
    return rounds.take_round_step(round=round_, verb=verb, version=round_.version, by=by, **more)


def unit_of(round_, area):
    return RecommendingUnit.objects.get(round=round_, area=area)


def test_round_keeps_the_rules_it_was_opened_with(round_, city):
    programme, before = round_.programme, round_.fingerprint
    rules = {**programme.rules, "term_months": 36}
    edit_programme(programme=programme, values={}, rules=rules, version=programme.version, by=city)
    round_.refresh_from_db()
    assert (round_.rules["term_months"], round_.fingerprint) == (24, before)
    assert fingerprint_of(round_.rules) == before


def test_rules_are_checked_whole(region, city):
    programme = add_programme(template="commissioners", area=region.city, values={"name": "特派员"}, by=city)
    rules = {**programme.rules, "term_months": 0, "notice_days": "5", "papers": [{"key": "A"}], "extra": 1}
    with pytest.raises(ValidationError) as error:
        edit_programme(programme=programme, values={}, rules=rules, version=1, by=city)
    assert "extra" in str(error.value)
    rules.pop("extra")
    with pytest.raises(ValidationError) as error:
        edit_programme(programme=programme, values={}, rules=rules, version=1, by=city)
    assert len(error.value.error_dict["rules"]) == 3
    rules = {**programme.rules, "conditions": [{"fact": "person.shoe_size", "is": "le", "value": 44}]}
    with pytest.raises(ValidationError) as error:
        edit_programme(programme=programme, values={}, rules=rules, version=1, by=city)
    assert [one.code for one in error.value.error_dict["rules"]] == ["unknown-fact"]


def test_counties_do_not_change_their_own_quota(round_, county, region):
    unit = unit_of(round_, region.north)
    with pytest.raises(PermissionDenied):
        rounds.set_quotas(round=round_, quotas={unit.pk: 99}, by=county)


def test_what_is_missing_is_told_at_once(round_, firm, contact):
    made = begin_application(
        round=round_, organisation=firm, by=contact, values={"name": "阮联", "answers": {"post": "部长"}}
    )
    with pytest.raises(ValidationError) as error:
        submit(application=made, version=made.version, by=contact)
    assert codes(error) == {"missing"}
    assert len(error.value.error_list) == 7  # five answers, two papers
    write_application(application=made, values={"answers": ANSWERS}, version=made.version, by=contact)
    made.refresh_from_db()
    assert len(missing_in(made)) == 2


def test_unknown_fields_and_wrong_types_are_named(round_, firm, contact):
    with pytest.raises(ValidationError) as error:
        begin_application(
            round=round_, organisation=firm, by=contact,
            values={"name": "阮联", "answers": WRONG},
        )  # fmt: skip
    assert sorted(error.value.error_dict) == ["birth_date", "civil_servant", "shoe", "years"]


def test_nobody_applies_late_but_by_a_recorded_exception(round_, firm, contact, city, county):
    late = apply(round=round_, organisation=firm, by=contact, name="迟来者", submitted=False)
    with on(date(2022, 1, 29)):
        with pytest.raises(ValidationError) as error:
            submit(application=late, version=late.version, by=contact)
        assert codes(error) == {"closed"}
        with pytest.raises(ValidationError):
            add_paper(application=late, key="form", name="a.pdf", chunks=[PDF], by=contact)
        with pytest.raises(PermissionDenied):
            rounds.allow_late(round=round_, organisation=firm, until=date(2022, 2, 1), reason="系统故障", by=county)
        rounds.allow_late(round=round_, organisation=firm, until=date(2022, 2, 1), reason="系统故障", by=city)
        for key in ("form", "employment"):
            add_paper(application=late, key=key, name="a.pdf", chunks=[PDF], by=contact)
        assert submit(application=late, version=late.version, by=contact).is_late


def test_papers_are_replaced_until_the_deadline_and_kept(round_, firm, contact):
    made = apply(round=round_, organisation=firm, by=contact, name="阮联")
    add_paper(application=made, key="form", name="neu.pdf", chunks=[PDF, b"2"], by=contact)
    assert made.papers.filter(key="form").count() == 2
    assert made.papers.get(key="form", replaced_at=None).name == "neu.pdf"
    with pytest.raises(ValidationError):
        add_paper(application=made, key="form", name="b.pdf", chunks=[b"<script>"], by=contact)
    with pytest.raises(ValidationError):
        add_paper(application=made, key="other_key", name="b.pdf", chunks=[PDF], by=contact)


def test_one_person_applies_once_in_a_round(round_, firm, contact):
    person = employed(firm, "阮联")
    first = apply(round=round_, organisation=firm, by=contact, name="阮联", person=person)
    with pytest.raises(ValidationError) as error:
        apply(round=round_, organisation=firm, by=contact, name="阮联", person=person)
    assert codes(error) == {"twice"}
    withdraw(application=first, version=first.version, reason="写错", by=contact)
    apply(round=round_, organisation=firm, by=contact, name="阮联", person=person)


def test_a_further_return_needs_a_reason(round_, firm, contact, county):
    made = apply(round=round_, organisation=firm, by=contact, name="阮联")
    back = recommendations.return_application
    made = back(application=made, defects=["缺公章", " ", "证明过期"], version=made.version, by=county)
    assert made.returns.get().defects == ["缺公章", "证明过期"]
    made = submit(application=made, version=made.version, by=contact)
    with pytest.raises(ValidationError) as error:
        back(application=made, defects=["再补一份"], version=made.version, by=county)
    assert list(error.value.error_dict) == ["again"]
    back(application=made, defects=["再补一份"], again="新规定", version=made.version, by=county)


def test_quota_is_never_exceeded_and_ranks_close_up(round_, firm, contact, county, city, region):
    unit = unit_of(round_, region.north)
    rounds.set_quotas(round=round_, quotas={unit.pk: 2}, by=city)
    made = [apply(round=round_, organisation=firm, by=contact, name=f"联{number}") for number in range(3)]
    one, two = (recommendations.recommend(application=each, version=None, by=county) for each in made[:2])
    with pytest.raises(ValidationError) as error:
        recommendations.recommend(application=made[2], version=None, by=county)
    assert codes(error) == {"quota"}
    with pytest.raises(ValidationError):
        rounds.set_quotas(round=round_, quotas={unit.pk: 1}, by=city)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecommendingUnit.objects.filter(pk=unit.pk).update(used=3)
    recommendations.order(unit=unit, ranked=[two.pk, one.pk], by=county)
    two.refresh_from_db()
    recommendations.take_back(application=two, version=two.version, reason="换人", by=county)
    third = recommendations.recommend(application=made[2], version=None, by=county)
    one.refresh_from_db()
    assert (one.rank, third.rank) == (1, 2)


def test_only_the_unit_itself_recommends_and_nobody_their_own(round_, firm, contact, county, city, region):
    made = apply(round=round_, organisation=firm, by=contact, name="阮联")
    south = make_user(role="county_officer", area=region.south)
    for stranger in (south, city, contact):
        with pytest.raises(PermissionDenied):
            recommendations.recommend(application=made, version=None, by=stranger)
    own = apply(round=round_, organisation=firm, by=contact, name="自荐", person=make_person(account=county))
    with pytest.raises(PermissionDenied):
        recommendations.recommend(application=own, version=None, by=county)
    assert not Application.objects.visible_to(south).exists()
    assert set(Application.objects.visible_to(county)) == set(Application.objects.visible_to(city)) == {made, own}


def test_drafts_are_seen_by_the_applicant_alone(round_, firm, contact, county):
    apply(round=round_, organisation=firm, by=contact, name="阮联", submitted=False)
    other = make_user(role="firm_contact", organisation=make_organisation(area=firm.area))
    assert Application.objects.visible_to(contact).count() == 1
    assert not Application.objects.visible_to(other).exists()
    leader = make_user(role="leader", area=firm.area)
    assert not Application.objects.visible_to(leader).exists()


@pytest.fixture
def recommended(round_, firm, contact, county, city):
    """阮 meets all, 岳 is too old, 白 is not in the register: nobody can tell where they work."""
    people = {
        "阮": apply(round=round_, organisation=firm, by=contact, name="阮联", person=employed(firm, "阮联")),
        "岳": apply(
            round=round_, organisation=firm, by=contact, name="岳老", person=employed(firm, "岳老"),
            birth_date="1960-01-01",
        ),
        "白": apply(round=round_, organisation=firm, by=contact, name="白新"),
    }  # fmt: skip
    for one in people.values():
        recommendations.recommend(application=one, version=None, by=county)
    with on(date(2022, 2, 16)):
        for verb in ("close", "end_recommendation"):
            step(round_, verb, city)
    return people


def examine(round_, people, city, *, upto="examined"):
    with on(date(2022, 2, 20)):
        assert examinations.conclude(round=round_, by=city) == {"examined": 1, "refused": 1, "left": 1}
        white = people["白"]
        examinations.settle(application=white, number=1, place="", met=True, proof="社保记录", by=city)
        white.refresh_from_db()
        examinations.take_examination_step(application=white, verb="pass", version=white.version, by=city)
        step(round_, "end_examination", city)


def test_examination_tells_the_reason_per_condition(round_, recommended, city):
    with on(date(2022, 2, 20)):
        examinations.check_round(round=round_, by=city)
        old, white = recommended["岳"], recommended["白"]
        assert list(old.checks.values_list("answer", flat=True)) == ["no", "yes", "yes"]
        assert list(white.checks.values_list("answer", flat=True)) == ["yes", "cannot_tell", "yes"]
        white.refresh_from_db()
        take = examinations.take_examination_step
        with pytest.raises(ValidationError) as error:
            take(application=white, verb="pass", version=white.version, by=city)
        assert codes(error) == {"unmet"}
        with pytest.raises(ValidationError):
            examinations.settle(application=old, number=0, place="", met=True, proof="身份证", by=city)
        with pytest.raises(ValidationError):
            examinations.settle(application=white, number=1, place="", met=True, proof=" ", by=city)
    examine(round_, recommended, city)
    assert "58" in Application.objects.get(pk=old.pk).reason


def test_examiners_keep_out_of_what_concerns_them(round_, recommended, city, firm, region):
    with on(date(2022, 2, 20)):
        other = make_user(role="city_officer", area=region.city)
        examinations.recuse(round=round_, account=city, organisation=firm, reason="亲属任职", by=other)
        assert examinations.conclude(round=round_, by=city) == {"examined": 0, "refused": 0, "left": 3}
        one = recommended["阮"]
        one.refresh_from_db()
        with pytest.raises(PermissionDenied):
            examinations.take_examination_step(application=one, verb="pass", version=one.version, by=city)
        assert examinations.conclude(round=round_, by=other)["examined"] == 1


def meet(round_, city, refused=None):
    with on(date(2022, 3, 1)):
        freeze_list(round=round_, by=city)
        round_.refresh_from_db()
        return decide(
            round=round_, held_on=date(2022, 3, 1), attendees="局务会成员", minutes="同意。", refused=refused or {},
            version=round_.version, by=city,
        )  # fmt: skip


def test_meeting_decides_on_the_list_it_was_given(round_, recommended, city, contact):
    examine(round_, recommended, city)
    with on(date(2022, 3, 1)):
        freeze_list(round=round_, by=city)
        white = Application.objects.get(pk=recommended["白"].pk)
        withdraw(application=white, version=white.version, reason="调离", by=contact)
        round_.refresh_from_db()
        with pytest.raises(ValidationError) as error:
            decide(
                round=round_, held_on=date(2022, 3, 1), attendees="", minutes="同意。", refused={},
                version=round_.version, by=city,
            )  # fmt: skip
        assert codes(error) == {"frozen"}
    assert [one["name"] for one in meet(round_, city).listed] == ["阮联"]


WRONG = {"shoe": 44, "birth_date": "gestern", "years": "viele", "civil_servant": 3}
VALUES = {"objector": "方正", "contact": "13900002222", "statement": "材料不实"}


def object_to(round_, application, **values):
    token = make_token("objection")
    with clock.at(clock.now() + timedelta(minutes=1)):
        return object_publicly(
            notice=round_.notice, token=token, values={**VALUES, "application": application.pk, **values},
            evidence=("证据.pdf", [PDF]),
        )  # fmt: skip


def test_an_objection_holds_back_only_the_person_concerned(round_, recommended, city, county):
    examine(round_, recommended, city)
    meet(round_, city)
    round_.refresh_from_db()
    with on(date(2022, 3, 4)):
        notice = publicise(round=round_, from_on=date(2022, 3, 4), receiver="机关纪委", version=round_.version, by=city)
        assert notice.to_on == date(2022, 3, 10)
        with pytest.raises(ValidationError):
            object_to(round_, recommended["阮"], objector=" ")
        with pytest.raises(ValidationError):
            object_to(round_, recommended["岳"])  # refused before: not on the notice
        objection = object_to(round_, recommended["阮"])
        assert [*type(objection).objects.visible_to(county)] == []
        round_.refresh_from_db()
        with pytest.raises(ValidationError) as error:
            recognise(
                round=round_,
                document="科〔2022〕8号",
                issuer="市科技局",
                issued_on=date(2022, 3, 4),
                version=round_.version,
                by=city,
            )
        assert codes(error) == {"notice"}
    with on(date(2022, 3, 11)):
        with pytest.raises(ValidationError):
            object_to(round_, recommended["白"])
        values = {"round": round_, "issuer": "市科技局", "issued_on": date(2022, 3, 11), "by": city}
        recognise(document="科〔2022〕8号", version=round_.version, **values)
        assert list(Certificate.objects.values_list("number", "application__name")) == [("LLY20220001", "白新")]
        decide_objection(objection=objection, upheld=False, reason="查无实据", by=city)
        round_.refresh_from_db()
        with pytest.raises(ValidationError):
            recognise(document="科〔2022〕8号", version=round_.version, **values)
        recognise(document="科〔2022〕9号", version=round_.version, **values)
        figures = figures_of(Round.objects.filter(pk=round_.pk), by=city)
    assert figures == {
        "applications": 3, "returned": 0, "recommended": 3, "refused": 1, "withdrawn": 0, "objected": 1, "held_back": 0,
        "recognised": 2, "areas": 1,
    }  # fmt: skip


def test_a_certificate_is_suspended_revoked_and_expires(region, city, round_, recommended):
    examine(round_, recommended, city)
    meet(round_, city)
    round_.refresh_from_db()
    with on(date(2022, 3, 4)):
        publicise(round=round_, from_on=date(2022, 3, 4), receiver="机关纪委", version=round_.version, by=city)
    with on(date(2022, 3, 28)):
        round_.refresh_from_db()
        recognise(
            round=round_, document="科〔2022〕8号", issuer="市科技局", issued_on=date(2022, 3, 28),
            version=round_.version, by=city,
        )  # fmt: skip
        one = Certificate.objects.first()
        assert (one.to_on, one.standing) == (date(2024, 3, 27), "active")
        one = take_certificate_step(certificate=one, verb="suspend", version=one.version, by=city, reason="核查")
        assert one.standing == "suspended"
        with pytest.raises(StaleError):
            take_certificate_step(certificate=one, verb="resume", version=1, by=city, reason="无事")
        one = take_certificate_step(certificate=one, verb="resume", version=one.version, by=city, reason="无事")
        one = renew(certificate=one, to_on=date(2025, 3, 27), version=one.version, by=city, reason="续聘")
    with on(date(2025, 3, 28)):
        assert one.standing == "expired"
        one = take_certificate_step(certificate=one, verb="revoke", version=one.version, by=city, reason="弄虚作假")
        assert one.standing == "revoked"
        with pytest.raises(ValidationError):
            take_certificate_step(certificate=one, verb="resume", version=one.version, by=city, reason="x")
