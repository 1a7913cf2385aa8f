from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('demands', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(condition=models.Q(('archived_at', None)), fields=['area', 'zone', 'state', 'field', 'kind', 'source', 'found_on', 'created_at', 'organisation', 'industry'], name='demand_figures'),
        ),
    ]
