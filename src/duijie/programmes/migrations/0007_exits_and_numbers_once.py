from django.db import migrations, models

from duijie.common.new_tables import together


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0006_station_seats'),
    ]

    operations = together([
        migrations.AddField(
            model_name='certificate',
            name='exit_cause',
            field=models.CharField(blank=True, choices=[('own_request', 'at their own request'), ('changed_work', 'changed work or unit'), ('retired', 'retired'), ('health', 'for reasons of health'), ('died', 'died'), ('unit_closed', 'the unit was closed'), ('other', 'another reason')], max_length=16, verbose_name='why somebody left'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='left_on',
            field=models.DateField(blank=True, null=True, verbose_name='left on'),
        ),
        migrations.AddField(
            model_name='historicalcertificate',
            name='exit_cause',
            field=models.CharField(blank=True, choices=[('own_request', 'at their own request'), ('changed_work', 'changed work or unit'), ('retired', 'retired'), ('health', 'for reasons of health'), ('died', 'died'), ('unit_closed', 'the unit was closed'), ('other', 'another reason')], max_length=16, verbose_name='why somebody left'),
        ),
        migrations.AddField(
            model_name='historicalcertificate',
            name='left_on',
            field=models.DateField(blank=True, null=True, verbose_name='left on'),
        ),
        migrations.AddField(
            model_name='stationpatent',
            name='thing',
            field=models.CharField(blank=True, default='', editable=False, max_length=100),
        ),
        migrations.AddField(
            model_name='stationproject',
            name='thing',
            field=models.CharField(blank=True, default='', editable=False, max_length=100),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='state',
            field=models.CharField(choices=[('active', 'valid'), ('suspended', 'suspended'), ('revoked', 'revoked'), ('left', 'left the programme')], default='active', max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='historicalcertificate',
            name='state',
            field=models.CharField(choices=[('active', 'valid'), ('suspended', 'suspended'), ('revoked', 'revoked'), ('left', 'left the programme')], default='active', max_length=10, verbose_name='state'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'left'), _negated=True), models.Q(('left_on__isnull', False), models.Q(('exit_cause', ''), _negated=True)), _connector='OR'), name='certificate_left_with_a_cause'),
        ),
        migrations.AddConstraint(
            model_name='stationpatent',
            constraint=models.UniqueConstraint(condition=models.Q(('thing', ''), _negated=True), fields=('thing',), name='station_patent_once'),
        ),
        migrations.AddConstraint(
            model_name='stationproject',
            constraint=models.UniqueConstraint(condition=models.Q(('thing', ''), _negated=True), fields=('thing',), name='station_project_once'),
        ),
    ])
