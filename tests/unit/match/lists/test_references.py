"""BibTeX and RIS as works."""

# ruff: noqa: E501 – tables of cases read better in long lines

import time
from pathlib import Path

import pytest

from duijie_match.documents import Work
from duijie_match.lists.references import without_latex
from duijie_match.lists.relations import read_works
from duijie_match.lists.sources import open_source

BIB = r"""% exported
@string{nat = "Nature"}
@comment{@article{not, title={Not this}}}
@article{mueller2020,
  author = {M{\"u}ller, Anna and 张, 三},
  title = {{Cryogenic} valves --- a {\'e}tude},
  abstract = {At $-196$ degrees.
              Two lines, and "quotes".},
  journal = nat # " Materials",
  year = 2020, expert = {ZJ-001}
}
@inproceedings(two, title = "Second {"}title", year = {2019}, supply_id = "ZJ-002")
@misc{broken, title = {never closed
"""
RIS = """TY  - JOUR
TI  - First title
 goes on
AU  - Müller, Anna
AU  - 张三
AB  - About valves.
PY  - 2020/05/01
U1  - ZJ-001
ER  -
TY  - PAT
T1  - Second
Y1  - 2018
U1  - ZJ-002
ER  -
"""


def rows(path: Path) -> list[dict[str, object]]:
    with open_source(path) as source:
        for sheet in source.sheets():
            header, *rest = [row.cells for row in sheet.rows]
    return [{str(name): cell for name, cell in zip(header, cells, strict=True) if cell} for cells in rest]


def test_bibtex_as_rows(tmp_path: Path) -> None:
    path = tmp_path / "works.bib"
    path.write_text(BIB, encoding="utf-8")
    found = rows(path)
    assert found[1] == {
        "supply_id": "ZJ-001",
        "title": "Cryogenic valves — a étude",
        "body": 'At $-196$ degrees. Two lines, and "quotes".',
        "year": "2020",
        "authors": "Anna Müller；张三",
        "type": "article",
        "journal": "Nature Materials",
        "key": "mueller2020",
    }
    assert (found[2]["title"], found[2]["supply_id"], found[2]["year"]) == ('Second "title', "ZJ-002", "2019")
    assert found[3]["title"] == "never closed"


def test_ris_as_works(tmp_path: Path) -> None:
    path = tmp_path / "works.txt"
    path.write_text(RIS, encoding="utf-8")
    assert read_works(path).works == {
        "ZJ-001": (Work("First title goes on", "About valves.", 2020),),
        "ZJ-002": (Work("Second", "", 2018),),
    }


def test_a_file_for_each_expert_needs_no_field(tmp_path: Path) -> None:
    for expert in ("ZJ-001", "ZJ-002"):
        (tmp_path / f"{expert}.bib").write_text(f"@article{{a, title = {{Of {expert}}}, year = 2021}}")
    assert read_works(tmp_path).works == {expert: (Work(f"Of {expert}", "", 2021),) for expert in ("ZJ-001", "ZJ-002")}


def test_names_built_on_names_stay_small(tmp_path: Path) -> None:
    lines = ['@string{a0 = "' + "x" * 1000 + '"}']
    lines += [f"@string{{a{n + 1} = a{n} # a{n} # a{n} # a{n}}}" for n in range(60)]
    path = tmp_path / "bomb.bib"
    path.write_text("\n".join([*lines, "@misc{k, title = a60, expert = {Z}}"]))
    assert len(str(rows(path)[0]["title"])) == 200_000


@pytest.mark.parametrize(
    "text", ["@a{" * 200_000, "@a{k, t = " + "{" * 500_000, "@a{k, t = a" + " # a" * 200_000, "@" * 900_000]
)
def test_hostile_references_end_soon(tmp_path: Path, text: str) -> None:
    path = tmp_path / "hostile.bib"
    path.write_text(text)
    start = time.monotonic()
    rows(path)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "latex, words",
    [(r"\'{e}\`a\^{\i}", "éàî"), (r"{\ss} \o{} \AA", "ß ø Å"), (r"50\% \& more~x", "50% & more x"), (r"\emph{so} it", "so it"), (r"\v{S}koda \c{c}", "Škoda ç")],
)  # fmt: skip
def test_latex_as_words(latex: str, words: str) -> None:
    assert without_latex(latex) == words
