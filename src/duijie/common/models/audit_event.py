"""Who did what to what, from where. Rows are added and never changed; triggers in the database say the same."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.scope import ScopedQuerySet


class Surface(models.TextChoices):
    PAGE = "page", _("page")
    API = "api", _("API")
    COMMAND = "cli", _("command line")
    JOB = "job", _("job")
    IMPORT = "import", _("import")


class AppendOnly(TypeError):
    """An attempt to change or remove what only grows."""


class AppendOnlyQuerySet(ScopedQuerySet):
    """Adds rows; every way to change or remove them refuses."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly(f"{self.model.__name__} rows are added, never changed or removed")

    update = delete = bulk_update = update_or_create = _refuse

    def visible_to(self, user: Any) -> "AppendOnlyQuerySet":
        """All of it for audit administrators, nothing for anybody else."""
        return self if getattr(user, "is_authenticated", False) and user.has_perm("audit.view") else self.none()


class AppendOnlyModel(models.Model):
    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly(f"{type(self).__name__} rows are added, never changed or removed")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, using: Any = None, keep_parents: bool = False) -> NoReturn:
        raise AppendOnly(f"{type(self).__name__} rows are added, never changed or removed")


class AuditEvent(AppendOnlyModel):
    """One deed. Labels are copied, so that the row can be read when actor or target have gone."""

    at = models.DateTimeField(_("time"), default=clock.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    actor_label = models.CharField(_("name of who"), max_length=160, blank=True)
    verb = models.CharField(_("deed"), max_length=60, db_index=True)
    target_type = models.CharField(_("kind of target"), max_length=60, blank=True)
    target_id = models.CharField(_("number of target"), max_length=64, blank=True)
    target_label = models.CharField(_("name of target"), max_length=200, blank=True)
    area_path = models.CharField(_("area path"), max_length=120, blank=True)
    surface = models.CharField(_("from where"), max_length=10, choices=Surface.choices, default=Surface.COMMAND)
    ip = models.GenericIPAddressField(_("network address"), null=True, blank=True)
    agent = models.CharField(_("program"), max_length=200, blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    detail = models.JSONField(_("detail"), default=dict, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="audit_target"),
            # What was done when to which of a kind, answered without reading the entries themselves.
            models.Index(fields=["verb", "target_type", "at", "target_id"], name="audit_deeds"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor_label} {self.verb} {self.target_label}"


class AuditSeal(AppendOnlyModel):
    """A link of the hash chain over the events ``first``–``last``; the events themselves are not touched by sealing."""

    first = models.BigIntegerField(_("first entry"), unique=True)
    last = models.BigIntegerField(_("last entry"), unique=True)
    count = models.PositiveBigIntegerField(_("entries"))
    previous = models.CharField(_("seal before"), max_length=64, unique=True)
    digest = models.CharField(_("seal"), max_length=64, unique=True)
    sealed_at = models.DateTimeField(_("sealed at"), default=clock.now)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit seal")
        verbose_name_plural = _("audit seals")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.first}–{self.last} {self.digest[:12]}"
