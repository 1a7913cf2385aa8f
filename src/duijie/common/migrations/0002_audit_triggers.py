from django.db import migrations

from duijie.common.audit_triggers import install_in_migration, remove_in_migration


class Migration(migrations.Migration):
    """Rows of the audit cannot be changed or removed, whoever asks the database."""

    dependencies = [("common", "0001_initial")]

    operations = [migrations.RunPython(install_in_migration, remove_in_migration)]
