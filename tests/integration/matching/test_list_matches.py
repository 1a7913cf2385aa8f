"""Matching two lists: from the files to the stored pairs, for the person who brought them and nobody else."""

import io
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from django.urls import reverse
from tests.factories.accounts import make_user
from tests.factories.registry import make_region
from tests.integration.portal.test_workspace_pages import browser_of

from duijie.common.domain import jobs
from duijie.common.jobs import run_waiting_jobs
from duijie.common.models import AuditEvent, Job, JobState
from duijie.matching.domain import list_matches as domain
from duijie.matching.domain.list_matching import run_list_match
from duijie.matching.domain.queries import list_matches as queries
from duijie.matching.models import ItemSide, ListMatch, ListPair, ListSide

pytestmark = pytest.mark.django_db(transaction=True)

DEMANDS = """编号,需求名称,需求描述,投入资金（万元）,备注
D1,超低温球阀低温泄漏,液化天然气用超低温球阀在零下196度浸泡后阀座泄漏超标，需要改进唇形密封圈和阀座材料,120,急
D2,香菇菌棒污染率高,香菇菌棒接种后绿霉污染率达到百分之十五，希望降低污染并缩短发菌时间,面议,
"""
SUPPLY = """编号,成果名称,简介,完成单位
S1,低温阀门密封结构,一种用于液化天然气超低温阀门的唇形密封与弹簧蓄能结构，零下196度泄漏合格,某大学
S2,食用菌绿霉拮抗菌剂,从香菇菌棒中筛选的拮抗细菌，绿霉污染率降低到百分之三,某研究院
S3,学校食堂订餐小程序,面向学校食堂的订餐与结算小程序,某公司
"""


def brought(name: str, text: str) -> domain.BroughtFile:
    return domain.BroughtFile(name, SimpleUploadedFile(name, text.encode()))


@pytest.fixture
def officer() -> Any:
    return make_user(role="county_officer", area=make_region().north)


@pytest.fixture
def understood(officer: Any) -> ListMatch:
    files = {ListSide.DEMANDS: brought("需求.csv", DEMANDS), ListSide.SUPPLY: brought("成果.csv", SUPPLY)}
    added = domain.add_list_match(title="", files=files, by=officer)
    run_waiting_jobs()
    return queries.get_list_match(officer, added.pk)


@pytest.fixture
def matched(understood: ListMatch, officer: Any) -> ListMatch:
    domain.start_list_match(list_match=understood, top=2, by=officer)
    run_waiting_jobs()
    return queries.get_list_match(officer, understood.pk)


@pytest.mark.parametrize("suffix", [".et", ".ods", ".xlsb", ".txt", ".ndjson"])
def test_what_the_command_line_reads_may_be_uploaded(officer: Any, suffix: str) -> None:
    """The content decides; a csv is read under any name of a list."""
    files = {ListSide.DEMANDS: brought(f"需求{suffix}", DEMANDS), ListSide.SUPPLY: brought("成果.csv", SUPPLY)}
    domain.add_list_match(title="", files=files, by=officer)
    with pytest.raises(ValidationError):
        domain.add_list_match(title="", files={**files, ListSide.SUPPLY: brought("成果.pdf", SUPPLY)}, by=officer)


def test_ids_of_any_length(officer: Any) -> None:
    """As where a whole text stands under 编号, or an address with what was asked there."""
    rows = [f"{'很长的编号' * 60}{number},第{number}号低温球阀,阀座泄漏\n" for number in range(2)]
    files = {side: brought(f"{side}.csv", "编号,名称,简介\n" + "".join(rows)) for side in ("demands", "supply")}
    added = domain.add_list_match(title="", files=files, by=officer)
    run_waiting_jobs()
    domain.start_list_match(list_match=queries.get_list_match(officer, added.pk), top=2, by=officer)
    run_waiting_jobs()
    found = queries.get_list_match(officer, added.pk)
    assert found.state == "matched"
    demand, supply = (queries.items(found, side=side).order_by("position")[1] for side in ItemSide.values)
    assert supply in [pair.supply for pair in queries.candidates(demand)]
    told = queries.why_not(found, demand=demand, supply=supply)
    assert told is not None
    assert told["shown"]


def test_reading_says_how_the_columns_were_understood(understood: ListMatch) -> None:
    assert understood.state == "understood"
    assert understood.title == "需求"
    demands = understood.files.get(side=ListSide.DEMANDS)
    fields = {column["header"]: column["field"] for column in demands.reading["sheets"][0]["columns"]}
    assert fields == {
        "编号": "id",
        "需求名称": "title",
        "需求描述": "body",
        "投入资金（万元）": "budget",
        "备注": None,
    }
    assert demands.rows == 2
    assert demands.reading["preview"][0]["budget"] == {"low": "1200000", "high": "1200000", "negotiable": False}


def test_the_right_achievement_comes_first_with_reasons_in_both_languages(matched: ListMatch) -> None:
    assert matched.state == "matched"
    first = {pair.demand.key: pair.supply.key for pair in matched.pairs.filter(direction=ItemSide.DEMAND, rank=1)}
    assert first == {"D1": "S1", "D2": "S2"}
    reasons = matched.pairs.get(direction=ItemSide.DEMAND, rank=1, demand__key="D1").reasons
    assert set(reasons["headline"]) == {"zh-hans", "en"}
    pair = matched.pairs.get(direction=ItemSide.DEMAND, rank=1, demand__key="D1")
    assert sum(each["value"] for each in reasons["contributions"]) == pytest.approx(pair.raw, abs=1e-4)
    assert reasons["demand_marks"]
    (near, *_more) = reasons["sentences"]
    for side, item in (("demand", pair.demand), ("supply", pair.supply)):
        marked = [
            item.data[field][start:end]
            for field, marks in reasons[f"{side}_marks"].items()
            for start, end, group in marks
            if group == "s1"
        ]
        assert marked == [near[side]]
    told = {language: [note[language] for note in reasons["notes"]] for language in ("zh-hans", "en")}
    assert any(note.startswith("含义相近：") for note in told["zh-hans"])
    assert any(note.startswith("Near in meaning: ") for note in told["en"])


def test_turned_round_every_supply_row_has_its_demands(matched: ListMatch) -> None:
    backwards = matched.pairs.filter(direction=ItemSide.SUPPLY)
    assert {pair.supply.key: pair.demand.key for pair in backwards.filter(rank=1)}["S2"] == "D2"
    assert backwards.filter(supply__key="S3").count() == 2


def test_why_not_answers_for_a_row_that_was_not_shown(matched: ListMatch) -> None:
    demand = matched.items.get(side=ItemSide.DEMAND, key="D1")
    canteen = matched.items.get(side=ItemSide.SUPPLY, key="S3")
    answer = queries.why_not(matched, demand=demand, supply=canteen)
    assert (answer["of"], answer["level"]) == (3, 1)
    assert answer["rank"] in {2, 3}
    assert answer["sentence"]["zh-hans"] != answer["sentence"]["en"]


def test_running_the_job_twice_leaves_one_result(matched: ListMatch) -> None:
    before = list(matched.pairs.values_list("direction", "demand__key", "supply__key", "rank", "raw"))
    run_list_match(list_match_id=str(matched.pk), version=matched.version, progress=lambda stage, done, total: None)
    after = list(matched.pairs.values_list("direction", "demand__key", "supply__key", "rank", "raw"))
    assert sorted(after) == sorted(before)


def test_a_run_overtaken_by_a_correction_leaves_nothing(understood: ListMatch) -> None:
    result = run_list_match(list_match_id=str(understood.pk), version=0, progress=lambda stage, done, total: None)
    assert result == {"overtaken": True}
    assert ListPair.objects.filter(list_match=understood).count() == 0


def test_a_correction_is_followed_and_forgets_the_result(matched: ListMatch, officer: Any) -> None:
    columns = {"0": "id", "1": None, "2": "body", "3": None, "4": "title"}
    sheet = matched.files.get(side=ListSide.DEMANDS).reading["sheets"][0]
    corrected = {ListSide.DEMANDS: {sheet["name"]: {"use": True, "header_row": 0, "fields": columns}}}
    domain.correct_reading(list_match=matched, mappings=corrected, by=officer)
    run_waiting_jobs()
    again = queries.get_list_match(officer, matched.pk)
    assert again.state == "understood"
    assert again.pairs.count() == 0
    assert again.files.get(side=ListSide.DEMANDS).reading["preview"][0]["title"] == "急"


def test_nobody_else_sees_it_not_even_a_colleague(matched: ListMatch) -> None:
    colleague = make_user(role="county_officer", area=make_region().north)
    assert queries.list_matches(colleague).count() == 0
    with pytest.raises(Http404):
        queries.get_list_match(colleague, matched.pk)
    with pytest.raises(ValidationError):
        domain.remove_list_match(list_match=matched, by=colleague)


def test_a_role_without_the_permission_cannot_bring_lists() -> None:
    leader = make_user(role="leader", area=make_region().north)
    with pytest.raises(PermissionDenied):
        domain.add_list_match(title="", files={}, by=leader)


def test_lists_brought_the_wrong_way_round_are_told(officer: Any, understood: ListMatch) -> None:
    files = {ListSide.DEMANDS: brought("a.csv", SUPPLY), ListSide.SUPPLY: brought("b.csv", DEMANDS)}
    added = domain.add_list_match(title="", files=files, by=officer)
    run_waiting_jobs()
    for file in queries.get_list_match(officer, added.pk).files.all():
        assert "请对调" in file.problems[0]["text"]["zh-hans"]
    browser = browser_of(officer)
    assert browser.get(reverse("list_match_reading", args=[added.pk])).content.decode().count("请对调") == 2
    assert "请对调" not in browser.get(reverse("list_match_reading", args=[understood.pk])).content.decode()


def test_what_cannot_be_read_says_so_and_can_be_replaced(officer: Any) -> None:
    files = {
        ListSide.DEMANDS: brought("需求.xlsx", "PK\x03\x04 cut off"),
        ListSide.SUPPLY: brought("成果.csv", SUPPLY),
    }
    added = domain.add_list_match(title="x", files=files, by=officer)
    run_waiting_jobs()
    broken = queries.get_list_match(officer, added.pk)
    assert broken.state == "unreadable"
    assert broken.files.get(side=ListSide.DEMANDS).error["zh-hans"]
    with pytest.raises(ValidationError):
        domain.start_list_match(list_match=broken, top=5, by=officer)
    domain.replace_file(list_match=broken, side=ListSide.DEMANDS, brought=brought("需求.csv", DEMANDS), by=officer)
    run_waiting_jobs()
    assert queries.get_list_match(officer, added.pk).state == "understood"


@pytest.mark.parametrize(("name", "content"), [("list.pdf", b"%PDF-1.4"), ("empty.xlsx", b""), ("virus.exe", b"MZ")])
def test_a_file_that_cannot_be_a_list_is_refused_before_it_is_stored(officer: Any, name: str, content: bytes) -> None:
    files = {
        ListSide.DEMANDS: domain.BroughtFile(name, SimpleUploadedFile(name, content)),
        ListSide.SUPPLY: brought("成果.csv", SUPPLY),
    }
    with pytest.raises(ValidationError) as refused:
        domain.add_list_match(title="", files=files, by=officer)
    assert list(refused.value.message_dict) == [ListSide.DEMANDS]
    assert ListMatch.objects.count() == 0


def test_on_request_nobody_is_shown_too_often(understood: ListMatch, officer: Any) -> None:
    for wrong in ({"most_shown": -1}, {"diversity": 1.5}):
        with pytest.raises(ValidationError) as refused:
            domain.start_list_match(list_match=understood, top=5, by=officer, **wrong)
        assert list(refused.value.message_dict) == list(wrong)
    domain.start_list_match(list_match=understood, top=5, by=officer, most_shown=1, diversity=0.3)
    run_waiting_jobs()
    pairs = ListPair.objects.filter(list_match=understood, direction="demand")
    shown = Counter(pairs.values_list("supply", flat=True))
    assert sorted(shown.values()) == [1, 1, 1]
    audited = AuditEvent.objects.filter(verb="list_match.start").latest("pk")
    assert audited.detail == {"top": 5, "most_shown": 1, "diversity": 0.3}
    browser = Client()
    browser.force_login(officer, backend="duijie.accounts.backends.LoginNameBackend")
    assert (
        "nobody for more than 1 demand; diversity 0.3"
        in browser.get(
            reverse("list_match_results", args=[understood.pk]), headers={"accept-language": "en"}
        ).content.decode()
    )
    shared = browser.get(reverse("list_match_results", args=[understood.pk]) + "?side=supply&sort=shown")
    assert (shared.context["spread"].most, shared.context["spread"].places) == (1, 3)
    assert [row.times for row in shared.context["page"]] == sorted(
        (shown[row.pk] for row in shared.context["page"]), reverse=True
    )
    page = browser.get(reverse("list_match_reading", args=[understood.pk])).content.decode()
    assert 'name="most_shown" value="1"' in page
    start = reverse("list_match_start", args=[understood.pk])
    told = browser.post(start, {"top": "5", "most_shown": "x"}, headers={"accept-language": "zh-hans"}, follow=True)
    assert "多少项需求：请填写整数。" in told.content.decode()
    understood.refresh_from_db()
    assert understood.matched_at is not None  # nothing was started
    browser.post(reverse("list_match_start", args=[understood.pk]), {"top": "5", "most_shown": "", "diversity": ""})
    run_waiting_jobs()
    understood.refresh_from_db()
    assert (understood.has_limits, understood.matched_at is not None, pairs.count()) == (False, True, 6)


def test_cancelled_work_leaves_the_lists_as_they_were(understood: ListMatch, officer: Any) -> None:
    started = domain.start_list_match(list_match=understood, top=5, by=officer)
    jobs.cancel_job(job=started.job, by=officer)
    run_waiting_jobs()
    assert queries.get_list_match(officer, understood.pk).state == "understood"
    assert Job.objects.get(pk=started.job_id).state == JobState.CANCELLED


def test_removing_takes_files_and_results_away_and_is_audited(matched: ListMatch, officer: Any) -> None:
    files = [file.file.path for file in matched.files.all()]
    folder = domain.result_folder(matched.pk)
    assert folder.exists()
    domain.remove_list_match(list_match=matched, by=officer)
    assert not folder.exists()
    assert [path for path in files if Path(path).exists()] == []
    assert AuditEvent.objects.filter(verb="list_match.remove", target_id=str(matched.pk)).count() == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_workbook_holds_the_pairs(matched: ListMatch, officer: Any, language: str) -> None:
    path = queries.workbook(matched, language, by=officer)
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    header = rows[0]
    best = {
        row[header.index("demand_id")]: row[header.index("supply_id")]
        for row in rows[1:]
        if row[header.index("rank")] == 1
    }
    assert best == {"D1": "S1", "D2": "S2"}


def test_an_unknown_one_is_not_found(officer: Any) -> None:
    with pytest.raises(Http404):
        queries.get_list_match(officer, uuid.uuid4())
