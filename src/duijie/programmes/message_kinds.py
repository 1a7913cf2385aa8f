"""The messages of programmes: to applicants, to recommending units, and to reviewers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.messaging.kinds import MessageKind, Text, Variable, declare
from duijie.programmes import posting_messages, service_messages  # noqa: F401 – importing them declares their kinds
from duijie.programmes.states import APPLICATION_STEPS, ROUND_STEPS, ApplicationState

_STATES = dict(ApplicationState.choices)


def _application_step(value: Any) -> Any:
    return APPLICATION_STEPS[value].label if value in APPLICATION_STEPS else value


def _round_step(value: Any) -> Any:
    return ROUND_STEPS[value].label if value in ROUND_STEPS else value


ROUND = Variable(
    "round", _("round of a programme"), {"zh-hans": "科创联络员 · 首批", "en": "Innovation liaison officers · first"}
)
APPLICANT = Variable("applicant", _("name of the applicant"), {"zh-hans": "阮联", "en": "Ruan Lian"})
UNIT = Variable("unit", _("recommending unit"), {"zh-hans": "北渡县", "en": "Beidu County"})
REASON = Variable("reason", _("reason, or the list of defects"), {"zh-hans": "缺公章", "en": "the seal is missing"})
DUE = Variable("due", _("last day"), {"zh-hans": "2026-03-18", "en": "2026-03-18"})
COUNT = Variable("count", _("how many"), {"zh-hans": "12", "en": "12"})
STEP = Variable("step", _("which step"), {"zh-hans": "推荐", "en": "Recommend"}, _application_step)
STATE = Variable(
    "state", _("state since then"), {"zh-hans": "已推荐，待审查", "en": "recommended, being examined"},
    lambda key: _STATES.get(key, key),
)  # fmt: skip

APPLICATION_STEP = MessageKind(
    "programme.application", _("Step of an application"), (ROUND, APPLICANT, STEP, STATE, REASON),
    {
        "zh-hans": Text(
            "申报办理进展：{applicant}（{round}）",
            "{name}，您好：\n\n{applicant}在“{round}”中的申报有新进展：{step}。当前状态：{state}。\n{reason}\n\n"
            "请登录平台查看；被退回的，请在截止日前一次补齐后重新提交。\n\n{site}",
            "{applicant}的申报（{round}）：{step}，当前状态：{state}。",
        ),
        "en": Text(
            "Application of {applicant}: {step}",
            "Dear {name},\n\nthere is news of the application of {applicant} in “{round}”: {step}. Its state is"
            " now: {state}.\n{reason}\n\nSign in to read it. What was returned can be completed and submitted"
            " again until the deadline.\n\n{site}",
            "Application of {applicant} in “{round}”: {step}. State: {state}.",
        ),
    },
)  # fmt: skip
UNIT_TOLD = MessageKind(
    "programme.unit", _("Application at your recommending unit"), (ROUND, APPLICANT, UNIT, STEP, DUE),
    {
        "zh-hans": Text(
            "{unit}有申报待处理：{applicant}",
            "{name}，您好：\n\n“{round}”中由{unit}推荐的申报人{applicant}有变动：{step}。\n"
            "推荐截止日：{due}。请及时审核，缺什么一次性告知。\n\n{site}",
            "{applicant}的申报（{round}，{unit}）：{step}，推荐截止{due}。",
        ),
        "en": Text(
            "{unit}: application of {applicant}",
            "Dear {name},\n\nan application that {unit} recommends in “{round}” has changed: {applicant}, {step}.\n"
            "Recommendations are taken until: {due}. Please check it soon and tell all defects at once.\n\n{site}",
            "Application of {applicant} at {unit}: {step}. Recommendations until {due}.",
        ),
    },
)  # fmt: skip
ROUND_STEP = MessageKind(
    "programme.round", _("Step of a round"),
    (
        ROUND, UNIT, COUNT,
        Variable("step", _("which step"), {"zh-hans": "公示", "en": "Put on public notice"}, _round_step),
    ),
    {
        "zh-hans": Text(
            "{round}：{step}",
            "{name}，您好：\n\n“{round}”已进入新阶段：{step}。{unit}涉及{count}人。\n请登录平台查看名单。\n\n{site}",
            "{round}：{step}，{unit}涉及{count}人。",
        ),
        "en": Text(
            "{round}: {step}",
            "Dear {name},\n\n“{round}” has taken a step: {step}. It concerns {count} of {unit}.\n"
            "Sign in to read the list.\n\n{site}",
            "{round}: {step}. It concerns {count} of {unit}.",
        ),
    },
)  # fmt: skip
REVIEW_ASSIGNED = MessageKind(
    "programme.review", _("Applications to review"), (ROUND, COUNT, DUE),
    {
        "zh-hans": Text(
            "请评审：{round}，{count}项",
            "{name}，您好：\n\n请您评审“{round}”的{count}项申报，截止日：{due}。材料已隐去姓名和单位；"
            "如与申报方有利害关系，请在评审页申请回避。\n\n{site}",
            "请评审“{round}”{count}项申报，{due}前提交。",
        ),
        "en": Text(
            "To review: {count} of {round}",
            "Dear {name},\n\n{count} applications of “{round}” are yours to review until {due}. Names and units are"
            " left out; where you have an interest in one, keep out of it on its page.\n\n{site}",
            "{count} applications of “{round}” to review until {due}.",
        ),
    },
)  # fmt: skip
REVIEW_DUE = MessageKind(
    "programme.review_due", _("Reminder of reviews"), (ROUND, COUNT, DUE),
    {
        "zh-hans": Text(
            "评审催办：{round}，尚余{count}项",
            "{name}，您好：\n\n“{round}”的评审截止日为{due}，您尚有{count}项未提交，请尽快完成。\n\n{site}",
            "“{round}”评审{due}截止，尚余{count}项未提交。",
        ),
        "en": Text(
            "Reminder: {count} reviews of {round} are left",
            "Dear {name},\n\nreviews of “{round}” are due on {due}; {count} of yours are not handed in yet. Please"
            " finish them soon.\n\n{site}",
            "{count} reviews of “{round}” are left, due on {due}.",
        ),
    },
)  # fmt: skip

declare(APPLICATION_STEP, UNIT_TOLD, ROUND_STEP, REVIEW_ASSIGNED, REVIEW_DUE)
