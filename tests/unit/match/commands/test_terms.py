"""``duijie terms``: what is mined, what is left out, and what it says."""

from pathlib import Path

import pytest

from duijie_match.analysis.mining import MinedTerm, count_terms
from duijie_match.commands import main
from duijie_match.lists.lexicon_list import read_terms


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUIJIE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DUIJIE_LANG", "en")
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def test_a_pair_counts_when_papers_agree_and_no_other_pair_has_more() -> None:
    papers = [
        (["球阀", "密封"], ["Ball Valve", "sealing"]),
        (["密封", "球阀"], ["sealing", "ball valve"]),
        (["球阀", "泄漏"], ["ball valve"]),  # not as many: says nothing of pairs
        (["轴承", "润滑"], ["bearing", "lubrication"]),  # one paper alone
        (["焊接", "涂层"], ["coating", "welding"]),  # in another order …
        (["焊接"], ["welding"]),
        (["涂层"], ["coating"]),
        (["焊接"], ["welding"]),
        (["涂层"], ["coating"]),  # … which the others outvote
    ]
    assert count_terms(papers) == [
        MinedTerm("密封", "sealing", 2), MinedTerm("涂层", "coating", 2), MinedTerm("焊接", "welding", 2),
        MinedTerm("球阀", "ball valve", 2),
    ]  # fmt: skip
    assert count_terms(papers, least_papers=3) == []
    # Dice: both words stand in many papers, together in two.
    often = [(["材料"], ["alloy"])] * 2 + [(["材料", "钢"], ["steel"])] * 9
    assert count_terms(often) == []


def test_pairs_are_written_as_a_lexicon_without_what_it_has(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "lexicon.csv").write_text("中文,英文\n菌渣,mushroom waste\n", encoding="utf-8")
    rows = ["题名,关键词,英文关键词", *["甲,球阀；菌渣,ball valve; spent substrate"] * 2, "乙,密封,"]
    (tmp_path / "papers.csv").write_text("\n".join(rows), encoding="utf-8")
    out = tmp_path / "found.xlsx"
    assert main(["terms", str(tmp_path / "papers.csv"), "-o", str(out)]) == 0
    shown = capsys.readouterr()
    assert "1 pair from 2 papers. Read it" in shown.out
    assert "Rows and sheets without keywords in both languages: 1." in shown.err
    assert "  papers.csv, row 4: The paper has keywords in one language only. Fill in both, or delete" in shown.err
    assert read_terms(out).rows == [("球阀", "ball valve")]
    assert main(["terms", str(tmp_path / "papers.csv"), "-o", str(out), "--lang", "zh"]) == 0
    assert "已从 2 篇论文中找到 1 对术语" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rows", "status", "said"),
    [
        ("关键词,英文关键词\n球阀,ball valve\n", 1, "In 1 paper there is no pair of keywords"),
        ("标题,正文\n甲,乙\n", 1, "In 0 papers there is no pair of keywords"),
        ("标题,正文\n甲,乙\n", 1, "A list of papers needs the columns Chinese keywords and English keywords"),
        (None, 2, "papers.csv"),
    ],
)
def test_what_cannot_be_mined_says_what_to_do(
    rows: str | None, status: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if rows is not None:
        (tmp_path / "papers.csv").write_text(rows, encoding="utf-8")
    assert main(["terms", str(tmp_path / "papers.csv"), "-o", str(tmp_path / "out.csv")]) == status
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()
