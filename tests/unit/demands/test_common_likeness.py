"""Which demands are grouped, why, and that it does not depend on chance."""

import numpy as np

from duijie.demands.common_likeness import Stated, find_groups
from duijie.demands.domain.common_search import name_of

VALVES = (
    "液氮工况下球阀阀座密封圈收缩，低温泄漏量超标，需要新的唇形密封结构",
    "超低温球阀在液氮中阀座泄漏，密封圈收缩不均，寻求低温密封圈材料",
    "液化天然气球阀低温泄漏，唇形密封圈收缩后阀座泄漏量超标",
)
OTHERS = (
    "香菇菌棒越夏烂棒，绿霉从刺孔侵入，农户损失很大",
    "印染废水反渗透浓水脱色，色度高，生化不起作用",
    "包缝机转速提高后机头抖动大，操作工反映手麻",
)


def stated(texts, firms=None, kind="technology"):
    return [
        Stated(number, (firms or [f"#{number}" for number in range(1, 99)])[number - 1], "zh", kind, text)
        for number, text in enumerate(texts, start=1)
    ]


def test_what_means_the_same_is_one_group_with_its_words():
    found = find_groups(stated([*VALVES, *OTHERS]), None)
    assert [one.numbers for one in found] == [(1, 2, 3)]
    assert found[0].likeness > 0.32
    assert all(any("密封" in word for word in words) for words in found[0].words)
    assert "球阀" in "".join(found[0].shared)


def test_the_order_of_the_list_changes_nothing():
    rows = stated([*VALVES, *OTHERS])
    assert find_groups(rows[::-1], None) == find_groups(rows, None)


def test_demands_of_one_firm_are_no_common_problem():
    firms = ["#1", "#1", "#1", "#2", "#3", "#4"]
    assert find_groups(stated([*VALVES, *OTHERS], firms), None) == []
    assert find_groups(stated(VALVES, ["#1", "#2", "#1"]), None, firms=3) == []


def test_kinds_and_languages_are_not_mixed():
    one, other = stated(VALVES[:1]), stated(VALVES[:2], kind="finance")[1:]
    assert find_groups([*one, *other], None) == []


def test_vectors_far_apart_keep_texts_apart():
    apart = np.eye(len(VALVES), 8, dtype=np.float32)
    together = np.tile(np.eye(1, 8, dtype=np.float32), (len(VALVES), 1))
    rows = stated(VALVES)
    assert find_groups(rows, apart, least=0.6) == []
    assert [one.numbers for one in find_groups(rows, together, least=0.6)] == [(1, 2, 3)]


def test_no_word_of_a_name_is_part_of_another():
    class One:
        language = "zh"

    assert name_of(["低温密封圈", "密封圈", "阀座", "液氮", "泄漏"], [One()]) == "低温密封圈、阀座、液氮"  # type: ignore[list-item]
