"""The pictures of the benchmarks: what is measured stands in them, as bars and in words."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bench import charts

SVG = "{http://www.w3.org/2000/svg}"
MEASURED = {
    "about": {"models": {"sbir": "e5-small"}},
    "targets": {"sbir": {"mrr@10": 0.73}},
    "results": {"sbir": {"TF-IDF <plain>": {"mrr@10": 0.5}, "duijie match": {"mrr@10": 0.75}}},
}


def test_each_method_has_its_bar_and_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "retrieval.json").write_text(json.dumps(MEASURED), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["charts", "--measured", str(tmp_path), "--out", str(tmp_path)])

    assert charts.main() == 0

    picture = ElementTree.parse(tmp_path / "bench-retrieval.svg").getroot()
    said = [text.text for text in picture.iter(f"{SVG}text")]
    assert said[-5:] == ["duijie match", "0.750", "TF-IDF <plain>", "0.500", "goal 0.73"]
    _background, ours, theirs = picture.iter(f"{SVG}rect")
    assert float(ours.get("width") or 0) == pytest.approx(1.5 * float(theirs.get("width") or 0), rel=0.01)
    assert picture.find(f"{SVG}title") is not None
    assert not (tmp_path / "bench-assignment.svg").exists()


def test_a_way_without_an_answer_is_named_without_a_bar() -> None:
    rows = [
        {"case": "large", "way": "ours", "total": 2.0, "processor_seconds": 1.0},
        {"case": "large", "way": "SciPy (HiGHS)", "total": float("nan"), "processor_seconds": 90.0},
    ]
    about = {"demands": 10, "supply": 5, "candidates": 2}
    picture = ElementTree.fromstring(charts.of_assignment({"about": about, "rows": rows}))
    said = [text.text for text in picture.iter(f"{SVG}text")]
    assert said.count("SciPy (HiGHS): none in 90 s") == 2
    assert {"1.0 s", "2"} <= set(said)
    widths = [float(bar.get("width") or 0) for bar in picture.iter(f"{SVG}rect")][1:]
    assert sorted(widths)[:2] == [1.0, 1.0]
