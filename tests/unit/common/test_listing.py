"""Several values in one line, with the comma of the language."""

import pytest
from django.template import Context, Template
from django.utils import translation

from duijie.common.listing import listed


@pytest.mark.parametrize(("language", "line"), [("zh-hans", "甲、2"), ("en", "甲, 2")])
def test_values_stand_apart_by_the_comma_of_the_language(language: str, line: str) -> None:
    page = Template("{% load portal %}{{ values|listed }}|{{ none|listed|default:'–' }}")
    with translation.override(language):
        assert listed(["甲", 2]) == line
        assert page.render(Context({"values": ["甲", 2], "none": None})) == f"{line}|–"
