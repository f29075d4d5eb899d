"""谁在办：核对权限，确定以哪个监督机构的名义办理。"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from agencies.choices import AgencyKind
from agencies.models import Agency, User
from supervision.workflow import NotAllowed


def require(actor: User, permission: str, obj: Any, doing: str) -> None:
    """PermissionDenied unless some post of this person includes the permission and reaches the object."""
    if not actor.has_perm(permission, obj):
        raise PermissionDenied(actor.why_not(permission, obj) or f"您的岗位不能{doing}。")


def require_own(actor: User, permission: str, matter: Any, doing: str) -> None:
    """As `require`, and at the bureau whose matter it is: another bureau, above or below, sees it and does not decide in it. NotAllowed there."""
    require(actor, permission, matter, doing)
    grant = actor.scope.grant_for(permission, matter)
    if grant is None or not matter.handled_at(grant):
        raise NotAllowed(f"本事项由{matter.supervisor.name}办理，请由该局人员办理。")


def acting_body(actor: User, permission: str, obj: Any) -> Agency:
    """The supervision body on whose behalf a person acts on an object: that of the post which opens the act.

    Raises NotAllowed with 条例 §6 二款 when the post is at a 司法所 (or anywhere but a supervision body), which only assists.
    """
    reaching = [grant for grant in actor.scope.with_permission(permission) if grant.covers(obj, permission)]
    for grant in reaching:
        if grant.agency_kind == AgencyKind.SUPERVISION_BODY:
            return Agency.objects.get(pk=grant.agency_id)
    raise NotAllowed(
        "只有县级以上行政执法监督机构可以立项、制发监督文书；司法所协助开展监督。请报县级行政执法监督机构办理。",
        "《行政执法监督条例》第六条第二款",
    )
