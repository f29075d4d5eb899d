"""原样入库的行随文件留存，不再逐行另存；已有的行仍在。"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_people_of_an_act_and_payments_in_their_rows"), ("documents", "0001_initial")]

    operations = [
        migrations.AddField(
            "importbatch",
            "source",
            models.ForeignKey(
                "documents.StoredFile", django.db.models.deletion.PROTECT, null=True, related_name="+", verbose_name="原始行所在文件"
            ),
        ),
        migrations.AddField("importbatch", "source_index", models.JSONField(null=True, verbose_name="原始行的位置")),
        migrations.AlterField(
            "importrow",
            "cells",
            django.contrib.postgres.fields.ArrayField(base_field=models.TextField(null=True), null=True, size=None, verbose_name="原始内容"),
        ),
    ]
