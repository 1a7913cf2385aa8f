"""The pages and pictures of the benchmarks: what is measured stands in them, in tables, as bars and in words."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from bench import _measured, charts, publish

SVG = "{http://www.w3.org/2000/svg}"
ABOUT: dict[str, Any] = {
    "set": "sbir", "model": "e5-small", "limit": None, "demands": 2, "supply": 3, "date": "2026-11-27",
    "processor": "Abacus 3", "vnni": None, "cores": 2, "memory_gib": 4.0, "load": 0.1, "python": "3.11", "versions": {},
}  # fmt: skip


def retrieval(ours: float, **about: Any) -> dict[str, Any]:
    values = {"recall@1": 0.4, "recall@10": 0.8}
    return {
        "about": {**ABOUT, **about},
        "goals": {"mrr@10": 0.73},
        "methods": {"TF-IDF <plain>": {**values, "mrr@10": 0.5}, "duijie match": {**values, "mrr@10": ours}},
        "gains": {"TF-IDF <plain>": {"gain": ours - 0.5, "low": -0.01, "high": 0.4, "p": 0.03}},
    }


def published(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, parts: dict[str, Any]) -> None:
    """Measured and published, as the commands do it."""
    _measured.keep(folder / f"{name}.json", parts)
    monkeypatch.setattr("sys.argv", ["publish", "--measured", str(folder), "--docs", str(folder / "docs")])
    assert publish.main() == 0


def words_of(picture: Path) -> list[str | None]:
    return [text.text for text in ElementTree.parse(picture).getroot().iter(f"{SVG}text")]


def test_each_method_has_its_bar_and_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(tmp_path, monkeypatch, "retrieval", {"sbir": retrieval(0.75)})

    picture = tmp_path / "docs" / "images" / "bench-retrieval.svg"
    said = words_of(picture)
    assert said[2:7] == ["duijie match", "0.750", "TF-IDF <plain>", "0.500", "goal 0.73"]
    assert said[-1] == "Measured 27 November 2026, Abacus 3, 2 cores, 4 GiB."
    root = ElementTree.parse(picture).getroot()
    _background, ours, theirs = root.iter(f"{SVG}rect")
    assert float(ours.get("width") or 0) == pytest.approx(1.5 * float(theirs.get("width") or 0), rel=0.01)
    assert "27 November 2026" in (root.findtext(f"{SVG}title") or "")
    assert not (tmp_path / "docs" / "images" / "bench-assignment.svg").exists()


def test_every_set_has_its_panel_and_its_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other model and the other way are drawn, too; the page has peers, gain, interval, goal, day and machine."""
    parts = {
        "sbir": retrieval(0.75),
        "sbir with bge-small-en": retrieval(0.72, model="bge-small-en", date="2026-11-26"),
        "chinaxiv-back": retrieval(0.9, set="chinaxiv-back"),
    }
    published(tmp_path, monkeypatch, "retrieval", parts)

    said = words_of(tmp_path / "docs" / "images" / "bench-retrieval.svg")
    assert {"SBIR, e5-small", "SBIR, bge-small-en", "ChinaXiv en → zh, e5-small"} <= set(said)
    assert said.count("goal 0.73") == 3
    assert "sbir with bge-small-en: measured 26 November 2026, Abacus 3, 2 cores, 4 GiB." in said
    page = (tmp_path / "docs" / "reference" / "bench" / "retrieval.md").read_text(encoding="utf-8")
    assert "| TF-IDF <plain> | 0.400 | 0.800 | 0.500 | +0.250 | −0.010 to +0.400 | 0.0300 |" in page
    assert page.count("MRR@10 0.73, reached") == 2
    assert page.count("MRR@10 0.73, **missed**") == 1
    assert "26 November 2026, Abacus 3" in page


def test_measuring_one_set_again_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was cut short is not published, and does not stand in the way of what was."""
    published(tmp_path, monkeypatch, "retrieval", {"sbir": retrieval(0.75)})
    more = {"chinaxiv": retrieval(0.9, set="chinaxiv"), "sbir, first 10": retrieval(1.0, limit=10)}
    published(tmp_path, monkeypatch, "retrieval", more)
    kept = json.loads((tmp_path / "docs" / "reference" / "bench" / "retrieval.json").read_text(encoding="utf-8"))
    assert list(kept["parts"]) == ["sbir", "chinaxiv"]
    assert kept["parts"]["sbir"]["methods"]["duijie match"]["mrr@10"] == 0.75


def test_a_way_without_an_answer_is_named_without_a_bar() -> None:
    rows = [
        {"case": "large", "way": "ours", "total": 2.0, "processor_seconds": 1.0},
        {"case": "large", "way": "SciPy (HiGHS)", "total": float("nan"), "processor_seconds": 90.0},
    ]
    about = {**ABOUT, "demands": 10, "supply": 5, "candidates": 2}
    drawn = charts.of_assignment({"large": {"about": about, "rows": rows}})
    picture = ElementTree.fromstring(drawn or "")
    said = [text.text for text in picture.iter(f"{SVG}text")]
    assert said.count("SciPy (HiGHS): none in 90 s") == 2
    assert {"1.0 s", "2"} <= set(said)
    widths = [float(bar.get("width") or 0) for bar in picture.iter(f"{SVG}rect")][1:]
    assert sorted(widths)[:2] == [1.0, 1.0]


def test_fair_stands_beside_total() -> None:
    """Also where suppliers have a minimum; who keeps it not is named."""
    usual: dict[str, Any] = {"case": "midl", "total": 9.0, "worst": 0.9, "too few": 0, "proved": True, "worst gap": 0.0}
    rows = [
        {**usual, "variant": variant, "way": way, "objective": objective, "total": total, "too few": few}
        for variant, few in (("at most 4", 0), ("2 to 4", 3))
        for way, objective, total in (("ours", "total", 9.0), ("ours", "fair", 8.5), ("greedy", "total", 8.0))
    ]
    part = {"about": ABOUT, "rows": rows, "targets": {"midl_worst": 0.9448}}
    said = [text.text for text in ElementTree.fromstring(charts.of_midl({"midl": part}) or "").iter(f"{SVG}text")]
    assert said.count("ours, total") == said.count("ours, fair") == 2
    assert {"at most 4: total", "2 to 4: the paper that is served worst", "goal 0.9448", "8.50"} <= set(said)
    assert "greedy: 3 with too few" in said


def test_a_gain_is_drawn_with_its_interval() -> None:
    values = {"gain": -0.01, "low": -0.02, "high": -0.005, "p": 1.0}
    changes = {"as shipped": {**values, "gain": 0.0}, "without words": values}
    drawn = charts.of_ablation({"sbir": {"about": ABOUT, "changes": changes}, "chinaxiv-zh": {"changes": {}}})
    picture = ElementTree.fromstring(drawn)
    said = [text.text for text in picture.iter(f"{SVG}text")]
    assert {"SBIR", "zh → zh", "without words", "−0.010", "–"} <= set(said)
    assert "as shipped" not in said
    assert len(list(picture.iter(f"{SVG}circle"))) == 1


def test_the_processor_is_named_with_what_tells_it_apart(tmp_path: Path) -> None:
    source = tmp_path / "cpuinfo"
    lines = (
        "model name\t: Some Processor",
        "cpu family\t: 6",
        "model\t\t: 167",
        "stepping\t: 1",
        "flags\t\t: avx512_vnni",
    )
    source.write_text("\n".join(lines) + "\n\nmodel name\t: Another\n", encoding="utf-8")
    assert _measured.processor(source) == {
        "processor": "Some Processor (family 6, model 167, stepping 1)", "vnni": True,
    }  # fmt: skip
    assert _measured.processor(tmp_path / "none")["vnni"] is None
