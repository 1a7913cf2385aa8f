"""Wishes that clash in lists too large for the search of a smallest set."""

import numpy as np
import pytest

from duijie_match.assignment.instance import Instance, make_instance
from duijie_match.assignment.plan import make_plan
from duijie_match.assignment.wishes import Clash

OTHERS = 310
"""Pairs of demands and supply of their own, so that the list is a large one."""


def among_others(demand: list[int], supply: list[int], cover: list[int], **wishes: list[int]) -> Instance:
    """These pairs, and many that have nothing to do with them. ``fixed``, ``forbidden`` number pairs."""
    rows = np.arange(OTHERS)
    supplies = max(supply) + 1
    count = len(demand) + OTHERS

    def marked(places: list[int]) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        flags = np.zeros(count, dtype=np.bool_)
        flags[places] = True
        return flags

    return make_instance(
        np.r_[demand, rows + len(cover)],
        np.r_[supply, rows + supplies],
        np.full(count, 0.5),
        cover=np.r_[cover, np.ones(OTHERS, int)],
        least=np.r_[wishes.get("least", [0] * supplies), np.zeros(OTHERS, int)],
        most=np.full(supplies + OTHERS, 9),
        fixed=marked(wishes.get("fixed", [])),
        forbidden=marked(wishes.get("forbidden", [])),
        exclusive=np.r_[wishes["groups"], np.full(OTHERS, -1)] if "groups" in wishes else None,
    )


def clash_of(instance: Instance) -> Clash:
    with pytest.raises(Clash) as caught:
        make_plan(instance)
    assert caught.value.is_minimal
    return caught.value


def test_what_else_somebody_could_serve_is_not_forgotten() -> None:
    """Supply 0 must serve two and has three pairs; it is not its load that clashes."""
    torn = among_others([0, 1, 2], [0, 0, 0], [1, 1, 1], least=[2], fixed=[0], forbidden=[0])
    assert [str(wish.kind) for wish in clash_of(torn).wishes] == ["fixed", "forbidden"]
    crowded = among_others([0, 0, 1, 2], [0, 1, 0, 0], [1, 1, 1], least=[2, 0], fixed=[0, 1])
    assert [str(wish.kind) for wish in clash_of(crowded).wishes] == ["fixed", "fixed", "cover"]


def test_groups_across_demands_do_not_hide_the_clash() -> None:
    """Three rows of supply must serve one each, and whoever serves takes a group or a place of another."""
    instance = among_others(
        [2, 2, 1, 0, 0, 1], [0, 2, 1, 1, 0, 0], [1, 1, 1], least=[1, 1, 1], groups=[2, 0, 0, 1, -1, 1]
    )
    clash = clash_of(instance)
    least = [wish.row for wish in clash.wishes if str(wish.kind) == "least"]
    assert least == [0, 1, 2]
    groups = [wish.row for wish in clash.wishes if str(wish.kind) == "exclusive"]
    assert groups == [0, 1]
