"""Chinese or not."""

import re

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{HAN}]")
_LETTER = re.compile(r"[^\W\d_]")

HAN_SHARE = 0.15
"""From this share of Han characters among the letters a text counts as Chinese: one Han character says as much as
several letters.
"""


def detect_language(text: str) -> str:
    """``zh`` or ``en`` (which stands for every alphabetic language); ``en`` for a text without letters."""
    sample = text[:2000]
    letters = len(_LETTER.findall(sample))
    return "zh" if letters and len(_HAN.findall(sample)) >= HAN_SHARE * letters else "en"
