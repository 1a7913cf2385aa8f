"""What the operating system says is repeated in the language of the reader."""

import errno
import os
import re

import pytest

from duijie_match.commands import main
from duijie_match.system_errors import _WORDS, system_reason
from duijie_match.wording import LOCALE


@pytest.mark.parametrize("number", sorted(_WORDS))
def test_what_the_system_says_has_chinese_words(number):
    said = system_reason(OSError(number, os.strerror(number), "清单.xlsx"))
    assert re.fullmatch("[\u4e00-\u9fff]+", said.render("zh-hans"))
    assert "Errno" not in said.render("en")


def test_a_rare_error_is_told_by_its_code_and_one_without_by_what_it_says():
    assert system_reason(OSError(errno.ENOTTY, "?")).render("zh-hans") == "错误 ENOTTY"
    assert system_reason(OSError("a {brace}")).render("en") == "a {brace}"


@pytest.mark.parametrize(
    ("target", "chinese", "english"),
    [
        ("/dev/null/在这里", "路径中有一段不是文件夹", "a part of the path is no folder"),
        ("长" * 200, "名称过长", "the name is too long"),
    ],
)
def test_a_command_tells_why_the_system_refused(target, chinese, english, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    said = {}
    for language in ("zh", "en"):
        assert main(["samples", target, "--lang", language]) == 2
        said[language] = capsys.readouterr().err
    assert f"文件夹 {target} 无法写入（{chinese}），请换一个文件夹。" in said["zh"]
    assert f"The folder {target} cannot be written: {english}. Name another." in said["en"]


def test_no_other_place_repeats_what_the_system_says():
    source = LOCALE.parents[1]
    found = [
        str(file.relative_to(source))
        for file in sorted(source.rglob("*.py"))
        if ".strerror" in file.read_text(encoding="utf-8")
    ]
    assert found == []
