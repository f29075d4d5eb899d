"""演示授权：一项代理、一项例外（借调在账号表里）。"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from agencies.access import things
from agencies.access.grants import grant_by_number
from agencies.models import AccessException, Delegation, User
from agencies.services.deputising import delegate_post


@transaction.atomic
def play(*, matter_id: int) -> None:
    """The chief of the city's division is away and lends the post to a colleague; a neighbour county's supervisor may read one matter of
    浏阳市, for a joint inspection. What is there stays."""
    today = timezone.localdate()
    people = {user.username: user for user in User.objects.filter(username__in=("shichu", "shifa", "anquan", "430182-du"))}
    if not Delegation.objects.exists():
        delegate_post(
            post=people["shichu"].posts.get(),
            delegate=people["shifa"],
            starts_on=today,
            ends_on=today + datetime.timedelta(days=14),
            reason="参加省厅培训",
            actor=people["shichu"],
        )
    thing = things.get("matter")
    if thing is not None and not AccessException.objects.exists():
        grant_by_number(
            user=people["430182-du"],
            thing=thing,
            number=str(matter_id),
            assisting=True,
            reason="参加建筑领域联合检查",
            expires_on=today + datetime.timedelta(days=60),
            actor=people["anquan"],
        )
