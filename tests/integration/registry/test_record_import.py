"""Lists of every register on their way in and out again, written as an office writes them."""

# ruff: noqa: E501 – lists read better in long lines

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_expert, make_organisation, make_record, make_region

from duijie.common.domain.imports import (
    add_pasted_import,
    apply_import,
    decide_rows,
    preview_import,
    revert_import,
)
from duijie.common.domain.queries.imports import find_import, list_rows
from duijie.common.importing.nouns import RowToRevert, RowToWrite, SourceRow, noun_of
from duijie.common.jobs import run_job
from duijie.common.models import AuditEvent
from duijie.demands.domain.clock_policies import shipped
from duijie.registry.domain.annexes import add_comment
from duijie.registry.domain.queries.records import list_history
from duijie.registry.domain.records import edit_record
from duijie.registry.models import Area, Person
from duijie.registry.register import register_of, registers

pytestmark = pytest.mark.django_db(transaction=True)

REGISTERS = {one.key: one for one in registers() if not one.has_own_pages}
DEMANDS = register_of("demands")
LISTS = {
    "demands": (
        "序号\t*技术需求名称\t需求类别\t需求企业\t所属县（市、区）\t需求描述\t主要技术指标\t拟投入资金（万元）\t合作方式\t截止日期\t联系人\t联系电话\t是否公开\n"
        "1\t轴承钢球表面缺陷在线检测\t技术攻关\t云溪恒力轴承有限公司\t北渡县\t人工目检漏检率高\t漏检率≤0.1%\t80-120\t合作开发\t2027年6月\t李工\t０１３９０００００\t是\n"
        "２\t铸件余热回收\t技术需求\t云溪铸造厂\t南屏\t余热未利用\t/\t面议\t不限\t2027/3/1\t王工\t\t否\n"
        "3\t引进数控人才\t人才需求\t云溪恒力轴承有限公司\t\t缺少五轴编程人员\t无\t12345元\t\t20271231\t\t\t\n"
    ),
    "achievements": (
        "编号\t成果名称\t完成单位\t成果类型\t所处阶段\t技术成熟度\t成果简介\t关键词\t技术领域\t拟转化方式\t转让价格（万元）\t知识产权归属\t是否公开\n"
        "A1\t一种钢球视觉检测方法\t云溪大学\t发明专利（已授权）\t中试阶段\t6级\t基于深度学习\t视觉，检测\t先进制造\t转让、许可\t50\t独占\t公开\n"
        "A2\t抗旱小麦云麦3号\t云溪农科院\t植物新品种\t量产\t9\t亩产提高一成\t小麦；育种\t生物医药\t技术入股\t面议\t共有\t暂不公开\n"
        "A3\t热处理工艺数据库\t云溪大学\t计算机软件著作权\t研发\tTRL4\t工艺参数优化\t热处理\t电子信息\t技术服务/技术咨询\t3.5万元\t\t\n"
    ),
    "experts": (
        "序号\t专家姓名\t工作单位\t所在地区\t职称\t职称等级\t职务\t研究方向\t学科\t技术领域\t手机号码\t电子邮箱\t公开方式\n"
        "1\t周 敏\t云溪大学\t北渡县\t教授\t正高\t院长\t机器视觉\t机械工程\t装备制造\t13900000001\tzm@example.org\t公开\n"
        "2\t吴刚\t云溪农科院\t\t研究员\t正高级\t\t小麦育种\t作物学\t\t13900000002\t\t内部\n"
        "3\t重阳\t云溪大学\t\t副教授\t副高\t\t热处理\t材料\t新材料\t无\t—\t\n"
    ),
    "persons": (
        "序号\t姓名\t姓名拼音\t是否专家\t工作单位\t所属县市区\t职称\t职称级别\t职务\t手机\t邮箱\t公开范围\n"
        "1\t李 明\tLi Ming\t否\t云溪科技局\t北渡县\t\t\t科长\t13900000003\tlm@example.org\t内部\n"
        "2\t周敏\tZhou Min\t是\t云溪大学\t\t教授\t正高\t院长\t\t\t公开\n"
        "3\t赵强\t\t\t云溪恒力轴承有限公司\t\t工程师\t中级\t\t\t\t\n"
    ),
    "services": (
        "序号\t服务项目\t服务类别\t服务内容\t机构名称\t所在地区\t关键词\t收费标准\t计价单位\t领域\t应用行业\t是否公开\n"
        "1\t轴承寿命试验\t检验检测\t疲劳寿命\t云溪检测中心\t北渡县\t轴承\t500-2000元\t次\t先进制造\tC3451\t是\n"
        "2\t专利导航\t知识产权\t产业专利分析\t云溪专利所\t\t专利\t5万元\t项\t高技术服务\t\t是\n"
        "3\t创业孵化\t孵化\t工位与辅导\t云溪孵化器\t\t孵化\t面议\t\t\t\t否\n"
    ),
    "carriers": (
        "序号\t载体名称\t载体类别\t认定级别\t依托单位\t县市区\t成立时间\t建设内容\t关键词\t技术领域\t所属行业\t是否公开\n"
        "1\t轴承产业创新服务综合体\t综合体\t省级\t云溪检测中心\t北渡县\t2019年5月\t检测与设计\t轴承\t先进制造\tC3451\t是\n"
        "2\t云溪院士工作站\t院士工作站\t市\t云溪大学\t\t2021.3\t合作研究\t\t新材料\t\t是\n"
        "3\t云溪孵化器\t科技企业孵化器\t国家级\t云溪孵化器公司\t\t\t孵化\t\t\t\t公开\n"
    ),
    "stations": (
        "序号\t工作站名称\t工作站类型\t派出单位\t设站单位\t县市区\t是否区域工作站\t工作站地点\t负责人\t设站时间\t计划在站天数\t工作计划\t是否公开\n"
        "1\t云溪轴承人才工作站\t科技人才工作站\t云溪大学\t云溪恒力轴承有限公司\t北渡县\t否\t厂区二楼\t周敏\t2022-05-01\t60\t热处理攻关\t是\n"
        "2\t云溪珠海工作站\t区域工作站\t云溪科协\t珠海科创中心\t\t是\t珠海\t吴刚\t2023年3月\t\t引才\t否\n"
        "3\t云溪博士站\t博士创新站\t云溪大学\t云溪铸造厂\t\t\t\t\t2021.9\t20\t\t公开\n"
    ),
    "awards": (
        "序号\t获奖项目\t奖励名称\t奖励级别\t奖励等级\t获奖年度\t第一完成单位\t完成单位类型\t合作科研单位\t信息来源\t县市区\n"
        "1\t钢球在线检测\t省科学技术奖\t省级\t二等奖\t2022\t云溪恒力轴承有限公司\t产学研\t云溪大学\t青政发〔2023〕1号\t北渡县\n"
        "2\t铸件余热回收\t市科技进步奖\t市级\t三等奖\t2023\t云溪铸造厂\t企业\t\t云科发〔2023〕5号\t\n"
        "3\t冬小麦育种\t国家科技进步奖\t国家级\t\t2021\t云溪农科院\t院所\t\t\t\n"
    ),
    "visits": (
        "序号\t走访企业\t所属县（市、区）\t走访时间\t走访目的\t走访情况\t走访结果\t走访人员\t企业接待人\t联系电话\t详细情况\t下次走访日期\n"
        "1\t云溪恒力轴承有限公司\t北渡县\t2026-03-02\t需求摸排\t钢球淬火有裂纹\t发现需求\t白行健\t李工\t13900000004\t产线三条\t\n"
        "2\t云溪铸造厂\t\t2026/3/5\t政策宣讲\t宣讲加计扣除\t暂无需求\t白行健\t\t\t\t\n"
        "3\t云溪恒力轴承有限公司\t\t20260320\t回访\t裂纹仍在\t需跟进\t\t\t\t\t2026-04-20\n"
    ),
}  # fmt: skip
KEPT = {
    "demands": (
        ("title", "kind", "organisation_name", "budget_from", "budget_to", "mode", "deadline", "contact_name", "disclosure"),
        [
            ("轴承钢球表面缺陷在线检测", "technology", "云溪恒力轴承有限公司", "80.00", "120.00", "development", "2027-06-01", "李工", "registered"),
            ("铸件余热回收", "technology", "云溪铸造厂", "None", "None", "any", "2027-03-01", "王工", "internal"),
            ("引进数控人才", "talent", "云溪恒力轴承有限公司", "1.23", "1.23", "", "2027-12-31", "", "registered"),
        ],
    ),
    "achievements": (
        ("title", "kind", "stage", "trl", "keywords", "field", "modes", "price", "disclosure"),
        [
            ("一种钢球视觉检测方法", "invention", "pilot", "6", "视觉；检测", "manufacturing", "transfer,licence", "50.00", "registered"),
            ("抗旱小麦云麦3号", "variety", "mass_production", "9", "小麦；育种", "biology", "equity", "None", "internal"),
            ("热处理工艺数据库", "software", "rd", "4", "热处理", "electronics", "service,consulting", "3.50", "registered"),
        ],
    ),
    "experts": (
        ("name", "is_expert", "title", "rank", "research", "mobile", "email", "disclosure"),
        [
            ("周敏", "True", "教授", "senior", "机器视觉", "13900000001", "zm@example.org", "registered"),
            ("吴刚", "True", "研究员", "senior", "小麦育种", "13900000002", "", "internal"),
            ("重阳", "True", "副教授", "deputy", "热处理", "", "", "registered"),
        ],
    ),
    "persons": (
        ("name", "name_en", "is_expert", "rank", "post", "disclosure"),
        [
            ("李明", "Li Ming", "False", "", "科长", "internal"),
            ("周敏", "Zhou Min", "True", "senior", "院长", "registered"),
            ("赵强", "", "False", "intermediate", "", "registered"),
        ],
    ),
    "services": (
        ("title", "kind", "price_from", "price_to", "unit", "field", "disclosure"),
        [
            ("轴承寿命试验", "testing", "0.0500", "0.2000", "次", "manufacturing", "registered"),
            ("专利导航", "ip", "5.0000", "5.0000", "项", "services", "registered"),
            ("创业孵化", "incubation", "None", "None", "", "", "internal"),
        ],
    ),
    "carriers": (
        ("title", "kind", "level", "organisation_name", "founded", "field"),
        [
            ("轴承产业创新服务综合体", "service_complex", "provincial", "云溪检测中心", "2019-05-01", "manufacturing"),
            ("云溪院士工作站", "expert_workstation", "city", "云溪大学", "2021-03-01", "materials"),
            ("云溪孵化器", "incubator", "national", "云溪孵化器公司", "None", ""),
        ],
    ),
    "stations": (
        ("title", "kind", "home_name", "organisation_name", "is_outpost", "founded", "planned_days", "disclosure"),
        [
            ("云溪轴承人才工作站", "talent", "云溪大学", "云溪恒力轴承有限公司", "False", "2022-05-01", "60", "registered"),
            ("云溪珠海工作站", "talent", "云溪科协", "珠海科创中心", "True", "2023-03-01", "None", "internal"),
            ("云溪博士站", "phd", "云溪大学", "云溪铸造厂", "False", "2021-09-01", "20", "registered"),
        ],
    ),
    "awards": (
        ("title", "award", "level", "grade", "year", "organisation_name", "winner_kind", "research_unit", "source"),
        [
            ("钢球在线检测", "省科学技术奖", "provincial", "二等奖", "2022", "云溪恒力轴承有限公司", "with_research_unit", "云溪大学", "青政发〔2023〕1号"),
            ("铸件余热回收", "市科技进步奖", "city", "三等奖", "2023", "云溪铸造厂", "enterprise", "", "云科发〔2023〕5号"),
            ("冬小麦育种", "国家科技进步奖", "national", "", "2021", "云溪农科院", "research_unit", "", ""),
        ],
    ),
    "visits": (
        ("title", "visited_on", "kind", "result", "organisation_name", "visitor_name", "contact_name", "disclosure"),
        [
            ("钢球淬火有裂纹", "2026-03-02", "find", "demand", "云溪恒力轴承有限公司", "白行健", "李工", "internal"),
            ("宣讲加计扣除", "2026-03-05", "policy", "nothing", "云溪铸造厂", "白行健", "", "internal"),
            ("裂纹仍在", "2026-03-20", "follow_up", "follow_up", "云溪恒力轴承有限公司", "", "", "internal"),
        ],
    ),
}  # fmt: skip
every_register = pytest.mark.parametrize("key", LISTS)


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def by(region):
    return make_user(role="city_officer", area=region.city)


def done(job):
    job = run_job(job.pk)
    assert (job.state, job.error) == ("succeeded", None)


def previewed(key, text, area, by):
    batch = add_pasted_import(noun=key, area=area, text=text, by=by)
    done(preview_import(batch=batch, by=by))
    return find_import(by=by, pk=batch.pk)


def applied(batch, by):
    done(apply_import(batch=batch, by=by))
    return find_import(by=by, pk=batch.pk)


def told(batch):
    return [
        (row.row, row.outcome, [e["code"] for e in row.errors], [q["code"] for q in row.questions])
        for row in list_rows(batch)
    ]


def test_there_is_a_list_for_every_register():
    assert set(LISTS) == set(KEPT) == set(REGISTERS)
    for text in LISTS.values():
        assert {len(line.split("\t")) for line in text.splitlines()} <= {11, 12, 13}


@every_register
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_list_as_an_office_writes_it_is_understood_in_whatever_language_the_worker_speaks(key, language, region, by):
    with translation.override(language):
        batch = previewed(key, LISTS[key], region.north, by)
        outcomes = told(batch)
    outside = key == "demands"  # its second row lies in the southern county
    assert outcomes == [
        (2, "new", [], []), (3, "error", ["outside"], []) if outside else (3, "new", [], []), (4, "new", [], []),
    ]  # fmt: skip
    batch = applied(previewed(key, LISTS[key].replace("南屏", ""), region.north, by), by)
    names, expected = KEPT[key]
    model = REGISTERS[key].model
    assert [tuple(str(getattr(one, name)) for name in names) for one in model.objects.order_by("pk")] == expected
    assert {one.area for one in model.objects.all()} == {region.north}
    assert AuditEvent.objects.filter(verb="import.apply").count() == 1
    assert [list_history(REGISTERS[key], one)[0].by for one in model.objects.all()] == [by] * 3
    again = previewed(key, LISTS[key].replace("南屏", ""), region.north, by)
    assert told(again) == [(row, "unchanged", [], []) for row in (2, 3, 4)]


@every_register
def test_revert_takes_everything_back_and_can_be_done_twice(key, region, by):
    batch = applied(previewed(key, LISTS[key].replace("南屏", ""), region.north, by), by)
    done(revert_import(batch=batch, by=by))
    register = REGISTERS[key]
    assert register.model.objects.count() == 0
    assert register.model.history.filter(history_type="-").count() == 3
    assert find_import(by=by, pk=batch.pk).state == "reverted"


@every_register
def test_known_rows_are_changed_and_put_back(key, region, by):
    register = REGISTERS[key]
    batch = applied(previewed(key, LISTS[key].replace("南屏", ""), region.north, by), by)
    _first, second, _third = register.model.objects.order_by("pk")
    changes = {"post": "副院长", "keywords": "新词", "notes": "补记", "people": "周敏"}
    change = {name: changes[name] for name in changes if name in register.names}
    name, value = next(iter(change.items()))
    edit_record(register=register, record=second, version=1, values=change, by=by)
    done(revert_import(batch=batch, by=by))
    assert list(register.model.objects.values_list("pk", name)) == [(second.pk, value)]
    assert [row.state for row in list_rows(batch)] == ["reverted", "kept", "reverted"]
    assert list_rows(batch).get(row=3).errors[-1]["code"] == "changed-since"


HEAD = "需求名称\t需求单位\t所属县市区\t需求内容\t预算（万元）\t联系电话\t需求类型\n"


def test_errors_are_told_by_row_with_column_value_and_the_way_out(region, by):
    batch = previewed(
        "demands",
        HEAD
        + "甲\t\t北渡县\t一\t很多钱\t\t技术\n"
        + "\t\t北渡县\t二\t\t\t技术\n"
        + "丙\t\t天边县\t三\t\t\t魔法\n"
        + "丁\t\t北渡县\t\t\t\t技术\n"
        + "戊\t\t北渡县\t五\t100-50\t\t技术\n"
        + "己\t\t北渡县\t六\t\t\t技术\n"
        + "己\t\t北渡县\t六六\t\t\t技术\n"
        + f"庚{'长' * 300}\t\t北渡县\t七\t\t\t技术\n"
        + f"辛\t{'长' * 300}\t北渡县\t八\t\t\t技术\n",
        region.city, by,
    )  # fmt: skip
    assert told(batch) == [
        (2, "error", ["unreadable"], []), (3, "error", ["required"], []), (4, "error", ["unknown", "unknown"], []),
        (5, "error", ["required"], []), (6, "error", ["unreadable"], []), (7, "new", [], []),
        (8, "error", ["twice"], []), (9, "error", ["too-long"], []), (10, "error", ["too-long"], []),
    ]  # fmt: skip
    error = list_rows(batch).get(row=4).errors[1]
    assert (error["column"], error["value"]) == ("需求类型", "魔法")
    assert set(error["texts"]) == {"zh-hans", "en"}
    assert all(error["texts"].values())


def test_a_list_for_a_city_asks_for_the_county(region, by):
    batch = previewed(
        "demands", "需求名称\t需求内容\n甲\t一\n", region.province, make_user(role="city_officer", area=region.province)
    )
    assert told(batch) == [(2, "error", ["required"], [])]


def test_owners_are_found_by_name_code_and_likeness_and_a_row_stands_once(region, by):
    firm = make_organisation(name="云溪恒力轴承有限公司", area=region.south, uscc="91110000802100433B")
    rows = "".join(
        f"需求一\t{name}\t\t一\t\t\t\n" for name in (firm.name, firm.uscc, "云溪恒力轴承（集团）有限责任公司")
    )
    batch = previewed("demands", HEAD + rows, region.city, by)
    assert [outcome[1:3] for outcome in told(batch)] == [("new", []), ("error", ["twice"]), ("error", ["twice"])]
    applied(batch, by)
    made = DEMANDS.model.objects.get()
    assert (made.organisation, made.organisation_name, made.area) == (firm, firm.name, region.south)


def test_questions_hold_a_row_back_until_somebody_decides(region, by):
    make_demand(title="甲", organisation_name="一厂", area=region.north)
    gone = make_demand(title="乙", organisation_name="二厂", area=region.north, archived_at="2020-01-01T00:00:00Z")
    batch = previewed("demands", HEAD + "甲\t别厂\t北渡县\t一\t\t\t\n乙\t二厂\t\t二\t\t\t\n", region.city, by)
    assert told(batch) == [(2, "new", [], ["similar"]), (3, "update", [], ["archived"])]
    assert decide_rows(batch=batch, decision="take", by=by, asked=True) == 2
    applied(batch, by)
    gone.refresh_from_db()
    assert (gone.archived_at, gone.body, DEMANDS.model.objects.count()) == (None, "二", 3)
    done(revert_import(batch=find_import(by=by, pk=batch.pk), by=by))
    gone.refresh_from_db()
    assert (gone.archived_at is not None, DEMANDS.model.objects.count()) == (True, 2)


def test_a_known_row_is_updated_and_shown_in_words(region, by):
    firm = make_organisation(name="一厂", area=region.north)
    known = make_demand(
        title="甲", organisation=firm, body="旧", budget_from=80, budget_to=120, requirements="留着", kind="technology"
    )
    with translation.override("zh-hans"):
        batch = previewed("demands", HEAD + "甲\t一厂\t\t新\t面议\t\t人才\n", region.city, by)
    row = list_rows(batch).get()
    assert row.outcome == "update"
    assert {name: tuple(pair) for name, pair in row.changes.items()} == {
        "body": ("旧", "新"), "budget_from": ("80", ""), "budget_to": ("120", ""), "kind": ("技术", "人才"),
    }  # fmt: skip
    batch = applied(batch, by)
    known.refresh_from_db()
    assert (known.body, known.budget_from, known.budget_to, known.kind, known.requirements, known.version) == (
        "新", None, None, "talent", "留着", 2,
    )  # fmt: skip
    assert told(previewed("demands", HEAD + "甲\t一厂\t\t新\t面议\t\t人才\n", region.city, by)) == [
        (2, "unchanged", [], [])
    ]
    done(revert_import(batch=batch, by=by))
    known.refresh_from_db()
    assert (known.body, known.budget_from, known.budget_to, known.kind, known.organisation, known.version) == (
        "旧", Decimal(80), Decimal(120), "technology", firm, 3,
    )  # fmt: skip


def test_an_open_record_of_another_office_is_neither_changed_nor_read_out(region):
    make_demand(title="甲", organisation_name="一厂", area=region.south, state="published", contact_phone="13911112222")
    north = make_user(role="county_officer", area=region.north)
    batch = previewed("demands", HEAD + "甲\t一厂\t\t新\t\t13900000000\t\n", region.north, north)
    row = list_rows(batch).get()
    assert (row.outcome, [e["code"] for e in row.errors], row.changes) == ("error", ["permission"], {})
    assert "13911112222" not in str((row.values, row.errors, row.questions, row.changes))


def test_an_internal_record_of_another_office_is_as_if_it_were_not_there(region):
    make_demand(title="甲", organisation_name="一厂", area=region.south, state="published", disclosure="internal")
    make_demand(title="乙", organisation_name="一厂", area=region.south)
    north = make_user(role="county_officer", area=region.north)
    batch = previewed("demands", HEAD + "甲\t一厂\t\t一\t\t\t\n乙\t别厂\t\t二\t\t\t\n", region.north, north)
    assert told(batch) == [(2, "new", [], []), (3, "new", [], [])]


def test_two_records_that_a_row_may_mean_are_left_to_a_person(region, by):
    for _time in range(2):
        make_demand(title="甲", organisation_name="一厂", area=region.north)
    batch = previewed("demands", HEAD + "甲\t一厂\t\t新\t\t\t\n", region.city, by)
    assert told(batch) == [(2, "error", ["several"], [])]


def test_a_record_that_changed_after_the_check_keeps_the_change(region, by):
    known = make_demand(title="甲", organisation_name="一厂")
    batch = previewed("demands", HEAD + "甲\t一厂\t\t新\t\t\t\n", region.city, by)
    edit_record(register=DEMANDS, record=known, version=1, values={"body": "别人的"}, by=by)
    applied(batch, by)
    known.refresh_from_db()
    assert (known.body, list_rows(batch).get().errors[-1]["code"]) == ("别人的", "changed")


def test_what_has_comments_or_works_is_not_taken_away(region, by):
    batch = applied(previewed("experts", LISTS["experts"], region.north, by), by)
    first, second, _third = Person.objects.order_by("pk")
    add_comment(register=register_of("experts"), record=first, text="已联系", by=by)
    second.works.create(title="论文")
    done(revert_import(batch=batch, by=by))
    assert list(Person.objects.order_by("pk")) == [first, second]
    assert [row.errors[-1]["code"] if row.errors else "" for row in list_rows(batch)] == ["in-use", "in-use", ""]


def test_a_list_of_experts_names_persons_of_the_same_name_and_leaves_them_alone(region, by):
    make_record(register_of("persons"), name="周敏", organisation_name="云溪大学")
    batch = previewed("experts", LISTS["experts"], region.north, by)
    assert told(batch)[0] == (2, "new", [], ["similar"])


@every_register
def test_a_chunk_is_checked_and_written_with_the_same_number_of_queries_however_long(key, region, by):
    noun, register = noun_of(key), REGISTERS[key]
    firms = [make_organisation(name=f"第{number}公司", area=region.north) for number in range(5)]

    def rows(first, count, owners=1):
        cells = {"area": "北渡县", "organisation": "", "body": "内容"}
        known = set(register.names)
        return [
            SourceRow(
                number, "1", number + 2,
                {
                    register.title: f"记录{number}",
                    **{name: value for name, value in cells.items() if name in known},
                    "organisation": firms[number % owners].name,
                },
                {},
            )
            for number in range(first, first + count)
        ]  # fmt: skip

    checker = noun.checker(area=region.city, by=by)
    shipped()  # the clock policy that comes along is made once
    asked, written, reverted = [], [], []
    checker.check(rows(900, 1))  # reads the permissions of the person, once
    for first, count, owners in ((0, 90, 2), (100, 90, 5)):  # of owners that were read before, no chunk asks again
        with CaptureQueriesContext(
            connection,
        ) as queries:
            checked = checker.check(rows(first, count, owners))
        asked.append(len(queries))
        assert {one.outcome for one in checked} == {"new"}
        to_write = [RowToWrite(number, one.values, None, None, False) for number, one in enumerate(checked)]
        with CaptureQueriesContext(connection) as queries:
            made = noun.write(to_write, area=region.city, by=by, reason="名单")
        written.append(len(queries))
        assert [one.error for one in made if one.error] == []
        to_revert = [RowToRevert(one.number, one.record, one.version, None) for one in made]
        with CaptureQueriesContext(connection) as queries:
            noun.revert(to_revert, area=region.city, by=by, reason="撤销")
        reverted.append(len(queries))
    assert (len(set(asked)), len(set(written)), len(set(reverted))) == (1, 1, 1), (asked, written, reverted)
    assert (asked[0] <= 2, written[0] <= (19 if key == "demands" else 15), reverted[0] <= 32) == (True, True, True), (
        asked,
        written,
        reverted,
    )
    assert register.model.objects.count() == 0


@pytest.mark.slow
def test_five_thousand_rows_in_and_out(region, by):
    text = HEAD + "".join(f"需求{n}\t第{n % 50}公司\t北渡县\t内容{n}\t{n % 90 + 1}\t\t技术\n" for n in range(5000))
    batch = applied(previewed("demands", text, region.city, by), by)
    assert DEMANDS.model.objects.count() == 5000
    done(revert_import(batch=batch, by=by))
    assert (DEMANDS.model.objects.count(), Area.objects.filter(pk=region.north.pk).count()) == (0, 1)


def test_an_area_that_is_gone_keeps_the_record(region, by):
    expert = make_expert(name="周敏", organisation_name="云溪大学", area=region.north)
    noun = noun_of("experts")
    checked = noun.checker(area=region.city, by=by).check(
        [SourceRow(1, "1", 2, {"name": "周敏", "organisation": "云溪大学", "post": "院长"}, {})]
    )
    (row,) = checked
    made = noun.write(
        [RowToWrite(1, row.values, row.against, row.against_version, False)], area=region.city, by=by, reason=""
    )
    before = {**made[0].before, "area": "979999"}
    (kept,) = noun.revert([RowToRevert(1, expert.pk, made[0].version, before)], area=region.city, by=by, reason="")
    assert kept.error.code == "area-gone"
