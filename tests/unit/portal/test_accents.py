"""Each colour of the frame can be read: white on it, links on white, links on its pale ground."""

import re
from pathlib import Path

from duijie.common.models.site import Accent

CSS = Path(__file__).resolve().parents[3] / "src" / "duijie" / "portal" / "static" / "portal" / "css"
PALE = "#f3f5f8"  # the ground of pages


def colours() -> dict[str, dict[str, str]]:
    shipped = re.findall(r"--dj-([\w-]+): (#[0-9a-f]{6});", (CSS / "duijie.css").read_text(encoding="utf-8"))
    found = {"blue": dict(shipped)}
    for name, body in re.findall(r"accent-(\w+) \{(.*?)\}", (CSS / "accents.css").read_text(encoding="utf-8")):
        found[name] = dict(re.findall(r"--dj-([\w-]+): (#[0-9a-f]{6});", body))
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_accent_has_its_colours() -> None:
    assert set(colours()) == set(Accent.values)


def test_every_pair_can_be_read() -> None:
    pairs = [
        ("#ffffff", "navy"), ("#ffffff", "navy-soft"), ("#ffffff", "blue"), ("#ffffff", "blue-dark"), (PALE, "blue"),
        (PALE, "blue-dark"),
    ]  # fmt: skip
    low = {
        (accent, ground, name): contrast(ground, found[name])
        for accent, found in colours().items() for ground, name in pairs if contrast(ground, found[name]) < 4.5
    }  # fmt: skip
    low |= {
        (accent, "pale", name): contrast(found["blue-pale"], found[name])
        for accent, found in colours().items() for name in ("blue", "blue-dark")
        if contrast(found["blue-pale"], found[name]) < 4.5
    }  # fmt: skip
    assert low == {}
