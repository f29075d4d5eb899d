"""Counts by rule and searches of a county read what they show, however much there is elsewhere."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

DECIDED = Q(("state__in", ("confirmed", "dismissed", "in_matter")))


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("cases", "0009_findings_without_row_by_row_questions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            "finding", models.Index(fields=["rule_code", "state", "county_code", "region_code"], name="finding_rule_state")
        ),
        migrations.AddIndex(
            "finding",
            models.Index(fields=["rule_code", "-id"], condition=DECIDED, include=["state", "region_code"], name="finding_decided"),
        ),
        migrations.AddIndex(
            "finding",
            models.Index(
                fields=["county_code", "rule_code", "-id"], condition=DECIDED, include=["state"], name="finding_decided_county"
            ),
        ),
        migrations.AddIndex(
            "finding",
            models.Index(fields=["region_code", "rule_code", "-id"], condition=DECIDED, include=["state"], name="finding_decided_town"),
        ),
        # `cases.search.SCOPE_WORDS` for what is indexed already.
        migrations.RunSQL(
            "UPDATE cases_enforcementcase SET search = search || array_to_tsvector(ARRAY['@' || county_code, '@a' || agency_id])"
            " WHERE search IS NOT NULL",
            migrations.RunSQL.noop,
        ),
    ]
