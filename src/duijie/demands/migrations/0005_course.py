"""The course of demands that are there already, out of the audit, as far as it reaches back; whoever took the last step
of an open demand is its case handler."""

from itertools import islice

from django.db import migrations

VERBS = ("verify", "publish", "match", "contact", "solve", "solved", "give_up", "withdraw", "close", "reopen")
ENDED = ("solved", "unsolved", "closed")
AT_ONCE = 2000


def tell(apps, schema_editor):
    demands, events = apps.get_model("demands", "Demand"), apps.get_model("demands", "CaseEvent")
    audit, accounts = apps.get_model("common", "AuditEvent"), apps.get_model("accounts", "User")
    known = set(accounts.objects.values_list("pk", flat=True))
    rows = audit.objects.filter(target_type="demands.demand", verb__in=[f"demand.{verb}" for verb in VERBS])
    handlers = {}
    told = rows.order_by("pk").iterator(chunk_size=AT_ONCE)
    while part := list(islice(told, AT_ONCE)):
        there = set(demands.objects.filter(pk__in={int(row.target_id) for row in part}).values_list("pk", flat=True))
        made = []
        for row in part:
            number, by = int(row.target_id), row.actor_id if row.actor_id in known else None
            if number not in there:
                continue
            if by is not None:
                handlers[number] = by
            made.append(
                events(
                    demand_id=number, at=row.at, verb=row.verb.removeprefix("demand."), by_id=by, handler_id=by,
                    before=str(row.detail.get("from", ""))[:12], after=str(row.detail.get("to", ""))[:12],
                    reason=str(row.detail.get("reason", ""))[:300],
                )
            )
        events.objects.bulk_create(made)
    left = iter(handlers)
    while part := list(islice(left, AT_ONCE)):
        found = demands.objects.filter(pk__in=part).exclude(state__in=ENDED)
        demands.objects.bulk_update([_with(one, handlers[one.pk]) for one in found.only("pk")], ["handler"])


def _with(demand, handler):
    demand.handler_id = handler
    return demand


class Migration(migrations.Migration):

    dependencies = [
        ("common", "0001_tables"),
        ("demands", "0004_case"),
    ]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
