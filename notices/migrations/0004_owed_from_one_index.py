"""What is owed and what is asked for are read from indexes that hold nothing else, in the order of the lists."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

OWED = Q(("state__in", ["delivered", "handling", "returned"]))


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("notices", "0003_numbers_once_per_bureau"),
    ]

    operations = [
        migrations.RemoveIndex("instrument", "instrument_agency_due"),
        migrations.AddIndex("instrument", models.Index(fields=["agency", "state", "-id"], name="instrument_agency_state")),
        migrations.AddIndex("instrument", models.Index(fields=["due_on", "id"], condition=OWED, name="instrument_owed")),
        migrations.AddIndex(
            "instrument", models.Index(fields=["county_code", "due_on", "id"], condition=OWED, name="instrument_owed_county")
        ),
        migrations.AddIndex("instrument", models.Index(fields=["agency", "due_on", "id"], condition=OWED, name="instrument_owed_agency")),
        migrations.AddField(
            "extensionrequest",
            "issuer",
            models.ForeignKey(
                "agencies.Agency", django.db.models.deletion.PROTECT, null=True, related_name="+", verbose_name="制发机关", db_index=False
            ),
        ),
        migrations.AddField("extensionrequest", "due_on", models.DateField("申请时的届满日", null=True)),
        # For a request that was granted the instrument's due date is the one it moved to; only the pending ones are ordered by it.
        migrations.RunSQL(
            "UPDATE notices_extensionrequest r SET issuer_id = i.issuer_id, due_on = i.due_on"
            " FROM notices_instrument i WHERE i.id = r.instrument_id;"
            " SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            "extensionrequest",
            "issuer",
            models.ForeignKey(
                "agencies.Agency", django.db.models.deletion.PROTECT, related_name="+", verbose_name="制发机关", db_index=False
            ),
        ),
        migrations.AlterField("extensionrequest", "due_on", models.DateField("申请时的届满日")),
        migrations.AddIndex(
            "extensionrequest",
            models.Index(fields=["issuer", "due_on", "id"], condition=Q(("state", "pending")), name="extension_pending"),
        ),
    ]
