"""Inspections are found by the enterprise they inspected."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0026_agency_duties")]

    operations = [
        migrations.AddIndex(
            model_name="enforcementcase",
            index=models.Index(
                condition=models.Q(("kind", "inspection"), models.Q(("party_credit_code", ""), _negated=True)),
                fields=["party_credit_code"],
                name="case_inspected_enterprise",
            ),
        ),
    ]
