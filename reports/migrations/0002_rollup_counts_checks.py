"""日汇总增加检查次数。"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.AddField("caserollup", "checks_applied", models.PositiveIntegerField("适用的规则检查次数", default=0)),
        migrations.AddField("caserollup", "checks_unknown", models.PositiveIntegerField("缺数据的规则检查次数", default=0)),
    ]
