"""A programme of the demo with two rounds: one that is over but for an objection, one that takes applications now."""

from datetime import datetime, timedelta
from typing import Any

from duijie.accounts.models import User
from duijie.common import clock
from duijie.common.public_forms import LEAST_AGE, make_token
from duijie.demo.accounts import COUNTY_CODE, FOUNDRY
from duijie.programmes.domain import decisions, examinations, notices, recognitions, recommendations, rounds
from duijie.programmes.domain.applications import add_paper, begin_application, submit
from duijie.programmes.domain.programmes import add_programme
from duijie.programmes.models import Application, Programme, Round
from duijie.programmes.rules import papers_of
from duijie.registry.models import Area, Organisation

PAPER = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
NAME = "科创联络员"
BEFORE = ("鲍行远", "庞立新", "纪文澜")
NOW = ("舒怀川", "项南乔", "祝同尘", "闵如松")
BEGUN, NOTICED, RECOGNISED = 150, 90, 78  # days ago


def call(*, city: Area, now: datetime, by: User) -> None:
    """Make programme and rounds unless they are there. Done again, it changes nothing."""
    if Programme.objects.filter(is_demo=True).exists():
        return
    officer, contact = (User.objects.get(username=role, is_demo=True) for role in ("county_officer", "firm_contact"))
    with clock.at(now - timedelta(days=BEGUN + 5)):
        values = {"name": NAME, "name_en": "Innovation liaison officers"}
        programme = add_programme(template="liaison_officers", area=city, values=values, by=by, is_demo=True)
    _finished(programme, now, by=by, officer=officer, contact=contact)
    _open(programme, now, by=by, officer=officer, contact=contact)


def _round(programme: Programme, name: str, now: datetime, *, begun: int, days: int, by: User) -> Round:
    first = now - timedelta(days=begun)
    with clock.at(first):
        values = {
            "name": name, "opens_on": clock.today(), "closes_on": clock.today() + timedelta(days=days),
            "recommend_by": clock.today() + timedelta(days=days + 10), "contact": "市科技局人才科",
            "call": "面向园区和科技型企业从业人员，由县（市、区）推荐。",
        }  # fmt: skip
        made = rounds.add_round(programme=programme, values=values, by=by, is_demo=True)
        quotas = {one.pk: 6 for one in made.units.all()}
        rounds.set_quotas(round=made, quotas=quotas, by=by)
        made.refresh_from_db()
        return rounds.take_round_step(round=made, verb="open", version=made.version, by=by)


def _apply(round_: Round, name: str, contact: User, *, papers: bool = True) -> Application:
    firm = Organisation.objects.select_related("area", "zone").get(name=FOUNDRY, is_demo=True)
    unit = next(one for one in round_.units.select_related("area") if one.area and one.area.code == COUNTY_CODE)
    answers = {
        "birth_date": "1984-06-12", "post": "技术中心主任", "phone": "13900000000", "years": 9, "civil_servant": False,
        "statement": "每月走访园区企业，收集技术需求并跟进对接。",
    }  # fmt: skip
    made = begin_application(
        round=round_,
        organisation=firm,
        unit=unit,
        values={"name": name, "title": "工程师", "answers": answers},
        by=contact,
        is_demo=True,
    )
    if not papers:
        return made
    for paper in papers_of(round_.rules):
        if paper.required:
            add_paper(application=made, key=paper.key, name=f"{paper}.pdf", chunks=[PAPER], by=contact)
    return submit(application=made, version=made.version, by=contact)


def _step(round_: Round, verb: str, by: User) -> None:
    round_.refresh_from_db()
    rounds.take_round_step(round=round_, verb=verb, version=round_.version, by=by)


def _finished(programme: Programme, now: datetime, *, by: User, officer: User, contact: User) -> None:
    round_ = _round(programme, "首批", now, begun=BEGUN, days=20, by=by)
    with clock.at(now - timedelta(days=BEGUN - 3)):
        made = [_apply(round_, name, contact) for name in BEFORE]
        for one in made:
            recommendations.recommend(application=one, version=None, opinion="同意推荐。", by=officer)
    with clock.at(now - timedelta(days=BEGUN - 32)):
        for verb in ("close", "end_recommendation"):
            _step(round_, verb, by)
        examinations.check_round(round=round_, by=by)
        for one in made:
            examinations.settle(application=one, number=1, place="", met=True, proof="社保缴费记录", by=by)
        examinations.conclude(round=round_, by=by)
        _step(round_, "end_examination", by)
        decisions.freeze_list(round=round_, by=by)
        round_.refresh_from_db()
        decisions.decide(
            round=round_, held_on=clock.today(), attendees="局务会成员", minutes="同意首批名单，予以公示。", refused={},
            version=round_.version, by=by,
        )  # fmt: skip
    with clock.at(now - timedelta(days=NOTICED)):
        round_.refresh_from_db()
        notice = notices.publicise(
            round=round_, from_on=clock.today(), receiver="市科技局机关纪委", version=round_.version, by=by
        )
        _object(notice, made[-1])
    with clock.at(now - timedelta(days=RECOGNISED)):
        round_.refresh_from_db()
        recognitions.recognise(
            round=round_, document=f"栖科发〔{clock.today():%Y}〕12号", issuer="栖宁市科学技术局",
            issued_on=clock.today(), version=round_.version, by=by,
        )  # fmt: skip
        _step(round_, "run", by)


def _object(notice: Any, application: Application) -> None:
    token = make_token(notices.PURPOSE)
    values = {
        "application": application.pk, "objector": "方正", "contact": "0000-1234567",
        "statement": "反映其已离开申报单位。",
    }  # fmt: skip
    with clock.at(clock.now() + 2 * LEAST_AGE):
        notices.object_publicly(notice=notice, token=token, values=values, evidence=("说明.pdf", [PAPER]))


def _open(programme: Programme, now: datetime, *, by: User, officer: User, contact: User) -> None:
    round_ = _round(programme, "第二批", now, begun=12, days=40, by=by)
    with clock.at(now - timedelta(days=4)):
        recommended, returned, _submitted = (_apply(round_, name, contact) for name in NOW[:3])
        _apply(round_, NOW[3], contact, papers=False)
    with clock.at(now - timedelta(days=2)):
        recommendations.recommend(application=recommended, version=None, opinion="同意推荐。", by=officer)
        recommendations.return_application(
            application=returned, defects=["推荐表未加盖公章", "在职证明未注明起始时间"], version=returned.version,
            by=officer,
        )  # fmt: skip
