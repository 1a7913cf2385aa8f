"""A form with every kind of field, and answers to it."""

from typing import Any

from duijie.programmes.forms.reading import read_form

RANKS = [
    {"key": "intermediate", "label": {"zh": "中级", "en": "intermediate"}},
    {"key": "senior", "label": {"zh": "正高", "en": "senior"}},
]
FORM: dict[str, Any] = {
    "sections": [
        {
            "title": {"zh": "申报人", "en": "Applicant"},
            "help": {"zh": "如实填写"},
            "fields": [
                {"key": "name", "kind": "text", "label": {"zh": "姓名", "en": "Name"}, "required": True, "most": 30,
                 "prefill": "person.name"},
                {"key": "born", "kind": "date", "label": {"zh": "出生日期"}, "required": True,
                 "states": "person.birth_date", "from": "1930-01-01", "to": "2010-12-31"},
                {"key": "rank", "kind": "choice", "label": {"zh": "职称级别"}, "choices": RANKS,
                 "prefill": "person.rank"},
                {"key": "owner", "kind": "yesno", "label": {"zh": "是否持股"}, "states": "person.owns_host"},
                {"key": "share", "kind": "number", "label": {"zh": "持股比例"}, "unit": {"zh": "%", "en": "%"},
                 "least": 0, "most": 100, "decimals": 2, "required": True,
                 "shown_if": {"fact": "form.owner", "is": "is", "value": True}},
            ],
        },
        {
            "title": {"zh": "工作", "en": "Work"},
            "fields": [
                {"key": "plan", "kind": "long", "label": {"zh": "工作设想"}, "most": 2000},
                {"key": "money", "kind": "money", "label": {"zh": "经费"}},
                {"key": "ways", "kind": "several", "label": {"zh": "服务方式"}, "choices": RANKS, "most": 2},
                {"key": "team", "kind": "table", "label": {"zh": "团队成员"}, "most": 5, "columns": [
                    {"key": "who", "kind": "person", "label": {"zh": "姓名"}, "required": True},
                    {"key": "since", "kind": "date", "label": {"zh": "参加工作"}},
                    {"key": "years", "kind": "number", "label": {"zh": "年限"}},
                ]},
                {"key": "host", "kind": "organisation", "label": {"zh": "派驻单位"}, "prefill": "unit"},
                {"key": "proof", "kind": "file", "label": {"zh": "佐证"}, "suffixes": [".docx", ".pdf"], "most": 1},
            ],
        },
    ]
}  # fmt: skip
ANSWERS: dict[str, Any] = {
    "name": "沈岚", "born": "1980-05-01", "rank": "senior", "owner": True, "share": 12.5, "plan": "走访\n诊断",
    "money": 30, "ways": ["intermediate", "senior"],
    "team": [{"who": {"name": "顾行", "number": None}, "since": "2010-07-01", "years": 15},
             {"who": {"name": "苏白", "number": None}}],
    "host": {"name": "云溪轴承有限公司", "number": None},
}  # fmt: skip
DEFINITION = read_form(FORM)
