"""Writing areas: add, edit, move with everything below, archive. The official list comes in by ``area_lists``."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.registry.models import Area, AreaKind, Organisation
from duijie.registry.names import initials_of, tidy_name
from duijie.search.domain.changes import note_changed_areas

PATH_LENGTH = 120
_code = RegexValidator(r"^[0-9A-Z]{2,12}\Z", _("2 to 12 digits or capital letters."))
_ORDER = [AreaKind.NATION, AreaKind.PROVINCE, AreaKind.CITY, AreaKind.COUNTY, AreaKind.TOWNSHIP]


def path_below(parent: Area | None, code: str) -> str:
    """The path of an area with ``code`` below ``parent``."""
    return f"{parent.path if parent else ''}{code}/"


@in_transaction
def add_area(
    *, code: str, name: str, kind: str, parent: Area | None, by: Any, name_en: str = "", is_demo: bool = False
) -> Area:
    """A new area below ``parent``. A zone is a management area; everything else belongs to the statistical tree."""
    area = Area(code=code.strip().upper(), name=tidy_name(name), name_en=name_en.strip(), kind=kind, parent=parent)
    area.path = path_below(parent, area.code)
    area.is_management = kind == AreaKind.ZONE
    area.is_demo = is_demo
    area.initials = initials_of(area.name)
    require(by, Permission.AREA_EDIT, area.place)
    _check(area)
    area.save()
    audit.record(by=by, verb="area.add", target=area, place=area.place, detail={"code": area.code})
    return area


@in_transaction
def edit_area(*, area: Area, name: str, by: Any, name_en: str = "") -> Area:
    """Rename. Code and kind stay, since other systems refer to them."""
    current: Area = Area.objects.select_for_update().get(pk=area.pk)
    require(by, Permission.AREA_EDIT, current.place)
    old = current.name
    current.name, current.name_en = tidy_name(name), name_en.strip()
    current.initials = initials_of(current.name)
    _check(current)
    current.save(update_fields=["name", "name_en", "initials"])
    note_changed_areas([current.path])
    audit.record(by=by, verb="area.edit", target=current, place=current.place, detail={"old": old})
    return current


@in_transaction
def move_area(*, area: Area, parent: Area | None, by: Any) -> Area:
    """Hang ``area`` with all below it under ``parent``; every path below is rewritten in this one transaction."""
    current: Area = Area.objects.select_for_update().get(pk=area.pk)
    above: Area | None = Area.objects.select_for_update().get(pk=parent.pk) if parent else None
    require(by, Permission.AREA_EDIT, current.place)
    require(by, Permission.AREA_EDIT, above.place if above else Place(paths=("",)))
    if above is not None and above.path.startswith(current.path):
        raise ValidationError({"parent": [ValidationError(_("An area cannot lie below itself."), code="loop")]})
    old, new = current.path, path_below(above, current.code)
    if old == new:
        return current
    current.parent, current.path = above, new
    _check(current)
    below = Area.objects.filter(path__startswith=old).exclude(pk=current.pk)
    deepest = max((len(path) for path in below.values_list("path", flat=True)), default=0)
    if deepest - len(old) + len(new) > PATH_LENGTH:
        raise ValidationError({"parent": [ValidationError(_("The tree would become too deep."), code="deep")]})
    # The moved area first: a subtree never meets a path in use, since codes are unique in the whole tree.
    Area.objects.filter(pk=current.pk).update(parent=above, path=new)
    below.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    note_changed_areas([new])
    audit.record(by=by, verb="area.move", target=current, place=current.place, detail={"old": old, "new": new})
    return current


@in_transaction
def archive_area(*, area: Area, by: Any) -> Area:
    """Take an area without living areas or organisations in it out of choices; its past stays readable."""
    current: Area = Area.objects.select_for_update().get(pk=area.pk)
    require(by, Permission.AREA_EDIT, current.place)
    if current.archived_at is not None:
        return current
    inside = Area.objects.filter(parent=current, archived_at=None).count()
    held = Organisation.objects.filter(Q(area=current) | Q(zone=current), archived_at=None).count()
    if inside or held:
        text = _("Areas (%(areas)d) and organisations (%(organisations)d) still belong here. Move them first.")
        raise ValidationError(text % {"areas": inside, "organisations": held}, code="in-use")
    current.archived_at = clock.now()
    current.save(update_fields=["archived_at"])
    audit.record(by=by, verb="area.archive", target=current, place=current.place)
    return current


@in_transaction
def restore_area(*, area: Area, by: Any) -> Area:
    """Bring an archived area back."""
    current: Area = Area.objects.select_for_update().get(pk=area.pk)
    require(by, Permission.AREA_EDIT, current.place)
    if current.archived_at is not None:
        current.archived_at = None
        current.save(update_fields=["archived_at"])
        audit.record(by=by, verb="area.restore", target=current, place=current.place)
    return current


def _check(area: Area) -> None:
    found: dict[str, list[Any]] = {}
    if not area.name:
        found["name"] = [ValidationError(_("A name is needed."), code="required")]
    try:
        _code(area.code)
    except ValidationError as error:
        found["code"] = [error]
    if area.kind not in AreaKind.values:
        found["kind"] = [ValidationError(_("Unknown kind."), code="unknown")]
    elif area.parent is not None and not _fits(area, area.parent):
        found["parent"] = [ValidationError(_("This kind of area cannot lie below the one chosen."), code="order")]
    if len(area.path) > PATH_LENGTH:
        found["parent"] = [ValidationError(_("The tree would become too deep."), code="deep")]
    for field, most in (("name", 60), ("name_en", 120)):
        if len(getattr(area, field)) > most:
            found[field] = [ValidationError(_("At most %(most)d characters.") % {"most": most}, code="too-long")]
    if "code" not in found and Area.objects.filter(code=area.code).exclude(pk=area.pk).exists():
        found["code"] = [ValidationError(_("This code is in use already."), code="taken")]
    if found:
        raise ValidationError(found)


def _fits(area: Area, parent: Area) -> bool:
    """Levels go down, and may be left out (a city at county level under a province); below a zone lie only zones."""
    if parent.is_management:
        return area.is_management
    return area.is_management or _ORDER.index(AreaKind(parent.kind)) < _ORDER.index(AreaKind(area.kind))
