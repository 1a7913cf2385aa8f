"""Common problems of the demo: one that a search suggests, one that is being solved, one that is solved."""

from datetime import datetime, timedelta

from duijie.accounts.models import User
from duijie.common import clock
from duijie.demands.common_likeness import LEAST_LIKENESS
from duijie.demands.domain.common_members import record_solution
from duijie.demands.domain.common_problems import name_problem, take_step
from duijie.demands.domain.common_search import Search
from duijie.demands.models import CommonProblem, Demand
from duijie.demands.states import SETTLED
from duijie_match.progress import silent

# Name, description, titles of its demands, days ago it was named.
NAMED: tuple[tuple[str, str, tuple[str, ...], int], ...] = (
    (
        "出口农机、缝制设备的专利与商标风险排查",
        "整机出口前需要在目标国家排查专利、外观设计与商标风险，并取得可用于展会的不侵权说明。",
        ("微耕机外观被仿，出口还怕踩别人专利", "出口南亚、中美洲厚料机的专利与商标排雷"),
        24,
    ),
    (
        "小微企业以发明专利质押补充流动资金",
        "厂房设备已抵押，手中有发明专利，订单或农时前需要一笔短期流动资金。",
        ("旺季前备料缺四百万周转", "测头订单来了，垫不起货款"),
        12,
    ),
)
SOLUTION = {
    "summary": "由市知识产权服务机构统一做一次目标国检索与自由实施分析，各企业共用检索结果，分别出具机型说明（演示）。",
    "evidence_kind": "certificate",
    "evidence_title": "重点出口机型专利风险排查报告验收意见（演示）",
    "issuer": "栖宁市知识产权保护中心（演示）",
}


def share(*, now: datetime, by: User) -> None:
    """Make those that are not there yet. Done again, it changes nothing."""
    if CommonProblem.objects.filter(is_demo=True).exists():
        return
    for number, (title, description, titles, days) in enumerate(NAMED):
        found = Demand.objects.filter(is_demo=True, title__in=titles, archived_at=None).exclude(state__in=SETTLED)
        demands = list(found.order_by("pk"))
        if len(demands) < len(titles):
            continue
        with clock.at(now - timedelta(days=days)):
            problem = name_problem(title=title, description=description, demands=demands, by=by, is_demo=True)
        with clock.at(now - timedelta(days=days - 3)):
            problem = take_step(problem=problem, verb="begin", version=problem.version, by=by)
        if number == 0:
            with clock.at(now - timedelta(days=2)):
                values = {**SOLUTION, "issued_on": clock.today()}
                problem = record_solution(problem=problem, version=problem.version, values=values, by=by)
                take_step(problem=problem, verb="solved", version=problem.version, by=by)
    with clock.at(now - timedelta(hours=5)):
        Search(least=LEAST_LIKENESS, firms=2, progress=silent, embedder=None).run()
