from django.db import migrations, models


class Migration(migrations.Migration):
    """Duplicates of demands are found by title and owner without reading them all."""

    dependencies = [
        ('demands', '0004_word_indexes'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(fields=['title'], name='demand_title', opclasses=['varchar_pattern_ops']),
        ),
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(fields=['organisation_name'], name='demand_owner_name'),
        ),
    ]
