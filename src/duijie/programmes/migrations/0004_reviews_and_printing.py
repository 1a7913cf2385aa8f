import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import duijie.common.clock
from django.conf import settings
from django.db import migrations, models

from duijie.common.new_tables import together


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0002_cases'),
        ('programmes', '0003_work_logs'),
        ('registry', '0004_rounds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='PrintRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('certificate', 'certificates'), ('letter', 'appointment letters')], max_length=12, verbose_name='what is printed')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('listed', models.JSONField(default=list, verbose_name='list')),
                ('base', models.CharField(max_length=200)),
                ('stored', models.CharField(blank=True, max_length=200)),
                ('size', models.PositiveBigIntegerField(default=0, verbose_name='size')),
                ('at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='started at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='started by')),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='common.job', verbose_name='job')),
            ],
            options={
                'verbose_name': 'bulk printing',
                'verbose_name_plural': 'bulk printings',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ReviewPanel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('each', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(15)], verbose_name='reviewers for each application')),
                ('each_side', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(5)], verbose_name='highest and lowest scores left out')),
                ('from_scores', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(15)], verbose_name='left out from how many scores on')),
                ('is_blind', models.BooleanField(default=True, verbose_name='blind: without names and units')),
                ('fields', models.JSONField(default=list, verbose_name='answers that reviewers see')),
                ('papers', models.JSONField(default=list, verbose_name='papers that reviewers see')),
                ('due_on', models.DateField(verbose_name='reviews until')),
                ('ranking', models.JSONField(default=list, editable=False, verbose_name='ranking')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed at')),
                ('reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='reason')),
                ('changed_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='changed at')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='prepared by')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='panel', to='programmes.round', verbose_name='round of a programme')),
            ],
            options={
                'verbose_name': 'expert review',
                'verbose_name_plural': 'expert reviews',
                'constraints': [models.CheckConstraint(condition=models.Q(('from_scores__gt', django.db.models.expressions.CombinedExpression(models.F('each_side'), '+', models.F('each_side')))), name='review_panel_keeps_a_score')],
            },
        ),
        migrations.CreateModel(
            name='RoundReviewer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('most', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(500)], verbose_name='applications at most')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded at')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviewing', to=settings.AUTH_USER_MODEL, verbose_name='reviewer')),
                ('panel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviewers', to='programmes.reviewpanel', verbose_name='expert review')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviewing', to='registry.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'reviewer of a round',
                'verbose_name_plural': 'reviewers of a round',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('panel', 'account'), name='round_reviewer_once')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('marks', models.JSONField(default=dict, verbose_name='marks')),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='handed in at')),
                ('recused_at', models.DateTimeField(blank=True, null=True, verbose_name='recused at')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('assigned_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='assigned at')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='programmes.application', verbose_name='application')),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='programmes.roundreviewer', verbose_name='reviewer')),
            ],
            options={
                'verbose_name': 'review',
                'verbose_name_plural': 'reviews',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('application', 'reviewer'), name='review_once'), models.CheckConstraint(condition=models.Q(('submitted_at', None), ('recused_at', None), _connector='OR'), name='review_not_handed_in_by_the_recused')],
            },
        ),
        migrations.CreateModel(
            name='ApplicationMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(verbose_name='place in the list')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('title', models.CharField(blank=True, max_length=60, verbose_name='professional title')),
                ('organisation_name', models.CharField(blank=True, max_length=120, verbose_name='unit as written')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='programmes.application', verbose_name='application')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members_applied', to='registry.organisation', verbose_name='unit')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships_applied', to='registry.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'member of a team that applies',
                'verbose_name_plural': 'members of teams that apply',
                'ordering': ['place'],
                'constraints': [models.UniqueConstraint(fields=('application', 'place'), name='application_member_once')],
            },
        ),
        migrations.CreateModel(
            name='PrintPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField()),
                ('count', models.PositiveIntegerField(verbose_name='count')),
                ('first', models.CharField(max_length=60, verbose_name='first number')),
                ('last', models.CharField(max_length=60, verbose_name='last number')),
                ('stored', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='printed at')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='programmes.printrun', verbose_name='bulk printing')),
            ],
            options={
                'verbose_name': 'part of a bulk printing',
                'verbose_name_plural': 'parts of bulk printings',
                'ordering': ['start'],
                'constraints': [models.UniqueConstraint(fields=('run', 'start'), name='print_part_once')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=20, verbose_name='which text')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('title', models.CharField(max_length=200, verbose_name='title of the paper')),
                ('body', models.TextField(verbose_name='text of the paper')),
                ('changed_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='changed at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='programmes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'text of a programme',
                'verbose_name_plural': 'texts of programmes',
                'ordering': ['key', 'language'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'key', 'language'), name='programme_text_once')],
            },
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['unit', 'submitted_at', 'round', 'state', 'recommended_at'], name='application_scope'),
        ),
    ])
