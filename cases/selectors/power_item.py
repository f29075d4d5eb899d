"""案件对应的权责事项：案件写明的事项编码，在本单位清单上是哪一项。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from agencies.choices import PowerKind
from agencies.models import PowerItem
from cases.models import EnforcementCase


@dataclass(frozen=True)
class Item:
    """The item of its agency's list that a case names. Only shown: whether it covers the act is a rule's question."""

    code: str
    name: str
    kind: str
    basis: str
    grant_decision: str
    valid_from: date
    valid_to: date | None
    source: str


def with_power_item(rows: QuerySet[EnforcementCase], user: Any) -> QuerySet[EnforcementCase]:
    """Cases with the version of their item on the day that they are listed under, as far as this person may see it; no statement more."""
    versions = PowerItem.objects.visible_to(user).filter(
        agency=OuterRef("agency_id"), code=OuterRef("item_code"), valid_from__lte=OuterRef("listed_on")
    )
    told = JSONObject(
        code="code", name="name", kind="kind", basis="basis", grant_decision="grant_decision", valid_from="valid_from",
        valid_to="valid_to", source="source",
    )  # fmt: skip
    return rows.annotate(json_item=Subquery(versions.order_by("-valid_from").values(told=told)[:1]))


def power_item_of(case: Any) -> Item | None:
    """The item of a case that was read by `with_power_item`; None when its agency's list has none of that code by that day."""
    told = case.json_item
    if not told:
        return None
    days = {name: date.fromisoformat(told[name]) if told[name] else None for name in ("valid_from", "valid_to")}
    return Item(**{**told, **days, "kind": str(PowerKind(told["kind"]).label)})
