"""Writes what was measured into the documentation: for each benchmark a page of tables, its JSON, and pictures.

``python -m bench.publish`` takes what is new in ``var/bench/`` into ``docs/reference/bench/NAME.json``, part by part
(what was cut short by ``--limit`` is left out), and writes ``NAME.md`` beside it and ``docs/images/bench-NAME.svg``
from that. Tables in
``docs/explanation/matching.md`` are renewed where they stand.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from bench._measured import keep
from bench._tables import PAGES, page, spliced
from bench.charts import CHARTS

ROOT = Path(__file__).resolve().parents[1]


def read(source: Path) -> dict[str, Any]:
    """The parts in a file; none where there is none."""
    found: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))["parts"] if source.exists() else {}
    return found


def published(docs: Path) -> dict[str, dict[str, Any]]:
    """The parts of each benchmark that has a page."""
    return {name: read(docs / "reference" / "bench" / f"{name}.json") for name in PAGES}


def rendered(name: str, parts: dict[str, Any]) -> dict[str, str]:
    """Each file to be written from these parts, by its place below ``docs/``."""
    drawn = {picture: made for picture, make in CHARTS[name].items() if (made := make(parts))}
    files = {f"images/bench-{picture}.svg": made for picture, made in drawn.items()}
    if name in PAGES:
        files[f"reference/bench/{name}.md"] = page(
            name, parts, {picture: said_instead(made) for picture, made in drawn.items()}
        )
    return files


def said_instead(picture: str) -> str:
    """What a reader hears who does not see the picture: its title, with day and machine."""
    return ElementTree.fromstring(picture).findtext("{http://www.w3.org/2000/svg}title") or ""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--measured", type=Path, default=ROOT / "var" / "bench")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs")
    options = parser.parse_args()
    for name in CHARTS:
        target = options.docs / "reference" / "bench" / f"{name}.json"
        whole = {
            key: part
            for key, part in read(options.measured / f"{name}.json").items()
            if not part.get("about", {}).get("limit")
        }
        if not whole and not target.exists():
            print(f"{name}: nothing measured yet; run `./run bench {name}` first.", file=sys.stderr)
            continue
        keep(target, whole)
        for place, made in rendered(name, read(target)).items():
            (options.docs / place).parent.mkdir(parents=True, exist_ok=True)
            (options.docs / place).write_text(made, encoding="utf-8")
            print(options.docs / place)
    explanation = options.docs / "explanation" / "matching.md"
    if explanation.exists():
        explanation.write_text(
            spliced(explanation.read_text(encoding="utf-8"), published(options.docs)), encoding="utf-8"
        )
        print(explanation)
    return 0


if __name__ == "__main__":
    sys.exit(main())
