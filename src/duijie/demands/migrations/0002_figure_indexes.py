from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_memberships'),
        ('demands', '0001_tables'),
        ('registry', '0002_figure_indexes'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='demand',
            name='demand_scope',
        ),
        migrations.RemoveIndex(
            model_name='demand',
            name='demand_figures',
        ),
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(fields=['archived_at', 'disclosure', 'state', 'area', 'zone', 'organisation', 'id'], name='demand_scope'),
        ),
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(fields=['archived_at', 'area', 'zone', 'state', 'field'], name='demand_figures'),
        ),
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(fields=['archived_at', 'found_on', 'created_at', 'area', 'zone'], name='demand_months'),
        ),
    ]
