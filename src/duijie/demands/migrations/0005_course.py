"""The course of demands that are there already, out of the audit, as far as it reaches back; whoever took the last step
of an open demand is its case handler. And the day on which each first reached each stage, out of its history."""

from itertools import islice

from django.db import migrations
from django.utils import timezone

VERBS = ("verify", "publish", "match", "contact", "solve", "solved", "give_up", "withdraw", "close", "reopen")
ENDED = ("solved", "unsolved", "closed")
AT_ONCE = 2000
COLUMNS = {
    "verified": "verified_on", "published": "published_on", "matched": "matched_on", "contacted": "contacted_on",
    "negotiating": "negotiating_on", "solving": "solving_on", "solved": "solved_on", "unsolved": "unsolved_on",
}


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


def fill(apps, schema_editor):
    """A state counts from the first entry of the history that has it; a demand that left its end was reopened."""
    history = apps.get_model("demands", "HistoricalDemand").objects.exclude(history_type="-")
    passages = apps.get_model("demands", "Passage").objects
    living = apps.get_model("demands", "Demand").objects
    rows = history.order_by("id", "history_date", "history_id").values_list("id", "state", "history_date")
    made = []

    def store():
        there = set(living.filter(pk__in=[one["demand_id"] for one in made]).values_list("pk", flat=True))
        passages.bulk_create(passages.model(**one) for one in made if one["demand_id"] in there and len(one) > 1)
        made.clear()

    before = None
    for number, state, moment in rows.iterator(chunk_size=AT_ONCE):
        if not made or made[-1]["demand_id"] != number:
            if len(made) >= AT_ONCE:
                store()
            made.append({"demand_id": number})
            before = None
        day, one = timezone.localdate(moment), made[-1]
        if state in COLUMNS:
            one.setdefault(COLUMNS[state], day)
        if before in ENDED and state == "verified":
            one["reopened_on"] = day
        before = state
    store()


class Migration(migrations.Migration):

    dependencies = [
        ("common", "0001_tables"),
        ("demands", "0004_cases"),
    ]

    operations = [
        migrations.RunPython(tell, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
