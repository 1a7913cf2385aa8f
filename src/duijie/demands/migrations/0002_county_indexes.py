from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('demands', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(fields=['archived_at', 'area', 'zone', 'state', 'field', 'found_on', 'created_at'], name='demand_figures'),
        ),
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(fields=['archived_at', 'kind', 'source', 'area', 'zone', 'created_at'], name='demand_kinds'),
        ),
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(fields=['archived_at', 'industry', 'area', 'zone'], name='demand_industries'),
        ),
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(fields=['archived_at', 'organisation', 'area', 'zone'], name='demand_owners'),
        ),
    ]
