"""The messages to firms that filed something without an account."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.demands.models import FilingKind, FilingState
from duijie.messaging.kinds import MessageKind, Text, Variable

_NEXT = {
    "accepted/demand": _("Your demand stands in the register; the office of your area gets in touch with you."),
    "accepted/account": _("The office of your area hands over the login name and the one-time password."),
    "waiting/demand": _("The office of your area looks at it again."),
    "waiting/account": _("The office of your area looks at it again."),
}
"""What follows from a decision, by state and kind."""


def _label_of(choices: Any) -> Any:
    return lambda value: choices(value).label if value in choices.values else value


NUMBER = Variable("number", _("number of the receipt"), {"zh-hans": "26031800012345", "en": "26031800012345"})
FIRM = Variable("firm", _("name of the firm"), {"zh-hans": "云溪恒力轴承有限公司", "en": "Yunxi Hengli Bearings"})
FILING_RECEIVED = MessageKind(
    "filing.received", _("Filing received"),
    (
        NUMBER, FIRM,
        Variable("kind", _("what it is about"), {"zh-hans": "填报需求", "en": "files a demand"}, _label_of(FilingKind)),
    ),
    {
        "zh-hans": Text(
            "已收到您的提交：{number}",
            "{name}，您好：\n\n已收到{firm}的提交（{kind}），回执编号：{number}。\n"
            "属地科技管理部门将尽快处理；您也可以通过提交时得到的回执链接查看办理情况。\n\n{site}",
            "已收到您的提交，回执编号{number}。",
        ),
        "en": Text(
            "We have your filing {number}",
            "Dear {name},\n\nwe have received what {firm} filed ({kind}). Its number is {number}.\n"
            "The office of your area looks at it soon; the address of your receipt shows what becomes of it."
            "\n\n{site}",
            "We have your filing {number}.",
        ),
    },
)  # fmt: skip
FILING_DECIDED = MessageKind(
    "filing.decided", _("Filing decided"),
    (
        NUMBER, FIRM,
        Variable("state", _("what was decided"), {"zh-hans": "已受理", "en": "accepted"}, _label_of(FilingState)),
        Variable("reason", _("reason"), {"zh-hans": "", "en": ""}),
        Variable(
            "next", _("what follows"),
            {"zh-hans": "需求已登记入库，属地科技管理部门将与您联系。", "en": "The office of your area gets in touch."},
            lambda key: _NEXT.get(key, ""),
        ),
    ),
    {
        "zh-hans": Text(
            "您的提交{number}：{state}",
            "{name}，您好：\n\n{firm}的提交（回执编号：{number}）办理结果：{state}。\n{reason}\n{next}\n\n{site}",
            "您的提交{number}：{state}。{reason}",
        ),
        "en": Text(
            "Your filing {number}: {state}",
            "Dear {name},\n\nwhat {firm} filed (number {number}) is: {state}.\n{reason}\n{next}\n\n{site}",
            "Your filing {number}: {state}. {reason}",
        ),
    },
    needs_receipt=True,
)  # fmt: skip
FILING_URGED = MessageKind(
    "filing.urged", _("Urging: a filing waits"),
    (
        NUMBER, FIRM,
        Variable("kind", _("what it is about"), {"zh-hans": "填报需求", "en": "files a demand"}, _label_of(FilingKind)),
        Variable("due", _("deadline"), {"zh-hans": "2026-03-18 17:30", "en": "2026-03-18 17:30"}),
    ),
    {
        "zh-hans": Text(
            "催办通知：{firm}的提交待受理",
            "{name}，您好：\n\n{firm}的提交（{kind}，回执编号：{number}）应于{due}前受理或不予受理，现已逾期。"
            "请尽快办理。\n\n{site}",
            "【催办】{firm}的提交（回执编号{number}）已于{due}逾期未受理，请尽快办理。",
        ),
        "en": Text(
            "A filing waits: {firm}",
            "Dear {name},\n\nwhat {firm} filed ({kind}, number {number}) was to be decided by {due} and is overdue."
            " Please decide now.\n\n{site}",
            "Overdue: what {firm} filed (number {number}) was to be decided by {due}.",
        ),
    },
    sms=True,
)  # fmt: skip
