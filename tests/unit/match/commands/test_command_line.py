"""Arguments, languages and the screen, without running a match."""

import io
import os
from pathlib import Path

import pytest

from duijie_match.commands import main
from duijie_match.commands.arguments import parse
from duijie_match.commands.languages import language_of
from duijie_match.commands.screen import Screen
from duijie_match.commands.telling import place_of
from duijie_match.commands.wrong_use import WrongUse
from duijie_match.lists.problems import Problem
from duijie_match.samples.form_files import FORMS_FILE, FORMS_FOLDER
from duijie_match.samples.office_files import DEMANDS_FILE, SUPPLY_FILE, WORKS_FILE
from duijie_match.wording import msg


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_options_of_match() -> None:
    options = parse(
        "match", ["a.xlsx", "b.csv", "-o", "c.xlsx", "--top", "3", "--works", "w.csv", "--embedder", "e5-small"], "en"
    )
    assert (
        options.demands,
        options.supply,
        options.out,
        options.top,
        options.works,
        options.model,
        options.embedder,
    ) == (
        Path("a.xlsx"),
        Path("b.csv"),
        Path("c.xlsx"),
        3,
        Path("w.csv"),
        None,
        "e5-small",
    )


def test_options_of_score() -> None:
    options = parse("score", ["p.csv", "--demands", "a.csv", "--supply", "b.csv", "-o", "c.csv"], "en")
    assert (options.pairs, options.demands, options.supply) == (Path("p.csv"), Path("a.csv"), Path("b.csv"))


@pytest.mark.parametrize(
    ("argv", "english", "chinese"),
    [
        (["a"], "Missing: SUPPLY, -o/--out.", "缺少参数：SUPPLY, -o/--out。"),
        (["a", "b", "-o", "c", "--colour"], "Unknown here: --colour.", "不认识的参数：--colour。"),
        (["a", "b", "-o"], "-o/--out needs a value.", "-o/--out 后面需要填写内容。"),
        (
            ["a", "b", "-o", "c", "--top", "0"],
            "--top cannot be '0'; it is a whole number from 1 to 1000.",
            "--top 不能是 '0'，应为 1 至 1000 的整数。",
        ),
    ],
)
def test_wrong_use_is_one_sentence_in_both_languages(argv: list[str], english: str, chinese: str) -> None:
    with pytest.raises(WrongUse) as caught:
        parse("match", argv, "en")
    assert (caught.value.message.render("en"), caught.value.message.render("zh")) == (english, chinese)


def test_wrong_use_shows_the_form_and_where_help_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "a.xlsx", "--lang", "zh"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines()[0] == "缺少参数：SUPPLY, -o/--out。"
    assert shown.err.splitlines()[1].startswith("用法：duijie match -o OUT")
    assert shown.err.splitlines()[-1] == "查看全部参数：duijie match --help"


def test_help_is_in_the_readers_language(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["match", "--help", "--lang", "zh"])
    assert caught.value.code == 0
    assert "每条需求给出的候选数（默认 10）" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "environment", "expected"),
    [
        ([], {}, "zh-hans"),
        ([], {"LANG": "C.UTF-8"}, "zh-hans"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh-hans"),
        ([], {"LANG": "zh_CN.UTF-8", "DUIJIE_LANG": "en"}, "en"),
        (["--lang", "zh"], {"DUIJIE_LANG": "en"}, "zh-hans"),
        (["--lang=en"], {}, "en"),
    ],
)
def test_the_language(argv: list[str], environment: dict[str, str], expected: str) -> None:
    assert language_of(argv, environment) == expected


def test_a_bar_on_a_terminal_and_lines_elsewhere() -> None:
    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        screen = Screen("en", err=stream, out=io.StringIO())
        screen("scoring", 0, 4)
        screen("scoring", 4, 4)
        screen.warn("done")
    assert terminal.getvalue() == (
        "\r\x1b[KMatching [..............................]   0 %  0/4"
        "\r\x1b[KMatching [##############################] 100 %  4/4"
        "\r\x1b[Kdone\n"
    )
    assert pipe.getvalue() == "Matching…\ndone\n"


def test_quiet_leaves_only_errors() -> None:
    out, err = io.StringIO(), Terminal()
    screen = Screen("en", quiet=True, out=out, err=err)
    screen("scoring", 1, 2)
    screen.say("summary")
    screen.warn("error")
    assert (out.getvalue(), err.getvalue()) == ("", "error\n")


def test_places() -> None:
    problem = Problem("a.xlsx", "x", msg("note"), sheet="需求", row=7)
    assert place_of(problem, "en") == "a.xlsx, sheet “需求”, row 7"
    assert place_of(problem, "zh") == "a.xlsx，工作表“需求”第 7 行"


def test_wrong_use_that_needs_no_reading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demands = tmp_path / "a.csv"
    demands.write_text("名称\n轴承\n", encoding="utf-8")
    model = tmp_path / "model.json"
    model.write_text("{}", encoding="utf-8")
    cases = {
        (str(demands), str(demands), "-o", str(demands)): "The result would overwrite the list",
        (str(demands), str(tmp_path / "no.csv"), "-o", str(tmp_path / "o.csv")): "There is no file",
        (str(demands), str(demands), "-o", str(tmp_path / "o.pdf")): "needs a name that ends in",
        (
            str(demands),
            str(demands),
            "-o",
            str(tmp_path / "o.csv"),
            "--embedder",
            "x",
        ): "There is no embedding model x.",
        (str(demands), str(demands), "-o", str(tmp_path / "o.csv"), "--model", str(model)): "is not a ranking model",
    }
    for argv, sentence in cases.items():
        assert main(["match", *argv, "--lang", "en"]) == 2
        assert sentence in capsys.readouterr().err
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a.csv", "model.json"]


def test_nothing_that_is_read_is_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not by a report, nor by mined terms; and not the lexicon of the data folder, which no option names."""
    monkeypatch.setenv("DUIJIE_DATA", str(tmp_path))
    demands, supply, pairs, model = (str(tmp_path / name) for name in ("d.xlsx", "s.csv", "pairs.csv", "a.model"))
    papers, lexicon = str(tmp_path / "papers.csv"), str(tmp_path / "lexicon.xlsx")
    for name in (demands, supply, pairs, papers, lexicon):
        Path(name).write_text("名称\n轴承\n", encoding="utf-8")
    fit = ("fit", pairs, "--demands", demands, "--supply", supply, "-o")
    report = str(tmp_path / "report.xlsx")
    forms = tmp_path / "forms"
    forms.mkdir()
    (tmp_path / "link").symlink_to(forms)
    os.mkfifo(tmp_path / "pipe.csv")
    cases = {
        ("match", str(forms), supply, "-o", str(forms / "o.xlsx")): "“o.xlsx” would lie in the folder",
        ("match", str(tmp_path / "link"), supply, "-o", str(forms / "o.xlsx")): "next time be read with it",
        (*fit[:3], str(forms), *fit[4:], model, "--report", str(forms / "r.xlsx")): "another folder after --report",
        ("match", str(tmp_path / "pipe.csv"), supply, "-o", str(tmp_path / "o.csv")): "is a pipe or a device.",
        (*fit, model, "--report", demands): "The report would overwrite the list",
        (*fit, model, "--report", lexicon): "The report would overwrite the term lexicon",
        (*fit, report, "--report", f"{tmp_path}/./report.xlsx"): "The model and the report cannot be one file",
        (*fit, model, "--report", model): "The report “a.model” needs a name that ends in .xlsx.",
        ("terms", papers, "-o", papers): "The result would overwrite the list",
        ("terms", papers, "-o", lexicon): "The result would overwrite the term lexicon",
        ("match", demands, supply, "-o", lexicon): "The result would overwrite the term lexicon",
    }
    for argv, sentence in cases.items():
        assert main([*argv, "--lang", "en"]) == 2, argv
        assert sentence in capsys.readouterr().err
    assert {Path(name).read_text(encoding="utf-8") for name in (demands, papers, lexicon)} == {"名称\n轴承\n"}


def test_nothing_to_match_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demands, supply = tmp_path / "a.csv", tmp_path / "b.csv"
    demands.write_text("编号\nX1\n", encoding="utf-8")
    supply.write_text("名称\n轴承\n", encoding="utf-8")
    assert main(["match", str(demands), str(supply), "-o", str(tmp_path / "o.csv"), "--lang", "en"]) == 1
    assert capsys.readouterr().err.splitlines()[-2:] == [
        "  a.csv: No column holds what is needed; the columns are: 编号. Call one of them 名称 (title) or 内容 (body).",
        f"Nothing can be matched: no row of “{demands}” was understood.",
    ]
    assert not (tmp_path / "o.csv").exists()


def test_samples_are_written_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["samples", str(tmp_path / "new"), "--lang", "en"]) == 0
    names = [Path(line).name for line in capsys.readouterr().out.splitlines()]
    assert names == [DEMANDS_FILE, SUPPLY_FILE, WORKS_FILE, FORMS_FILE]
    assert sorted([*names, FORMS_FOLDER]) == sorted(path.name for path in (tmp_path / "new").iterdir())


def test_samples_do_not_take_the_place_of_ones_own_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):  # the same samples once more are no harm
        assert main(["samples", str(tmp_path), "--lang", "en"]) == 0
    (tmp_path / DEMANDS_FILE).write_bytes(b"mine")
    assert main(["samples", str(tmp_path), "--lang", "en"]) == 2
    assert f"“{tmp_path / DEMANDS_FILE}” is there already and is no sample list" in capsys.readouterr().err
    assert (tmp_path / DEMANDS_FILE).read_bytes() == b"mine"


def test_samples_need_a_folder_that_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("not a folder")
    for language, sentence in (
        ("en", "cannot be written: a file of that name is there already. Name another."),
        ("zh", "请换一个文件夹。"),
    ):
        assert main(["samples", str(tmp_path / "file"), "--lang", language]) == 2
        assert capsys.readouterr().err.endswith(f"{sentence}\n")


def test_help_of_samples_is_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for language, sentence in (("en", "Writes invented sample lists"), ("zh", "生成虚构的示例表")):
        with pytest.raises(SystemExit) as ended:
            main(["samples", "--help", "--lang", language])
        assert (ended.value.code, sentence in capsys.readouterr().out) == (0, True)


@pytest.mark.parametrize(
    ("argv", "hint"),
    [
        (("-x.csv", "supply.csv", "-o", "out.csv"), "“-x.csv” begins with “-” and is taken for an option."),
        (("supply.csv", "-orders.csv", "-o", "out.csv"), "If it is a file, write ./-orders.csv."),
        (("supply.csv", "supply.csv", "-o", "-out.csv"), "If it is a file, write ./-out.csv."),
        (("supply.csv", f"-{'x' * 300}.csv", "-o", "out.csv"), "x.csv” begins with “-” and is taken for an option."),
        (("--", "-x.csv", "supply.csv", "-o", "out.csv"), "Behind “--” everything is a name: put -o and its value bef"),
    ],
)
def test_a_name_that_begins_with_a_hyphen_is_told(
    argv: tuple[str, ...],
    hint: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("-x.csv", "-orders.csv", "supply.csv"):
        Path(name).write_text("编号,名称\n1,阀门密封面磨损\n", "utf-8")
    assert main(["match", *argv, "--lang", "en"] if "--" not in argv else ["match", "--lang", "en", *argv]) == 2
    assert hint in capsys.readouterr().err.splitlines()[1]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["-orders.csv", "-x.csv", "supply.csv"]


def test_nothing_is_said_of_hyphens_where_there_are_none(capsys: pytest.CaptureFixture[str]) -> None:
    for argv in (["a.csv", "-oout.csv"], ["a.csv", "--out=o.csv", "--colour"], ["a.csv", "b.csv", "--top", "-3"],
                 ["a.csv", "-" + "x" * 300]):  # fmt: skip
        assert main(["match", *argv, "--lang", "en"]) == 2
        assert "begins with" not in capsys.readouterr().err


def test_names_that_begin_with_a_hyphen_are_read_behind_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("-p.csv", "./-p.csv"):
        Path("-p.csv").write_text("demand_id,supply_id,score\nXQ1,CG1,0.5\n", "utf-8")
        argv = ["-o", "./-plan.xlsx", "--cover", "1", "--max-load", "1", "--lang", "en", "--", name]
        assert main(["assign", *argv]) == 0, capsys.readouterr().err
        Path("-plan.xlsx").unlink()
