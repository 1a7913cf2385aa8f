"""Cell texts as values: dates, whole numbers, lists, readiness levels, languages.

Every reader takes the tidy text of a cell (``cells.text_of``), gives ``None`` for what offices write instead of nothing
(``无``, ``/``, ``—``), and raises ``Unreadable`` with the reason and the way out for what it cannot read.
"""

import datetime as dt
import re

from duijie_match.lists.cells import folded
from duijie_match.lists.openxml_sheet import date_of
from duijie_match.wording import Message, msg


class Unreadable(ValueError):
    """A value that means nothing to a reader; ``message`` says why and what to write instead."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.msgid)
        self.message = message


_NOTHING = {
    "",
    "/",
    "-",
    "--",
    "---",
    "—",
    "——",
    "无",
    "暂无",
    "没有",
    "空",
    "n/a",
    "na",
    "none",
    "null",
    "nan",
    "nil",
    "\\",
    "、",
    ".",
    "未填",
    "未知",
    "(空)",
    "(跳过)",
    "skipped",
}
_TICKED = {"1", "true", "yes", "y", "是", "√", "✓", "✔", "☑", "■", "选中", "已选"}
_UNTICKED = {"0", "false", "no", "n", "否", "×", "✗", "□", "☐", "未选中", "未选"}
_LONGEST_TICK = max(map(len, _TICKED | _UNTICKED))
_OPTION = re.compile(r"[(（]([^()（）]{1,30})[)）]$")


_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MOST_DIGITS = 12
_NO_NUMBER = msg("This is not a number. Write it in digits.")


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return folded(text).strip() in _NOTHING


_DATE = re.compile(r"^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?(?:[t ].*)?$")
_COMPACT = re.compile(r"^(19|20)(\d{2})(\d{2})(\d{2})?$")


def date(text: str) -> dt.date | None:
    """A date: ``2022.3``, ``2022年3月5日``, ``2022/3/5``, ``20220305``, an Excel serial number. A missing day or
    month is the first.
    """
    tidy = folded(text).strip().replace("年 ", "年").replace("月 ", "月")
    if tidy in _NOTHING:
        return None
    found = _DATE.match(tidy.replace("号", "日"))
    compact = _COMPACT.match(tidy)
    try:
        if compact and 1 <= int(compact.group(3)) <= 12:
            return dt.date(int(compact.group(1) + compact.group(2)), int(compact.group(3)), int(compact.group(4) or 1))
        if found and 1900 <= int(found.group(1)) <= 2200:
            return dt.date(int(found.group(1)), int(found.group(2) or 1), int(found.group(3) or 1))
        if re.fullmatch(r"\d{5}(\.\d+)?", tidy) and 10_000 <= float(tidy) < 80_000:
            moment = date_of(float(tidy))
            return moment.date() if isinstance(moment, dt.datetime) else moment if isinstance(moment, dt.date) else None
    except ValueError as error:
        raise Unreadable(msg("There is no such day. Write the date as in “2022-03-28”.")) from error
    raise Unreadable(msg("This is not a date. Write it as in “2022-03-28” or “2022年3月”."))


def year(text: str) -> int | None:
    """A year from 1900 to 2200 out of a year or a date."""
    tidy = folded(text).strip()
    if tidy in _NOTHING:
        return None
    found = re.search(r"(?<!\d)(19\d\d|20\d\d|21\d\d)(?!\d)", tidy)
    if found:
        return int(found.group(1))
    moment = date(tidy)
    return moment.year if moment else None


def chinese_number(text: str) -> int:
    """``三十五`` → 35. Below ten thousand; ``Unreadable`` for characters that are no digits."""
    if len(text) > _MOST_DIGITS:
        raise Unreadable(_NO_NUMBER)
    total = current = 0
    for character in text:
        if character in _PLACES:
            if current > 9:  # 二三十万 is a range, not 230万
                raise Unreadable(_NO_NUMBER)
            total += (current or 1) * _PLACES[character]
            current = 0
        elif character in _DIGITS:
            current = _DIGITS[character] if total else current * 10 + _DIGITS[character]
        else:
            raise Unreadable(_NO_NUMBER)
    return total + current


def integer(text: str, *, most: int = 1_000_000) -> int | None:
    """A whole number from 0 to ``most``: ``5``, ``５人``, ``约10项``, ``三``."""
    tidy = re.sub(r"\s+", "", folded(text))
    if tidy in _NOTHING or re.fullmatch(r"不限|无限制|nolimit|unlimited", tidy):
        return None
    found = re.fullmatch(r"(?:约|第|最多|至多|不超过)?(\d{1,9})(?:\.0+)?(?:[^\d.]{0,4})", tidy.replace(",", ""))
    if found and int(found.group(1)) <= most:
        return int(found.group(1))
    found = re.fullmatch(r"([〇零一二两三四五六七八九十百千]+)[个项家人名位级次]?", tidy)
    if found:
        return chinese_number(found.group(1))
    raise Unreadable(msg("This is not a whole number from 0 to {most}. Write it in digits.", most=most))


# Stages as offices write them, on the scale of GB/T 22900-2022 (the lower bound of the stage's usual range).
_STAGES = (
    (2, "概念|原理"),
    (3, "研发|研究"),
    (4, "实验室|样品"),
    (5, "样机|小试|原型|雏型|雏形"),
    (6, "中试"),
    (7, "试生产|试制"),
    (8, "小批"),
    (9, "产业化|规模化|大批|批量生产|量产|成熟应用|已应用|推广"),
    (2, "concept"),
    (4, "laboratory|labscale|validatedinlab"),
    (5, "prototype"),
    (6, "pilot|fieldtest"),
    (7, "demonstrat"),
    (9, "onthemarket|commerciali|massproduc|industrialis|industrializ"),
)
_NOT_YET = re.compile(
    r"(?:尚未|还未|没有|notyet|未(?![知名])|非(?=产业|规模|批量|量产|成熟|商业))[^,，。;；、]*"  # but 非晶, 未知
)


def readiness(text: str) -> int | None:
    """Technology readiness 1..9: ``6``, ``TRL 6``, ``六级``, or a stage such as ``中试``."""
    tidy = re.sub(r"\s+", "", folded(text))
    if tidy in _NOTHING:
        return None
    found = re.fullmatch(r"(?:trl|level|第|级别|等级)*[-:]?(\d{1,2})(?:\.0+)?级?(?:[-~至到—–](?:trl)?[1-9]级?)?", tidy)
    if not found and (chinese := re.fullmatch(r"第?([一二三四五六七八九])级", tidy)):
        return _DIGITS[chinese.group(1)]
    if found and 1 <= int(found.group(1)) <= 9:
        return int(found.group(1))
    if not found:
        # The furthest stage a cell names counts: 已完成小试，进入中试.
        named = _NOT_YET.sub("", tidy.replace("小批量", "小批").replace("试量产", "试生产"))
        stages = [level for level, words in _STAGES if any(word in named for word in words.split("|"))]
        if stages:
            return max(stages)
        inside = re.search(r"trl[-:]?([1-9])(?!\d)", tidy)
        if inside:
            return int(inside.group(1))
    raise Unreadable(msg("Readiness is a level from 1 to 9, or a stage such as 小试, 中试 or 产业化."))


_SEPARATORS = tuple(re.compile(pattern) for pattern in ("[;；\n|]", "[、]", "[,，]"))


def parts(text: str) -> tuple[str, ...]:
    """A list in one cell, cut at the strongest separator it has; each part once, in order."""
    if is_nothing(text):
        return ()
    for separators in _SEPARATORS:
        if separators.search(text):
            pieces = separators.split(text)
            break
    else:
        spaced = " " in text and not text.replace(" ", "").isascii() and len(max(text.split(" "), key=len)) < 12
        pieces = text.split(" ") if spaced else [text]
    tidy = (piece.strip(" \t,，;；、|") for piece in pieces)
    return tuple(dict.fromkeys(piece for piece in tidy if piece))


def is_option_of_one_question(heading: str, other: str) -> bool:
    """Whether two headings differ in nothing but the option behind them: 合作方式(联合开发), 合作方式(委托开发)."""
    bare = {_OPTION.sub("", one.strip()) for one in (heading, other) if _OPTION.search(one.strip())}
    return len(bare) == 1 and all(_OPTION.search(one.strip()) for one in (heading, other))


def chosen(heading: str, text: str) -> str:
    """The option of a question that has a column an option, as questionnaires are exported: 联合开发 where 1 stands
    under ``合作方式(联合开发)``, nothing where 0 does; any other text as it is.
    """
    if len(text) > _LONGEST_TICK:
        return text
    option = _OPTION.search(heading.strip())
    tidy = folded(text)
    if option is None or tidy not in _TICKED | _UNTICKED:
        return text
    return option.group(1).strip() if tidy in _TICKED else ""


_CHINESE = "zh|cn|中文|汉语|中|简体中文|繁体中文|chinese|zh-cn|zh_cn|chi|zho|zh-hans|zh-hant|zh-tw"
_ENGLISH = "en|英文|英语|英|english|eng|en-us|en-gb"
_LANGUAGES = {name: code for names, code in ((_CHINESE, "zh"), (_ENGLISH, "en")) for name in names.split("|")}


def language(text: str) -> str | None:
    """``zh`` or ``en``; ``None`` where nothing is said (the language is then found from the text)."""
    tidy = folded(text).strip()
    if tidy in _NOTHING:
        return None
    if tidy not in _LANGUAGES:
        raise Unreadable(
            msg("The language is 中文 (zh) or 英文 (en); leave the cell empty to have it found from the text.")
        )
    return _LANGUAGES[tidy]


_LEVELS = {
    name: level
    for names, level in (
        ("4|强|strong", 4),
        ("3|较强|fairly strong|good", 3),
        ("2|弱|较弱|weak", 2),
        ("1|无|none|no", 1),
    )
    for name in names.split("|")
}


def level(text: str) -> int | None:
    """A level of fit from 1 to 4, as a digit or as 强, 较强, 弱, 无."""
    tidy = folded(text).strip().removesuffix(".0")
    if not tidy:
        return None
    if tidy not in _LEVELS:
        raise Unreadable(msg("A level is 4 (强), 3 (较强), 2 (弱) or 1 (无)."))
    return _LEVELS[tidy]
