"""凭据：一个人今天的岗位，说给数据库听。"""

from __future__ import annotations

from typing import Any

from django.apps import apps

from agencies.access.roles import RECORDLESS_ROLES
from agencies.models import User
from supervision.rowscope.claim import NOBODY, Claim


def claim_of(user: Any) -> Claim:
    """What this person's transactions may see: the regions and agencies of their posts, what they brought themselves while a post of theirs
    opens that, their own traces, the trail for its administrator.

    The same posts as `Scope`, told coarser: which permission opens which page is not the database's question, whose rows they are is.
    """
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    reading = [grant for grant in user.scope.grants if grant.role not in RECORDLESS_ROLES]
    return Claim(
        person=user.pk,
        prefixes=tuple(sorted({grant.scope_prefix for grant in reading if not grant.by_agency})),
        agencies=tuple(sorted({grant.agency_id for grant in reading if grant.by_agency})),
        granted={apps.get_model(label)._meta.db_table: ids for label, ids in user.scope.exceptions.items()},
        own=any(grant.by_person for grant in user.scope.grants),
        reads_trail="audit.view_event" in user.scope.permissions,
    )
