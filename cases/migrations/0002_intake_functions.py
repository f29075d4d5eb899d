"""Functions that read odd cells (intake) and make pairs of characters (search)."""

from django.db import migrations, models

from cases import search
from cases.intake import sql


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.AddField("enforcementcase", "fingerprint", models.BigIntegerField("内容指纹", null=True)),
        *(
            migrations.RunSQL(function, migrations.RunSQL.noop)
            for function in (*sql.FUNCTIONS, *search.FUNCTIONS)
        ),
        migrations.RunSQL(migrations.RunSQL.noop, sql.DROP + search.DROP),
    ]
