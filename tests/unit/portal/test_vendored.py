"""Vendored files are what VENDORED.md says they are."""

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "src" / "duijie" / "portal" / "static"
LISTED = dict(
    re.findall(r"\| `(\S+)` \| `([0-9a-f]{64})` \|", (STATIC / "vendor" / "VENDORED.md").read_text(encoding="utf-8"))
)


def test_every_listed_file_has_its_hash() -> None:
    assert {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in LISTED} == LISTED


def test_every_vendored_file_is_listed() -> None:
    folders = [STATIC / "vendor", ROOT / "tests" / "functional" / "vendor"]
    present = {
        str(file.relative_to(ROOT))
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file() and file.name not in {"LICENSE", "VENDORED.md"}
    }
    assert present == set(LISTED) - {"src/duijie/portal/static/portal/icons.svg"}


def test_every_icon_that_is_used_exists() -> None:
    symbols = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "portal" / "icons.svg").read_text(encoding="utf-8")))
    templates = ROOT / "src" / "duijie" / "portal" / "templates"
    used = {
        name
        for file in templates.rglob("*.html")
        for name in re.findall(r"""\{% icon ["']([^"']+)["']""", file.read_text(encoding="utf-8"))
    }
    assert used - symbols == set()
