"""What a template of agreements can name (``docs/how-to/post-people-to-firms.md`` lists it), and a sample of it."""

from typing import Any

from django.utils import formats, translation

from duijie.programmes.models import Agreement

SAMPLE: dict[str, Any] = {
    "programme": "工业科技特派员", "round": "2026年第一批", "host": "示例科技有限公司", "home": "示例大学",
    "name": "张三", "title": "副教授", "certificate": "TP-2026-0001", "parties": ["派驻单位", "派出单位", "受派人员"],
    "has_home": True, "has_commissioner": True, "from_on": "2026-01-01", "to_on": "2027-12-31",
    "tasks": ["每月到企业服务"], "need": "热处理工艺", "area": "示例市", "number": "", "extends": "", "replaces": "",
    "day": "2026-01-01",
}  # fmt: skip


def told_of(agreement: Agreement, day: Any) -> dict[str, Any]:
    """An agreement in words, in its own language."""
    posting = agreement.posting
    with translation.override(agreement.language):
        parties = agreement.party_list
        return {
            "programme": str(posting.call.round.programme), "round": posting.call.round.name,
            "host": posting.host.name, "home": posting.home.name, "name": posting.name,
            "title": posting.certificate.application.title, "certificate": posting.certificate.number,
            "parties": [str(one.label) for one in parties], "has_home": "home" in parties,
            "has_commissioner": "commissioner" in parties,
            "from_on": formats.date_format(agreement.from_on), "to_on": formats.date_format(agreement.to_on),
            "tasks": [one for one in agreement.tasks.splitlines() if one.strip()],
            "need": posting.need.title if posting.need is not None else "",
            "area": str(posting.call.round.programme.area), "number": agreement.number or "",
            "extends": (agreement.extends.number or "") if agreement.extends is not None else "",
            "replaces": (agreement.replaces.number or "") if agreement.replaces is not None else "",
            "day": formats.date_format(day),
        }  # fmt: skip
