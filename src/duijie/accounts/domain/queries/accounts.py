"""Reading accounts."""

from typing import Any

from django.db.models import Q

from duijie.accounts.models import User


def list_accounts(*, by: Any, text: str = "", role: str = "", active: bool | None = None) -> Any:
    """The accounts ``by`` may see, with their memberships; ``text`` is looked for in names and numbers."""
    accounts = User.objects.visible_to(by).prefetch_related(
        "memberships__area", "memberships__organisation", "memberships__department"
    )
    if text := text.strip():
        accounts = accounts.filter(
            Q(username__icontains=text) | Q(name__icontains=text) | Q(name_en__icontains=text) | Q(mobile=text)
        )
    if role:
        accounts = accounts.filter(memberships__role=role).distinct()
    return accounts if active is None else accounts.filter(is_active=active)


def get_account(*, by: Any, pk: int) -> User:
    """Raises ``User.DoesNotExist`` for one that ``by`` may not see."""
    account: User = User.objects.visible_to(by).get(pk=pk)
    return account
