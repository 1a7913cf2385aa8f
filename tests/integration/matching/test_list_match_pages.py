"""The pages of list matching without a browser: who sees them, what wrong addresses do, how many queries they take."""

import io
import json
import zipfile
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.accounts import make_user
from tests.factories.registry import make_region

from duijie.common.jobs import run_waiting_jobs
from duijie.matching.domain import list_matches as domain
from duijie.matching.domain.list_matches import result_folder
from duijie.matching.models import ItemSide, ListItem, ListMatch, ListSide

pytestmark = pytest.mark.django_db(transaction=True)

TEXTS = (
    ("阀门低温泄漏", "液化天然气用超低温球阀阀座在低温下泄漏超标"),
    ("香菇菌棒污染", "香菇菌棒接种后绿霉污染率偏高"),
    ("电池模组热失控", "磷酸铁锂电池模组热失控预警"),
)


def brought(side: str, rows: int) -> domain.BroughtFile:
    lines = [f"K{number},{title},{body}" for number, (title, body) in enumerate(TEXTS[:rows])]
    return domain.BroughtFile(f"{side}.csv", ContentFile("\n".join(["编号,名称,内容", *lines]).encode(), f"{side}.csv"))


def make_matched(officer: Any, rows: int) -> ListMatch:
    files = {side: brought(side, rows) for side in (ListSide.DEMANDS, ListSide.SUPPLY)}
    added = domain.add_list_match(title=f"{rows}", files=files, by=officer)
    run_waiting_jobs()
    domain.start_list_match(list_match=added, top=3, by=officer)
    run_waiting_jobs()
    return added


@pytest.fixture
def officer() -> Any:
    return make_user(role="county_officer", area=make_region().north)


@pytest.fixture
def client_of_officer(officer: Any, client: Client) -> Client:
    client.force_login(officer, backend="duijie.accounts.backends.LoginNameBackend")
    return client


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_pages_take_the_same_queries_for_one_row_and_for_three(officer: Any, client_of_officer: Client) -> None:
    one, three = make_matched(officer, 1), make_matched(officer, 3)
    addresses = [
        [reverse(name, args=[made.pk]) for name in ("list_match_results", "list_match_reading")]
        for made in (one, three)
    ]
    client_of_officer.get(addresses[0][0])
    counted = [[queries_of(client_of_officer, address) for address in pair] for pair in addresses]
    assert counted[0] == counted[1]
    assert max(counted[0]) <= 13


def test_what_people_type_into_addresses_is_never_an_error(officer: Any, client_of_officer: Client) -> None:
    made = make_matched(officer, 2)
    results = reverse("list_match_results", args=[made.pk])
    made.refresh_from_db()
    assert made.summary["embedder"] in client_of_officer.get(results).content.decode()
    for query in (
        "page=x",
        "page=-1",
        "item=99999999999999999999",
        "item=1;drop",
        "level=9&lowest=0",
        "side=<b>&q=%00%F0",
        "find=%25_",
    ):
        assert client_of_officer.get(f"{results}?{query}").status_code == 200, query
    why_not = reverse("list_match_why_not", args=[made.pk])
    for query in ("", "demand=x&supply=y", "demand=1", "demand=²&supply=1"):
        assert client_of_officer.get(f"{why_not}?{query}").status_code == 404, query


def test_a_garbled_correction_is_followed_as_far_as_it_makes_sense(officer: Any, client_of_officer: Client) -> None:
    made = make_matched(officer, 2)
    garbled = {
        "demands-0-header": "²",
        "demands-0-use": "on",
        "demands-0-column-0": "no such field",
        "demands-0-column-1": "title",
        "demands-9-header": "1",
        "supply-0-cell-1-999999999": "x",
    }
    answer = client_of_officer.post(reverse("list_match_reading", args=[made.pk]), garbled)
    assert answer.status_code == 302
    run_waiting_jobs()
    assert ListMatch.objects.with_state().get(pk=made.pk).state in {"understood", "unreadable"}


def test_why_not_is_a_page_of_its_own_without_scripts(officer: Any, client_of_officer: Client) -> None:
    made = make_matched(officer, 3)
    sides = ((ItemSide.DEMAND, "K0"), (ItemSide.SUPPLY, "K2"))
    pair = {side: made.items.get(side=side, key=key).pk for side, key in sides}
    answer = client_of_officer.get(reverse("list_match_why_not", args=[made.pk]), pair)
    assert answer.status_code == 200
    assert "portal/base.html" in [template.name for template in answer.templates]
    piece = client_of_officer.get(reverse("list_match_why_not", args=[made.pk]), pair, headers={"HX-Request": "true"})
    assert "portal/base.html" not in [template.name for template in piece.templates]


def test_a_match_of_an_earlier_version_says_so_when_asked_why_not(officer: Any, client_of_officer: Client) -> None:
    made = make_matched(officer, 3)
    made.refresh_from_db()
    head = result_folder(made.pk) / made.summary["engine"] / "matcher.json"
    head.write_text(json.dumps({**json.loads(head.read_text()), "format": 4}))
    pair = {side: made.items.get(side=side, key="K0").pk for side in (ItemSide.DEMAND, ItemSide.SUPPLY)}
    answer = client_of_officer.get(reverse("list_match_why_not", args=[made.pk]), pair)
    assert (answer.status_code, "请重新匹配清单后再查询" in answer.content.decode()) == (200, True)


def test_the_workbook_comes_as_an_attachment(officer: Any, client_of_officer: Client) -> None:
    made = make_matched(officer, 1)
    answer = client_of_officer.get(reverse("list_match_workbook", args=[made.pk]))
    said = unquote(answer.headers["Content-Disposition"])
    assert (said.startswith("attachment"), "1-匹配结果.xlsx" in said) == (True, True)
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


def test_a_file_that_cannot_be_read_is_told_by_the_name_it_was_brought_with(
    officer: Any, client_of_officer: Client
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../a.docx", "x")
    files = {
        ListSide.DEMANDS: domain.BroughtFile("征集表.zip", ContentFile(packed.getvalue(), "征集表.zip")),
        ListSide.SUPPLY: domain.BroughtFile("供给.csv", ContentFile("编号,名称\n".encode(), "供给.csv")),
    }
    added = domain.add_list_match(title="坏文件", files=files, by=officer)
    run_waiting_jobs()
    page = client_of_officer.get(reverse("list_match_detail", args=[added.pk])).content.decode()
    assert ("“征集表.zip”" in page, f"{added.pk}-" in page.replace(f"/{added.pk}", "")) == (True, False)
    assert ("没有数据行" in page, "<td>0</td>" in page) == (True, False)  # a remark on a whole file has no row


@pytest.mark.parametrize(
    "name",
    ["detail", "reading", "results", "why_not", "workbook", "remove", "start", "rename", "replace"],
)
def test_nobody_else_reaches_it(officer: Any, client: Client, name: str) -> None:
    made = domain.add_list_match(
        title="x", files={side: brought(side, 1) for side in (ListSide.DEMANDS, ListSide.SUPPLY)}, by=officer
    )
    stranger = make_user(role="city_officer", area=make_region().city)
    client.force_login(stranger, backend="duijie.accounts.backends.LoginNameBackend")
    address = reverse(f"list_match_{name}", args=[made.pk])
    assert {client.get(address).status_code, client.post(address, {}).status_code} <= {404, 405}


def test_visitors_are_asked_to_sign_in_and_leaders_are_refused(client: Client) -> None:
    assert client.get(reverse("list_match_list")).status_code == 302
    client.force_login(
        make_user(role="leader", area=make_region().city), backend="duijie.accounts.backends.LoginNameBackend"
    )
    assert client.get(reverse("list_match_list")).status_code == 403


def test_more_rows_than_are_offered_for_what_was_typed_are_said_to_be_there(
    officer: Any, client_of_officer: Client
) -> None:
    made = make_matched(officer, 1)
    one = made.items.get(side=ItemSide.SUPPLY)
    ListItem.objects.bulk_create(
        ListItem(
            list_match=made, side=ItemSide.SUPPLY, position=number, key=f"N{number}", title=f"深冷密封 {number}",
            data=one.data, text=f"深冷密封 {number}", kind=one.kind,
        )
        for number in range(1, 10)
    )  # fmt: skip
    home, more = reverse("list_match_results", args=[made.pk]), "还有更多，请输入更完整的名称"
    for asked, count in (("深冷密封", 8), ("深冷密封 7", 1)):
        page = client_of_officer.get(home, {"find": asked})
        assert (len(page.context["others"]), more in page.content.decode()) == (count, count == 8)
