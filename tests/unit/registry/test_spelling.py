"""Names found by pinyin written out: whole, begun, in the middle, read otherwise; and nothing else."""

import pytest

from duijie.registry.names import initials_of
from duijie.registry.spelling import MOST_WAYS, initials_spelled, is_spelled, letters_of


@pytest.mark.parametrize(
    "name, typed",
    [
        ("云溪恒力轴承有限公司", "yunxihengli"),
        ("云溪恒力轴承有限公司", "hengli"),
        ("云溪恒力轴承有限公司", "HengLi zhou"),
        ("云溪恒力轴承有限公司", "henglizh"),
        ("西安阀门厂", "xi'anfa"),
        ("鲜发食品厂", "xianfa"),
        ("吕梁绿能公司", "lvliang"),
        ("吕梁绿能公司", "lüliang"),
        ("吕梁绿能公司", "luliang"),
        ("重庆长江厂", "chongqing"),
        ("安昂恩公司", "anangen"),
    ],
)
def test_a_name_is_found_as_it_is_read(name, typed):
    letters = letters_of(typed)
    assert is_spelled(name, letters)
    assert any(way in initials_of(name) for way in initials_spelled(letters)), initials_spelled(letters)


@pytest.mark.parametrize("name, typed", [("云溪恒力轴承", "hengle"), ("恒", "hengli"), ("轴承恒力", "lihengg")])
def test_what_is_read_otherwise_is_not_found(name, typed):
    assert not is_spelled(name, letters_of(typed))


@pytest.mark.parametrize("typed", ["yx", "云溪", "91330100799655058B", "a1b2c3", "", "x" * 61])
def test_what_is_no_pinyin_is_not_looked_for(typed):
    assert letters_of(typed) == ""


def test_many_ways_to_read_are_bounded():
    assert 0 < len(initials_spelled("a" * 60)) <= MOST_WAYS
    assert initials_spelled("qqqq") == set()
