"""The messages about postings (选派) and their agreements: to both sides, and to the home unit where it is a party."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.messaging.kinds import MessageKind, Text, Variable, declare
from duijie.programmes.posting_states import AGREEMENT_STEPS, POSTING_STEPS, AgreementState, PostingState

_STATES = dict(PostingState.choices)
_AGREEMENT_STATES = dict(AgreementState.choices)


def _step(value: Any) -> Any:
    return POSTING_STEPS[value].label if value in POSTING_STEPS else value


def _agreement_step(value: Any) -> Any:
    return AGREEMENT_STEPS[value].label if value in AGREEMENT_STEPS else value


ROUND = Variable(
    "round", _("round of a programme"), {"zh-hans": "工业科技特派员 · 首批", "en": "Industrial commissioners · first"}
)
PERSON = Variable("person", _("who is posted"), {"zh-hans": "陆怀舟", "en": "Lu Huaizhou"})
HOST = Variable("host", _("host unit"), {"zh-hans": "栖宁精铸有限公司", "en": "Qining Foundry"})
HOME = Variable("home", _("home unit"), {"zh-hans": "云溪大学", "en": "Yunxi University"})
FROM = Variable("from_on", _("first day"), {"zh-hans": "2026-03-01", "en": "2026-03-01"})
TO = Variable("to_on", _("last day"), {"zh-hans": "2028-02-29", "en": "2028-02-29"})
DUE = Variable("due", _("to be answered until"), {"zh-hans": "2026-02-20", "en": "2026-02-20"})
REASON = Variable("reason", _("reason, or nothing"), {"zh-hans": "调离", "en": "moved away"})
NUMBER = Variable("number", _("number of the agreement, or nothing"), {"zh-hans": "协〔2026〕1号", "en": "2026-1"})
WHO = (ROUND, PERSON, HOST, HOME)

ASKED = MessageKind(
    "posting.asked", _("Posting to agree to"), (*WHO, FROM, TO, DUE),
    {
        "zh-hans": Text(
            "请答复选派：{person}到{host}",
            "{name}，您好：\n\n“{round}”拟选派{home}的{person}到{host}服务，期间{from_on}至{to_on}。\n"
            "请登录平台，同意或说明理由谢绝；选派截止日：{due}。\n\n{site}",
            "拟选派{person}到{host}服务，请登录平台答复。",
        ),
        "en": Text(
            "Please answer: posting of {person} to {host}",
            "Dear {name},\n\n“{round}” would post {person} of {home} to {host}, from {from_on} to {to_on}.\n"
            "Sign in and agree, or decline with a reason. People are posted until: {due}.\n\n{site}",
            "Posting of {person} to {host}: sign in to agree or decline.",
        ),
    },
)  # fmt: skip
POSTING_STEP = MessageKind(
    "posting.step", _("Step of a posting"),
    (
        *WHO, FROM, TO, REASON,
        Variable("step", _("which step"), {"zh-hans": "开始服务", "en": "Begin the service"}, _step),
        Variable(
            "state", _("state since then"), {"zh-hans": "服务中", "en": "serving"},
            lambda key: _STATES.get(key, key),
        ),
    ),
    {
        "zh-hans": Text(
            "选派进展：{person}到{host}，{step}",
            "{name}，您好：\n\n{home}的{person}到{host}的选派（{round}）有新进展：{step}。当前状态：{state}，期间{from_on}至{to_on}。\n"
            "{reason}\n\n请登录平台查看。\n\n{site}",
            "{person}到{host}的选派：{step}，当前状态：{state}。",
        ),
        "en": Text(
            "Posting of {person} to {host}: {step}",
            "Dear {name},\n\nthere is news of the posting of {person} of {home} to {host} (“{round}”): {step}. Its"
            " state is now: {state}; it lasts from {from_on} to {to_on}.\n{reason}\n\nSign in to read it.\n\n{site}",
            "Posting of {person} to {host}: {step}. State: {state}.",
        ),
    },
)  # fmt: skip
ENDS_SOON = MessageKind(
    "posting.ends_soon", _("Posting that ends soon"), (*WHO, TO),
    {
        "zh-hans": Text(
            "选派即将到期：{person}到{host}，{to_on}",
            "{name}，您好：\n\n{home}的{person}到{host}的选派及协议将于{to_on}到期（{round}）。\n"
            "需要继续服务的，请在到期前办理续签；不续签的，请做好未办结事项的移交。\n\n{site}",
            "{person}到{host}的选派将于{to_on}到期。",
        ),
        "en": Text(
            "Posting of {person} to {host} ends on {to_on}",
            "Dear {name},\n\nthe posting of {person} of {home} to {host} and its agreement end on {to_on} (“{round}”)."
            "\nIf the service is to go on, have the agreement extended before that day; otherwise hand over what is"
            " still open.\n\n{site}",
            "Posting of {person} to {host} ends on {to_on}.",
        ),
    },
)  # fmt: skip
TO_SIGN = MessageKind(
    "agreement.to_sign", _("Agreement to be signed"), (*WHO, FROM, TO, REASON),
    {
        "zh-hans": Text(
            "协议待签：{person}到{host}",
            "{name}，您好：\n\n{home}的{person}到{host}的选派协议已起草，期间{from_on}至{to_on}（{round}）。\n{reason}\n\n"
            "请登录平台下载文本，核对后签字盖章。\n\n{site}",
            "{person}到{host}的选派协议已起草，请核对后签字盖章。",
        ),
        "en": Text(
            "Agreement to be signed: {person} at {host}",
            "Dear {name},\n\nthe agreement on the posting of {person} of {home} to {host}, from {from_on} to {to_on},"
            " is drawn up (“{round}”).\n{reason}\n\nSign in, take the document, check it and have it signed and"
            " stamped.\n\n{site}",
            "The agreement on the posting of {person} to {host} is drawn up: please check and sign it.",
        ),
    },
)  # fmt: skip
AGREEMENT_STEP = MessageKind(
    "agreement.step", _("Step of an agreement"),
    (
        *WHO, FROM, TO, REASON, NUMBER,
        Variable("step", _("which step"), {"zh-hans": "备案", "en": "File"}, _agreement_step),
        Variable(
            "state", _("state since then"), {"zh-hans": "已备案", "en": "filed"},
            lambda key: _AGREEMENT_STATES.get(key, key),
        ),
    ),
    {
        "zh-hans": Text(
            "协议进展：{person}到{host}，{step}",
            "{name}，您好：\n\n{home}的{person}到{host}的选派协议{number}有新进展：{step}。当前状态：{state}，期间{from_on}至{to_on}"
            "（{round}）。\n{reason}\n\n请登录平台查看。\n\n{site}",
            "{person}到{host}的协议{number}：{step}，当前状态：{state}。",
        ),
        "en": Text(
            "Agreement of {person} and {host}: {step}",
            "Dear {name},\n\nthere is news of the agreement {number} on the posting of {person} of {home} to {host}"
            " (“{round}”): {step}. Its state is now: {state}; it holds from {from_on} to {to_on}.\n{reason}\n\n"
            "Sign in to read it.\n\n{site}",
            "Agreement {number} of {person} and {host}: {step}. State: {state}.",
        ),
    },
)  # fmt: skip

declare(ASKED, POSTING_STEP, ENDS_SOON, TO_SIGN, AGREEMENT_STEP)
