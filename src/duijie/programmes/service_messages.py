"""The messages about work logs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.messaging.kinds import MailChoice, MessageKind, Text, Variable, declare
from duijie.programmes.service_states import LogState

_STATES = dict(LogState.choices)


def _state(value: Any) -> Any:
    return _STATES.get(value, value)


PERSON = Variable("person", _("person posted"), {"zh-hans": "陆怀舟", "en": "Lu Huaizhou"})
DAY = Variable("day", _("day of the work"), {"zh-hans": "2026-03-18", "en": "2026-03-18"})
HOURS = Variable("hours", _("hours"), {"zh-hans": "6", "en": "6"})
WORK = Variable("work", _("what was done"), {"zh-hans": "现场诊断热处理工序", "en": "Looked into the heat treatment"})
FIRM = Variable("firm", _("host unit"), {"zh-hans": "栖宁精铸有限公司", "en": "Qining Foundry"})

LOG_TO_CONFIRM = MessageKind(
    "work_log.to_confirm", _("Work log to be confirmed by the host"), (PERSON, DAY, HOURS, WORK, FIRM),
    {
        "zh-hans": Text(
            "请确认服务记录：{person} {day}",
            "{name}，您好：\n\n{person}登记了{day}在{firm}的服务：{work}（{hours}小时）。请登录平台核对，属实请确认，有出入请写明情况。"
            "\n\n{site}",
            "{person}登记了{day}在{firm}的服务（{hours}小时），请登录平台确认。",
        ),
        "en": Text(
            "To be confirmed: work of {person} on {day}",
            "Dear {name},\n\n{person} has logged work at {firm} on {day}: {work} ({hours} hours). Please sign in and"
            " confirm it, or say what is not so.\n\n{site}",
            "{person} logged {hours} hours at {firm} on {day}. Please sign in and confirm.",
        ),
    },
)  # fmt: skip
LOG_LINK = MessageKind(
    "work_log.link", _("Link to confirm a work log"),
    (PERSON, DAY, HOURS, WORK, FIRM, Variable("address", _("link"), {"zh-hans": "https://…", "en": "https://…"})),
    {
        "zh-hans": Text(
            "请确认服务记录：{person} {day}",
            "{name}，您好：\n\n{person}登记了{day}在{firm}的服务：{work}（{hours}小时）。请打开下面的链接核对并确认，无需账号；链接仅限您本人"
            "使用一次，请勿转发。\n\n{address}\n\n{site}",
            "请确认{person}{day}在{firm}的服务：{address}",
        ),
        "en": Text(
            "To be confirmed: work of {person} on {day}",
            "Dear {name},\n\n{person} has logged work at {firm} on {day}: {work} ({hours} hours). Please open the"
            " link and confirm it; you need no account. It is for you alone and works once.\n\n{address}\n\n{site}",
            "Please confirm the work of {person} at {firm} on {day}: {address}",
        ),
    },
)  # fmt: skip
LOG_ANSWERED = MessageKind(
    "work_log.answered", _("Answer to your work log"),
    (
        PERSON, DAY, HOURS, WORK, FIRM,
        Variable("state", _("state since then"), {"zh-hans": "派驻单位有异议", "en": "disputed by the host"}, _state),
        Variable("reason", _("reason"), {"zh-hans": "当天仅半天在厂", "en": "was here half the day only"}),
    ),
    {
        "zh-hans": Text(
            "服务记录有回复：{day} {firm}",
            "{name}，您好：\n\n您登记的{day}在{firm}的服务“{work}”，当前状态：{state}。\n{reason}\n\n如有需要，请登录平台修改后重新提交。"
            "\n\n{site}",
            "您{day}在{firm}的服务记录：{state}。",
        ),
        "en": Text(
            "Your work log of {day} at {firm}",
            "Dear {name},\n\nyour log “{work}” of {day} at {firm} is now: {state}.\n{reason}\n\nWhere something is"
            " to be changed, sign in, change it and submit again.\n\n{site}",
            "Your work log of {day} at {firm}: {state}.",
        ),
    },
    mail=MailChoice.DAILY,
)  # fmt: skip

declare(LOG_TO_CONFIRM, LOG_LINK, LOG_ANSWERED)
