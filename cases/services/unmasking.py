"""查看个人信息：一人一案十分钟，写明用途，留痕。"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cases.models import EnforcementCase, Unmasking
from cases.selectors.personal import standing_look
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.web.masking import mask_numbers

SHORTEST_REASON = 4


@transaction.atomic
def unmask(*, case: EnforcementCase, actor: Any, purpose: str, reason: str) -> Unmasking:
    """Let a person see the personal data of a case for ten minutes. PermissionDenied out of reach; UserError without a purpose or reason.

    A number in the reason is masked: the trail keeps no personal data in clear.
    """
    if not actor.has_perm("cases.unmask", case):
        raise PermissionDenied("您的岗位不能查看此案当事人的完整个人信息。")
    words = mask_numbers(" ".join(reason.split()))[:200]
    if purpose not in Unmasking.Purpose.values or len(words) < SHORTEST_REASON:
        raise UserError("请选择用途，并写明理由（至少 4 个字）。")
    EnforcementCase.objects.select_for_update(no_key=True).only("pk").get(pk=case.pk)
    if standing := standing_look(case, actor):
        return standing  # a button pressed twice is one look
    granted: Unmasking = Unmasking.objects.create(
        agency_id=case.agency_id, region_code=case.region_code, case=case, user=actor, purpose=purpose, reason=words
    )
    payload = {"purpose": purpose, "reason": words, "minutes": int(Unmasking.LASTS.total_seconds() // 60)}
    record("cases.unmasked", actor=actor, target=case, payload=payload)
    return granted
