"""Texts with marks: terms, and sentences near in meaning around them."""

import re

from django.utils import translation

from duijie.portal.templatetags.matching_tags import marked

TEXT = "球阀<b>密封面磨损。寻求涂层。"
MARKS = {"body": [[0, 2, "t0"], [5, 8, "t1"], [0, 11, "s1"], [11, 16, "s2"]]}


def test_sentences_stand_around_terms_and_their_numbers_are_told() -> None:
    with translation.override("en"):
        html = marked(TEXT, MARKS, "body")
    assert html.count("<mark") == 2
    assert "&lt;b&gt;" in html
    near = re.findall(r'<span class="near" data-group="(s\d)">(.*?)</span>(.*?)</span>', html)
    assert [group for group, _told, _rest in near] == ["s1", "s2"]
    assert all(f"Sentence {group[1]} near in meaning:" in told for group, told, _rest in near)
    assert "<mark" in near[0][2]
    assert html.count("<span") == html.count("</span>")
    # Without what is only told, and without tags, it is the text.
    plain = re.sub(r'<span class="visually-hidden".*?</span>|<sup.*?</sup>|<[^>]*>', "", html)
    assert plain.replace("&lt;", "<").replace("&gt;", ">") == TEXT


def test_the_number_is_told_in_the_language_of_the_page() -> None:
    with translation.override("zh-hans"):
        assert "含义相近的第 2 句：" in marked(TEXT, MARKS, "body")


def test_marks_of_terms_alone_are_as_before() -> None:
    assert marked("球阀密封", {"title": [[0, 2, "t0"]]}, "title") == '<mark data-group="t0">球阀</mark>密封'
