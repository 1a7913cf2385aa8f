import django.db.models.deletion
import duijie.common.clock
import duijie.messaging.models.message
from django.conf import settings
from django.db import migrations, models

from duijie.common.new_tables import together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = together([
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('created_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='made at')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='digests', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'daily mail',
                'verbose_name_plural': 'daily mails',
                'ordering': ['-day', 'account'],
                'constraints': [models.UniqueConstraint(fields=('account', 'day'), name='digest_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, verbose_name='key')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('context', models.JSONField(blank=True, default=dict, verbose_name='values')),
                ('texts', models.JSONField(default=dict, verbose_name='texts')),
                ('link', models.CharField(blank=True, max_length=300, verbose_name='page')),
                ('urgency', models.CharField(choices=[('ordinary', 'ordinary'), ('urgent', 'urgent')], default='ordinary', max_length=10, verbose_name='urgency')),
                ('target_type', models.CharField(blank=True, max_length=60, verbose_name='kind of what it is about')),
                ('target_id', models.CharField(blank=True, max_length=40, verbose_name='number of what it is about')),
                ('code', models.CharField(default=duijie.messaging.models.message.new_code, max_length=16, unique=True, verbose_name='end of the short address')),
                ('created_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='sent at')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read at')),
                ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='archived at')),
                ('received_at', models.DateTimeField(blank=True, null=True, verbose_name='receipt confirmed at')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to=settings.AUTH_USER_MODEL, verbose_name='reader')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages_caused', to=settings.AUTH_USER_MODEL, verbose_name='whose deed')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['account', '-created_at', '-id'], name='message_inbox'), models.Index(fields=['by', '-created_at', '-id'], name='message_sent'), models.Index(fields=['target_type', 'target_id'], name='message_target'), models.Index(condition=models.Q(('archived_at', None), ('read_at', None)), fields=['account'], name='message_unread')],
                'constraints': [models.UniqueConstraint(fields=('account', 'key'), name='message_once')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('mail', 'mail'), ('sms', 'SMS')], max_length=8, verbose_name='channel')),
                ('state', models.CharField(choices=[('gathered', 'waits for the daily mail'), ('sent', 'sent'), ('refused', 'refused by the provider'), ('unwanted', 'not wanted this way'), ('read_before', 'not sent: it was read before')], max_length=12, verbose_name='state')),
                ('at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='at')),
                ('provider_number', models.CharField(blank=True, max_length=100, verbose_name="the provider's number")),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('digest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deliveries', to='messaging.digest', verbose_name='daily mail')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='messaging.message', verbose_name='message')),
            ],
            options={
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'gathered')), fields=['at'], name='delivery_gathered')],
                'constraints': [models.UniqueConstraint(fields=('message', 'channel'), name='delivery_once_a_channel')],
            },
        ),
        migrations.CreateModel(
            name='OneClickLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='digest')),
                ('purpose', models.CharField(choices=[('receipt', 'confirm that a message was received')], max_length=12, verbose_name='purpose')),
                ('created_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='made at')),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='used at')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='one_click_links', to='messaging.message', verbose_name='message')),
            ],
            options={
                'verbose_name': 'one-click link',
                'verbose_name_plural': 'one-click links',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='subject')),
                ('body', models.TextField(blank=True, max_length=4000, verbose_name='text')),
                ('short', models.CharField(blank=True, max_length=300, verbose_name='short text')),
                ('is_shipped', models.BooleanField(default=False, verbose_name='as shipped')),
                ('at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='changed at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
            ],
            options={
                'verbose_name': 'text of messages',
                'verbose_name_plural': 'texts of messages',
                'ordering': ['kind', 'language', '-number'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'language', 'number'), name='wording_version_once')],
            },
        ),
        migrations.CreateModel(
            name='ChannelChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('mail', models.CharField(choices=[('at_once', 'at once, in office hours'), ('daily', 'once a day, all together'), ('never', 'never')], max_length=10, verbose_name='by mail')),
                ('sms', models.BooleanField(verbose_name='by SMS')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='channel_choices', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'choice of channels',
                'verbose_name_plural': 'choices of channels',
                'ordering': ['account', 'kind'],
                'constraints': [models.UniqueConstraint(fields=('account', 'kind'), name='channel_choice_once')],
            },
        ),
    ])
