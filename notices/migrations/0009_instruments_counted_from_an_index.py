"""The index holds what the row policy asks (region, agency, state, id), so that lists are counted without reading the rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0008_who_submitted_a_draft")]

    operations = [
        migrations.RemoveIndex("instrument", "instrument_county_due"),
        migrations.AddIndex(
            "instrument",
            models.Index(
                fields=["county_code", "state", "due_on"], include=["id", "region_code", "agency"], name="instrument_county_due"
            ),
        ),
    ]
