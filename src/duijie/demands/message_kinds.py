"""The messages about demands: a step was taken, one was handed over, and what the clocks have to say."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.demands.clock_kinds import ClockKind
from duijie.demands.filing_kinds import FILING_DECIDED, FILING_RECEIVED, FILING_URGED
from duijie.demands.models import Agreed
from duijie.demands.states import STEPS, DemandState, Waiting
from duijie.messaging.kinds import MessageKind, Text, Urgency, Variable, declare

_CLOCKS = dict(ClockKind.choices)
_AGREED = dict(Agreed.choices)
_STATES = {**dict(DemandState.choices), **dict(Waiting.choices)}


def _step(value: Any) -> Any:
    return STEPS[value].label if value in STEPS else value


DEMAND = Variable("demand", _("title of the demand"), {"zh-hans": "深冷球阀低温密封", "en": "Cold seal of ball valves"})
BY = Variable("by", _("who did it"), {"zh-hans": "李建国", "en": "Li Jianguo"})
REASON = Variable("reason", _("reason"), {"zh-hans": "两次逾期未反馈", "en": "twice overdue without an answer"})
CLOCK = Variable(
    "clock", _("which deadline"), {"zh-hans": "首次响应", "en": "first response"}, lambda key: _CLOCKS.get(key, key)
)
DUE = Variable("due", _("deadline"), {"zh-hans": "2026-03-18 17:30", "en": "2026-03-18 17:30"})

STEP_TAKEN = MessageKind(
    "demand.step", _("Step of a demand"),
    (
        DEMAND, BY, REASON,
        Variable("step", _("which step"), {"zh-hans": "发布", "en": "Publish"}, _step),
        Variable(
            "state", _("state since then"), {"zh-hans": "已发布", "en": "published"},
            lambda key: _STATES.get(key, key),
        ),
    ),
    {
        "zh-hans": Text(
            "需求办理进展：{demand}",
            "{name}，您好：\n\n您关注的需求“{demand}”有新进展：{step}。当前状态：{state}。\n{reason}\n\n"
            "如需补充情况，请登录平台或与承办人（{by}）联系。\n\n{site}",
            "需求“{demand}”有新进展：{step}，当前状态：{state}。",
        ),
        "en": Text(
            "Demand “{demand}”: {step}",
            "Dear {name},\n\nthere is news of the demand “{demand}”: {step}. Its state is now: {state}.\n{reason}\n\n"
            "To add something, sign in or ask {by}.\n\n{site}",
            "News of the demand “{demand}”: {step}. State: {state}.",
        ),
    },
)  # fmt: skip
HANDED_OVER = MessageKind(
    "demand.handed_over", _("Demand handed over to you"), (DEMAND, BY, REASON),
    {
        "zh-hans": Text(
            "需求移交办理：{demand}",
            "{name}，您好：\n\n{by}已将需求“{demand}”移交您承办，请及时查看办理进程并跟进。\n{reason}\n\n{site}",
            "需求“{demand}”已移交您承办，请及时跟进。",
        ),
        "en": Text(
            "Handed over to you: {demand}",
            "Dear {name},\n\n{by} has handed the demand “{demand}” over to you. Please read its course and go on.\n"
            "{reason}\n\n{site}",
            "The demand “{demand}” was handed over to you.",
        ),
    },
)  # fmt: skip
FILED_FOR = MessageKind(
    "demand.filed_for", _("Demand filed on behalf of your firm"),
    (
        DEMAND, BY,
        Variable("firm", _("name of the firm"), {"zh-hans": "云溪恒力轴承有限公司", "en": "Yunxi Hengli Bearings"}),
        Variable(
            "agreed", _("how the firm agreed"), {"zh-hans": "电话", "en": "by telephone"},
            lambda key: _AGREED.get(key, key),
        ),
    ),
    {
        "zh-hans": Text(
            "代贵单位填报的需求：{demand}",
            "{name}，您好：\n\n{by}已代{firm}填报需求“{demand}”（征得贵单位同意的方式：{agreed}）。\n"
            "请登录平台核对内容，如有出入请直接更正；如贵单位并未委托填报，请及时与{by}联系。\n\n{site}",
            "{by}已代{firm}填报需求“{demand}”，请登录平台核对。",
        ),
        "en": Text(
            "Filed on behalf of your firm: {demand}",
            "Dear {name},\n\n{by} has filed the demand “{demand}” on behalf of {firm}. How the firm agreed: {agreed}.\n"
            "Please sign in, read it, and correct what is not right. If your firm did not ask for this, tell {by}.\n\n"
            "{site}",
            "{by} has filed “{demand}” on behalf of {firm}. Please read it.",
        ),
    },
)  # fmt: skip
REMINDED = MessageKind(
    "clock.reminded", _("Reminder before a deadline"), (DEMAND, CLOCK, DUE),
    {
        "zh-hans": Text(
            "办理提醒：{demand}",
            "{name}，您好：\n\n您承办的需求“{demand}”{clock}时限为{due}，即将到期，请按时办理并登记办理情况。\n\n{site}",
            "【提醒】需求“{demand}”{clock}将于{due}到期，请按时办理。",
        ),
        "en": Text(
            "Reminder: {demand}",
            "Dear {name},\n\nthe {clock} of the demand “{demand}” is due at {due}. Please see to it, and record"
            " what was done.\n\n{site}",
            "Reminder: the {clock} of “{demand}” is due at {due}.",
        ),
    },
)  # fmt: skip
URGED = MessageKind(
    "clock.urged", _("Urging after a deadline"), (DEMAND, CLOCK, DUE),
    {
        "zh-hans": Text(
            "催办通知：{demand}",
            "{name}，您好：\n\n需求“{demand}”{clock}时限为{due}，现已逾期。"
            "请尽快办理，并在平台说明逾期原因和下一步安排。\n\n{site}",
            "【催办】需求“{demand}”{clock}已于{due}逾期，请尽快办理。",
        ),
        "en": Text(
            "Overdue: {demand}",
            "Dear {name},\n\nthe {clock} of the demand “{demand}” was due at {due} and is overdue. Please act now, and"
            " note why it is late and what comes next.\n\n{site}",
            "Overdue: the {clock} of “{demand}” was due at {due}.",
        ),
    },
    sms=True, needs_receipt=True,
)  # fmt: skip
PROPOSED = MessageKind(
    "clock.proposed", _("Supervised handling proposed"), (DEMAND, CLOCK, DUE),
    {
        "zh-hans": Text(
            "建议督办：{demand}",
            "{name}，您好：\n\n需求“{demand}”{clock}时限为{due}，经催办仍未办结，建议列入督办。"
            "是否督办，请您研究决定。\n\n{site}",
            "【建议督办】需求“{demand}”{clock}已于{due}逾期，经催办仍未办结。",
        ),
        "en": Text(
            "Supervised handling proposed: {demand}",
            "Dear {name},\n\nthe {clock} of the demand “{demand}” was due at {due} and was not met after urging."
            " Supervised handling is proposed; please decide.\n\n{site}",
            "Supervised handling proposed: “{demand}”, {clock} due at {due}.",
        ),
    },
)  # fmt: skip
SUPERVISED = MessageKind(
    "clock.supervised", _("Supervised handling"), (DEMAND, REASON, BY),
    {
        "zh-hans": Text(
            "督办通知：{demand}",
            "{name}，您好：\n\n需求“{demand}”已由{by}列为督办事项。督办事由：{reason}。\n"
            "请立即组织办理，收到后请确认签收，并及时反馈办理结果。\n\n{site}",
            "【督办】需求“{demand}”已列为督办事项，事由：{reason}。请签收并立即办理。",
        ),
        "en": Text(
            "Supervised handling: {demand}",
            "Dear {name},\n\n{by} has put the demand “{demand}” under supervised handling, because: {reason}.\n"
            "Please act at once, confirm that you received this, and report the result.\n\n{site}",
            "Supervised handling: “{demand}”, because: {reason}. Please confirm receipt and act at once.",
        ),
    },
    urgency=Urgency.URGENT, sms=True, needs_receipt=True,
)  # fmt: skip
DEPARTMENT = Variable("department", _("department"), {"zh-hans": "市财政局", "en": "Finance Bureau"})
DAY = Variable("due", _("answer due on"), {"zh-hans": "2026-03-18", "en": "2026-03-18"})
TO_DEPARTMENT = MessageKind(
    "demand.to_department", _("Demand to be answered by your department"), (DEMAND, DEPARTMENT, DAY, BY),
    {
        "zh-hans": Text(
            "需求分办：{demand}",
            "{name}，您好：\n\n{by}已将需求“{demand}”分办至{department}，请于{due}前答复企业，并登记答复情况。\n\n{site}",
            "需求“{demand}”已分办至{department}，请于{due}前答复。",
        ),
        "en": Text(
            "To be answered by {department}: {demand}",
            "Dear {name},\n\n{by} has handed the demand “{demand}” to {department}. Please answer the firm by {due},"
            " and record the answer.\n\n{site}",
            "The demand “{demand}” was handed to {department}. Please answer it by {due}.",
        ),
    },
)  # fmt: skip
DEPARTMENT_URGED = MessageKind(
    "demand.department_urged", _("Urging: a department has not answered"), (DEMAND, DEPARTMENT, DAY),
    {
        "zh-hans": Text(
            "分办催办：{demand}",
            "{name}，您好：\n\n需求“{demand}”已分办至{department}，应于{due}前答复，现已逾期。请尽快答复企业，并登记答复情况。"
            "\n\n{site}",
            "【催办】分办至{department}的需求“{demand}”已于{due}逾期未答复，请尽快答复。",
        ),
        "en": Text(
            "Not answered: {demand}",
            "Dear {name},\n\nthe demand “{demand}” was handed to {department}, to be answered by {due}, and is overdue."
            " Please answer the firm now, and record the answer.\n\n{site}",
            "Overdue: {department} was to answer “{demand}” by {due}.",
        ),
    },
    sms=True,
)  # fmt: skip
declare(
    STEP_TAKEN,
    HANDED_OVER,
    TO_DEPARTMENT,
    DEPARTMENT_URGED,
    FILED_FOR,
    REMINDED,
    URGED,
    PROPOSED,
    SUPERVISED,
    FILING_RECEIVED,
    FILING_DECIDED,
    FILING_URGED,
)
