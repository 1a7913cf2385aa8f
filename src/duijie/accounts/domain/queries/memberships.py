"""Who holds which role where."""

from typing import Any

from duijie.accounts.models import Membership
from duijie.accounts.permissions import Permission


def list_memberships(*, by: Any, role: str = "") -> Any:
    """All memberships for those who may see accounts; one's own for everybody else."""
    rows = Membership.objects.select_related("user", "area", "organisation", "department", "granted_by")
    if role:
        rows = rows.filter(role=role)
    return rows if by.has_perm(Permission.ACCOUNT_VIEW) else rows.filter(user_id=by.pk)
