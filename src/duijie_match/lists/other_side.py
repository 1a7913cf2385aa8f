"""Lists given the wrong way round: whether the headings of a list of demands are those of supply, or the reverse.

A heading counts only as a whole, and only where the table has nothing of the side it was given as: a list of demands
may well have a column for an expert whom the firm would like to see, and one of achievements for what they need.
"""

from collections.abc import Iterable

from duijie_match.documents import Kind
from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.tables import Table
from duijie_match.lists.vocabulary import normalise, words_of
from duijie_match.wording import Message, listed, msg

CODE = "other-side"


def _set(table: str) -> frozenset[str]:
    return frozenset(normalise(name) for name in table.split("|"))


_OF_DEMANDS = _set(
    "需求|需求编号|需求名称|需求标题|需求题目|技术需求名称|难题名称|项目需求名称|需求简介|需求摘要|需求内容|需求描述|具体需求|"
    "需求详情|需求说明|技术需求|技术难题|技术需求内容|技术需求描述|难题描述|拟解决的技术难题|拟解决问题|需解决的技术问题|"
    "需求背景|需求概况|需求单位|需求企业|需求方|需方|需求领域|需求关键词|demand|demand id|demand title|demand name"
)
_OF_SUPPLY = _set(
    "成果编号|专家编号|服务编号|载体编号|成果名称|专利名称|服务名称|平台名称|载体名称|服务项目名称|专家姓名|人才姓名|论文题目|"
    "论文标题|发明名称|成果简介|专家简介|人才简介|平台简介|服务简介|成果介绍|成果内容|成果描述|成果说明|服务内容|服务范围|服务能力|研究方向|"
    "主要研究方向|专长|专业特长|技术专长|擅长领域|擅长方向|擅长技术|代表性成果|权利要求|成果单位|成果持有人|权利人|专利权人|供方|"
    "supply id|achievement id|expert id|expert name|research interests|expertise|claims|achievement"
)
_WORDS_OF_DEMANDS = ("需求", "难题", "拟解决", "需解决", "需方"), frozenset({"demand", "demands", "topic"})
_WORDS_OF_SUPPLY = (
    ("成果", "专家", "专利", "研究方向", "擅长", "专长", "服务", "载体", "平台", "供给", "供方"),
    frozenset({"supply", "achievement", "expert", "patent", "service", "carrier", "expertise"}),
)


def other_side_of(tables: Iterable[Table], kind: Kind | None, file: str) -> list[Problem]:
    """A warning for each table that is given as demands and looks like supply, or, where ``kind`` is another or none,
    the reverse; one for the whole file where all its tables do.
    """
    as_demands = kind is Kind.DEMAND
    used = [table for table in tables if table.used]
    found = [(table, signs) for table in used if (signs := _signs(table, as_demands=as_demands))]
    whole = len(found) == len(used)
    message = _LIKE_SUPPLY if as_demands else _LIKE_DEMANDS
    return [
        Problem(
            file,
            CODE,
            Message(message.msgid, {"headings": listed(signs[:3])}),
            Severity.WARNING,
            sheet="" if whole else table.reading.name,
        )
        for table, signs in (found[:1] if whole else found)
    ]


def _signs(table: Table, *, as_demands: bool) -> list[str]:
    """The headings that are those of the other side; none where one tells that the table is given as what it is."""
    headings = [column.header for column in table.reading.columns if table.reading.header_row]
    own, theirs = (_WORDS_OF_DEMANDS, _OF_SUPPLY) if as_demands else (_WORDS_OF_SUPPLY, _OF_DEMANDS)
    for heading in headings:
        if any(word in heading for word in own[0]) or own[1] & set(words_of(heading)):
            return []
    return [heading for heading in headings if normalise(heading) in theirs]


_LIKE_SUPPLY = msg(
    "It was given as a list of demands, but looks like one of supply (columns: {headings}). If both lists were "
    "swapped, give them the other way round."
)
_LIKE_DEMANDS = msg(
    "It was given as a list of supply, but looks like one of demands (columns: {headings}). If both lists were "
    "swapped, give them the other way round."
)
