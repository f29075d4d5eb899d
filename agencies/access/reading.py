"""读取授权：一条语句读出一个人今天的岗位、代他人的岗位、例外和利害关系。"""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject

from agencies.access.roles import AGENCY_ROLES
from agencies.models import AccessException, Delegation, Post


def posts_of(user_id: int, today: datetime.date) -> list[Any]:
    """Own posts and those lent to this person, as they stand today, in one statement.

    Each row carries `lent_from`, `lent_until` (None on an own post), `interests` and `own_interests` (agencies with which the post's holder
    and the person are bound up: seconded by, or in office at), `excepted` (live exceptions of the person).
    """
    lent = Delegation.objects.live(today).filter(delegate=user_id)
    wanted = Post.objects.filter(user=user_id).order_by().values("pk").union(lent.order_by().values("post"))
    of_post = lent.filter(post=OuterRef("pk"))
    return list(
        Post.objects.in_force(today)
        .filter(pk__in=wanted, agency__is_active=True, user__is_active=True)
        .select_related("agency__region", "user")
        .annotate(
            lent_from=Subquery(of_post.values("starts_on")[:1]),
            lent_until=Subquery(of_post.values("ends_on")[:1]),
            interests=_interests(today, user_id=OuterRef("user_id")),
            own_interests=_interests(today, user_id=user_id),
            excepted=ArraySubquery(_excepted(user_id, today)),
        )
    )


def _interests(today: datetime.date, **holder: Any) -> ArraySubquery:
    """Agencies with which a person is bound up today."""
    bound = Post.objects.in_force(today).filter(Q(seconded_by__isnull=False) | Q(role__in=AGENCY_ROLES), **holder)
    seconded = Q(seconded_by__isnull=False)
    return ArraySubquery(
        bound.order_by("pk").values(
            link=JSONObject(
                agency=Case(When(seconded, then=F("seconded_by_id")), default=F("agency_id")),
                name=Case(When(seconded, then=F("seconded_by__name")), default=F("agency__name")),
                seconded=Case(When(seconded, then=Value(True)), default=Value(False), output_field=BooleanField()),
            )
        )
    )


def _excepted(user_id: int, today: datetime.date) -> QuerySet[Any, Any]:
    return (
        AccessException.objects.live(today)
        .filter(user=user_id)
        .order_by("pk")
        .values(row=JSONObject(permission=F("permission"), model=F("model_label"), object=F("object_id")))
    )
