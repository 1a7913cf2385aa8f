"""A small town's lists with judged pairs: what fits is a matter of the subject, and of how strict an office is."""

import itertools
from functools import cache
from pathlib import Path

from duijie_match.documents import Document, Kind
from duijie_match.learning.fitting import Fitted, fit_model
from duijie_match.learning.labels import LEVELS, Labels, make_labels
from duijie_match.testing.hashing import HashingEmbedder

SUBJECTS = (
    "球阀密封面高温磨损泄漏",
    "水稻耐盐新品种选育栽培",
    "固态锂电池硫化物电解质",
    "印染废水臭氧催化氧化处理",
)
NEAR = {(0, 2), (2, 0), (1, 3), (3, 1)}
DETAILS = ("小批量试制", "中试放大生产", "成本控制方案")


def make_documents() -> tuple[list[Document], list[Document]]:
    """Twelve demands and twelve achievements: four subjects in three shades."""
    demands, supply = [], []
    for number, (subject, detail) in enumerate(itertools.product(range(4), range(3))):
        text = f"{SUBJECTS[subject]}，{DETAILS[detail]}"
        demands.append(Document(f"D{number}", Kind.DEMAND, title=text, body=f"需要解决{text}的问题", language="zh"))
        supply.append(Document(f"S{number}", Kind.ACHIEVEMENT, title=text, body=f"已完成{text}", language="zh"))
    return demands, supply


def level_of(demand: int, item: int) -> int:
    """4 for the same subject and shade, 3 for the same subject, 2 for a neighbouring one; the last shade is graded
    strictly.
    """
    (ours, shade), (theirs, other) = divmod(demand, 3), divmod(item, 3)
    level = 4 if demand == item else 3 if ours == theirs else 2 if (ours, theirs) in NEAR else 1
    return max(1, level - 1) if shade == 2 and shade != other else level


def make_judged(demands: int = 12) -> Labels:
    """All pairs of the first demands, judged."""
    return make_labels(
        ((f"D{demand}", f"S{item}"), signs_of(level_of(demand, item)))
        for demand in range(demands)
        for item in range(12)
    )


def signs_of(level: int) -> tuple[int, int, int]:
    """As ``Labels`` has it."""
    one, two, three = (1 if level >= threshold else -1 for threshold in LEVELS)
    return one, two, three


@cache
def fitted_town() -> Fitted:
    """The model of all pairs; made once a process."""
    return fit_model(make_judged(), *make_documents(), embedder=HashingEmbedder())


def copy_of(path: Path, data: bytes) -> Path:
    """``data`` as a file."""
    path.write_bytes(data)
    return path
