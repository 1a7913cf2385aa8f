"""The day on which each demand first reached each stage, read from the history of the demands that are there."""

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone


BATCH = 2000
COLUMNS = {
    "verified": "verified_on", "published": "published_on", "matched": "matched_on", "contacted": "contacted_on",
    "negotiating": "negotiating_on", "solving": "solving_on", "solved": "solved_on", "unsolved": "unsolved_on",
}
ENDED = {"solved", "unsolved", "closed"}


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
    for number, state, moment in rows.iterator(chunk_size=BATCH):
        if not made or made[-1]["demand_id"] != number:
            if len(made) >= BATCH:
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
        ('demands', '0007_clocks'),
    ]

    operations = [
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verified_on', models.DateField(blank=True, null=True, verbose_name='first verified on')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='first published on')),
                ('matched_on', models.DateField(blank=True, null=True, verbose_name='first matched on')),
                ('contacted_on', models.DateField(blank=True, null=True, verbose_name='first in contact on')),
                ('negotiating_on', models.DateField(blank=True, null=True, verbose_name='first in negotiation on')),
                ('solving_on', models.DateField(blank=True, null=True, verbose_name='work first begun on')),
                ('solved_on', models.DateField(blank=True, null=True, verbose_name='first solved on')),
                ('unsolved_on', models.DateField(blank=True, null=True, verbose_name='first given up on')),
                ('reopened_on', models.DateField(blank=True, null=True, verbose_name='last reopened on')),
                ('taken_over', models.JSONField(blank=True, default=dict)),
                ('demand', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='passage', to='demands.demand', verbose_name='demand')),
            ],
            options={
                'verbose_name': 'passage of a demand',
                'verbose_name_plural': 'passages of demands',
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
