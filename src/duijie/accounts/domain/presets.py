"""Starting as one kind of organisation: its names and its departments."""

from typing import Any

from duijie.accounts.domain.departments import add_department
from duijie.accounts.models import Department
from duijie.common.domain.site import choose_preset
from duijie.common.models import SiteSettings
from duijie.common.site import PRESETS
from duijie.common.transactions import in_transaction


@in_transaction
def take_preset(*, key: str, by: Any) -> SiteSettings:
    """All names of the preset, and those of its departments that are not there yet. ``KeyError`` for an unknown one."""
    row = choose_preset(key=key, by=by)
    known = set(Department.objects.values_list("key", flat=True))
    names = set(Department.objects.filter(archived_at=None).values_list("name", flat=True))
    for short, name, name_en in PRESETS[key].departments:
        if short not in known and name not in names:
            add_department(key=short, name=name, name_en=name_en, by=by)
    return row
