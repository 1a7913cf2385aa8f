"""The dictionary across languages: a few entries of our own, and the one that is installed."""

from pathlib import Path

import pytest

from duijie_match.analysis.dictionary import Dictionary, installed_dictionary, read_cedict
from duijie_match.errors import DuijieError

ENTRIES = Dictionary({
    "球阀": "ball valve",
    "密封": "to seal/airtight",
    "密封圈": "sealing ring (mechanics)/CL:個|个[ge4]",
    "圈套": "trap/see 陷阱[xian4 jing3]/an explanation that needs far too many words",
})  # fmt: skip


def test_the_longest_word_at_each_place_and_none_within_the_one_before() -> None:
    assert list(ENTRIES.find("球阀密封圈套 密封")) == [
        ("球阀", 0, 2),
        ("密封圈", 2, 5),
        ("圈套", 4, 6),
        ("密封", 7, 9),
    ]


@pytest.mark.parametrize(
    "word, stems",
    [
        ("球阀", {"ball": 0.5, "valv": 0.5}),
        ("密封", {"seal": 0.5, "airtight": 0.5}),
        ("密封圈", {"seal": 0.5, "ring": 0.5}),
        ("圈套", {"trap": 1.0}),
        ("不在", {}),
    ],
)
def test_shares_of_the_meanings_add_up_to_one(word: str, stems: dict[str, float]) -> None:
    assert dict(ENTRIES.stems(word)) == pytest.approx(stems)


def test_the_installed_dictionary_knows_technical_words() -> None:
    known = installed_dictionary()
    assert "graphen" in dict(known.stems("石墨烯"))
    assert [word for word, _start, _end in known.find("石墨烯涂层的耐磨性")][:1] == ["石墨烯"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"# only a remark\n"])
def test_a_damaged_dictionary_says_what_to_do(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "cedict.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DuijieError) as error:
        read_cedict(path)
    assert error.value.code == "dictionary-unreadable"
    assert "set-up" in str(error.value.message)
