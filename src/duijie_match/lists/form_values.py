"""What a person wrote into a field of a form: without the form's own blanks, prompts, stamps and boxes."""

import re

from duijie_match.lists.cells import clean, half_width

TICKED = "☑☒✓✔√🗹■●◉"
_SURE = "☑☒🗹"
_OPEN = "□☐○◯▢"
_BRACKETED = re.compile(r"[(（\[【]\s*([√✓✔☑xX×vV]?)\s*[)）\]】]")
_MARK = re.compile(f"[{TICKED}{_OPEN}]")
_BLANK_LINE = re.compile(r"[_＿‗]{2,}|_(?=\s|$)|(?<=\s)_")
_SKELETON = re.compile(r"^[\s年月日时/\-—_.（）()：:%元万亿人项]*$")
_STAMP = re.compile(r"\s*[(（]?(?:单位|企业)?(?:盖章|公章|签章|签字|签名|章)[)）]?\s*[:：]?\s*$")
_PROMPT = re.compile(
    r"^[(（\[【]?(?:请(?:在此)?(?:填写|填|输入|选择|简要|详细)|填写|限\d|不超过\d|不少于\d|可另附|可附页|此处|点击|单击|如有请)"
    r"[^。；]{0,60}[)）\]】。]?$"
)
_ONLY_HINT = re.compile(r"^[(（\[【][^()（）]{0,60}(?:字|填写|选择|附页|单选|多选|勾选|打√)[^()（）]{0,20}[)）\]】]$")
_LONGEST_CHOICE = 400
_LONGEST_BARE = 60
_OTHER = re.compile(
    r"^(其他|其它|other)\s*[(（]?\s*(?:请注明|请说明|注明|please specify)?[)）]?\s*[:：]?\s*", re.IGNORECASE
)


def value_of(text: str) -> str:
    """The tidy value of a field; empty where nothing but the form's own words stands there."""
    tidy = clean(_BLANK_LINE.sub(" ", text)).strip()
    if not tidy or _SKELETON.match(tidy):
        return ""
    if is_prompt(tidy):
        return ""
    if len(tidy) <= _LONGEST_CHOICE:
        chosen = chosen_of(tidy)
        if chosen is not None:
            return chosen
    bare = _STAMP.sub("", tidy) if len(tidy) < 80 else tidy
    return bare.strip()


def is_prompt(text: str) -> bool:
    """Whether a text asks to be replaced: ``请填写全称``, ``（限500字）``."""
    return bool(_PROMPT.match(text) or _ONLY_HINT.match(text))


def chosen_of(text: str) -> str | None:
    """The ticked options, joined by ``；``: of ``□技术攻关 ☑成果转化`` 成果转化. ``None`` where there are no boxes.

    Boxes may stand before or behind their words; ``(√)`` and ``( )`` are boxes too.
    """
    boxed = _BRACKETED.sub(lambda found: "☑" if found.group(1) else "□", text) if _has_brackets(text) else text
    opened, sure = any(mark in boxed for mark in _OPEN), any(mark in boxed for mark in _SURE)
    if not (opened or sure):
        return _chosen_without_boxes(boxed)
    if not sure and not any(mark in boxed for mark in TICKED) and sum(boxed.count(mark) for mark in _OPEN) < 2:
        # A lone empty box may be a letter of the text (○ as zero); a box at the start is none.
        if not boxed.startswith(("□", "☐")) and not boxed.endswith(("□", "☐")):
            return None
        return ""
    pieces = [piece for piece in re.split(f"([{TICKED}{_OPEN}])", boxed) if piece.strip()]
    leading = bool(_MARK.fullmatch(pieces[0])) or pieces[0].rstrip().endswith((":", "："))
    chosen = []
    for at, piece in enumerate(pieces):
        if not _MARK.fullmatch(piece) or piece not in TICKED:
            continue
        beside = at + 1 if leading else at - 1
        if 0 <= beside < len(pieces) and not _MARK.fullmatch(pieces[beside]):
            chosen.append(_option(pieces[beside]))
    return "；".join(dict.fromkeys(one for one in chosen if one))


def _has_brackets(text: str) -> bool:
    """Whether brackets serve as boxes: at least two, one of them ticked or all of them empty."""
    found = _BRACKETED.findall(text)
    return len(found) >= 2 or bool(found and found[0])


def _chosen_without_boxes(text: str) -> str | None:
    """``√技术攻关 成果转化``: a tick and no box. A lone tick stays what it is."""
    if len(text) > _LONGEST_BARE or not re.search(r"[√✓✔]", text) or re.search(r"√\s*[\d(（a-zA-Z]", text):
        return None
    if not re.sub(r"[√✓✔\s]", "", text):
        return None
    options = re.split(r"[\s、；;，,/]+", text)
    chosen = [_option(re.sub(r"[√✓✔]", "", one)) for one in options if re.search(r"[√✓✔]", one)]
    return "；".join(one for one in chosen if one) or None


def _option(text: str) -> str:
    tidy = text.strip(" \n\t、；;，,。/|_　")
    other = _OTHER.match(tidy)
    if other and tidy[other.end() :].strip(" _)）"):
        return tidy[other.end() :].strip(" _)）")
    return tidy.rstrip(":：").strip()


def with_unit(text: str, unit: str | None) -> str:
    """A bare number (or range) with the unit that its label names: ``80`` under ``（万元）`` is ``80万元``."""
    plain = half_width(text).replace(" ", "")
    if unit and re.fullmatch(r"[\d.,]+(?:[-~至到—–][\d.,]+)?", plain):
        return f"{text}{unit}"
    return text
