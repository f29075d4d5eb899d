"""问题带上案件的列示日期：月报按月取问题，不再逐案联接。"""

from django.db import migrations, models

FILL = "UPDATE cases_finding f SET listed_on = c.listed_on FROM cases_enforcementcase c WHERE c.id = f.case_id"


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_source_rows_stay_in_their_file")]

    operations = [
        migrations.AddField("finding", "listed_on", models.DateField(null=True, verbose_name="案件列示日期")),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField("finding", "listed_on", models.DateField(verbose_name="案件列示日期")),
        migrations.AddIndex("finding", models.Index(fields=["listed_on", "region_code"], name="finding_listed")),
    ]
