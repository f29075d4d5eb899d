"""原样入库的行随文件留存，不再逐行另存，已有的行仍在；同批案件相邻存放，只需段索引。"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_people_of_an_act_and_payments_in_their_rows"), ("documents", "0001_initial")]

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
        migrations.AlterField(
            "enforcementcase",
            "batch",
            models.ForeignKey(
                "cases.ImportBatch",
                django.db.models.deletion.PROTECT,
                db_constraint=False,
                db_index=False,
                null=True,
                related_name="cases",
                verbose_name="批次",
            ),
        ),
        migrations.AddIndex(
            "enforcementcase",
            django.contrib.postgres.indexes.BrinIndex(fields=["batch"], pages_per_range=32, autosummarize=True, name="case_batch"),
        ),
    ]
