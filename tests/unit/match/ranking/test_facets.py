"""Columns beside the text as evidence."""

from decimal import Decimal
from itertools import product

import numpy as np

from duijie_match.documents import Document, Kind, MoneyRange
from duijie_match.ranking.facets import Facets, facet_values
from duijie_match.ranking.settings import MatchSettings

SETTINGS = MatchSettings(facet_agree=0.04, facet_clash=0.02, trl_gap=0.02, money_gap=0.04)
ROW = np.array([0])


def mutual(facets: Facets, rows: np.ndarray = ROW) -> np.ndarray:
    """What counts for both sides alike, item by item."""
    return np.take(facets.of_kinds(rows)[0], facets.kinds, axis=1)


def demanded(facets: Facets, rows: np.ndarray = ROW) -> np.ndarray:
    """What only the demand side minds, item by item."""
    return np.take(facets.of_kinds(rows)[1], facets.kinds, axis=1)


def document(**values: object) -> Document:
    return Document(id="x", kind=Kind.DEMAND, **values)  # type: ignore[arg-type]


def test_industry_codes_agree_by_division() -> None:
    assert facet_values(document(facets={"industry": ("C3443",)}), "industry") == ("34",)
    assert facet_values(document(facets={"industry": ("通用设备制造业",)}), "industry") == ("通用设备制造业",)


def test_agreeing_and_clashing_fields() -> None:
    demand = [document(facets={"field": ("新材料",)})]
    supply = [document(facets={"field": ("新材料", "能源")}), document(facets={"field": ("农业",)}), document()]
    assert np.allclose(mutual(Facets(demand, supply, SETTINGS)), [[0.04, -0.02, 0]])


def test_another_area_is_no_objection() -> None:
    demand = [document(facets={"area": ("丽水",)})]
    supply = [document(facets={"area": ("丽水",)}), document(facets={"area": ("黄冈",)})]
    assert np.allclose(mutual(Facets(demand, supply, SETTINGS)), [[0.02, 0]])


def test_lacking_maturity_counts_by_step_up_to_three() -> None:
    supply = [document(trl=trl) for trl in (9, 7, 6, 1)] + [document()]
    assert np.allclose(demanded(Facets([document(trl=7)], supply, SETTINGS)), [[0, 0, -0.02, -0.06, 0]])


def test_a_price_above_the_budget_counts() -> None:
    demand = [document(budget=MoneyRange(Decimal(100), Decimal(200)))]
    prices = [
        MoneyRange(Decimal(150), Decimal(400)),
        MoneyRange(Decimal(300), Decimal(400)),
        MoneyRange(negotiable=True),
    ]
    supply = [document(budget=price) for price in prices]
    assert np.allclose(demanded(Facets(demand, supply, SETTINGS)), [[0, -0.04, 0]])


def test_lists_without_columns_are_silent() -> None:
    assert Facets([document()], [document(trl=3)], SETTINGS).silent
    price = MoneyRange(Decimal(100), Decimal(200))
    for said in ({"trl": 3}, {"budget": price}, {"facets": {"area": ("丽水",)}}):
        assert not Facets([document(), document(**said)], [document(**said), document()], SETTINGS).silent
        assert Facets([document(**said)], [document()], SETTINGS).silent


def test_items_alike_in_their_columns_count_alike() -> None:
    rich, plain = {"facets": {"field": ("新材料",)}, "trl": 5}, {"trl": 8}
    supply = [document(**values) for values in (rich, plain, rich, {}, plain)]
    found = Facets([document(facets={"field": ("新材料",)}, trl=7)], supply, SETTINGS)
    assert np.allclose(mutual(found), [[0.04, 0, 0.04, 0, 0]])
    assert np.allclose(demanded(found), [[-0.04, 0, -0.04, 0, 0]])


def test_items_of_a_list_are_told_as_each_alone() -> None:
    """All combinations of columns: told once a kind, they are what is told of every item alone."""
    fields, areas, trls, prices = ("新材料", "农业", None), ("丽水", "黄冈", None), (None, 3, 6, 9), (None, 50, 300)
    every = [
        document(
            facets={name: (value,) for name, value in (("field", field), ("area", area)) if value},
            trl=trl,
            budget=None if price is None else MoneyRange(Decimal(price), Decimal(price)),
        )
        for field, area, trl, price in product(fields, areas, trls, prices)
    ]
    demands = [every[0], every[-1], document(trl=7, budget=MoneyRange(Decimal(100), Decimal(200)))]
    found, rows = Facets(demands, every, SETTINGS), np.arange(3)
    for item, one in enumerate(every):
        alone = Facets(demands, [one], SETTINGS)
        if not alone.silent:
            assert np.allclose(mutual(found, rows)[:, item], mutual(alone, rows)[:, 0])
            assert np.allclose(demanded(found, rows)[:, item], demanded(alone, rows)[:, 0])
