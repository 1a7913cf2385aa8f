"""Areas in the reasons of a match: kept in both languages, told in that of the page."""

import pytest
from django.template import Context, Template
from django.utils import translation
from tests.factories.registry import make_area, make_region

from duijie.matching.interfaces.stored import sentence
from duijie_match.explain.facts import NAMES
from duijie_match.wording import listed, msg

pytestmark = pytest.mark.django_db


def test_an_area_is_called_by_its_english_name_whoever_made_the_match() -> None:
    region = make_region()
    said = msg("Same {facet}: {value}.", facet=NAMES["area"], value=listed([region.north.name, "无名县"]))
    for language in ("zh-hans", "en"):
        with translation.override(language):
            told = sentence(said)
            assert told["en"] == f"Same area: {region.north.name_en}, 无名县."
            assert region.north.name in told["zh-hans"]
            assert region.north.name_en not in told["zh-hans"]
    page = Template("{% load matching_tags %}{{ values|facet_values }}")
    with translation.override("en"):
        assert page.render(Context({"values": [region.north.name]})) == region.north.name_en
    with translation.override("zh-hans"):
        assert page.render(Context({"values": [region.north.name]})) == region.north.name


def test_a_new_english_name_counts_at_once_and_a_doubtful_one_never() -> None:
    region = make_region()
    said = msg("Same {facet}: {value}.", facet=NAMES["area"], value=region.north.name)
    assert region.north.name_en in sentence(said)["en"]
    region.north.name_en = "Northford"
    region.north.save()
    assert "Northford" in sentence(said)["en"]
    make_area("970188", region.north.name, "county", region.city, name_en="Another Northford")
    assert sentence(said)["en"] == f"Same area: {region.north.name}."
