"""Needs and offers that say the same in Chinese and in English: which language is asked changes no order."""

from itertools import product

import numpy as np
import pytest

from duijie_match.documents import Document, Kind
from duijie_match.embedding.base import Embedder
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.names import create_embedder
from duijie_match.matcher import Matcher
from duijie_match.results import Level

NEEDS = {
    "zh": (
        "高温蒸汽管道用球阀密封面磨损泄漏，寻求耐磨硬密封涂层技术。",
        "茶园病虫害多，希望减少化学农药，寻求绿色防控技术。",
        "锂电池低温下放电容量下降，寻求低温电解液配方。",
        "印染废水色度高、难降解，寻求深度处理与回用技术。",
    ),
    "en": (
        "Ball valves in hot steam pipes wear and leak at the sealing surface; a wear-resistant hard sealing coating is "
        "wanted.",
        "Tea gardens suffer from pests; a green control technology with less chemical pesticide is wanted.",
        "The discharge capacity of lithium batteries falls in the cold; a low-temperature electrolyte is wanted.",
        "Dyeing wastewater is strongly coloured and hard to degrade; advanced treatment and reuse are wanted.",
    ),
}
OFFERS = {
    "zh": (
        "球阀密封面激光熔覆耐磨涂层，适用于高温蒸汽。",
        "茶树害虫的天敌与诱捕器组合的绿色防控体系。",
        "适用于零下四十度的锂离子电池电解液。",
        "臭氧催化氧化与膜分离组合处理印染废水并回用。",
        "面向图书馆读者的个性化推荐系统。",
    ),
    "en": (
        "A laser-clad wear-resistant coating for the sealing surface of ball valves in hot steam.",
        "A green control system for tea pests that combines natural enemies and traps.",
        "An electrolyte for lithium-ion batteries at minus forty degrees.",
        "Catalytic ozonation combined with membrane separation treats dyeing wastewater for reuse.",
        "A personalised recommender system for library readers.",
    ),
}


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    return CachedEmbedder(create_embedder(), tmp_path_factory.mktemp("vectors"))


@pytest.mark.parametrize("asked, offered", list(product(("zh", "en"), repeat=2)))
def test_the_order_is_the_same_in_every_pair_of_languages(embedder: Embedder, asked: str, offered: str) -> None:
    demands = [Document(f"d{row}", Kind.DEMAND, body=text) for row, text in enumerate(NEEDS[asked])]
    supply = [Document(f"s{row}", Kind.ACHIEVEMENT, body=text) for row, text in enumerate(OFFERS[offered])]
    matches = list(Matcher.build(demands, supply, embedder=embedder).match(top=5))
    first = {match.demand_id: match for match in matches if match.rank == 1}
    assert [match.supply_id for match in first.values()] == ["s0", "s1", "s2", "s3"]
    # Five short texts: an unknown frequency makes every word alike, so across languages the level stays careful.
    assert min(match.level for match in first.values()) >= (Level.FAIRLY_STRONG if asked == offered else Level.WEAK)
    others = [match.raw for match in matches if match.rank > 1]
    assert max(others) < min(match.raw for match in first.values())
    assert np.mean([match.level == Level.NONE for match in matches if match.rank > 1]) >= 0.9
