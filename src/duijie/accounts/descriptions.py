"""The tables of roles and permissions as a page of the documentation."""

from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES, Reach
from duijie.common.descriptions import note, page

REACHES = {
    Reach.EVERYWHERE: "everywhere",
    Reach.AREA: "an area, with all below it",
    Reach.ORGANISATION: "an organisation",
}


@page("roles")
def describe_roles() -> str:
    """``docs/reference/roles.md``: every role, and a table of who may what."""
    lines = [
        "# Roles and permissions",
        "",
        note("roles"),
        "",
        "What one may do comes from memberships alone: a role, and where it holds. One person may hold several.",
        "",
        "| role | key | holds | what for | not together with |",
        "| --- | --- | --- | --- | --- |",
    ]
    for role in ROLES.values():
        excluded = ", ".join(sorted(str(ROLES[key].name) for key in role.excludes)) or "–"
        lines.append(f"| {role.name} | `{role.key}` | {REACHES[role.reach]} | {role.description} | {excluded} |")
    lines += ["", "## Who may what", "", "| permission | roles |", "| --- | --- |"]
    for permission in Permission:
        holders = [str(role.name) for role in ROLES.values() if permission in role.permissions]
        lines.append(f"| `{permission}` | {', '.join(holders)} |")
    return "\n".join(lines) + "\n"
