from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0004_site'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['verb', 'target_type', 'at', 'target_id'], name='audit_deeds'),
        ),
    ]
