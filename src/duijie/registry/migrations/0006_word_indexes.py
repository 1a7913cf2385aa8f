from django.db import migrations

from duijie.common.word_indexes import word_index

SCOPE = ("area", "zone", "organisation", "disclosure")
TITLED = ("title", "title_en", "keywords", "organisation_name")
NAMED = ("name_en", "research", "keywords", "organisation_name", "initials")


class Migration(migrations.Migration):
    dependencies = [("registry", "0005_page_indexes")]

    operations = [
        migrations.RunPython(
            *word_index(
                "registry", "achievement", "achievement_words", ("archived_at", "-updated_at", "-id", *SCOPE, *TITLED)
            )
        ),
        migrations.RunPython(
            *word_index("registry", "person", "person_words", ("archived_at", "name", "id", "is_expert", *SCOPE, *NAMED))
        ),
    ]
