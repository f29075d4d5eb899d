"""What was served or answered since yesterday is found by its date, however much is owed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0004_owed_from_one_index"),
    ]

    operations = [
        migrations.AddIndex("instrument", models.Index(fields=["served_on"], name="instrument_served")),
        migrations.AddIndex("agencyresponse", models.Index(fields=["sent_at"], name="response_sent")),
    ]
