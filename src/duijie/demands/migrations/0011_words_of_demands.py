"""The words of lists of demands, for SQLite: columns that came later had made the table anew there, without an index of
which Django does not know."""

from django.db import migrations

from duijie.common.word_indexes import word_index

SCOPE = ("area", "zone", "organisation", "disclosure", "state")
TITLED = ("title", "title_en", "keywords", "organisation_name")


class Migration(migrations.Migration):
    dependencies = [("demands", "0010_deadline_indexes")]

    operations = [
        migrations.RunPython(
            *word_index("demands", "demand", "demand_words", ("archived_at", "-updated_at", "-id", *SCOPE, *TITLED))
        ),
    ]
