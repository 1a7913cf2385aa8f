import django.core.validators
import django.db.models.deletion
import duijie.common.clock
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from duijie.common.word_indexes import word_index
from duijie.common.new_tables import together


SCOPE = ("area", "zone", "organisation", "disclosure", "state")
TITLED = ("title", "title_en", "keywords", "organisation_name")


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('demands', '0001_initial'),
        ('demands', '0002_county_indexes'),
        ('demands', '0003_page_indexes'),
        ('demands', '0004_word_indexes'),
        ('demands', '0005_title_indexes'),
    ]

    dependencies = [
        ('accounts', '0002_memberships'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('registry', '0001_tables'),
    ]

    operations = together([
        migrations.CreateModel(
            name='HistoricalDemand',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('organisation_name', models.CharField(blank=True, max_length=120, verbose_name='organisation as written')),
                ('disclosure', models.CharField(choices=[('internal', 'only the office and the owner'), ('registered', 'all who have signed in and may see such records')], default='registered', max_length=12, verbose_name='who may see it')),
                ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='archived at')),
                ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                ('created_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='added at')),
                ('updated_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='changed at')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('title_en', models.CharField(blank=True, max_length=300, verbose_name='title in English')),
                ('kind', models.CharField(choices=[('technology', 'technology'), ('talent', 'talent'), ('finance', 'finance'), ('policy', 'policy'), ('ip', 'intellectual property'), ('testing', 'testing')], default='technology', max_length=12, verbose_name='kind of demand')),
                ('body', models.TextField(blank=True, verbose_name='description')),
                ('body_en', models.TextField(blank=True, verbose_name='description in English')),
                ('targets', models.TextField(blank=True, verbose_name='core indicators')),
                ('keywords', models.CharField(blank=True, max_length=300, verbose_name='keywords')),
                ('language', models.CharField(choices=[('zh', 'Chinese'), ('en', 'English')], default='zh', max_length=2, verbose_name='language')),
                ('state', models.CharField(choices=[('found', 'found'), ('verified', 'verified'), ('published', 'published'), ('matched', 'matched'), ('contacted', 'in contact'), ('solving', 'being solved'), ('solved', 'solved'), ('unsolved', 'unsolved'), ('closed', 'closed')], default='found', max_length=12, verbose_name='state')),
                ('mode', models.CharField(blank=True, choices=[('development', 'development (commissioned or joint)'), ('transfer', 'transfer'), ('licence', 'licence'), ('equity', 'contribution as equity'), ('consulting', 'consulting'), ('service', 'technical service'), ('self', 'own use'), ('royalty', 'royalty'), ('any', 'open')], max_length=12, verbose_name='mode of cooperation')),
                ('budget_from', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='budget from (10,000 yuan)')),
                ('budget_to', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='budget to (10,000 yuan)')),
                ('requirements', models.TextField(blank=True, verbose_name='requirements for the solver')),
                ('rights', models.CharField(blank=True, max_length=200, verbose_name='rights')),
                ('deadline', models.DateField(blank=True, null=True, verbose_name='deadline')),
                ('found_on', models.DateField(blank=True, null=True, verbose_name='found on')),
                ('source', models.CharField(blank=True, choices=[('visit', 'visit of a liaison officer'), ('enterprise', 'the firm itself'), ('event', 'event'), ('import', 'list or form'), ('other', 'other source')], max_length=12, verbose_name='source')),
                ('industry', models.CharField(blank=True, max_length=60, verbose_name='industry (GB/T 4754)')),
                ('field', models.CharField(blank=True, choices=[('electronics', 'electronics and information'), ('biology', 'biology and new medicine'), ('aerospace', 'aerospace'), ('materials', 'new materials'), ('services', 'high-tech services'), ('energy', 'new energy and energy saving'), ('environment', 'resources and environment'), ('manufacturing', 'advanced manufacturing and automation')], max_length=16, verbose_name='technology field')),
                ('contact_name', models.CharField(blank=True, max_length=60, verbose_name='contact person')),
                ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='contact phone')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='answer due on')),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='registry.area', verbose_name='area')),
                ('department', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.department', verbose_name='handed to')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='registry.organisation', verbose_name='organisation')),
                ('zone', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='registry.area', verbose_name='zone')),
            ],
            options={
                'verbose_name': 'historical demand',
                'verbose_name_plural': 'historical demands',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Demand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_name', models.CharField(blank=True, max_length=120, verbose_name='organisation as written')),
                ('disclosure', models.CharField(choices=[('internal', 'only the office and the owner'), ('registered', 'all who have signed in and may see such records')], default='registered', max_length=12, verbose_name='who may see it')),
                ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='archived at')),
                ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                ('created_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='added at')),
                ('updated_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='changed at')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('title_en', models.CharField(blank=True, max_length=300, verbose_name='title in English')),
                ('kind', models.CharField(choices=[('technology', 'technology'), ('talent', 'talent'), ('finance', 'finance'), ('policy', 'policy'), ('ip', 'intellectual property'), ('testing', 'testing')], default='technology', max_length=12, verbose_name='kind of demand')),
                ('body', models.TextField(blank=True, verbose_name='description')),
                ('body_en', models.TextField(blank=True, verbose_name='description in English')),
                ('targets', models.TextField(blank=True, verbose_name='core indicators')),
                ('keywords', models.CharField(blank=True, max_length=300, verbose_name='keywords')),
                ('language', models.CharField(choices=[('zh', 'Chinese'), ('en', 'English')], default='zh', max_length=2, verbose_name='language')),
                ('state', models.CharField(choices=[('found', 'found'), ('verified', 'verified'), ('published', 'published'), ('matched', 'matched'), ('contacted', 'in contact'), ('solving', 'being solved'), ('solved', 'solved'), ('unsolved', 'unsolved'), ('closed', 'closed')], default='found', max_length=12, verbose_name='state')),
                ('mode', models.CharField(blank=True, choices=[('development', 'development (commissioned or joint)'), ('transfer', 'transfer'), ('licence', 'licence'), ('equity', 'contribution as equity'), ('consulting', 'consulting'), ('service', 'technical service'), ('self', 'own use'), ('royalty', 'royalty'), ('any', 'open')], max_length=12, verbose_name='mode of cooperation')),
                ('budget_from', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='budget from (10,000 yuan)')),
                ('budget_to', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='budget to (10,000 yuan)')),
                ('requirements', models.TextField(blank=True, verbose_name='requirements for the solver')),
                ('rights', models.CharField(blank=True, max_length=200, verbose_name='rights')),
                ('deadline', models.DateField(blank=True, null=True, verbose_name='deadline')),
                ('found_on', models.DateField(blank=True, null=True, verbose_name='found on')),
                ('source', models.CharField(blank=True, choices=[('visit', 'visit of a liaison officer'), ('enterprise', 'the firm itself'), ('event', 'event'), ('import', 'list or form'), ('other', 'other source')], max_length=12, verbose_name='source')),
                ('industry', models.CharField(blank=True, max_length=60, verbose_name='industry (GB/T 4754)')),
                ('field', models.CharField(blank=True, choices=[('electronics', 'electronics and information'), ('biology', 'biology and new medicine'), ('aerospace', 'aerospace'), ('materials', 'new materials'), ('services', 'high-tech services'), ('energy', 'new energy and energy saving'), ('environment', 'resources and environment'), ('manufacturing', 'advanced manufacturing and automation')], max_length=16, verbose_name='technology field')),
                ('contact_name', models.CharField(blank=True, max_length=60, verbose_name='contact person')),
                ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='contact phone')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='answer due on')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='registry.area', verbose_name='area')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='demands', to='accounts.department', verbose_name='handed to')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='registry.organisation', verbose_name='organisation')),
                ('zone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='zone_%(class)ss', to='registry.area', verbose_name='zone')),
            ],
            options={
                'verbose_name': 'demand',
                'verbose_name_plural': 'demands',
                'ordering': ['-updated_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['-updated_at', '-id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at', 'state', 'kind', 'field', 'source', 'mode', 'industry', 'found_on', 'created_at'], name='demand_list'), models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['title', 'id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at', 'state'], name='demand_titles'), models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['organisation_name', 'id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at', 'state'], name='demand_names'), models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['budget_from', 'id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at', 'state'], name='demand_budgets'), models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['state', 'updated_at', 'id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at'], name='demand_states'), models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['state', 'created_at', 'id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at'], name='demand_beginnings'), models.Index(fields=['archived_at', 'area', 'zone', 'organisation', 'disclosure', 'state'], name='demand_scope'), models.Index(condition=models.Q(('zone__isnull', False)), fields=['zone', 'area'], name='demand_zones'), models.Index(condition=models.Q(('body', ''), ('body_en', ''), ('keywords', ''), ('targets', '')), fields=['archived_at', 'area', 'zone', 'organisation', 'disclosure'], name='demand_silent'), models.Index(fields=['archived_at', 'area', 'zone', 'state', 'field', 'found_on', 'created_at'], name='demand_figures'), models.Index(fields=['archived_at', 'kind', 'source', 'area', 'zone', 'created_at'], name='demand_kinds'), models.Index(fields=['archived_at', 'industry', 'area', 'zone'], name='demand_industries'), models.Index(fields=['archived_at', 'organisation', 'area', 'zone'], name='demand_owners'), models.Index(fields=['title'], name='demand_title', opclasses=['varchar_pattern_ops']), models.Index(fields=['organisation_name'], name='demand_owner_name')],
            },
        ),
        migrations.RunPython(
            *word_index("demands", "demand", "demand_words", ("archived_at", "-updated_at", "-id", *SCOPE, *TITLED))
        ),
    ])
