"""Fields are called by words of the reader, never by their keys."""

import re

import openpyxl

from duijie_match.commands import main
from duijie_match.lists import columns, term_columns
from duijie_match.lists.field_names import FIELD_NAMES, field_name
from duijie_match.lists.vocabulary import Vocabulary

TABLES = [
    value for module in (columns, term_columns) for value in vars(module).values() if isinstance(value, Vocabulary)
]


def test_every_field_of_a_list_has_a_name_in_both_languages():
    fields = {field.name for table in TABLES for field in table.fields}
    assert fields == set(FIELD_NAMES)
    assert all(re.fullmatch("[\u4e00-\u9fff]+", field_name(field, "zh-hans")) for field in fields)
    assert all(field_name(field, "en")[0].isupper() for field in fields)


def test_rows_without_text_name_the_column_in_words(tmp_path):
    (tmp_path / "d.csv").write_text("编号,需求名称\nXQ1,高压球阀密封\n", encoding="utf-8")
    (tmp_path / "s.csv").write_text("编号,成果名称,成果简介\nCG1,球阀密封,一种密封\nCG2,,\n", encoding="utf-8")
    for language, sheet, called in (("zh", "未读懂的行", "正文"), ("en", "Rows not understood", "Content")):
        out = tmp_path / f"{language}.xlsx"
        given = [str(tmp_path / "d.csv"), str(tmp_path / "s.csv")]
        assert main(["match", *given, "-o", str(out), "--lang", language, "-q"]) == 0
        rows = list(openpyxl.load_workbook(out)[sheet].iter_rows(values_only=True))
        assert [row[3] for row in rows[1:]] == [called]
