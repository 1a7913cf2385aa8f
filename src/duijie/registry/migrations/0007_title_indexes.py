from django.db import migrations, models


class Migration(migrations.Migration):
    """Duplicates of achievements are found by title and owner without reading them all."""

    dependencies = [
        ('registry', '0006_word_indexes'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='achievement',
            index=models.Index(fields=['title'], name='achievement_title', opclasses=['varchar_pattern_ops']),
        ),
        migrations.AddIndex(
            model_name='achievement',
            index=models.Index(fields=['organisation_name'], name='achievement_owner_name'),
        ),
    ]
