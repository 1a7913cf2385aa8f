"""The messages about proposals."""

from django.utils.translation import gettext_lazy as _

from duijie.matching.states import CHOSEN_BY_HAND, ProposalState
from duijie.messaging.kinds import MessageKind, Text, Variable, declare

_DEMAND = Variable(
    "demand", _("title of the demand"), {"zh-hans": "深冷球阀低温密封", "en": "Cold seal of ball valves"}
)
_SUPPLY = Variable(
    "supply", _("title of what can help"), {"zh-hans": "冷缩自补偿密封技术", "en": "Self-adjusting cold seal"}
)
_DAY = Variable("day", _("day until which an answer is asked for"), {"zh-hans": "2026-03-18", "en": "2026-03-18"})
_WORDS = Variable(
    "words", _("words with it"), {"zh-hans": "请双方看看匹配理由。", "en": "Please read the reasons."},
    lambda value: f"{CHOSEN_BY_HAND} {value['words']}".strip() if isinstance(value, dict) else value,
)  # fmt: skip
_STATE = Variable(
    "state", _("what the answer led to"), {"zh-hans": "企业有意向", "en": "the firm is interested"},
    lambda value: dict(ProposalState.choices).get(value, value),
)  # fmt: skip

SHOWN = MessageKind(
    "proposal.shown", _("Proposal to answer"), (_DEMAND, _SUPPLY, _DAY, _WORDS),
    {
        "zh-hans": Text(
            "对接推荐：{demand}",
            "{name}，您好：\n\n平台为您推荐一项对接：需求“{demand}”与“{supply}”。{words}\n"
            "请登录查看匹配理由，并于{day}前答复是否有合作意向。\n\n{site}",
            "【对接推荐】“{demand}”与“{supply}”，请于{day}前答复是否有意向。",
        ),
        "en": Text(
            "Proposal: {demand}",
            "Dear {name},\n\na match was proposed to you: “{demand}” and “{supply}”. {words}\nSign in to read why, and"
            " answer until {day}.\n\n{site}",
            "A match was proposed to you: “{demand}” and “{supply}”. Please answer until {day}.",
        ),
    },
)  # fmt: skip
ANSWERED = MessageKind(
    "proposal.answered", _("Answer to a proposal of yours"), (_DEMAND, _SUPPLY, _STATE),
    {
        "zh-hans": Text(
            "推荐已答复：{demand}",
            "{name}，您好：\n\n您推荐的“{demand}”与“{supply}”已有答复：{state}。\n\n{site}",
            "“{demand}”与“{supply}”的推荐已有答复：{state}。",
        ),
        "en": Text(
            "Proposal “{demand}”: {state}",
            "Dear {name},\n\nyour proposal of “{demand}” and “{supply}” was answered: {state}.\n\n{site}",
            "“{demand}” and “{supply}”: {state}.",
        ),
    },
)  # fmt: skip
MUTUAL = MessageKind(
    "proposal.mutual", _("Mutual interest"), (_DEMAND, _SUPPLY),
    {
        "zh-hans": Text(
            "双方均有意向：{demand}",
            "{name}，您好：\n\n“{demand}”与“{supply}”双方均表示有合作意向，推荐单位将尽快组织双方对接洽谈。\n\n{site}",
            "“{demand}”与“{supply}”双方均有意向，将尽快组织对接洽谈。",
        ),
        "en": Text(
            "Mutual interest: {demand}",
            "Dear {name},\n\nboth sides of “{demand}” and “{supply}” are interested. The office in charge brings them"
            " together soon.\n\n{site}",
            "Both sides of “{demand}” and “{supply}” are interested.",
        ),
    },
)  # fmt: skip
declare(SHOWN, ANSWERED, MUTUAL)
