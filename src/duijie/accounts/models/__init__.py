from duijie.accounts.models.membership import Department, Membership
from duijie.accounts.models.user import User

__all__ = ["Department", "Membership", "User"]
