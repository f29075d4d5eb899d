"""评查人员：谁可以评查哪些案卷，怎样分派。"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from agencies.access.roles import AGENCY_ROLES, PERMISSIONS
from agencies.choices import Role
from agencies.models import Agency, Post, User
from cases.models import Finding, ReviewFile
from cases.review.lifecycles import SCORE

SCORING_ROLES = frozenset(role for role in Role if SCORE in PERMISSIONS[role])


@dataclass(frozen=True)
class Reviewer:
    """Somebody of the body who may score. `barred`: agencies with which they are bound up (seconded by, in office at): 回避."""

    pk: int
    name: str
    title: str
    barred: frozenset[int]


def reviewers_of(body: Agency) -> list[Reviewer]:
    """Who may score at a body today, by their own posts. One statement."""
    return people_of(body, SCORING_ROLES, timezone.localdate())


def people_of(body: Agency, roles: Collection[Role], day: date) -> list[Reviewer]:
    """Who holds one of these roles at a body on a day, by posts of their own. One statement."""
    at_the_body = Post.objects.in_force(day).filter(agency=body, role__in=roles, user__is_active=True)
    posts = Post.objects.in_force(day).filter(user__in=at_the_body.values("user")).select_related("user")
    found: dict[int, list[Post]] = {}
    for post in posts.order_by("user_id", "id"):
        found.setdefault(post.user_id, []).append(post)
    return [
        Reviewer(
            pk,
            held[0].user.display_name,
            next(post.title for post in held if post.agency_id == body.pk and post.role in roles),
            frozenset(post.seconded_by_id or post.agency_id for post in held if post.seconded_by_id or post.role in AGENCY_ROLES),
        )
        for pk, held in found.items()
    ]


def handlers_of(files: Iterable[ReviewFile]) -> dict[int, set[int]]:
    """Case → who has decided on a finding of it: they have handled the case and do not score its file. One statement."""
    rows = Finding.objects.filter(case__in=[file.case_id for file in files], reviewed_by__isnull=False)
    found: dict[int, set[int]] = {}
    for case, user in rows.order_by().values_list("case_id", "reviewed_by_id"):
        found.setdefault(case, set()).add(user)
    return found


def why_not(file: ReviewFile, reviewer: Reviewer, handled: dict[int, set[int]]) -> str:
    """Why a person does not score a file; empty when they may."""
    if file.agency_id in reviewer.barred:
        return f"{reviewer.name}与被评查单位有利害关系，应当回避"
    if reviewer.pk in handled.get(file.case_id, ()):
        return f"{reviewer.name}研判过本案的问题线索"
    return ""


def pairs(files: Sequence[ReviewFile], reviewers: Sequence[Reviewer]) -> tuple[dict[int, tuple[int, int]], list[ReviewFile]]:
    """File → two different people who may score it, each taking their turn so that all have about the same; and the files without two."""
    load = {one.pk: 0 for one in reviewers}
    handled = handlers_of(files)
    found, left = {}, []
    for file in files:
        able = sorted((one for one in reviewers if not why_not(file, one, handled)), key=lambda one: (load[one.pk], one.pk))[:2]
        if len(able) < 2:
            left.append(file)
            continue
        found[file.pk] = (able[0].pk, able[1].pk)
        for one in able:
            load[one.pk] += 1
    return found, left


def has_handled(file: ReviewFile, actor: User) -> bool:
    """Whether a person has decided on a finding of this case."""
    return Finding.objects.filter(Q(case=file.case_id), reviewed_by=actor).exists()
