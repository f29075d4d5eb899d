"""Indexes hold what the row policy asks (region, agency, id), so that lists are counted without reading the rows."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

DECIDED = Q(("state__in", ("confirmed", "dismissed", "in_matter")))
STANDING = Q(("state__in", ("open", "confirmed", "in_matter")))

INDEXES = (
    (
        "enforcementcase",
        models.Index(fields=["county_code", "-listed_on", "-id"], include=["region_code", "agency"], name="case_county_listed"),
    ),
    ("importbatch", models.Index(fields=["county_code", "-id"], include=["region_code", "agency"], name="batch_county")),
    (
        "finding",
        models.Index(
            fields=["rule_code", "state", "county_code", "region_code"], include=["agency", "id"], name="finding_rule_state"
        ),
    ),
    (
        "finding",
        models.Index(
            fields=["rule_code", "-id"], condition=DECIDED, include=["state", "region_code", "agency"], name="finding_decided"
        ),
    ),
    (
        "finding",
        models.Index(
            fields=["county_code", "rule_code", "-id"],
            condition=DECIDED,
            include=["state", "region_code", "agency"],
            name="finding_decided_county",
        ),
    ),
    (
        "finding",
        models.Index(
            fields=["region_code", "rule_code", "-id"],
            condition=DECIDED,
            include=["state", "agency"],
            name="finding_decided_town",
        ),
    ),
)


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0004_identity"),
        ("cases", "0014_findings_know_the_day_of_their_case"),
        ("documents", "0002_issued_papers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(
            operation
            for model, index in INDEXES
            for operation in (migrations.RemoveIndex(model, index.name), migrations.AddIndex(model, index))
        ),
        migrations.AddIndex(
            "finding",
            models.Index(
                fields=["county_code", "case"],
                condition=STANDING,
                include=["region_code", "agency", "id"],
                name="finding_standing",
            ),
        ),
    ]
