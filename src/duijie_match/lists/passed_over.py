"""Rows below a header that are no records: totals, signatures, notes, section headings, examples, prompts."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from duijie_match.lists.cells import Row
from duijie_match.lists.form_values import is_prompt
from duijie_match.lists.headers import Header, repeats
from duijie_match.lists.openxml import Area
from duijie_match.wording import Message, msg

_TOTAL = re.compile(
    r"^(合计|总计|小计|共计|总合计|累计|合計|總計|小計|共計|total|subtotal|grandtotal|sum)"
    r"(?:[:：]?共?[\d.,]+[项條条个個家位件万萬亿億元]{0,3})?[:：]?$",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"^(注|备注|備註|说明|說明|填表人|填报人|制表人|制表|审核人|审核|负责人|联系人|单位负责人|填报单位|填表说明|填报日期|填表日期|日期|note|remark)s?"
    r"\d?[:：]",
    re.IGNORECASE,
)
_SECTION = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）])")
# 填表人：王五; 单位负责人（签字）：; 主管部门意见：
_SIGNED = re.compile(
    r"^[^:：,，。;；]{0,8}(?:人|员|者|長|长|领导|領導|主任|单位|單位|部门|部門|审核|審核|审批|复核|校对|制表|意见|意見|电话|電話|日期|时间"
    r"|签字|簽字|签名|签章|盖章|蓋章|公章|signature|signed|signedby|preparedby|approvedby|date|phone|contact)"
    r"(?:[(（][^()（）]{1,8}[)）])?[:：].{0,30}$",
    re.IGNORECASE,
)
_SEAL = re.compile(
    r"^[(（]?(?:加盖|单位|單位)?(?:盖章|蓋章|公章|签章|签字)[)）]?$|^第\d+页[,，/]?共\d+页$|^page\d+(?:of|/)\d+$",
    re.IGNORECASE,
)
_DAY = re.compile(r"^(?:\d{4})?年\d{0,2}月(?:\d{0,2}日)?$|^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$")
_EXAMPLE = re.compile(
    r"^[(（【\[]?(?:填写|填报|填表|填寫)?(?:示例|样例|樣例|范例|範例|例子|例|example|sample|e\.g\.)\d?[)）】\]]?[:：]?$",
    re.IGNORECASE,
)
_POINT = re.compile(r"^[(（]?\d{1,2}[.、．)）]")
_TEXTS = ("title", "summary", "body", "keywords")
_LONGEST_SECTION = 40
_PROMPTS_WITHIN = 2  # rows below the header


class RowsPassedOver:
    """Tells the rows of one sheet that are no records.

    ``columns`` are those of each field, ``width`` how many there are in all; ``counted``: the ids are serial numbers.
    ``merges`` are the areas merged below the header.
    """

    def __init__(
        self,
        header: Header | None,
        columns: Mapping[str, Sequence[int]],
        width: int,
        merges: Iterable[Area] = (),
        *,
        counted: bool = False,
    ) -> None:
        self._header, self._width, self._counted = header, width, counted
        self._serial = tuple(columns.get("id", ())[:1])
        self._texts = frozenset(index for field in _TEXTS for index in columns.get(field, ()))
        self._wide = {
            (top, left) for top, bottom, left, right in merges if top == bottom and (right - left + 1) * 2 > self._width
        }
        self._below_note = False

    def reason(self, row: Row, texts: Sequence[str]) -> tuple[str, Message] | None:
        """Why ``row``, whose cells read ``texts``, is no record: a code and what is said; ``None`` for a record."""
        header = self._header
        if header and repeats(row, header):
            return "header", msg("The header once more; passed over.")
        filled = [index for index, text in enumerate(texts) if text]
        if not filled:
            return None
        first = _squeezed(texts[filled[0]])
        if len(filled) > 1 and first.isdigit():  # what begins with a number and goes on is a record
            self._below_note = False
            return None
        if _TOTAL.match(first):
            return "total", msg("A row of totals; passed over.")
        if self._is_footer(first, filled, texts):
            return "footer", msg("A note or signature below the list; passed over.")
        if len(filled) == 1 and self._is_section(row.number, filled[0], first):
            return "section", msg("A section heading inside the list; passed over.")
        if len(filled) > 1 and _EXAMPLE.match(first):
            return "example", msg("An example of how to fill in the list; passed over.")
        if header and row.number <= header.last + _PROMPTS_WITHIN and self._is_prompts(filled, texts):
            return "example", msg("A row that says what to fill in; passed over.")
        self._below_note = self._below_note and len(filled) == 1  # with records below it the note is not the last word
        return None

    def _is_footer(self, first: str, filled: Sequence[int], texts: Sequence[str]) -> bool:
        if self._width < 3:
            return False
        if _signed(first) and all(_signed(text) or _DAY.match(text) for text in map(_squeezed, _at(filled[1:], texts))):
            return True
        if len(filled) <= 2 and _NOTE.match(first):
            self._below_note = True
            return True
        # The further lines of a note stand below it, each in one cell.
        return self._below_note and len(filled) == 1 and (filled[0] not in self._texts or bool(_POINT.match(first)))

    def _is_section(self, number: int, index: int, text: str) -> bool:
        if self._width < 4 or len(text) >= _LONGEST_SECTION:
            return False
        if _SECTION.match(text) or (number, index) in self._wide:
            return True
        # Words alone where serial numbers stand.
        return self._counted and self._serial == (index,) and bool(re.search("[一-鿿]{2}", text))

    def _is_prompts(self, filled: Sequence[int], texts: Sequence[str]) -> bool:
        others = [texts[index] for index in filled if index not in self._serial]
        prompts = sum(map(is_prompt, others))
        counted = any(re.search(r"\d", texts[index]) for index in filled if index in self._serial)
        return prompts >= 2 and prompts * 2 >= len(others) and not counted


def _squeezed(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")


def _at(indexes: Sequence[int], texts: Sequence[str]) -> Iterator[str]:
    return (texts[index] for index in indexes)


def _signed(text: str) -> bool:
    return bool(_SIGNED.match(text) or _SEAL.match(text))
