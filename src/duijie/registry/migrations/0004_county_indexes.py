from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0003_merges'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='achievement',
            index=models.Index(fields=['archived_at', 'area', 'zone', 'field', 'created_at'], name='achievement_figures'),
        ),
        migrations.AddIndex(
            model_name='achievement',
            index=models.Index(fields=['archived_at', 'organisation', 'area', 'zone'], name='achievement_owners'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['archived_at', 'is_expert', 'field', 'area', 'zone', 'created_at'], name='person_figures'),
        ),
        migrations.AddIndex(
            model_name='service',
            index=models.Index(fields=['archived_at', 'field', 'area', 'zone', 'created_at'], name='service_figures'),
        ),
    ]
