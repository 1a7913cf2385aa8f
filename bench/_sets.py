"""The sets that bench/retrieval.py and bench/ablation.py ask: texts, what belongs together, and the goals."""

import gzip
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from duijie_match.documents import Work

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("DUIJIE_BENCH_DATA", ROOT.parent / "shared" / "bench"))
LANGUAGES = {
    "sbir": ("en",),
    "sbir-firms": ("en",),
    "chinaxiv": ("zh", "en"),
    "chinaxiv-back": ("zh", "en"),
    "chinaxiv-zh": ("zh",),
    "chinaxiv-keywords": ("zh",),
    "chinaxiv-several": ("zh", "en"),
    "chinaxiv-mixed": ("zh", "en"),
    "chinaxiv-mixed-back": ("zh", "en"),
}
TARGETS: dict[str, dict[str, float]] = {
    "sbir": {"mrr@10": 0.73, "recall@10": 0.89},
    "sbir with bge-small-en": {"mrr@10": 0.76, "recall@10": 0.91},
    "chinaxiv": {"recall@1": 0.95, "mrr@10": 0.97},
    "chinaxiv-back": {"recall@1": 0.93, "mrr@10": 0.95},  # at most .02 below the other way
}

Texts = dict[str, str]


@dataclass(frozen=True)
class Task:
    """Texts by id, and for each demand that is judged the supply that belongs to it. What is known by ``works`` has no
    text of its own.
    """

    name: str
    demands: Texts
    supply: Texts
    relevant: Mapping[str, set[str]]
    works: Mapping[str, tuple[Work, ...]] = field(default_factory=dict)


def read_rows(path: Path) -> list[dict[str, str | None]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read_sbir(folder: Path) -> Task:
    """Agencies' topics and the abstracts of the firms that met them; the title's words are taken out of the topic."""
    relevant: dict[str, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        demand, wanted, _ = line.split("\t")
        relevant.setdefault(demand, set()).add(wanted)
    demands = {}
    for row in read_rows(folder / "demands.jsonl.gz"):
        if row["id"] in relevant:
            title, text = row["title"] or "", row["description"] or ""
            demands[str(row["id"])] = re.sub(re.escape(title), " ", text, flags=re.IGNORECASE) if title else text
    supply = {str(row["id"]): row["abstract"] or "" for row in read_rows(folder / "achievements.jsonl.gz")}
    return Task("sbir", demands, supply, relevant)


def read_firms(folder: Path) -> Task:
    """The same topics, and the firms that met them as experts are known: by their *other* abstracts. What met a topic,
    and whatever has such a title, is left out; a topic is judged where its firm has something left.
    """
    plain = read_sbir(folder.with_name("sbir"))
    rows = read_rows(folder.with_name("sbir") / "achievements.jsonl.gz")
    title = {str(row["id"]): (row["title"] or "").lower() for row in rows}
    told = {title[met] for wanted in plain.relevant.values() for met in wanted}
    firm = {str(row["id"]): firm_of(row["firm"] or "") for row in rows}
    works: dict[str, list[Work]] = {}
    for row in rows:
        if title[str(row["id"])] not in told and firm[str(row["id"])]:
            work = Work(body=row["abstract"] or "", year=int(row["year"] or 0))
            works.setdefault(firm[str(row["id"])], []).append(work)
    relevant = {demand: {firm[met] for met in wanted} & works.keys() for demand, wanted in plain.relevant.items()}
    relevant = {demand: firms for demand, firms in relevant.items() if firms}
    demands = {demand: plain.demands[demand] for demand in relevant}
    known = {name: tuple(done) for name, done in works.items()}
    return Task(folder.name, demands, dict.fromkeys(known, ""), relevant, known)


def firm_of(name: str) -> str:
    """A firm's name without signs, capitals and its legal form: the same firm is written in several ways."""
    plain = re.sub(r"[^a-z0-9 ]", "", name.lower())
    plain = re.sub(r"\b(inc|llc|corp|corporation|incorporated|co|company|ltd)\b", "", plain)
    return " ".join(plain.split())


def read_chinaxiv(folder: Path) -> Task:
    """Chinese abstracts and the English abstracts of the same papers."""
    rows = read_rows(folder / "pairs.jsonl.gz")
    demands = {f"zh-{row['id']}": row["zh_abstract"] or "" for row in rows}
    supply = {f"en-{row['id']}": row["en_abstract"] or "" for row in rows}
    return Task("chinaxiv", demands, supply, {f"zh-{row['id']}": {f"en-{row['id']}"} for row in rows})


def read_chinaxiv_back(folder: Path) -> Task:
    """The same pairs asked from English to Chinese."""
    there = read_chinaxiv(folder.with_name("chinaxiv"))
    back = {supply: {demand} for demand, wanted in there.relevant.items() for supply in wanted}
    return Task("chinaxiv-back", there.supply, there.demands, back)


def read_chinaxiv_chinese(folder: Path) -> Task:
    """Chinese titles with keywords, of every third paper, and the Chinese abstracts of all: the only task in which both
    sides are Chinese. Titles repeat words of their abstract, so nearly everything is found.
    """
    return _asked_in_chinese(folder, ("zh_title", "zh_keywords"))


def read_chinaxiv_keywords(folder: Path) -> Task:
    """The same asked by keywords alone, which leaves more to be found."""
    return _asked_in_chinese(folder, ("zh_keywords",))


def read_chinaxiv_several(folder: Path) -> Task:
    """Texts of two wishes: the Chinese abstracts of two papers, the English abstract of one of them in the supply. In
    every second text its part comes last.
    """
    rows = read_rows(folder.with_name("chinaxiv") / "pairs.jsonl.gz")
    demands, supply = {}, {}
    for place, (row, beside) in enumerate(zip(rows[::2], rows[1::2], strict=False)):
        both = [row["zh_abstract"] or "", beside["zh_abstract"] or ""]
        demands[f"zh-{row['id']}"] = "\n".join(both[::-1] if place % 2 else both)
        supply[f"en-{row['id']}"] = row["en_abstract"] or ""
    relevant = {demand: {f"en-{demand.removeprefix('zh-')}"} for demand in demands}
    return Task(folder.name, demands, supply, relevant)


def read_chinaxiv_mixed(folder: Path, asks: str) -> Task:
    """Titles with keywords of every third paper, in the language that ``asks``, and of all papers one abstract, by
    turns the English and the Chinese one. Only those are judged whose abstract is in the other language: does it stand
    above those that share the demand's language?
    """
    rows = read_rows(folder.with_name("chinaxiv") / "pairs.jsonl.gz")
    sides = ("en_abstract", "zh_abstract")
    supply = {str(row["id"]): row[sides[place % 2]] or "" for place, row in enumerate(rows)}
    demands = {
        f"{asks}-{row['id']}": "。".join(filter(None, (row[f"{asks}_title"], row[f"{asks}_keywords"])))
        for place, row in enumerate(rows)
        if place % 3 == 0 and place % 2 == (asks == "en")
    }
    demands = {key: text for key, text in demands.items() if text}
    return Task(folder.name, demands, supply, {key: {key.removeprefix(f"{asks}-")} for key in demands})


def _asked_in_chinese(folder: Path, columns: tuple[str, ...]) -> Task:
    rows = read_rows(folder.with_name("chinaxiv") / "pairs.jsonl.gz")
    supply = {f"zh-{row['id']}": row["zh_abstract"] or "" for row in rows}
    asked = {row["id"]: "。".join(filter(None, (row[column] for column in columns))) for row in rows[::3]}
    demands = {f"asked-{key}": text for key, text in asked.items() if text}
    relevant = {demand: {f"zh-{demand.removeprefix('asked-')}"} for demand in demands}
    return Task(folder.name, demands, supply, relevant)


def limited(task: Task, limit: int | None) -> Task:
    """The first ``limit`` supply texts, and the demands that something among them belongs to; without one, all."""
    if not limit:
        return task
    supply = dict(list(task.supply.items())[:limit])
    relevant = {demand: wanted & supply.keys() for demand, wanted in task.relevant.items() if wanted & supply.keys()}
    return Task(task.name, {demand: task.demands[demand] for demand in relevant}, supply, relevant, task.works)


def lacking(names: Iterable[str], folder: Path = DATA) -> str:
    """What to say when the data of these sets are not there; empty when they are."""
    wanted = {name: folder / FOLDERS[name] for name in names}
    gone = sorted({str(place) for place in wanted.values() if not place.is_dir()})
    return f"There is no data in {', '.join(gone)}; set DUIJIE_BENCH_DATA to the folder that holds it." if gone else ""


TASKS = {"sbir": read_sbir, "chinaxiv": read_chinaxiv, "chinaxiv-back": read_chinaxiv_back}
PARTS: dict[str, Callable[[Path], Task]] = {
    **TASKS,
    "sbir-firms": read_firms,
    "chinaxiv-zh": read_chinaxiv_chinese,
    "chinaxiv-keywords": read_chinaxiv_keywords,
    "chinaxiv-several": read_chinaxiv_several,
    "chinaxiv-mixed": partial(read_chinaxiv_mixed, asks="zh"),
    "chinaxiv-mixed-back": partial(read_chinaxiv_mixed, asks="en"),
}
"""What the ablation asks: six more, on which the peers of the other sets have nothing to say."""
FOLDERS = {name: name.partition("-")[0] for name in PARTS}
