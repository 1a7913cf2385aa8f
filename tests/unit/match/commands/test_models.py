"""``duijie models``: what a person types and reads."""

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.unit.match.embedding.servers import good, limited, serving
from tests.unit.match.embedding.small_models import make_folder

from duijie_match.commands import main
from duijie_match.documents import Document, Kind
from duijie_match.embedding.names import create_embedder, languages_of


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUIJIE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DUIJIE_LANG", "en")
    return tmp_path / "data"


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[str], list[str]]:
    status = main(["models", *map(str, arguments)])
    shown = capsys.readouterr()
    return status, shown.out.splitlines(), shown.err.splitlines()


def test_list_shows_what_is_there_and_what_can_be_fetched(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(capsys, "list")
    assert status == 0
    assert out == [
        "e5-small            any language, and across  shipped  in use for any language, and across",
        "e5-small-kernel     any language, and across  shipped",
        "bge-small-zh        Chinese  not here yet: duijie models add bge-small-zh",
        "bge-small-en        English  not here yet: duijie models add bge-small-en",
    ]
    assert (
        said(capsys, "list", "--lang", "zh")[1][2]
        == "bge-small-zh        中文  尚未添加：duijie models add bge-small-zh"
    )


def test_a_folder_is_added_listed_and_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = make_folder(tmp_path / "source")
    assert said(capsys, "add", "small", "--from", source, "--language", "zh")[:2] == (
        0,
        ["Added: small. “duijie models use small” makes it the one that is used."],
    )
    assert said(capsys, "use", "small")[:2] == (0, ["any language, and across: e5-small", "Chinese: small"])
    assert f"small               Chinese  {source}  in use for Chinese" in said(capsys, "list")[1]
    assert said(capsys, "use", "e5-small")[1] == ["any language, and across: e5-small"]


def test_a_model_is_removed_but_not_while_it_is_used(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = make_folder(tmp_path / "source")
    said(capsys, "add", "small", "--from", source, "--language", "zh")
    said(capsys, "use", "small")
    status, _, errors = said(capsys, "remove", "small")
    assert (status, errors) == (
        2, ["“small” is in use. Let another read its texts first: duijie models use e5-small."]
    )  # fmt: skip
    assert (data / "models" / "small").is_dir()
    said(capsys, "use", "e5-small")
    assert said(capsys, "remove", "small")[:2] == (0, ["Removed: small."])
    assert not (data / "models" / "small").exists()
    assert not any(line.startswith("small ") for line in said(capsys, "list")[1])
    assert said(capsys, "remove", "small")[0] == 2


def test_all_are_removed_or_none(tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = make_folder(tmp_path / "source")
    for name in ("first", "second", "third"):
        said(capsys, "add", name, "--from", source, "--language", "zh")
    said(capsys, "use", "second")
    for wrong, message in (("nobody", "No model nobody was added"), ("second", "“second” is in use.")):
        status, out, errors = said(capsys, "remove", "first", wrong, "third")
        assert (status, out, errors[0].startswith(message)) == (2, [], True)
        assert (data / "models" / "first" / "model.onnx").is_file()
    assert said(capsys, "remove", "first", "third", "first")[:2] == (0, ["Removed: first.", "Removed: third."])
    assert sorted(one.name for one in (data / "models").iterdir() if one.is_dir()) == ["second"]


def test_what_a_killed_add_left_is_cleared_away_but_not_what_a_running_one_makes(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, models = make_folder(tmp_path / "source"), data / "models"
    said(capsys, "add", "small", "--from", source)
    others = {".e5-small-ab12cd34", ".backup-20261127"}  # under way by another lock, and somebody's own
    for name in others:
        (models / name).mkdir()

    def hidden() -> set[str]:
        return {one.name for one in models.iterdir() if one.is_dir() and one.name.startswith(".")} - others

    command = [
        sys.executable,
        "-c",
        "from duijie_match.commands import main; main()",
        "models",
        "add",
        "slow",
        "--from",
        source,
    ]
    for _again in range(20):  # it may be done before it is stopped
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as adding:
            while not hidden() and adding.poll() is None:
                time.sleep(0.002)
            adding.send_signal(signal.SIGSTOP)
            if hidden():
                assert said(capsys, "list")[0] == 0
                assert len(hidden()) == 1
                adding.kill()
                break
            adding.kill()
    assert len(hidden()) == 1
    assert said(capsys, "list")[0] == 0
    assert (hidden(), all((models / name).is_dir() for name in others)) == (set(), True)


def test_a_model_that_a_kill_took_out_of_its_place_goes_back(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    models = data / "models"
    said(capsys, "add", "small", "--from", make_folder(tmp_path / "source"))
    (models / ".former-0a1b2c3d").mkdir()
    (models / "small").rename(models / ".former-0a1b2c3d" / "small")  # killed before the new one came
    assert said(capsys, "use", "small")[0] == 0
    assert len(create_embedder("small", folder=models).embed(["阀门"])) == 1
    assert not (models / ".former-0a1b2c3d").exists()


def test_a_model_in_use_whose_folder_was_deleted_by_hand_says_the_ways_out(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "add", "small", "--from", make_folder(tmp_path / "source"))
    said(capsys, "use", "small")
    shutil.rmtree(data / "models" / "small")
    for name, title in (("demands", "阀门密封面磨损"), ("supply", "阀座堆焊")):
        (tmp_path / f"{name}.csv").write_text(f"编号,名称\n1,{title}\n", "utf-8")
    lists = (tmp_path / "demands.csv", tmp_path / "supply.csv", "-o", tmp_path / "out.csv")
    for language, words in (("en", ("models/small cannot be used: the folder is gone.", "the page “Embedding models”")),
                            ("zh", ("该文件夹已不存在", "“语义模型”页面"))):  # fmt: skip
        assert main(["match", *map(str, lists), "--lang", language]) == 1
        error = capsys.readouterr().err
        assert all(part in error for part in (*words, "“duijie models add”", "“duijie models use e5-small”")), error
    again = f"its files are missing or damaged: duijie models add small --from {tmp_path / 'source'}"
    assert again in "\n".join(said(capsys, "list")[1])
    said(capsys, *again.split()[-4:])
    assert "missing" not in "\n".join(said(capsys, "list")[1])


def test_a_list_of_models_that_may_not_be_read_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("DUIJIE_DATA", str(tmp_path / "file"))
    assert main(["models", "list", "--lang", "en"]) == 1
    said = capsys.readouterr().err
    assert "cannot be read" in said
    assert "Delete it" not in said


def test_an_endpoint_says_that_texts_leave_the_house(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(good) as server:
        assert said(capsys, "add", "remote", "--url", server.url, "--model-name", "m")[0] == 0
        status, _, warned = said(capsys, "use", "remote")
    assert (status, warned) == (0, [f"Texts of your lists are sent to {server.url} whenever remote is used."])


def test_a_match_says_of_how_many_texts_a_server_took_only_the_beginning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demands, supply = tmp_path / "demands.csv", tmp_path / "supply.csv"
    demands.write_text(f"id,title,text\n1,阀门,{'阀门密封面磨损' * 300}\n", "utf-8")
    supply.write_text("id,title,text\n2,阀座,阀座堆焊与密封面修复\n", "utf-8")
    with serving(limited(32, 800)) as server:
        said(capsys, "add", "remote", "--url", server.url, "--model-name", "m")
        lists = (str(demands), str(supply), "--out", str(tmp_path / "out.csv"))
        for _again in range(2):  # the second time from what was kept
            assert main(["match", *lists, "--embedder", "remote"]) == 0
            told = capsys.readouterr().err
            assert "Of 1 text only the beginning was read, because the server of remote refuses" in told


def test_a_model_behind_an_address_may_want_a_prefix_and_read_so_many_tokens(data: Path) -> None:
    with serving(good) as server:
        told = ("--url", server.url, "--prefix", "passage: ", "--tokens", "20")
        assert main(["models", "add", "remote", *told]) == 0
        create_embedder("remote", folder=data / "models").embed(["阀" * 100])
    assert [request["input"][0][:10] for request in server.asked] == ["passage: 高", "passage: 阀"]
    assert len(server.asked[-1]["input"][0]) == len("passage: ") + 15


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("add",), "Name the model to add."),
        (("use",), "Name the model to use."),
        (("remove",), "Name the model to remove."),
        (("remove", "e5-small"), "No model e5-small was added, so there is nothing to remove. Added: –."),
        (("list", "small"), "“list” takes no names."),
        (("add", "a", "b", "--url", "http://h"), "With --from or --url one model is added at a time."),
        (("add", "a", "--from", ".", "--url", "http://h"), "Either --from or --url."),
        (("add", "small"), "“small” is not one that can be fetched (bge-small-zh, bge-small-en)"),
        (("add", "small", "--from", "nowhere"), "“nowhere” is none."),
        (("add", "e5-small"), "A model cannot be called “e5-small”"),
        (("add", "../x", "--from", "."), "A model cannot be called “../x”"),
        (("add", "small", "--from", "."), "model.onnx / onnx/model.onnx is missing"),
        (("add", "small", "--url", "localhost"), "“localhost” is not the address of a server."),
        (("add", "small", "--url", "http://h", "--pooling", "cls"), "--pooling is for a folder: behind an address"),
        (("add", "small", "--url", "http://h", "--tokens", "7"), "--tokens takes 8 to 8192."),
        (("add", "small", "--from", ".", "--tokens", "9999"), "--tokens takes 8 to 8192."),
        (("add", "bge-small-zh", "--prefix", "", "--tokens", "64"), "--prefix, --tokens: “bge-small-zh” brings that"),
        (
            ("add", "bge-small-zh", "bge-small-en", "--pooling", "mean"),
            "--pooling: “bge-small-zh” brings that with it.",
        ),
        (("add", "bge-small-en", "--from", "x.jar", "--language", "zh"), "--language: “bge-small-en” brings that"),
        (("add", "small", "--from", ".", "--key-variable", "K"), "--key-variable: only for a model behind an address"),
        (("use", "small"), "There is no embedding model small. Valid names: e5-small, e5-small-kernel."),
        (("move", "small"), "list|add|use|remove cannot be 'move'"),
    ],
)
def test_wrong_use_is_status_2_and_one_sentence(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, errors = said(capsys, *arguments)
    assert (status, out) == (2, [])
    assert message in errors[0]


def test_a_few_foreign_rows_do_not_make_a_list_bilingual() -> None:
    chinese = [Document(str(number), Kind.DEMAND, title="阀门密封面磨损") for number in range(99)]
    english = [Document(f"e{number}", Kind.DEMAND, title="valve seats wear") for number in range(30)]
    assert languages_of(chinese, english[:1]) == {"zh"}
    assert languages_of(chinese, english) == {"zh", "en"}
    assert languages_of([], []) == set()
