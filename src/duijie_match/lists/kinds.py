"""The kind of supply a row or a whole table holds, by what lists call it."""

from functools import cache

from duijie_match.documents import Kind
from duijie_match.lists.cells import folded
from duijie_match.lists.tables import Table

# A word in the column 类型 decides a row's kind; the first that is found counts.
_KIND_WORDS = (
    (Kind.EXPERT, ("专家", "人才", "特派员", "expert", "talent", "person")),
    (Kind.CARRIER, ("平台", "载体", "孵化", "工作站", "综合体", "基地", "众创", "carrier", "platform", "incubator")),
    (Kind.SERVICE, ("服务", "中介", "机构", "service")),
    (Kind.ACHIEVEMENT, ("成果", "专利", "技术", "产品", "软件", "achievement", "patent", "technology", "product")),
)
# Without such a column, the heading over the title tells, whatever else the list says (职称 of who made it).
_KIND_TITLES = (
    (Kind.EXPERT, ("姓名", "专家", "人才", "特派员", "expert", "full name")),
    (Kind.CARRIER, ("载体", "平台", "carrier", "platform")),
    (Kind.SERVICE, ("服务", "service")),
    (Kind.ACHIEVEMENT, ("成果", "专利", "技术", "产品", "发明", "achievement", "patent", "technology", "invention")),
)
# Where that is a mere 名称, all headings do.
_KIND_HEADINGS = (
    (Kind.EXPERT, ("姓名", "专家", "研究方向", "职称", "专长", "擅长", "expert", "research interests", "expertise")),
    (Kind.CARRIER, ("载体", "平台名称", "carrier", "platform name")),
    (Kind.SERVICE, ("服务名称", "服务内容", "服务范围", "服务项目", "业务范围", "服务对象", "service name",
                    "service content", "services offered")),
)  # fmt: skip


def kind_from(text: str) -> Kind | None:
    """The kind a cell of the column 类型 names; ``None`` where it names none."""
    lower = folded(text)
    for kind, words in _KIND_WORDS:
        if any(word in lower for word in words):
            return kind
    return None


@cache
def kind_of_title(heading: str) -> Kind | None:
    """The kind that the heading over a title tells: 成果名称, 专家姓名; ``None`` for a mere 名称."""
    lower = folded(heading)
    return next((kind for kind, words in _KIND_TITLES if any(word in lower for word in words)), None)


def kind_of(table: Table) -> Kind:
    """The kind that the headings of a table tell; an achievement where they tell none."""
    headings = " ".join(folded(column.header) for column in table.reading.columns)
    for kind, words in _KIND_HEADINGS:
        if any(word in headings for word in words):
            return kind
    return Kind.ACHIEVEMENT
