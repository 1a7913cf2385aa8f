from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0002_registers'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='achievement',
            index=models.Index(condition=models.Q(('archived_at', None)), fields=['area', 'zone', 'field', 'created_at', 'organisation'], name='achievement_figures'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('archived_at', None)), fields=['area', 'zone', 'is_expert', 'field', 'created_at'], name='person_figures'),
        ),
        migrations.AddIndex(
            model_name='service',
            index=models.Index(condition=models.Q(('archived_at', None)), fields=['area', 'zone', 'field', 'created_at'], name='service_figures'),
        ),
    ]
