import django.core.validators
import django.db.models.deletion
import duijie.common.clock
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from duijie.common.new_tables import together


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('accounts', '0001_initial'),
    ]

    dependencies = [
    ]

    operations = together([
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[\\w.@+-]+\\Z', 'Letters, digits and . @ + - _ only.')], verbose_name='login name')),
                ('mobile', models.CharField(blank=True, max_length=20, null=True, unique=True, validators=[django.core.validators.RegexValidator('^\\+?\\d{7,19}\\Z', 'Digits only, with + and country code outside China.')], verbose_name='mobile number')),
                ('name', models.CharField(max_length=60, verbose_name='full name')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='full name in English')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('language', models.CharField(blank=True, choices=[('zh-hans', '简体中文'), ('en', 'English')], help_text='Empty: as the browser says.', max_length=10, verbose_name='language')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                ('password_changed_at', models.DateTimeField(blank=True, null=True, verbose_name='password changed at')),
                ('must_change_password', models.BooleanField(default=False, help_text='Set with a one-time password, cleared by its owner.', verbose_name='must choose a new password')),
                ('date_joined', models.DateTimeField(default=duijie.common.clock.now, verbose_name='added at')),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
                'ordering': ['username'],
            },
        ),
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, unique=True, verbose_name='key')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name in English')),
                ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='archived at')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': 'department',
                'verbose_name_plural': 'departments',
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='LoginLock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, unique=True, verbose_name='login name')),
                ('failures', models.PositiveSmallIntegerField(default=1, verbose_name='failures')),
                ('last_at', models.DateTimeField(db_index=True, default=duijie.common.clock.now, verbose_name='last failure')),
            ],
            options={
                'verbose_name': 'sign-in lock',
                'verbose_name_plural': 'sign-in locks',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('system_administrator', 'System administrator'), ('security_administrator', 'Security administrator'), ('audit_administrator', 'Audit administrator'), ('city_officer', 'City officer'), ('county_officer', 'County officer'), ('zone_officer', 'Zone officer'), ('institution_officer', 'Institution officer'), ('liaison_officer', 'Innovation liaison officer'), ('commissioner', 'S&T commissioner'), ('expert', 'Expert'), ('firm_contact', 'Firm contact'), ('carrier_operator', 'Carrier operator'), ('reviewer', 'Reviewer'), ('broker', 'Technology broker'), ('leader', 'Leader')], max_length=40, verbose_name='role')),
                ('granted_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='granted at')),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'ordering': ['user', 'role', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PastPassword',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password digest')),
                ('set_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='set at')),
            ],
            options={
                'verbose_name': 'past password',
                'verbose_name_plural': 'past passwords',
                'ordering': ['-set_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='what it is for')),
                ('prefix', models.CharField(editable=False, max_length=16, unique=True, verbose_name='beginning')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('scopes', models.JSONField(default=list, verbose_name='permissions')),
                ('created_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='added at')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='valid until')),
                ('last_used_at', models.DateTimeField(blank=True, null=True, verbose_name='last used (to the hour)')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'API token',
                'verbose_name_plural': 'API tokens',
                'ordering': ['-created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalDepartment',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, verbose_name='key')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name in English')),
                ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='archived at')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical department',
                'verbose_name_plural': 'historical departments',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ])
