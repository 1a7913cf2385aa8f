"""Lists as files: each says in the audit which filters it had, and refuses more rows than a workbook holds."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.accounts import make_user
from tests.factories.registry import make_region

from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES, Reach
from duijie.common import exports
from duijie.common.models import AuditEvent

pytestmark = pytest.mark.django_db

# The page of the file, the list it is of, what the audit calls it, who may.
LISTS = (
    ("challenge_export", "challenge_list", "challenge.export", Permission.DEMAND_VIEW),
    ("filing_export", "filing_list", "filing.export", Permission.FILING_VIEW),
    ("common_problem_export", "common_problem_list", "common_problem.export", Permission.COMMON_PROBLEM_VIEW),
    ("exchange_numbers_export", "exchange_numbers", "exchange.list", Permission.EXCHANGE_VIEW),
    ("undertaking_export", "undertaking_signatures", "undertaking.export", Permission.UNDERTAKING_VIEW),
    ("work_report_export", "work_report_list", "work_report.export", Permission.REPORT_VIEW),
    ("ranking_model_export", "ranking_model_list", "ranking_model.export", Permission.RANKING_MODEL_VIEW),
    ("message_export", "message_list", "message.export", Permission.DEMAND_VIEW),
    ("message_sent_export", "message_sent", "message.export", Permission.DEMAND_VIEW),
    ("personal_request_export", "personal_request_list", "personal_request.export", Permission.DEMAND_VIEW),
    ("access_export", "access_list", "access.export", Permission.DEMAND_VIEW),
    ("proposal_export", "proposal_list", "proposal.export", Permission.PROPOSAL_VIEW),
)


def test_each_list_is_handed_out_audited_and_refused_where_it_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    region, clients = make_region(), {}
    for address, back, verb, permission in LISTS:
        role = next(
            key for key, one in ROLES.items() if permission in one.permissions and one.reach != Reach.ORGANISATION
        )
        if role not in clients:
            area = region.city if ROLES[role].reach is Reach.AREA else None
            clients[role] = Client()
            clients[role].force_login(make_user(role=role, area=area))
        asked = f"{reverse(address)}?format=csv&q=x"
        answer = clients[role].get(asked)
        assert (address, answer.status_code, answer["Content-Type"][:8]) == (address, 200, "text/csv")
        event = AuditEvent.objects.filter(verb=verb).latest("pk")
        assert (address, event.detail["filters"]) == (address, {"format": ["csv"], "q": ["x"]})
        before = AuditEvent.objects.filter(verb=verb).count()
        with monkeypatch.context() as patch:
            patch.setattr(exports, "MOST_ROWS", -1)
            refused = clients[role].get(asked)
        assert (address, refused.status_code, refused.headers.get("Location")) == (address, 302, reverse(back))
        assert AuditEvent.objects.filter(verb=verb).count() == before
