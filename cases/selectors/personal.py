"""个人信息的原文：只在查看许可有效时读出。"""

from __future__ import annotations

import json
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cases.models import EnforcementCase, ImportRow, PartyIdentity, Unmasking


def standing_look(case: EnforcementCase, user: Any) -> Unmasking | None:
    """This person's look at this case that has not run out; None when there is none."""
    since = timezone.now() - Unmasking.LASTS
    found: Unmasking | None = Unmasking.objects.filter(case=case, user=user, granted_at__gt=since).first()
    return found


def looks_at(case: EnforcementCase) -> QuerySet[Unmasking]:
    """Who looked at a case's personal data, the last first."""
    rows: QuerySet[Unmasking] = Unmasking.objects.filter(case=case).select_related("user")
    return rows


def in_clear(case: EnforcementCase) -> list[dict[str, str]]:
    """The personal data of a case as the agency reported it: name, document number, and the cells that were sealed. Whoever calls this
    has a standing look in hand."""
    items = [{"label": "当事人", "value": case.party_name}]
    if case.party_identity:
        kept = PartyIdentity.objects.filter(agency_id=case.agency_id, fingerprint=case.party_identity).first()
        items.append({"label": "证件号码", "value": kept.number.reveal() if kept else "未留存"})
    if case.legal_representative:
        items.append({"label": "法定代表人", "value": case.legal_representative})
    row = ImportRow.objects.filter(batch_id=case.batch_id, line_no=case.line_no).select_related("batch").first()
    if row is not None and row.sealed:
        sealed = json.loads(row.sealed.reveal())
        items += [
            {"label": row.batch.header[int(place)], "value": text}
            for place, text in sealed.items()
            if row.cells[int(place)] != case.party_identity
        ]
    return items
