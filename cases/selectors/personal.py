"""个人信息的原文：只在查看许可有效时读出。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from cases.intake.source import source_cells
from cases.models import EnforcementCase, PartyIdentity, PartyName, Unmasking
from cases.personal import masked_cell

SHOWN = 20
"""Looks that a case page lists."""


def standing_look(case: EnforcementCase, user: Any) -> Unmasking | None:
    """This person's look at this case that has not run out; None when there is none."""
    since = timezone.now() - Unmasking.LASTS
    found: Unmasking | None = Unmasking.objects.filter(case=case, user=user, granted_at__gt=since).first()
    return found


@dataclass(frozen=True)
class Look:
    """One time that somebody saw a case's personal data, as the case page tells it."""

    at: datetime
    who: str
    purpose: str
    reason: str


def looks_at(case: OuterRef) -> ArraySubquery:
    """The last looks at a case, to be read along with it."""
    rows = Unmasking.objects.filter(case=case).order_by("-id")
    found = JSONObject(at=F("granted_at"), who=F("user__display_name"), purpose=F("purpose"), reason=F("reason"))
    return ArraySubquery(rows.values(found=found)[:SHOWN])


def looks_of(case: Any) -> list[Look]:
    """The looks of a case that was read by `with_parts`, the last first."""
    return [
        Look(datetime.fromisoformat(one["at"]), one["who"], str(Unmasking.Purpose(one["purpose"]).label), one["reason"])
        for one in case.json_looks
    ]


def in_clear(case: EnforcementCase) -> list[dict[str, str]]:
    """The personal data of a case as the agency reported it: name, document number, and the cells of its source row that a page hides. Whoever calls this
    has a standing look in hand."""
    items = [{"label": "当事人", "value": _name(case)}]
    if case.party_identity:
        kept = PartyIdentity.objects.filter(agency_id=case.agency_id, fingerprint=case.party_identity).first()
        items.append({"label": "证件号码", "value": kept.number.reveal() if kept else "未留存"})
    if case.legal_representative:
        items.append({"label": "法定代表人", "value": case.legal_representative})
    if case.batch is not None and case.line_no is not None:
        cells = zip(case.batch.header, source_cells(case.batch, case.line_no), strict=False)
        number = next((item["value"] for item in items if item["label"] == "证件号码"), "")
        items += [
            {"label": heading, "value": cell}
            for heading, cell in cells
            if cell and cell.strip() != number and masked_cell(heading, cell) != cell
        ]
    return items


def _name(case: EnforcementCase) -> str:
    """The party's name in full; as the case has it when the platform never had more."""
    if not case.party_name_fingerprint:
        return case.party_name
    kept: Any = PartyName.objects.filter(agency_id=case.agency_id, fingerprint=case.party_name_fingerprint).first()
    return str(kept.name.reveal()) if kept else case.party_name
