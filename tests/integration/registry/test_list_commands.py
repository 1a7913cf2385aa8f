"""``duijie export`` and ``duijie import``: the same rows, rules and audit as the pages."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region

from duijie.common.models import AuditEvent, ImportBatch
from duijie.registry.models import Achievement, Organisation
from duijie.registry.register import registers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIJIE_LANG", "en")


def run(*words: Any, **options: Any) -> tuple[int, str]:
    said = StringIO()
    try:
        call_command(*map(str, words), stdout=said, **options)
    except CommandError as error:
        return error.returncode, said.getvalue() + str(error)
    return 0, said.getvalue()


def test_every_register_is_exported(tmp_path: Path) -> None:
    make_user(role="county_officer", area=make_region().north)
    for register in registers():
        for suffix in ("xlsx", "csv", "jsonl"):
            out = tmp_path / f"{register.key}.{suffix}"
            assert (register.key, *run("export", register.key, "-o", out)) == (
                register.key,
                0,
                f"Rows written: 0 ({out})\n",
            )
            assert out.exists()
    assert AuditEvent.objects.filter(verb__endswith=".export").count() == 3 * len(registers())


def test_only_rows_of_the_area_and_of_the_account(tmp_path: Path) -> None:
    region, out = make_region(), tmp_path / "out.csv"
    make_user(role="city_officer", area=region.city, username="city")
    make_user(role="county_officer", area=region.north, username="north")
    make_organisation(name="北厂", area=region.north)
    make_organisation(name="=南厂", area=region.south)

    def names() -> list[str]:
        with out.open(encoding="utf-8-sig") as file:
            return sorted(row[0] for row in list(csv.reader(file))[1:])

    assert run("export", "organisations", "-o", out, "--as", "north")[0] == 0
    assert names() == ["北厂"]
    assert run("export", "organisations", "-o", out, "--as", "city")[0] == 0
    assert names() == ["'=南厂", "北厂"]
    assert run("export", "organisations", "-o", out, "--as", "city", "--area", "970122")[0] == 0
    assert names() == ["'=南厂"]
    assert run("export", "organisations", "-o", out, "--area", "970122")[0] == 0  # the only one who may there
    status, said = run("export", "organisations", "-o", out)
    assert (status, "Name one with --as" in said) == (2, True)


def test_wrong_use_is_two(tmp_path: Path) -> None:
    make_user(role="county_officer", area=make_region().north, username="north")
    out, there = tmp_path / "out.csv", tmp_path / "in.csv"
    there.write_text("单位名称\n甲\n")
    wrong = [
        ("export", "nothing", "-o", out), ("export", "demands", "-o", tmp_path / "out.pdf"),
        ("export", "demands", "-o", tmp_path / "no" / "out.csv"), ("export", "demands", "-o", out, "--area", "1"),
        ("export", "demands", "-o", out, "--as", "nobody"), ("import", "nothing", there, "--area", "970121"),
        ("import", "organisations", tmp_path / "no.csv", "--area", "970121"),
        ("import", "organisations", there, "--area", "1"), ("import", "organisations", there, "--area", "970122"),
    ]  # fmt: skip
    assert [run(*words)[0] for words in wrong] == [2] * len(wrong)
    assert (out.exists(), ImportBatch.objects.count()) == (False, 0)


def test_a_list_is_checked_then_taken_over(tmp_path: Path) -> None:
    user = make_user(role="county_officer", area=make_region().north)
    make_organisation(name="云溪恒力轴承有限公司", area=make_region().north)
    there = tmp_path / "in.csv"
    there.write_text(
        "单位名称,地区,职工人数\n甲公司,北渡县,3\n乙公司,北渡县,很多\n云溪恒力轴承（集团）有限公司,北渡县,5\n",
        encoding="utf-8",
    )
    status, said = run("import", "organisations", there, "--area", "970121")
    (batch,) = ImportBatch.objects.all()
    assert (status, Organisation.objects.count(), f"/imports/{batch.pk}/" in said) == (0, 1, True)
    assert "row 3:" in said
    status, again = run("import", "organisations", there, "--area", "970121", "--apply")
    assert (status, ImportBatch.objects.count(), "Taken over: 1." in again) == (0, 1, True)
    assert Organisation.objects.filter(name="甲公司").count() == 1
    batch.refresh_from_db()
    assert (batch.by, batch.state) == (user, "applied")
    assert AuditEvent.objects.filter(verb="import.apply", actor=user).count() == 1


def test_nothing_to_take_over_is_one(tmp_path: Path) -> None:
    make_user(role="county_officer", area=make_region().north)
    there = tmp_path / "in.csv"
    there.write_text("职工人数\n3\n")
    assert run("import", "organisations", there, "--area", "970121")[0] == 1
    there.write_bytes(b"\0\1\2")
    assert run("import", "organisations", there, "--area", "970121", "--apply")[0] == 1
    there.write_text("单位名称,职工人数\n甲,很多\n,\n")
    run("import", "organisations", there, "--area", "970121", "--apply")
    assert Organisation.objects.filter(name="甲", staff__isnull=False).count() == 0


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "jsonl"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_exported_comes_in_again(
    tmp_path: Path, suffix: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUIJIE_LANG", language)
    region = make_region()
    make_user(role="city_officer", area=region.city)
    with translation.override("zh-hans"):
        owner = make_organisation(name="云溪大学", area=region.north)
    Achievement.objects.create(
        title="超低温球阀", body="阀座泄漏量的控制方法", keywords="阀门；密封", area=region.north, organisation=owner,
        organisation_name="云溪大学", trl=7, language="zh",
    )  # fmt: skip
    out = tmp_path / f"out.{suffix}"
    assert run("export", "achievements", "-o", out)[0] == 0
    Achievement.objects.all().delete()
    status, said = run("import", "achievements", out, "--area", "9701", "--apply")
    assert (status, said if status else "") == (0, "")
    found = Achievement.objects.get()
    kept = (found.title, found.body, found.keywords, found.area, found.organisation, found.trl)
    assert kept == ("超低温球阀", "阀座泄漏量的控制方法", "阀门；密封", region.north, owner, 7)
    if suffix == "jsonl":
        assert len(json.loads(out.read_text(encoding="utf-8").splitlines()[0])) > 5


def test_the_gravest_that_is_told_of_a_list_comes_first(tmp_path: Path) -> None:
    region, source = make_region(), tmp_path / "in.csv"
    make_user(role="county_officer", area=region.north)
    lines = [f"第{at}组,,,\n{at},甲{at}厂,北渡县,企业\n" for at in range(1, 24)]
    source.write_text("序号,单位名称,所属县市区,类型\n" + "".join(lines) + f"{'9' * 20_001},乙厂,,\n", encoding="utf-8")
    _code, said = run("import", "organisations", source, "--area", region.north.code)
    told = said.splitlines()[1:22]
    assert told[0] == "  row 48: A cell is longer than 20000 characters; the rest was left out."
    assert told[1] == "  row 2: Nothing stands in the columns that are read; passed over."
    assert told[20] == "  … and 4 more; the page of the import shows all"
