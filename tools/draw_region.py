"""Draws the invented map of the demo, ``src/duijie/demo/region.geojson``: nine counties that share their borders, and
the zone inside one of them. The same drawing each time.

.venv/bin/python tools/draw_region.py
"""

import itertools
import json
import random
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src" / "duijie" / "demo" / "region.geojson"
# West to east, north to south. The place lies in the open sea, so that nobody takes it for a real one.
COUNTIES = (("990121", "990122", "990182"), ("990124", "990102", "990103"), ("990125", "990181", "990123"))
LONGITUDES, LATITUDES = (0.0, 0.62, 1.02, 1.7), (1.35, 0.88, 0.5, 0.0)
ZONE = "990171"
DEPTH, ROUGHNESS = 5, 0.17

Point = tuple[float, float]


def corner(column: int, row: int) -> Point:
    """A corner of the lattice, moved a little."""
    chance = random.Random(f"corner {column} {row}")
    return (
        LONGITUDES[column] + chance.uniform(-0.09, 0.09),
        LATITUDES[row] + chance.uniform(-0.07, 0.07),
    )


def border(one: Point, other: Point) -> list[Point]:
    """A crooked line from ``one`` to just before ``other``; the other way round it is the same line."""
    if one > other:
        return list(reversed([*border(other, one), one]))[:-1]
    chance = random.Random(f"border {one} {other}")
    line = [one, other]
    for _ in range(DEPTH):
        bent = []
        for start, end in itertools.pairwise(line):
            shift = chance.uniform(-ROUGHNESS, ROUGHNESS)
            middle = (
                (start[0] + end[0]) / 2 - (end[1] - start[1]) * shift,
                (start[1] + end[1]) / 2 + (end[0] - start[0]) * shift,
            )
            bent += [start, middle]
        line = [*bent, other]
    return line[:-1]


def ring(corners: list[Point]) -> list[list[float]]:
    """The borders between ``corners``, closed, anticlockwise as GeoJSON has it."""
    line = [point for at, one in enumerate(corners) for point in border(one, corners[(at + 1) % len(corners)])]
    return [[round(x, 5), round(y, 5)] for x, y in [*line, line[0]]]


def feature(code: str, corners: list[Point]) -> dict[str, object]:
    geometry = {"type": "Polygon", "coordinates": [ring(corners)]}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def main() -> None:
    features = [
        feature(code, [corner(x, y + 1), corner(x + 1, y + 1), corner(x + 1, y), corner(x, y)])
        for y, codes in enumerate(COUNTIES)
        for x, code in enumerate(codes)
    ]
    west, south = 1.22, 0.62
    features.append(
        feature(ZONE, [(west, south), (west + 0.22, south + 0.01), (west + 0.2, south + 0.16), (west, south + 0.14)])
    )
    collection = {"type": "FeatureCollection", "features": features}
    TARGET.write_text(json.dumps(collection, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
