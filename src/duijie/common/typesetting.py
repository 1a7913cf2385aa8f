"""PDFs set by typst from a file and JSON: no browser, no network, and fonts that are there."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import noto_cjk_sans_otc
import typst
from django.conf import settings
from django.utils.translation import get_language

FONTS = settings.DATA / "fonts"
"""Where an operator may put fonts, such as those that GB/T 9704 names."""
SHIPPED = "Noto Sans CJK SC"


def font_paths() -> list[Path]:
    return [Path(noto_cjk_sans_otc.__file__).parent, *([FONTS] if FONTS.is_dir() else [])]


def print_pdf(source: Path, told: Mapping[str, Any], files: Mapping[str, bytes] | None = None) -> bytes:
    """``source`` set with ``told``, which it reads as ``data.json`` together with the language, and with ``files``."""
    chinese = (get_language() or "zh").startswith("zh")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(source, folder / "main.typ")
        given = {**told, "lang": "zh" if chinese else "en", "region": "CN" if chinese else "GB"}
        (folder / "data.json").write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
        for file, content in (files or {}).items():
            (folder / file).write_bytes(content)
        made: bytes = typst.compile(folder / "main.typ", root=folder, font_paths=font_paths(), format="pdf")
    return made
