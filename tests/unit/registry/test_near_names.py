"""Names that may be near: found whatever else is there, and few where all are alike."""

from collections import Counter

from duijie.registry.near import LARGE_BLOCK, NameIndex


def test_near_names_meet_and_others_do_not():
    names = ["云溪恒力轴承", "海晏水泵制造", "云溪恒利轴承", "石桥纺织助剂"]
    assert NameIndex(names).pairs(100).tolist() == [[0, 2]]
    assert NameIndex([]).pairs(100).tolist() == []
    assert NameIndex(["", ""]).pairs(100).tolist() == []


def test_a_name_meets_the_nearest_of_many():
    names = [f"高速电主轴轴承降噪技术{number}" for number in range(60)]
    pairs = NameIndex(names).pairs(10_000).tolist()
    assert max(Counter(later for _sooner, later in pairs).values()) == LARGE_BLOCK
    assert {later for _sooner, later in pairs} == set(range(1, 60))
    same = [*names, "高速电主轴轴承降噪技术7"]
    assert [7, 60] in NameIndex(same).pairs(10_000).tolist()


def test_of_too_many_pairs_the_nearest_stay():
    names = ["云溪恒力轴承", "云溪恒利轴承", "石桥纺织助剂二厂", "石桥纺织助剂二厂"]
    assert len(NameIndex(names).pairs(100)) == 2
    assert NameIndex(names).pairs(1).tolist() == [[2, 3]]
