"""The organisations of a plan: the firms of its demands, and those whose supply takes part."""

from typing import Any

from django.db.models import Q

from duijie.common.lines import one_line
from duijie.matching.domain.queries.plans import demands_of, supplies_of
from duijie.matching.models import AssignmentPlan
from duijie.registry.domain.queries.naming import find_named, with_code_or_name
from duijie.registry.models import Organisation


def organisations_of(plan: AssignmentPlan, *, by: Any) -> Any:
    """Those of the demands and the supply of the plan that ``by`` may see, by name.

    An office reads their names on the pages of the plan, also of those outside its area.
    """
    firms = demands_of(plan, by=by).order_by().values("demand__organisation")
    suppliers = supplies_of(plan, by=by).order_by().values("organisation")
    return Organisation.objects.filter(Q(pk__in=firms) | Q(pk__in=suppliers)).order_by("name", "pk")


def organisation_named(plan: AssignmentPlan, *, text: str, by: Any) -> Organisation | None:
    """The one of the plan with this name or unified social credit code, else the one that ``by`` sees in the register;
    None when there is none, or several.
    """
    found = with_code_or_name(organisations_of(plan, by=by), one_line(text))
    return found[0] if len(found) == 1 else find_named(text=text, by=by)
