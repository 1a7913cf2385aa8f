"""Areas: the statistical tree (province, city, county, township) and management areas beside it."""

from functools import lru_cache, reduce
from operator import or_

from django.db import models
from django.db.models import BigIntegerField, ExpressionWrapper, F, Q
from django.db.models.lookups import In
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, holding
from duijie.accounts.permissions import Permission
from duijie.common.languages import in_language
from duijie.common.scope import ScopedQuerySet


class AreaKind(models.TextChoices):
    NATION = "nation", _("nation")
    PROVINCE = "province", _("province")
    CITY = "city", _("city")
    COUNTY = "county", _("county")
    TOWNSHIP = "township", _("township")
    ZONE = "zone", _("development zone")


class AreaQuerySet(ScopedQuerySet):
    def visible_to(self, user: object) -> "AreaQuerySet":
        """Names of areas are public knowledge: everybody who may see areas at all sees all of them."""
        return self if holding(user, Permission.AREA_VIEW) else self.none()

    def below(self, path: str) -> "AreaQuerySet":
        """The area at ``path`` and everything below it."""
        return self.filter(path__startswith=path)


class Area(models.Model):
    """A node of the area tree.

    ``path`` is the codes from the root, each closed by ``/`` (``42/4211/421102/``), so that a prefix is a subtree and
    an index answers it. A management area (a zone) has a path of its own under the city that runs it; what lies in it
    is counted in its statistical area and seen by both.
    """

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    initials = models.CharField(_("pinyin initials"), max_length=120, blank=True, editable=False, db_index=True)
    kind = models.CharField(_("kind"), max_length=12, choices=AreaKind.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    path = models.CharField(_("path"), max_length=120, unique=True)
    is_management = models.BooleanField(_("management area"), default=False)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(condition=Q(path__endswith="/"), name="area_path_closed"),
            models.CheckConstraint(
                condition=Q(is_management=True, kind="zone") | Q(is_management=False), name="area_management_is_zone"
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """In the language of the page, where the area has a name in it."""
        return in_language(self.name, self.name_en)

    @property
    def audit_label(self) -> str:
        """The audit calls it the same, whoever did something to it."""
        return self.name

    @property
    def place(self) -> Place:
        """Where permissions on this area are looked up."""
        return Place(paths=(self.path,))


@lru_cache(maxsize=4096)
def lies_in(path: str, *columns: str) -> Q:
    """The rows of which one of ``columns``, links to areas, names the area at ``path`` or one below it.

    The areas are looked up once and joined with no row. Adding 0 keeps the databases from going through the rows area
    by area: an index that holds all that is asked, or the order of the list, answers much faster. Remembered, since a
    page asks for the same few ten times and more; a query takes a copy of it.
    """
    below = Area.objects.below(path).order_by().values("pk")
    numbers = [ExpressionWrapper(F(f"{column}_id") + 0, BigIntegerField()) for column in columns]
    return reduce(or_, (Q(In(number, below)) for number in numbers))
