"""查看投诉人、举报人：只有办理机构的人，说明理由，每次留痕，告知之后不再显示。"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.models import User
from leads.models import Lead
from leads.services.words import opened
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.web.masking import mask_numbers
from supervision.workflow import NotAllowed

_SEE = "leads.see_informant"
SHORTEST_REASON = 4


@dataclass(frozen=True)
class Informant:
    """Who told us, in clear."""

    name: str
    contact: str


def require_needed(lead: Lead, actor: User) -> None:
    """个人信息保护法 §6: PermissionDenied for who does not handle this lead; NotAllowed when there is nobody, or nothing left to tell."""
    grant = actor.scope.grant_for(_SEE, lead)
    if not actor.has_perm(_SEE, lead) or grant is None or not lead.handled_at(grant):
        raise PermissionDenied(
            actor.why_not(_SEE, lead) or f"只有办理本件的{lead.handler.short_name}的监督人员可以查看投诉人、举报人。"
        )
    if lead.anonymous:
        raise NotAllowed("匿名反映，没有登记姓名和联系方式。")
    if lead.is_told:
        raise NotAllowed("已经告知，不再需要联系，不再显示投诉人、举报人。", "《个人信息保护法》第六条")


@transaction.atomic
def show(*, lead: Lead, reason: str, actor: User) -> Informant:
    """Name and contact in clear, once; the look is recorded with its reason. Errors as `require_needed`; UserError without a reason."""
    require_needed(lead, actor)
    words = mask_numbers(" ".join(reason.split()))[:200]
    if len(words) < SHORTEST_REASON:
        raise UserError("没有写明理由。", where="理由", remedy="请写明为什么要联系本人（至少 4 个字）。")
    found = Informant(opened(lead.informant_name), opened(lead.informant_contact))
    record("leads.informant_shown", actor=actor, target=lead, payload={"reason": words})
    return found
