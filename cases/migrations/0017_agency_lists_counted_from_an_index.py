"""An agency's index holds what the row policy asks (region, agency, id), too: its list is counted without reading the rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_lists_counted_from_an_index")]

    operations = [
        migrations.RemoveIndex("enforcementcase", "case_agency_listed"),
        migrations.AddIndex(
            "enforcementcase",
            models.Index(fields=["agency", "-listed_on", "-id"], include=["region_code"], name="case_agency_listed"),
        ),
    ]
