"""登记行政区划。"""

from __future__ import annotations

import csv
from pathlib import Path

from django.db import transaction

from agencies.models import Region
from supervision.audit.record import record

REGIONS_FILE = Path(__file__).resolve().parent.parent / "data" / "regions.csv"


def load_regions(path: Path = REGIONS_FILE) -> int:
    """Write (or refresh) the regions of the city from a CSV file; returns how many. Parents must stand before their children."""
    with path.open(encoding="utf-8", newline="") as file:
        regions = [
            Region(
                code=row["code"],
                name=row["name"],
                parent_id=row["parent"] or None,
                tier=row["tier"],
                scope_prefix=row["scope_prefix"],
                order=int(row["order"]),
            )
            for row in csv.DictReader(file)
        ]
    with transaction.atomic():
        Region.objects.bulk_create(
            regions,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "parent", "tier", "scope_prefix", "order"],
        )
        record("agencies.regions_loaded", actor=None, payload={"count": len(regions)})
    return len(regions)
