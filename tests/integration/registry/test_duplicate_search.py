"""The search for duplicates: what it finds in each register, what it leaves alone, what stays decided."""

from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import make_user
from tests.factories.registry import Region, make_organisation, make_region, make_row

from duijie.accounts.models import User
from duijie.common import daily
from duijie.common.jobs import PATIENCE, run_job, run_waiting_jobs
from duijie.common.models import Job, JobState
from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.registry.domain import duplicate_search
from duijie.registry.domain.duplicate_search import Search
from duijie.registry.domain.duplicates import FIND, declare_different, name_pair, reopen_pair, start_search
from duijie.registry.models import Achievement, Carrier, DuplicatePair, Person, Service
from duijie.registry.register import home_registers
from duijie.registry.registers.organisations import ORGANISATIONS
from duijie_match.progress import silent

pytestmark = pytest.mark.django_db

BODY = (
    "需要解决高速电主轴轴承在两万转每分钟下的温升与降噪问题，要求温升不超过三十度，噪声低于六十五分贝，"
    "并提供成套的润滑方案、检测报告以及小批量试制服务，合作方式为委托开发，预算八十万元。"
)


@pytest.fixture
def region() -> Region:
    return make_region()


@pytest.fixture
def by(region) -> User:
    return make_user(role="city_officer", area=region.city)


def search(by: User | None = None, keys: list[str] | None = None) -> dict[str, Any]:
    ended = run_job(start_search(by=by, keys=keys).pk)
    assert ended is not None
    assert (ended.state, ended.error) == (JobState.SUCCEEDED, None)
    return ended.result


def found(register: str) -> set[tuple[str, str, str]]:
    from duijie.registry.register import register_of

    rows = register_of(register).model._default_manager.in_bulk()
    return {
        (str(rows[pair.first]), str(rows[pair.second]), pair.why)
        for pair in DuplicatePair.objects.filter(register=register)
    }


def test_organisations(region, by):
    for name, more in (
        ("云溪市恒力轴承（集团）有限公司", {}),
        ("雲溪恒力軸承有限責任公司", {}),
        ("长兴恒利机床有限公司", {}),
        ("长兴恒力机床有限公司", {}),
        ("华中科技大学", {"short_name": "华中科大"}),
        ("华中科大", {}),
        ("北渡县青山精密铸造厂", {}),
        ("青山精密铸造厂", {}),
        ("东湖新材料股份有限公司", {"uscc": "91110000802100433B"}),
        ("东湖新材料科技股份有限公司", {"uscc": "914403001922038216"}),
        ("完全另外一家的公司", {}),
    ):
        make_organisation(name=name, **more)
    search(by)
    assert found("organisations") == {
        ("云溪市恒力轴承（集团）有限公司", "雲溪恒力軸承有限責任公司", "name"),
        ("长兴恒利机床有限公司", "长兴恒力机床有限公司", "sound"),
        ("华中科技大学", "华中科大", "short"),
        ("北渡县青山精密铸造厂", "青山精密铸造厂", "near"),
    }


def test_persons_need_more_than_a_name(region, by):
    for name, more in (
        ("王工", {"organisation_name": "华中科技大学"}),
        ("王 工", {"organisation_name": "華中科技大學"}),
        ("王工", {"organisation_name": "别的大学"}),
        ("李梅", {"mobile": "+86 138 0000 0000"}),
        ("李梅", {"mobile": "13800000000"}),
        ("张伟", {"email": "Z@example.org"}),
        ("章伟", {"email": "z@example.org"}),
    ):
        make_row(Person, name=name, **more)
    search(by)
    assert found("persons") == {("王工", "王 工", "owner"), ("李梅", "李梅", "contact"), ("张伟", "章伟", "sound")}


def test_titles_and_texts(region, by):
    one, other = make_organisation(name="甲公司"), make_organisation(name="乙公司")
    make_row(Demand, title="电主轴轴承温升与降噪", organisation=one, body=BODY)
    make_row(Demand, title="高速主轴的噪声问题如何解决", organisation=other, body=BODY.replace("八十", "九十"))
    make_row(Demand, title="水稻育秧大棚自动控制", organisation=one, body="大棚内温度湿度自动控制和远程告警。")
    make_row(Service, title="检测服务", organisation=one)
    make_row(Service, title="检测服务", organisation=other)
    make_row(Service, title="检测 服务", organisation=one)
    make_row(Carrier, title="云溪轴承产业创新服务综合体", organisation=one)
    make_row(Carrier, title="云溪轴承产业创新服务综合体（试点）", organisation=other)
    make_row(Achievement, title="一种高速轴承的润滑方法", organisation=one)
    make_row(Achievement, title="一種高速軸承的潤滑方法", organisation=other)
    search(by)
    assert found("demands") == {("电主轴轴承温升与降噪", "高速主轴的噪声问题如何解决", "text")}
    assert found("services") == {("检测服务", "检测 服务", "owner")}
    assert found("carriers") == {("云溪轴承产业创新服务综合体", "云溪轴承产业创新服务综合体（试点）", "near")}
    assert found("achievements") == {("一种高速轴承的润滑方法", "一種高速軸承的潤滑方法", "name")}


class Twins:
    """An embedder to which all texts mean the same."""

    name, fingerprint, dimensions = "twins", "twins", 2

    def embed(self, texts: Any, *, progress: Any = None) -> Any:
        return np.tile(np.array([1.0, 0.0], "float32"), (len(texts), 1))


def test_the_model_sees_the_same_said_otherwise(region):
    """Records that meet by rare words or by many terms, and share too little to be one by their words."""
    made = [
        make_row(Demand, title="高速轴承的降噪与润滑", body="电主轴转速两万转，轴承需要降噪润滑方案。"),
        make_row(Demand, title="电主轴噪声太大", body="两万转时轴承发热，希望降低噪声并改进油气润滑的办法。"),
        make_row(Demand, title="水稻育秧大棚", body="数控温度湿度，自动告警。"),
    ]
    seen = []
    for embedder in (None, Twins()):
        Search(DEMANDS, progress=silent, embedder=embedder).run()
        seen.append(set(DuplicatePair.objects.values_list("first", "second", "why")))
    assert seen == [set(), {(made[0].pk, made[1].pk, "meaning")}]


def test_the_model_reads_the_likeliest_texts_only(region, monkeypatch):
    monkeypatch.setattr(duplicate_search, "MOST_READ", 2)
    for number in range(2):
        make_row(Demand, title="电主轴噪声太大", body=f"转速两万转的电主轴轴承需要降噪，求润滑方案{number}的供应商。")
    for number, words in enumerate(
        ("大棚温度湿度自动控制告警", "大棚里控制温度湿度再自动告警", "水稻大棚告警自动控制湿度")
    ):
        make_row(Demand, title=f"第{number}项育秧", body=words)
    Search(DEMANDS, progress=silent, embedder=Twins()).run()
    assert set(DuplicatePair.objects.values_list("why", flat=True)) <= {"name", "near", "text", "meaning"}
    assert DuplicatePair.objects.filter(why="meaning").count() <= 1


def test_what_was_declared_different_never_comes_back(region, by):
    for _number in range(2):
        make_organisation(name="恒力轴承有限公司")
    search(by)
    pair = DuplicatePair.objects.get()
    declare_different(pair=pair, by=by)
    search(by)
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by) == ("different", by)
    reopen_pair(pair=pair, by=by)
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by) == ("open", None)


def test_open_pairs_that_are_none_any_more_go_and_those_named_by_hand_stay(region, by):
    one, other = make_organisation(name="恒力轴承有限公司"), make_organisation(name="恒力轴承厂有限公司")
    far = make_organisation(name="完全不同的企业")
    search(by)
    assert DuplicatePair.objects.count() == 1
    named = name_pair(register=ORGANISATIONS, one=far, other=one, by=by)
    other.name, other.name_key = "改名以后的公司", "改名以后的"
    other.save()
    search(by)
    assert list(DuplicatePair.objects.all()) == [named]


def test_searching_twice_changes_nothing(region, by):
    for _number in range(3):
        make_organisation(name="恒力轴承有限公司")
    search(by)
    rows = list(DuplicatePair.objects.order_by("pk").values_list("pk", "first", "second", "why", "likeness"))
    search(by)
    assert list(DuplicatePair.objects.order_by("pk").values_list("pk", "first", "second", "why", "likeness")) == rows
    assert len(rows) == 3


def test_a_large_block_is_a_star(region, by):
    for _number in range(20):
        make_organisation(name="恒力轴承有限公司")
    search(by, ["organisations"])
    first = DuplicatePair.objects.order_by("first").first()
    assert first is not None
    assert DuplicatePair.objects.filter(why="name", first=first.first).count() == 19


def test_queries_grow_with_chunks_only(region, by):
    counts = []
    for _round in range(3):
        for _number in range(2):
            make_organisation(name=f"恒力轴承{_round}有限公司")
        job = start_search(by=by, keys=["organisations"])
        with CaptureQueriesContext(connection) as queries:
            run_job(job.pk)
        counts.append(len([one for one in queries if "common_job" not in one["sql"]]))
    assert counts[1] == counts[2]


def test_every_day_if_something_changed(region):
    daily.start_due()
    assert not Job.objects.filter(kind=FIND).exists()
    make_organisation()
    assert (daily.start_due(), daily.start_due()) == (1, 0)
    run_waiting_jobs()
    assert Job.objects.filter(kind=FIND, by=None, state=JobState.SUCCEEDED).count() == 1


def test_the_daily_search_makes_way_and_leaves_out_the_registers_it_is_through_with(region, by):
    make_organisation()
    daily.start_due()
    daily_one = Job.objects.get(kind=FIND)
    theirs = start_search(by=by, keys=["persons"])
    Job.objects.filter(pk=theirs.pk).update(created_at=theirs.created_at - PATIENCE)
    assert run_job(daily_one.pk) is None
    Job.objects.filter(pk=daily_one.pk).update(kept={"organisations": 7})  # as if it had come so far
    ended = [one.pk for one in run_waiting_jobs() if one.kind == FIND]
    assert ended == [theirs.pk, daily_one.pk]
    result = Job.objects.get(pk=daily_one.pk).result
    assert result == {one.key: 7 if one.key == "organisations" else 0 for one in home_registers()}


def test_the_command(region, capsys):
    from django.core.management import call_command

    for _number in range(2):
        make_organisation(name="恒力轴承有限公司")
    call_command("duplicates", "find", "--register", "organisations")
    assert capsys.readouterr().out.split()[:2] == ["organisations", "1"]
