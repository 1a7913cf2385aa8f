from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_site'),
        ('demands', '0002_county_indexes'),
        ('registry', '0005_page_indexes'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='demand',
            name='demand_list',
        ),
        migrations.RemoveIndex(
            model_name='demand',
            name='demand_state',
        ),
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['-updated_at', '-id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at', 'state', 'kind', 'field', 'source', 'mode', 'industry', 'found_on', 'created_at'], name='demand_list'),
        ),
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['title', 'id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at', 'state'], name='demand_titles'),
        ),
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['organisation_name', 'id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at', 'state'], name='demand_names'),
        ),
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['budget_from', 'id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at', 'state'], name='demand_budgets'),
        ),
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['state', 'updated_at', 'id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at'], name='demand_states'),
        ),
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['state', 'created_at', 'id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at'], name='demand_beginnings'),
        ),
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(condition=models.Q(('zone__isnull', False)), fields=['zone', 'area'], name='demand_zones'),
        ),
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(condition=models.Q(('body', ''), ('body_en', ''), ('keywords', ''), ('targets', '')), fields=['archived_at', 'area', 'zone', 'organisation', 'disclosure'], name='demand_silent'),
        ),
        migrations.AddIndex(
            model_name='demand',
            index=models.Index(fields=['archived_at', 'area', 'zone', 'organisation', 'disclosure', 'state'], name='demand_scope'),
        ),
    ]
