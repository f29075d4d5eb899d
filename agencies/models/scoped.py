"""带范围的记录：每一行都写明属于哪个单位、哪个区划。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Left

from agencies.access.querysets import ScopedQuerySet
from supervision.rowscope.policies import OwnedRows, RowPolicy

if TYPE_CHECKING:
    from agencies.access.scope import Grant


class ScopedModel(models.Model):
    """Base of every record that belongs to an agency and a region.

    `region_code` is denormalised from the agency at writing; `county_code` (its first six characters, kept by the database) lets
    a county's list use an index. A subclass names the permission that opens it to view in `view_permission`; in `agency_states` it
    may say in which states the agency itself sees its row (None: always), and in `scope_person_attr` which link leads to the person whose
    own a row is, whatever their post's region (the row policy then names it too).
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="单位", db_index=False)
    region_code = models.CharField("区划代码", max_length=12)
    county_code = models.GeneratedField(
        expression=Left("region_code", 6), output_field=models.CharField("县级代码", max_length=6), db_persist=True
    )

    objects = ScopedQuerySet.as_manager()
    view_permission = ""
    agency_states: frozenset[str] | None = None
    scope_agency_attr = "agency_id"
    scope_person_attr = ""
    row_policy: RowPolicy = OwnedRows()

    class Meta:
        abstract = True

    def handled_at(self, grant: Grant) -> bool:
        """Whether a post is one at the body whose business this row is; a model whose rows are no single body's leaves it at False."""
        return False
