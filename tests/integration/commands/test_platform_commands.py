"""What the platform's commands say of wrong use, and of a database that is away, in the language of the terminal."""

import io
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.factories.commands import run_duijie
from tests.unit.match.embedding.small_models import make_folder

from duijie.__main__ import main

pytestmark = pytest.mark.by_default_on("sqlite")  # these commands reach no database at all


@pytest.fixture
def away(tmp_path: Path) -> dict[str, str]:
    """The settings of a platform whose database cannot be reached."""
    return {"DUIJIE_DATA": str(tmp_path / "data"), "DATABASE_URL": f"sqlite:///{tmp_path}/gone/duijie.sqlite3"}


@pytest.mark.parametrize(
    ("words", "chinese", "english"),
    [
        (["export"], "缺少参数：register, -o/--out。", "Missing: register, -o/--out."),
        (["import", "experts", "a.csv", "--area", "33", "--aera"], "不认识的参数：--aera。", "Unknown here: --aera."),
        (["learn", "accept", "x"], "number 不能是 'x'，应为整数。", "number cannot be 'x'; it is a whole number."),
        (["demo", "--port", "99999"], "--port 不能是 '99999'，应为 1 至 65535 的整数。",
         "--port cannot be '99999'; it is a whole number from 1 to 65535."),
        (["backup", "a.zip", "--check=x"], "--check 后面不带值。", "--check takes no value."),
    ],
)  # fmt: skip
def test_wrong_use_is_told_in_one_language(
    words: list[str], chinese: str, english: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = " ".join(words[:2] if words[:2] == ["learn", "accept"] else words[:1])
    for language, told, ways in (
        ("zh", chinese, ("用法：duijie ", "查看全部参数：")),
        ("en", english, ("usage: duijie ", "All options: ")),
    ):
        monkeypatch.setenv("DUIJIE_LANG", language)
        with pytest.raises(SystemExit) as ended:
            main(words)
        shown = capsys.readouterr()
        lines = shown.err.splitlines()
        assert (ended.value.code, shown.out, lines[0]) == (2, "", told), lines
        assert (lines[1].startswith(f"{ways[0]}{command} "), lines[-1]) == (True, f"{ways[1]}duijie {command} --help")


@pytest.mark.parametrize("words", [["export"], ["learn"], ["learn", "reject"], ["setup"]])
def test_help_is_in_one_language_down_to_its_headings(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DUIJIE_LANG", "zh")
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    shown = capsys.readouterr().out
    assert re.search("usage:|options:|arguments:|show this help|Skip system", shown) is None
    assert (ended.value.code, "用法：duijie" in shown, "显示本帮助" in shown) == (0, True, True)


@pytest.mark.parametrize(
    ("words", "language", "told"),
    [
        (["learn", "list"], "zh", "平台数据库无法使用（"),
        (["export", "experts", "-o", "a.csv"], "en", "The platform's database cannot be used ("),
        (["migrate"], "zh", "平台数据库无法使用（"),
    ],
)
def test_a_database_that_is_away_is_told_in_a_sentence(
    words: list[str], language: str, told: str, away: dict[str, str]
) -> None:
    done = run_duijie(*words, language=language, more=away)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert (done.stderr.startswith(told), "duijie migrate" in done.stderr) == (True, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "chinese", "english"),
    [
        (["learn", "list"], "没有可在此操作的有效账号。", "No active account may do this here."),
        (["unlock", "nobody"], "没有使用该登录名或手机号的账号。", "There is no account with this login name"),
        (["verifyaudit"], "审计记录完好", "In order. Entries: 0"),
        (["index", "status"], "索引", "The index"),
        (["setup", "--system", "a", "--audit", "a"], "须由三人", "The three administrators are three people"),
    ],
)
def test_what_they_say_is_in_the_language_of_the_terminal(
    words: list[str], chinese: str, english: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, told in (("zh", chinese), ("en", english)):
        monkeypatch.setenv("DUIJIE_LANG", language)
        out = io.StringIO()
        try:
            call_command(*words, stdout=out)
        except CommandError as error:
            out.write(str(error))
        assert told in out.getvalue()
        assert (re.search("[\u4e00-\u9fff]", out.getvalue()) is None) is (language == "en")


def test_an_address_that_is_none_of_a_database_is_told(away: dict[str, str]) -> None:
    done = run_duijie(
        "learn", "list", language="zh", more={**away, "DATABASE_URL": "mysql://a/b", "DJANGO_SETTINGS_MODULE": ""}
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert done.stderr.startswith("DATABASE_URL 不是可用的数据库地址")


def test_a_model_is_added_although_the_platform_is_away(tmp_path: Path, away: dict[str, str]) -> None:
    source = make_folder(tmp_path / "source")
    added = run_duijie("models", "add", "small", "--from", source, more=away)
    assert (added.returncode, added.stderr.splitlines()[-1]) == (
        0, "The model was added, but the platform was not told. When that is mended: duijie embedding renew",
    )  # fmt: skip
    assert "small" in run_duijie("models", "list", more=away).stdout
    used = run_duijie("models", "use", "small", language="zh", more=away)
    assert (used.returncode, used.stderr.splitlines()[-1]) == (
        1, "所选模型已记录，但平台尚未采用。问题排除后请执行：duijie embedding use",
    )  # fmt: skip
