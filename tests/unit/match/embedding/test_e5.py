"""The int8 model beside the wheel's own kernel, and what it promises about its rows."""

import multiprocessing

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from duijie_match.embedding.names import create_embedder

DEMANDS = [
    "铝合金薄板激光焊接变形大,求在线焊缝跟踪与变形控制技术",
    "香菇菌棒工厂化生产杂菌污染率高,寻求绿色防控方案",
    "注塑机能耗高,希望改造为伺服节能系统",
    "中药材黄精炮制工艺不稳定,质量标准难统一",
    "污水处理厂低温季节总氮不达标",
    "竹材加工剩余物如何高值化利用",
    "We need corrosion-resistant coatings for offshore pump impellers",
    "Low-cost battery state-of-health estimation for electric forklifts",
    "Detecting surface defects of steel strip at 20 m/s with cameras",
    "Shelf life of bayberry juice without preservatives",
    "县域农产品冷链物流信息化平台",
    "精密阀门密封面研磨自动化",
]
SUPPLY = [
    "基于结构光视觉的焊缝实时跟踪机器人",
    "食用菌栽培环境控制与病害生物防治",
    "注塑机伺服驱动与能量回收装置",
    "黄精九蒸九晒工艺参数优化与指纹图谱",
    "低温反硝化菌剂及其在污水脱氮中的应用",
    "竹屑制备活性炭与竹醋液联产技术",
    "Thermally sprayed ceramic coatings against cavitation and sea-water corrosion",
    "Impedance-based online diagnosis of lithium-ion battery ageing",
    "Deep-learning inspection of cold-rolled steel surfaces in line",
    "High-pressure processing of fruit juices",
    "农产品产地冷库与运输温度监控系统",
    "阀门密封面数控研磨抛光设备",
    "石墨烯改性沥青路面材料",
    "Tax advice for small enterprises",
    "老年人跌倒检测可穿戴设备",
    "古建筑木结构三维扫描与数字化保护",
]


def test_int8_agrees_with_the_kernel(e5, kernel):
    ours, theirs = e5.embed(DEMANDS + SUPPLY), kernel.embed(DEMANDS + SUPPLY)
    cosines = (ours * theirs).sum(axis=1)
    assert cosines.mean() >= 0.995
    assert cosines.min() >= 0.99


def test_int8_ranks_as_the_kernel(e5, kernel):
    tables = []
    for embedder in (e5, kernel):
        demands, supply = embedder.embed(DEMANDS), embedder.embed(SUPPLY)
        tables.append((demands - demands.mean(axis=0)) @ (supply - supply.mean(axis=0)).T)
    ours, theirs = tables
    assert (ours.argmax(axis=1) == theirs.argmax(axis=1)).mean() >= 11 / 12
    assert np.mean([kendalltau(a, b).statistic for a, b in zip(ours, theirs, strict=True)]) >= 0.85


def test_both_find_what_was_meant(e5, kernel):
    for embedder in (e5, kernel):
        demands, supply = embedder.embed(DEMANDS), embedder.embed(SUPPLY)
        best = ((demands - demands.mean(axis=0)) @ (supply - supply.mean(axis=0)).T).argmax(axis=1)
        assert (best == np.arange(len(DEMANDS))).mean() >= 10 / 12


def test_agreement_holds_for_texts_beyond_the_limit(e5, kernel):
    texts = ["。".join(DEMANDS) * 3, "; ".join(DEMANDS[6:10]) * 9]
    assert (e5.embed(texts) * kernel.embed(texts)).sum(axis=1).min() >= 0.99


words = st.sampled_from([*DEMANDS, *SUPPLY, "%", "3.5 mm", "🚀", "，", "\n"])


@settings(max_examples=25, deadline=None)
@given(text=words, before=st.lists(words, max_size=6), after=st.lists(words, max_size=6), times=st.integers(1, 12))
def test_a_row_is_the_same_bit_for_bit_whatever_stands_beside_it(e5, text, before, after, times):
    alone = e5.embed([text])[0]
    beside = e5.embed([*before, text * times, text, *after])[len(before) + 1]
    assert np.array_equal(alone, beside)


@pytest.mark.parametrize("threads", [1, 3])
def test_threads_do_not_change_a_row(e5, models, threads):
    other = create_embedder("e5-small", folder=models, threads=threads)
    assert np.array_equal(other.embed(DEMANDS), e5.embed(DEMANDS))


def _embed_in_child(embedder, queue):
    queue.put(embedder.embed(DEMANDS))


@pytest.mark.parametrize("name", ["e5-small", "e5-small-kernel"])
def test_a_forked_child_embeds_on_its_own(name, e5, kernel):
    embedder = {"e5-small": e5, "e5-small-kernel": kernel}[name]
    here = embedder.embed(DEMANDS)
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    child = context.Process(target=_embed_in_child, args=(embedder, queue), daemon=True)
    child.start()
    there = queue.get(timeout=60)
    child.join(timeout=10)
    assert np.array_equal(here, there)


def test_prefix_is_part_of_the_fingerprint(models):
    from duijie_match.embedding.e5 import E5Small

    passage, query = E5Small(models), E5Small(models, prefix="query: ")
    assert passage.fingerprint != query.fingerprint
    assert not np.array_equal(passage.embed(DEMANDS[:1]), query.embed(DEMANDS[:1]))
