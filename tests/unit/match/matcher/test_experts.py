"""Experts by what they did: newer works before older ones, units by their best, and who is kept out."""

from dataclasses import replace
from pathlib import Path

import pytest

from duijie_match.documents import Document, Kind, Work
from duijie_match.matcher import Matcher, MatchSettings
from duijie_match.ranking.units import GroupedBy, group
from duijie_match.testing.hashing import HashingEmbedder

FIRM = Document(
    "d",
    Kind.DEMAND,
    body="球阀密封面磨损",
    organisation="青溪阀门有限公司",
    extra={"负责人": "周明", "单位编号": "U7", "参股单位编号": "U3; U4"},
)
OTHER = Document("o", Kind.EXPERT, title="林芳", body="香菇菌渣制有机肥")


def expert(name: str, *works: Work, organisation: str = "", body: str = "", **extra: str) -> Document:
    return Document(name, Kind.EXPERT, title=name, body=body, organisation=organisation, works=works, extra=extra)


def build(*supply: Document, demand: Document = FIRM, settings: MatchSettings | None = None) -> Matcher:
    return Matcher.build([demand], [*supply, OTHER], embedder=HashingEmbedder(), settings=settings)


def found(matcher: Matcher) -> list[str]:
    return [match.supply_id for match in matcher.match()]


def test_of_two_that_fit_alike_the_newer_works_come_first() -> None:
    old, new = (expert(name, Work("球阀密封面堆焊", year=year)) for name, year in (("甲", 2001), ("乙", 2023)))
    matcher = build(old, new)
    assert found(matcher)[:2] == ["乙", "甲"]
    values = {
        match.supply_id: {part.name: part.value for part in match.reasons.contributions} for match in matcher.match()
    }
    assert values["乙"]["recency"] > 0 > values["甲"]["recency"]
    assert "recency" not in values["o"]


def test_years_count_where_works_are_all_that_is_known() -> None:
    """Of the supply no text is without a year."""
    supply = [Document(name, Kind.EXPERT, works=(Work("球阀密封面堆焊", year=year),))
              for name, year in (("甲", 2001), ("乙", 2023))]  # fmt: skip
    assert found(Matcher.build([FIRM], supply, embedder=HashingEmbedder())) == ["乙", "甲"]


def test_a_better_fit_outweighs_any_number_of_years() -> None:
    matcher = build(
        expert("甲", Work("球阀密封面磨损修复", year=1985)), expert("乙", Work("离心泵叶轮铸造", year=2024))
    )
    assert found(matcher)[0] == "甲"


def test_years_far_off_count_no_more_than_the_limit_and_unknown_ones_nothing() -> None:
    matcher = build(
        expert("甲", Work("球阀密封", year=2999)),
        expert("乙", Work("球阀密封", year=2020)),
        expert("丙", Work("球阀密封")),
    )
    by_name = {match.supply_id: match for match in matcher.match()}
    settings = MatchSettings()
    limit = settings.recency * settings.recency_years
    recency = {
        name: sum(part.value for part in match.reasons.contributions if part.name == "recency")
        for name, match in by_name.items()
    }
    assert recency == pytest.approx({"甲": limit, "乙": -limit, "丙": 0, "o": 0}, abs=1e-6)


def test_an_expert_without_works_counts_by_the_profile() -> None:
    matcher = build(expert("甲", body="从事球阀密封研究"), expert("乙", Work("离心泵", year=2024)))
    assert found(matcher)[0] == "甲"


def test_a_broad_record_does_not_drown_what_fits() -> None:
    fitting = ("球阀密封面磨损修复", "球阀密封面堆焊", "球阀密封面磨损机理")
    elsewhere = "香菇菌种 茶叶杀青机 叶轮铸造 毛竹防霉 青瓷釉料 铅笔涂漆 玩具 杨梅保鲜 太子参 缝纫机 拉链 纸箱 电缆"
    broad = expert("甲", *(Work(title) for title in (*elsewhere.split(), *fitting)))
    near = expert("乙", Work("球阀密封圈"))
    assert found(build(broad, near))[:2] == ["甲", "乙"]


@pytest.mark.parametrize(("works", "counted"), [(0, 1), (1, 1), (2, 2), (8, 2), (9, 3), (24, 4), (99, 6)])
def test_of_many_works_few_count(works: int, counted: int) -> None:
    """The profile is one more text."""
    matcher = build(expert("甲", *(Work(f"球阀密封面 {place}") for place in range(works))))
    assert len(matcher._scorer.counted_passages(0, 0)) == counted


@pytest.mark.parametrize(
    ("candidate", "said"),
    [
        (
            expert("甲", body="球阀密封", organisation=" 青溪阀门有限公司"),
            "供需双方同属“ 青溪阀门有限公司”，不予推荐。",
        ),
        (expert("甲", body="球阀密封", 合作者="王丽；周明"), "“周明”列为合作者，按回避规则不予推荐。"),
        (expert("甲", body="球阀密封", 股东="青溪阀门有限公司"), "“青溪阀门有限公司”列为股东，按回避规则不予推荐。"),
        (
            expert("甲", body="球阀密封", 回避单位="青溪阀门有限公司、其他"),
            "“青溪阀门有限公司”列为回避对象，不予推荐。",
        ),
        (expert("甲", body="球阀密封", 股东编号="x9; U7"), "“青溪阀门有限公司”列为股东，按回避规则不予推荐。"),
        (expert("甲", body="球阀密封", 股东编号="d"), "“青溪阀门有限公司”列为股东，按回避规则不予推荐。"),
        (expert("甲", body="球阀密封", organisation="一所", 单位编号="U3"), "“一所”列为股东，按回避规则不予推荐。"),
        (expert("甲", body="球阀密封", 单位编号="U4"), "“U4”列为股东，按回避规则不予推荐。"),
    ],
)
def test_a_conflict_keeps_a_pair_out_and_is_told(candidate: Document, said: str, tmp_path: Path) -> None:
    matcher = build(candidate, expert("乙", body="球阀"))
    matcher.save(tmp_path / "kept")
    for one in (matcher, Matcher.load(tmp_path / "kept")):
        assert found(one) == ["乙", "o"]
        assert "甲" not in {match.supply_id for match in one.match_supply()}
        answer = one.why_not("d", "甲")
        assert not answer.shown
        assert answer.rule is not None
        assert answer.rule.render("zh") == said
        assert one.why_not("d", "o").sentence.render("en") == "It is shown, at rank 2 of 2."
        (match,) = one.score([("d", "甲")])
        assert match.reasons.notes[0].render("zh") == said


def test_the_demand_may_name_whom_to_avoid() -> None:
    demand = replace(FIRM, extra={"Conflicts (optional)": "甲, 丙"})
    supply = [expert("甲", body="球阀密封"), expert("乙", body="球阀")]
    assert found(build(*supply, demand=demand)) == ["乙", "o"]
    both = Matcher.build([replace(FIRM, id="d0"), demand], [*supply, OTHER], embedder=HashingEmbedder())
    assert [(match.demand_id, match.supply_id) for match in both.match(top=1)] == [("d0", "甲"), ("d", "乙")]
    turned = [(match.supply_id, match.demand_id) for match in both.match_supply(top=1)]
    assert turned[0] == ("甲", "d0")  # who is kept out takes nobody's place
    owned = build(replace(expert("e1", body="球阀密封"), title="甲"), demand=replace(FIRM, extra={"owner-ids": "e1"}))
    assert found(owned) == ["o"]
    assert str(owned.why_not("d", "e1").rule) == "甲 is named as a part-owner: kept out."


def test_one_unit_that_holds_the_whole_supply_is_no_conflict() -> None:
    supply = [expert(name, body="球阀密封", organisation="青溪阀门有限公司") for name in ("甲", "乙")]
    matcher = Matcher.build([FIRM], supply, embedder=HashingEmbedder())
    assert found(matcher) == ["甲", "乙"]


def test_where_all_are_kept_out_the_demand_is_without_a_match_and_told_why() -> None:
    matcher = Matcher.build([FIRM], [expert("甲", body="球阀", 合作者="周明")], embedder=HashingEmbedder())
    ((demand, why),) = matcher.unmatched()
    assert demand == "d"
    assert "no rule keeps out" in why.render("en")


def test_units_and_teams_count_by_their_best_people() -> None:
    supply = [
        expert("甲", body="球阀密封面磨损", organisation="一所", team="红队"),
        expert("乙", body="水稻育种", organisation="一所", team="蓝队"),
        expert("丙", body="球阀", organisation="二所", team="蓝队"),
        expert("丁", body="球阀铸造", organisation="二所"),
    ]
    matcher = build(*supply)
    by_id = {document.id: document for document in [*supply, OTHER]}
    units = list(group(matcher.match(), by_id, GroupedBy.ORGANISATION))
    assert [(one.unit, one.rank, one.best.supply_id) for one in units] == [("一所", 1, "甲"), ("二所", 2, "丙")]
    assert {match.supply_id for match in units[1].members} == {"丙", "丁"}
    teams = list(group(matcher.match(), by_id, GroupedBy.TEAM))
    assert [one.unit for one in teams] == ["红队", "蓝队"]


def test_units_are_told_demand_by_demand_with_their_three_best() -> None:
    supply = [expert(f"一{at}", body="球阀密封面磨损" + "修复" * at, organisation="一所") for at in range(4)]
    supply += [expert("二", body="球阀", organisation="二所"), expert("三", body="水稻", organisation="三所"), OTHER]
    demands = [FIRM, Document("d2", Kind.DEMAND, body="水稻育种")]
    matches = list(Matcher.build(demands, supply, embedder=HashingEmbedder()).match())
    by_id = {document.id: document for document in supply}
    found = list(group(iter(matches), by_id, GroupedBy.ORGANISATION, top=2))
    assert [(one.demand_id, one.rank) for one in found] == [("d", 1), ("d", 2), ("d2", 1), ("d2", 2)]
    assert [one.unit for one in found][:3] == ["一所", "二所", "三所"]
    for one in found:
        own = [match for match in matches if match.demand_id == one.demand_id]
        best = [match for match in own if by_id[match.supply_id].organisation == one.unit][:3]
        assert list(one.members) == best
    assert len(found[0].members) == 3


def test_of_units_whose_best_are_alike_the_next_ones_decide() -> None:
    supply = [
        expert("甲", body="球阀密封", organisation="一所"),
        expert("乙", body="球阀密封", organisation="二所"),
        expert("丙", body="球阀", organisation="二所"),
        expert("丁", body="球阀密封", organisation="三所"),
        expert("戊", body="球阀密封", organisation="三所"),
    ]
    supply = [replace(one, title="王丽") for one in supply]
    by_id = {document.id: document for document in [*supply, OTHER]}
    found = group(build(*supply).match(), by_id, GroupedBy.ORGANISATION)
    assert [one.unit for one in found] == ["三所", "二所", "一所"]
