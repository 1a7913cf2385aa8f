"""The confidentiality undertaking (保密承诺书) as shipped: version 1, in force until an office publishes its own.
So nobody who is employed by a firm reads what other firms keep secret without having signed.
"""

from pathlib import Path

_FILES = Path(__file__).parent / "undertaking_files"
VERSION = 1
TEXT, TEXT_EN = ((_FILES / f"{language}.txt").read_text(encoding="utf-8").strip() for language in ("zh-hans", "en"))
