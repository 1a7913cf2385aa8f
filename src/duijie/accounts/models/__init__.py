from duijie.accounts.models.api_token import ApiToken
from duijie.accounts.models.login_lock import LoginLock
from duijie.accounts.models.membership import Department, Membership
from duijie.accounts.models.past_password import PastPassword
from duijie.accounts.models.undertaking import Undertaking, UndertakingSignature
from duijie.accounts.models.user import User

__all__ = [
    "ApiToken",
    "Department",
    "LoginLock",
    "Membership",
    "PastPassword",
    "Undertaking",
    "UndertakingSignature",
    "User",
]
