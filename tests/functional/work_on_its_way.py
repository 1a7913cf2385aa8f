"""Work of every kind in the demo region, half-way and done: by the domain functions, in the names of its people."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

from django.core.files.base import ContentFile
from django.urls import reverse
from tests.factories.ranking import make_model
from tests.unit.common.test_images import png

from duijie.accounts.domain.accounts import add_account
from duijie.accounts.domain.departments import add_department, archive_department
from duijie.accounts.domain.tokens import add_token
from duijie.accounts.models import Department, User
from duijie.common import clock
from duijie.common.domain.calendar import set_day
from duijie.common.domain.imports import add_pasted_import, apply_import, preview_import
from duijie.common.domain.site import name_site, set_logo
from duijie.common.jobs import run_job, run_waiting_jobs
from duijie.common.models import ImportBatch
from duijie.demands.domain.demands import take_step
from duijie.demands.domain.ratings import rate_demand
from duijie.demands.models import CommonProblem, Demand, ExternalReference
from duijie.demands.registers import CONTRACTS, DEMANDS, EVIDENCE, MILESTONES
from duijie.demands.states import SETTLED, STEPS
from duijie.demo.accounts import FOUNDRY
from duijie.indicators.domain.report_templates import take_template
from duijie.indicators.domain.work_reports import make_work_report, repeat_work_report
from duijie.indicators.interfaces.report_word import shipped_template
from duijie.indicators.interfaces.report_wording import title_of
from duijie.indicators.periods import Span, around
from duijie.matching.domain.choices import choose
from duijie.matching.domain.lexicon import add_entry, import_entries
from duijie.matching.domain.list_matches import BroughtFile, add_list_match, start_list_match
from duijie.matching.domain.plan_pairs import keep_apart
from duijie.matching.domain.plans import compute_plan, copy_plan, create_plan
from duijie.matching.domain.proposal_links import make_link
from duijie.matching.domain.ranking_models import note_event
from duijie.matching.models import Candidate, ItemSide, ListMatch, ListSide, Proposal, SupplyKind
from duijie.messaging.domain.choices import stop_token
from duijie.messaging.domain.one_click import make_link as make_one_click
from duijie.messaging.domain.wordings import write_wording
from duijie.messaging.kinds import kind_of
from duijie.messaging.models import Message, Purpose
from duijie.registry.domain.annexes import add_attachment, add_comment, save_view
from duijie.registry.domain.duplicates import name_pair
from duijie.registry.domain.merges import merge_records
from duijie.registry.domain.organisations import add_organisation, archive_organisation
from duijie.registry.domain.record_parts import add_part
from duijie.registry.domain.records import archive_record
from duijie.registry.models import Achievement, Attachment, Organisation, Service
from duijie.registry.registers.organisations import ORGANISATIONS
from duijie.registry.registers.services import SERVICES

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
ROWS = """单位名称\t类别\t行业\t职工人数
砺源恒固铸件有限公司\t企业\tC3391\t60
砺源新塑科技有限公司\t企业\tC2929\t约三十人
"""
DONE = """单位名称\t类别\t行业\t职工人数
砺源远望机械有限公司\t企业\tC3451\t120
"""
LISTS = {
    ListSide.DEMANDS: """编号,名称,内容,金额
D1,阀门低温泄漏,超低温球阀阀座低温下泄漏超标,看着给
D2,菌棒污染,香菇菌棒绿霉污染率偏高,30万
""",
    ListSide.SUPPLY: """编号,名称,内容
S1,深冷密封,超低温球阀阀座冷缩自补偿密封
S2,采茶机械手,茶叶嫩芽识别与采摘
""",
}


def bring_work(account: Callable[[str], User]) -> None:
    """Imports, list matches, choices, duplicates, a merge, files, comments, archived records, settings of the site, a
    concept of the lexicon, a ranking model, work reports.
    """
    for role in ("county_officer", "city_officer"):
        _bring_lists(account(role))
    _keep_records(account("county_officer"))
    _bring_to_an_end(account("county_officer"), account("firm_contact"))
    _make_plans(account("city_officer"))
    _report(account("county_officer"), account("city_officer"))
    _keep_site(account("system_administrator"), account("city_officer"))
    _word_messages(account("system_administrator"))
    add_entry(values={"chinese": "聚四氟乙烯", "synonyms": "特氟龙"}, by=account("city_officer"))
    terms = ContentFile("中文,英文\n菌渣,spent substrate\n".encode())
    import_entries(name="术语.csv", content=terms, by=account("city_officer"))
    note_event(make_model(by=account("city_officer")), "propose", by=account("city_officer"))


def _bring_lists(by: User) -> None:
    area = by.memberships.get().area
    add_pasted_import(noun="organisations", area=area, text=ROWS, by=by)
    checked = add_pasted_import(noun="organisations", area=area, text=ROWS, by=by)
    run_job(preview_import(batch=checked, by=by).pk)
    done = add_pasted_import(noun="organisations", area=area, text=DONE.replace("远望", by.name), by=by)
    run_job(preview_import(batch=done, by=by).pk)
    done.refresh_from_db()
    apply_import(batch=done, by=by)
    for title in ("读过的清单", "匹配过的清单"):
        files = {side: BroughtFile(f"{side}.csv", ContentFile(text.encode())) for side, text in LISTS.items()}
        brought = add_list_match(title=title, files=files, by=by)
        run_waiting_jobs()
    start_list_match(list_match=brought, top=3, by=by)
    run_waiting_jobs()


def _keep_records(by: User) -> None:
    area = by.memberships.get().area
    demand = Demand.objects.filter(organisation__name=FOUNDRY, area=area).earliest("pk")
    add_comment(register=DEMANDS, record=demand, text="已电话联系企业。", by=by)
    add_attachment(register=DEMANDS, record=demand, name="技术要求.pdf", chunks=[PDF], by=by)
    save_view(register=DEMANDS, name="本县已发布", query="state=published", by=by)
    candidates = Candidate.objects.filter(demand__area=area, direction="demand", rank__lte=2).order_by("demand", "rank")
    for candidate, (choice, reason) in zip(
        candidates, (("shortlisted", ""), ("dismissed", "other_subject")), strict=False
    ):
        choose(
            demand=candidate.demand, kind=candidate.kind, supply=candidate.supply, choice=choice, reason=reason, by=by
        )
    names = ("砺源铸远机械有限公司", "砺源鑄遠機械有限責任公司", "砺源安泰模具有限公司", "安泰模具有限公司", "砺源旧厂")
    one, same, other, twin, gone = (_organisation(name, area, by) for name in names)
    name_pair(register=ORGANISATIONS, one=one, other=same, by=by)
    merge_records(
        register=ORGANISATIONS, kept=other, merged=twin, choices={}, versions=(other.version, twin.version), by=by,
        reason="同一家",
    )  # fmt: skip
    archive_organisation(organisation=gone, version=gone.version, by=by)
    service = Service.objects.visible_to(by).filter(area=area, archived_at=None).order_by("-pk").first()
    assert service is not None
    archive_record(register=SERVICES, record=service, version=service.version, by=by)
    add_token(user=by, by=by, name="统计脚本", scopes=["organisation.view"])


def _bring_to_an_end(officer: User, firm: User) -> None:
    """A demand of the foundry with a contract, a milestone and evidence, solved, and rated by the firm."""
    demand = Demand.objects.filter(organisation__name=FOUNDRY, area=officer.memberships.get().area).latest("pk")
    for part, values in (
        (CONTRACTS, {"kind": "service", "organisation": None, "organisation_name": "砺源铸造研究所", "amount": 12}),
        (MILESTONES, {"title": "样件通过试验", "due_on": date(2026, 6, 30), "done_on": None}),
        (EVIDENCE, {"kind": "test", "title": "气密性试验报告", "issuer": "砺源检测中心"}),
    ):
        demand.refresh_from_db()
        add_part(register=DEMANDS, part=part, record=demand, version=demand.version, values=values, by=officer)
    for verb in ("verify", "publish", "contact", "solve", "solved"):
        demand.refresh_from_db()
        if demand.state in STEPS[verb].sources:
            take_step(
                demand=demand,
                verb=verb,
                version=demand.version,
                by=officer,
                reason="气密性试验合格",
                checks=STEPS[verb].checks,
            )
    rate_demand(demand=demand, satisfaction=5, comment="两个月解决了漏气。", is_confirmed=True, by=firm)


def _make_plans(by: User) -> None:
    """A plan as it was computed, with two organisations kept apart, and before it a copy that nobody has computed."""
    settings = {"title": "首批专家指派", "kinds": ["expert", "achievement"], "most": 1}
    plan = create_plan(area=by.memberships.get().area, values=settings, by=by)
    compute_plan(plan=plan, version=plan.version, by=by)
    run_waiting_jobs()
    copy_plan(plan=plan, by=by, title="第二批专家指派")
    plan.refresh_from_db()
    first, second = Organisation.objects.visible_to(by).filter(archived_at=None).order_by("pk")[:2]
    keep_apart(plan=plan, first=first, second=second, reason="competitor", version=plan.version, by=by)


def _report(county: User, city: User) -> None:
    """A work report of the year for county and city, one made again, and a template of the city's own."""
    take_template(language="zh-hans", name="市局模板.docx", content=shipped_template("zh-hans"), by=city)
    for by in (county, city):
        area, period = by.memberships.get().area, around(clock.today(), Span.YEAR)
        made = make_work_report(
            area=area, period=period, title=title_of(area, period, "zh-hans"), language="zh-hans",
            base="http://127.0.0.1:8000", by=by,
        )  # fmt: skip
        run_waiting_jobs()
    made.refresh_from_db()
    repeat_work_report(report=made, base=made.base, by=by)
    run_waiting_jobs()


def _organisation(name: str, area: Any, by: User) -> Organisation:
    return add_organisation(values={"name": name, "kind": "enterprise", "area": area}, by=by)


def _keep_site(keeper: User, officer: User) -> None:
    add_account(by=keeper, username="newcomer", name="王磊")
    add_department(key="keji", name="创新发展局", name_en="Bureau of Innovation", by=keeper)
    old = add_department(key="chengguo", name="成果转化局", name_en="Bureau of Transfer", by=keeper)
    archive_department(department=old, version=old.version, by=keeper)
    name_site(values={"short_name": "栖宁对接"}, by=keeper)
    set_logo(content=png(60, 20), by=keeper)
    set_day(day=date(2026, 3, 7), kind="make_up_workday", name="补班", name_en="Make-up day", by=officer)


def _word_messages(keeper: User) -> None:
    """A text of messages that was changed twice."""
    for number, subject in enumerate(("关于“{demand}”的推荐", "对接推荐函：{demand}")):
        texts = {"subject": subject, "body": "{name}：{demand}与{supply}，请答复。", "short": "请答复“{demand}”。"}
        write_wording(kind=kind_of("proposal.shown"), language="zh-hans", texts=texts, number=number, by=keeper)


def beside_the_links(role: str) -> list[str]:
    """Pages of ``bring_work`` that show more to ``role`` than the first of their kind, or stand behind no link."""
    return BESIDE[role]() if role in BESIDE else []


def _of_the_officer() -> list[str]:
    officer = User.objects.get(username="county_officer")
    candidate = Candidate.objects.filter(
        demand__area=officer.memberships.get().area, direction=ItemSide.DEMAND, kind=SupplyKind.ACHIEVEMENT
    ).earliest("rank", "pk")  # fmt: skip
    asked = Achievement.objects.get(pk=candidate.supply).title[:4]
    records = [*Organisation.objects.filter(name__in=("砺源铸远机械有限公司", "砺源旧厂"))]
    return [
        *(reverse("organisation_detail", args=[one.pk]) for one in records),
        *(reverse("record_detail", args=["services", one.pk]) for one in Service.objects.exclude(archived_at=None)),
        *(reverse("record_detail", args=["demands", pk]) for pk in Attachment.objects.values_list("record", flat=True)),
        *(reverse("import_detail", args=[one.pk]) for one in ImportBatch.objects.filter(by=officer)),
        *(reverse("list_match_detail", args=[one.pk]) for one in ListMatch.objects.filter(owner=officer)),
        *(f"{reverse('list_match_results', args=[one.pk])}?find=S"
          for one in ListMatch.objects.filter(owner=officer).exclude(matched_at=None)),
        f"{reverse('workspace', args=[candidate.demand.pk])}?lowest=1&find={quote(asked)}",
        *(f"{reverse('workspace', args=[candidate.demand.pk])}?lowest=1&by={by}" for by in ("organisation", "team")),
        f"{reverse('search')}?q={quote(asked)}",
    ]  # fmt: skip


def _of_the_city() -> list[str]:
    demands = Demand.objects.filter(is_demo=True, common=None).exclude(state__in=SETTLED).order_by("pk")[:2]
    chosen = "&".join(f"row={one.pk}" for one in demands)
    problems = CommonProblem.objects.order_by("pk")
    return [
        *(reverse("common_problem_detail", args=[one.pk]) for one in problems),
        *(reverse("record_detail", args=["demands", one.demand_id]) for one in ExternalReference.objects.all()[:1]),
        f"{reverse('common_problem_add')}?{chosen}",
        f"{reverse('exchange_start')}?{chosen}",
        *(f"{reverse('common_problem_members', args=[one.pk])}?find={quote('厂')}" for one in problems[:1]),
    ]


def _of_an_administrator() -> list[str]:
    people = User.objects.filter(username__in=("county_officer", "newcomer"))
    return [reverse("account_detail", args=[one.pk]) for one in people]


def _of_the_keeper() -> list[str]:
    departments = Department.objects.order_by("pk")  # living and archived ones lead to different pages
    return [*_of_an_administrator(), *(reverse("department_edit", args=[one.pk]) for one in departments)]


def _of_nobody() -> list[str]:
    proposal = Proposal.objects.filter(state="shown").earliest("pk")
    secret = make_link(proposal=proposal, side="demand", by=User.objects.get(username="city_officer"))
    message = Message.objects.filter(kind="clock.supervised").earliest("pk")
    return [
        reverse("proposal_by_link", args=[secret]), reverse("account_signup"), reverse("account_inactive"),
        reverse("message_one_click", args=[make_one_click(message=message, purpose=Purpose.RECEIPT)]),
        reverse("message_stop", args=[stop_token(message.account, message.kind)]),
    ]  # fmt: skip


BESIDE: dict[str, Callable[[], list[str]]] = {
    "city_officer": _of_the_city,
    "county_officer": _of_the_officer,
    "system_administrator": _of_the_keeper,
    "security_administrator": _of_an_administrator,
    "nobody": _of_nobody,
}
