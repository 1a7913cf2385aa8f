"""People who can sign in."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet

KNOWN = frozenset(Permission)


class UserQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> "UserQuerySet":
        """Everybody for those who may see accounts; else oneself alone."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        return self if can(user, Permission.ACCOUNT_VIEW) else self.filter(pk=user.pk)


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """A new account. Pages and commands go through ``accounts.domain.accounts.add_account``, which also audits."""
        user: User = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account. The mobile number is a second login name; what one may do comes from memberships alone."""

    username = models.CharField(
        _("login name"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[\w.@+-]+\Z", _("Letters, digits and . @ + - _ only."))],
    )
    mobile = models.CharField(
        _("mobile number"),
        max_length=20,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^\+?\d{7,19}\Z", _("Digits only, with + and country code outside China."))],
    )
    name = models.CharField(_("full name"), max_length=60)
    name_en = models.CharField(_("full name in English"), max_length=120, blank=True)
    email = models.EmailField(_("email"), blank=True)
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        choices=[("zh-hans", "简体中文"), ("en", "English")],
        help_text=_("Empty: as the browser says."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(_("demo data"), default=False)
    password_changed_at = models.DateTimeField(_("password changed at"), null=True, blank=True)
    must_change_password = models.BooleanField(
        _("must choose a new password"),
        default=False,
        help_text=_("Set with a one-time password, cleared by its owner."),
    )
    date_joined = models.DateTimeField(_("added at"), default=clock.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def has_perm(self, permission: str, place: Place | None = None) -> bool:
        """Django's own question, answered by the memberships, so that lower layers can ask without knowing roles."""
        return permission in KNOWN and can(self, Permission(permission), place)
