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
