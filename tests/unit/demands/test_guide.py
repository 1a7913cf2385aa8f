"""The guide to a demand's text: what is there, what is missing, and which figures are understood."""

import pytest

from duijie.demands.guide import PARTS, guidance_for
from duijie.demands.models import Demand, DemandKind

WHOLE = {
    "kind": "technology",
    "title": "水轮机主轴密封高温下泄漏",
    "body": "夏季水温超过 35℃ 后主轴密封每班泄漏三次以上，停机更换一次损失约 2 万元，现有填料寿命不足三个月。",
    "tried": "换过两种石墨填料，寿命没有提高。",
    "targets": "1.6 MPa 下泄漏量不大于 0.1 mL/min",
    "deadline": "2027-06-30",
    "budget_from": "80",
    "rights": "双方共有",
}


def keys(parts):
    return [part.key for part in parts]


def test_a_whole_text_is_complete():
    guidance = guidance_for(WHOLE)
    assert (guidance.share, keys(guidance.missing), len(guidance.there)) == (100, [], len(PARTS))
    assert any("MPa" in figure for figure in guidance.figures)


def test_an_empty_one_misses_everything_in_the_order_of_the_form():
    guidance = guidance_for({})
    assert (guidance.share, keys(guidance.missing), guidance.figures) == (0, keys(PARTS), ())


@pytest.mark.parametrize(
    "changes, missing",
    [
        ({"title": "密封"}, ["line"]),
        ({"title": "密" * 61}, ["line"]),
        ({"body": "泄漏"}, ["problem"]),
        ({"tried": "没有"}, ["tried"]),
        ({"targets": "尽量不漏", "body": WHOLE["body"].replace("35℃", "较高").replace("2 万元", "不小")}, ["targets"]),
        ({"deadline": None}, ["deadline"]),
        ({"budget_from": "", "budget_to": None}, ["budget"]),
        ({"rights": "  "}, ["rights"]),
    ],
)
def test_each_part_is_missed_by_itself(changes, missing):
    guidance = guidance_for({**WHOLE, **changes})
    assert (keys(guidance.missing), guidance.share) == (missing, 85)


def test_figures_in_the_description_count_too():
    assert keys(guidance_for({**WHOLE, "targets": "", "body": "温度要稳定在 200～300℃ 之间，" * 4}).missing) == []


@pytest.mark.parametrize("kind", DemandKind.values)
def test_only_technical_demands_are_asked_for_figures_and_rights(kind):
    asked = set(keys(guidance_for({"kind": kind}).missing))
    assert ({"targets", "rights", "tried"} <= asked) == (kind in {"technology", "ip", "testing"})


def test_every_part_is_a_field_of_the_demand():
    assert {part.field for part in PARTS} <= {one.name for one in Demand._meta.concrete_fields}
