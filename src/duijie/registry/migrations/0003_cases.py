import django.db.models.deletion
import duijie.common.clock
from django.conf import settings
from django.db import migrations, models

from duijie.common.new_tables import together


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('registry', '0002_figure_indexes'),
    ]

    operations = together([
        migrations.CreateModel(
            name='AccessRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=20, verbose_name='register')),
                ('record', models.PositiveBigIntegerField(verbose_name='record')),
                ('purpose', models.CharField(max_length=500, verbose_name='what for')),
                ('state', models.CharField(choices=[('asked', 'asked'), ('granted', 'granted'), ('refused', 'refused'), ('withdrawn', 'withdrawn by who asked'), ('revoked', 'taken back by the owner'), ('expired', 'expired')], default='asked', max_length=12, verbose_name='state')),
                ('asked_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='asked at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('slip', models.CharField(blank=True, max_length=120, verbose_name="number of the owner's slip")),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='holds until')),
                ('asker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='access_requests', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='access_requests', to='registry.organisation', verbose_name='asked for the organisation')),
            ],
            options={
                'verbose_name': 'request for access',
                'verbose_name_plural': 'requests for access',
                'ordering': ['-asked_at', '-pk'],
                'indexes': [models.Index(fields=['asker', 'state', 'expires_on'], name='access_request_asker'), models.Index(fields=['state', 'asked_at'], name='access_request_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'granted'])), fields=('register', 'record', 'asker'), name='access_request_living_once')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('accounts', 'Accounts: signing in and being answerable'), ('experts', 'Register of experts: being found for demands'), ('demands', 'Demands of firms: reaching the contact person'), ('services', 'Carriers and services: reaching who runs them'), ('audit', 'Log of deeds and of reading contact data'), ('positions', 'Position of a visit or of a day of service'), ('notices', 'Messages beyond what a case needs: digests, invitations')], max_length=20, verbose_name='purpose')),
                ('version', models.PositiveIntegerField(verbose_name='version of the text')),
                ('text', models.TextField(verbose_name='text')),
                ('given_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='given at')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
                'ordering': ['-given_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('user', 'purpose'), name='consent_standing_once')],
            },
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='former name')),
                ('name_key', models.CharField(blank=True, db_index=True, editable=False, max_length=120)),
                ('from_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('remark', models.CharField(blank=True, max_length=120, verbose_name='remark')),
                ('is_merged', models.BooleanField(default=False, verbose_name='of one merged into it')),
                ('at_version', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_names', to='registry.organisation')),
            ],
            options={
                'verbose_name': 'former name',
                'verbose_name_plural': 'former names',
                'ordering': ['-to_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('from_on', None), ('to_on', None), ('from_on__lte', models.F('to_on')), _connector='OR'), name='former_name_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='PersonalRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('copy', 'a copy of what is held'), ('correction', 'correction'), ('deletion', 'deletion'), ('restriction', 'restriction: keep it, do not use it')], max_length=12, verbose_name='what is asked')),
                ('words', models.CharField(blank=True, max_length=1000, verbose_name='what it is about')),
                ('state', models.CharField(choices=[('asked', 'asked'), ('done', 'done'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('lifted', 'restriction lifted')], default='asked', max_length=12, verbose_name='state')),
                ('asked_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='asked at')),
                ('due_on', models.DateField(verbose_name='answer due on')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('outcome', models.CharField(blank=True, choices=[('erased', 'erased'), ('restricted', 'kept without being used')], max_length=12, verbose_name='what was done')),
                ('file', models.CharField(blank=True, editable=False, max_length=200)),
                ('file_until', models.DateTimeField(blank=True, null=True, verbose_name='copy kept until')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='personal_requests', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='personal_requests', to='registry.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'request about personal data',
                'verbose_name_plural': 'requests about personal data',
                'ordering': ['-asked_at', '-pk'],
                'indexes': [models.Index(fields=['state', 'due_on'], name='personal_request_due')],
            },
        ),
        migrations.CreateModel(
            name='Restriction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('archived', models.BooleanField(default=False)),
                ('since', models.DateTimeField(default=duijie.common.clock.now)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='restriction', to='registry.person')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.personalrequest')),
            ],
            options={
                'verbose_name': 'restriction',
                'verbose_name_plural': 'restrictions',
            },
        ),
        migrations.AddField(
            model_name='achievement',
            name='names_owner',
            field=models.BooleanField(default=False, verbose_name='the public summary names the owner'),
        ),
        migrations.AddField(
            model_name='achievement',
            name='public_summary',
            field=models.TextField(blank=True, verbose_name='public summary'),
        ),
        migrations.AddField(
            model_name='achievement',
            name='public_title',
            field=models.CharField(blank=True, max_length=120, verbose_name='public title'),
        ),
        migrations.AddField(
            model_name='historicalachievement',
            name='names_owner',
            field=models.BooleanField(default=False, verbose_name='the public summary names the owner'),
        ),
        migrations.AddField(
            model_name='historicalachievement',
            name='public_summary',
            field=models.TextField(blank=True, verbose_name='public summary'),
        ),
        migrations.AddField(
            model_name='historicalachievement',
            name='public_title',
            field=models.CharField(blank=True, max_length=120, verbose_name='public title'),
        ),
        migrations.AlterField(
            model_name='achievement',
            name='disclosure',
            field=models.CharField(choices=[('internal', 'only the office and the owner'), ('consent', "a public summary; the rest after the owner's consent"), ('registered', 'all who have signed in and may see such records')], default='registered', max_length=12, verbose_name='who may see it'),
        ),
        migrations.AlterField(
            model_name='historicalachievement',
            name='disclosure',
            field=models.CharField(choices=[('internal', 'only the office and the owner'), ('consent', "a public summary; the rest after the owner's consent"), ('registered', 'all who have signed in and may see such records')], default='registered', max_length=12, verbose_name='who may see it'),
        ),
        migrations.AddIndex(
            model_name='achievement',
            index=models.Index(condition=models.Q(('archived_at__isnull', True), models.Q(('public_summary', ''), _negated=True)), fields=['-updated_at', '-id'], name='achievement_summaries'),
        ),
    ])
