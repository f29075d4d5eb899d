"""The table of particulars; what is archived stays as it is."""

import django.db.models.deletion
from django.db import migrations, models

from cases.intake import sql as intake
from cases.columns.particulars import COLUMNS
from cases.migrations import _keeping_sql as keeping
from cases.models.particulars import field_of


def fields():
    """One field a column."""
    return [(column.key, field_of(column)) for column in COLUMNS.values()]


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_enterprises")]

    operations = [
        migrations.CreateModel(
            name="CaseParticulars",
            fields=[
                *fields(),
                ("case", models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="particulars", serialize=False, to="cases.enforcementcase", verbose_name="案件")),
            ],
            options={"verbose_name": "案卷细目", "verbose_name_plural": "案卷细目"},
        ),
        migrations.RunSQL(keeping.READ_ONLY_PARTICULARS, migrations.RunSQL.noop),
        migrations.RunSQL(intake.MOMENT, migrations.RunSQL.noop),
    ]
