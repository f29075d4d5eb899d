import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0023_parameters_of_more_rules")]

    operations = [
        migrations.RemoveField("casecheck", "unknown_rules"),
        migrations.AddField(
            "casecheck",
            "verdict",
            django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None, verbose_name="逐条结果"),
        ),
    ]
