"""The rule of the benchmarks for queries: a page may ask less often, and may not ask row by row."""

from bench.query_shapes import ROW_BY_ROW, growing, shape_of

ONE = 'SELECT "a"."id" FROM "a" WHERE ("a"."name" = \'Li\'\'s 3\' AND "a"."id" IN (1, 2, 3)) LIMIT 21'


def test_a_question_has_one_shape_whatever_its_values():
    other = ONE.replace("Li''s 3", "x").replace("1, 2, 3", "17").replace("21", "5")
    assert shape_of(ONE) == shape_of(other)
    assert shape_of(ONE).startswith("a ")
    assert len({shape_of(one) for one in (ONE, ONE.replace('"a"."name"', '"a"."other"'), ONE.replace("21", "x"))}) == 3


def test_what_is_asked_for_each_row_is_found():
    few = {"list": 1, "organisation": 3}
    assert growing({"list": 1, "organisation": 4}, few) == ["organisation"]
    assert growing({"list": 1, "organisation": 3, "late": 3}, few) == ["late"]
    # Among few rows a page may be as full as among many: then the number alone tells.
    assert growing({"list": 1, "organisation": ROW_BY_ROW}, {"list": 1, "organisation": ROW_BY_ROW}) == ["organisation"]


def test_kept_counts_and_empty_lists_change_the_number_without_breaking_the_rule():
    few = {"list": 1, "count": 2, "organisation": 1}
    assert growing({"list": 1, "organisation": 1}, few) == []  # counts were kept
    assert growing({**few, "rows": 2}, few) == []  # nothing was found among few rows
    assert growing({}, few) == []
