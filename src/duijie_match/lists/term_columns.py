"""The vocabularies of lists of words: the operator's terms, papers with keywords in two languages."""

from duijie_match.lists.vocabulary import Field, ValueKind, Vocabulary


def _names(table: str) -> tuple[str, ...]:
    return tuple(table.split("|"))


TERMS = Vocabulary(
    (
        Field("chinese", _names("中文|中文名|中文名称|中文术语|术语|词条|规范词|名称|chinese|chinese term|zh|term")),
        Field("english", _names("英文|英文名|英文名称|英文术语|英文译名|译名|english|english term|translation|en")),
        Field(
            "synonyms",
            _names("同义词|近义词|别名|别称|又名|简称|俗称|异名|缩写|synonyms|synonym|alias|aliases|also|abbreviation"),
            ValueKind.LIST,
            joins=True,
        ),
    ),
    _names("序号|编号|类别|分类|领域|来源|备注|说明|id|no|field|source|note|remark"),
)
"""Spellings that mean the same, row by row: the operator's term lexicon."""

PAPERS = Vocabulary(
    (
        Field(
            "chinese_keywords",
            _names("中文关键词|关键词|关键字|中文关键字|主题词|chinese keywords|keywords zh|zh keywords|zh_keywords"),
            ValueKind.LIST,
        ),
        Field(
            "english_keywords",
            _names("英文关键词|英文关键字|外文关键词|english keywords|keywords en|en keywords|en_keywords|keywords"),
            ValueKind.LIST,
        ),
    ),
    _names(
        "序号|编号|题名|标题|作者|单位|来源|期刊|年份|摘要|备注|id|no|title|author|source|journal|year|abstract|note"
    ),
)
"""Papers with their keywords in two languages, from which terms are mined."""
