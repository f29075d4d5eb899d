"""授权说明：此人能看什么、做什么，为什么；某一件东西，他能不能办，理由是什么。

Reads the same `Scope` that decides (never a second rule), and puts it into words. Nothing of an object's content is shown: its kind and its
number are all that an administrator reads.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from agencies.access.roles import ADMINISTRATORS, RECORDLESS_ROLES
from agencies.access.scope import Grant, is_reading
from agencies.access.things import Thing
from agencies.access.words import by_area, words_for
from agencies.models import Agency, User
from supervision.audit.record import record
from supervision.rowscope.holding import acting_as_system


@dataclass(frozen=True)
class Opening:
    """One post in force, own or lent: which role, what it allows, where, since and until when."""

    path: str
    office: str
    role: str
    areas: list[tuple[str, list[str]]]
    reach: str
    since: datetime.date | None
    until: datetime.date | None


@dataclass(frozen=True)
class Answer:
    """Whether one act on one object is open to a person, and the chain of reasons."""

    act: str
    allowed: bool
    reasons: tuple[str, ...]


def openings(person: User) -> list[Opening]:
    """Every post in force of a person, in words. Two statements, whatever the number of posts."""
    grants = person.scope.grants
    counts = _agencies_within(grants)
    return [
        Opening(
            path=f"代理：代 {grant.principal.name}" if grant.principal else "本人岗位",
            office=f"{grant.agency_name} {grant.title}",
            role=grant.role.label,
            areas=by_area(grant.permissions),
            reach=_reach(grant, counts.get(str(index), 0)),
            since=grant.since,
            until=grant.until,
        )
        for index, grant in enumerate(grants)
    ]


def closures(person: User) -> list[tuple[str, str]]:
    """What is shut to a person: (what, why)."""
    found = []
    if not person.is_active:
        found.append(("账号已停用", "任何岗位、代理、例外都不生效，已登录的也已退出。"))
    administering = sorted(role.label for role in person.scope.roles & ADMINISTRATORS)
    if administering:
        found.append((
            "不得兼任其他角色，不看案件",
            f"任{'、'.join(administering)}：三类管理员相互独立，不得兼任任何其他岗位，不得代理他人，不授予例外；由数据库约束保证。",
        ))  # fmt: skip
    elif person.scope.grants:
        found.append(("不得兼任系统、安全、审计管理员", "有查看案件的岗位的人，不能同期任管理员；由数据库约束保证。"))
    found += [
        (f"对{one.agency_name}只能查看", one.words.replace("您", "此人", 1))
        for one in person.scope.conflicts
        if _supervises(person)
    ]
    lent = {pk for grant in person.scope.grants if grant.principal for pk in grant.barred}
    if lent - {one.agency_id for one in person.scope.conflicts}:
        found.append(("被代理人的回避一并适用", "以代理岗位办理时，被代理人应当回避的单位，代理人同样不能办理。"))
    return found


@transaction.atomic
def probe(*, thing: Thing, number: str, person: User, actor: User) -> tuple[str, list[Answer]]:
    """Whether a person may see and handle one object: (a sentence when there is no single such object, answers act by act). Recorded."""
    with acting_as_system("管理员问某一件能不能办：问的人自己看不到案件"):
        found = thing.find(number)
    record(
        "agencies.access_explained", actor=actor, target=person,
        payload={"kind": thing.label, "number": number.strip()[:60], "found": len(found)},
    )  # fmt: skip
    if not found:
        return f"没有编号为“{number.strip()}”的{thing.label}。请核对编号，或者填系统内编号（网址末尾的数字）。", []
    if len(found) > 1:
        return f"有几件{thing.label}用这个编号（例如两个单位字号相同）。请改填系统内编号（网址末尾的数字）。", []
    return "", [_answer(person, permission, words, found[0]) for permission, words in thing.acts]


def _answer(person: User, permission: str, words: str, obj: Any) -> Answer:
    if not person.is_active:
        return Answer(words, False, ("账号已停用",))
    scope = person.scope
    grant = scope.grant_for(permission, obj)
    if grant is not None:
        return Answer(words, True, (*_chain(grant, permission), _covered(grant)))
    if scope.excepts(permission, obj):
        return Answer(words, True, ("有指名此件的例外授权（见“例外”）",))
    holding = scope.with_permission(permission)
    if not holding:
        return Answer(words, False, (f"没有任何岗位包含“{words_for(permission)}”", "也没有指名此件的例外授权"))
    return Answer(words, False, tuple(f"{_office(one)}：{_uncovered(one, permission, obj)}" for one in holding))


def _chain(grant: Grant, permission: str) -> tuple[str, ...]:
    return (_office(grant), f"角色“{grant.role.label}”包含“{words_for(permission)}”")


def _office(grant: Grant) -> str:
    lent = f"（代 {grant.principal.name}）" if grant.principal else ""
    return f"{grant.agency_short_name} {grant.title}{lent}"


def _covered(grant: Grant) -> str:
    if grant.by_person:
        return "此件由本人反映"
    return "此件属于本单位" if grant.by_agency else f"此件在{grant.region_name}范围内"


def _uncovered(grant: Grant, permission: str, obj: Any) -> str:
    """Why a post that holds a permission does not reach an object. Names neither its agency nor its place."""
    if grant.by_person:
        return "此件不是本人反映的"
    if grant.role in RECORDLESS_ROLES:
        return "这个角色不查看任何记录"
    if grant.by_agency:
        own = getattr(obj, obj.scope_agency_attr) == grant.agency_id
        return f"属于本单位，但{obj._meta.verbose_name}要到规定环节（例如送达）后才向单位开放" if own else "此件不属于本单位"
    if not is_reading(permission) and getattr(obj, obj.scope_agency_attr) in grant.barred:
        return "此件涉及与本人或者被代理人有利害关系的单位，应当回避：能看，不能办"
    return f"此件不在{grant.region_name}范围内"


def _supervises(person: User) -> bool:
    return any(not grant.by_agency for grant in person.scope.grants)


def _reach(grant: Grant, count: int) -> str:
    if grant.by_person:
        return f"只看本人反映的问题及其办理结果，不看别人反映的，不查看案件、事项、文书和报告；可以反映{grant.region_name}及所辖区域的行政执法机关"
    if grant.role in RECORDLESS_ROLES:
        return "不查看任何案件、线索、事项、文书和报告"
    if grant.by_agency:
        return f"只限本单位：{grant.agency_name}"
    return f"{grant.region_name}及所辖区域，共 {count} 个单位"


def _agencies_within(grants: tuple[Grant, ...]) -> dict[str, int]:
    """The number of agencies in each post's region, in one statement."""
    wanted = {
        str(index): grant for index, grant in enumerate(grants) if not grant.by_agency and grant.role not in RECORDLESS_ROLES
    }
    if not wanted:
        return {}
    reaching = {
        key: Count("pk", filter=q) for key, grant in wanted.items() if (q := grant.q(Agency, "agencies.view_agency")) is not None
    }
    found: dict[str, int] = Agency.objects.filter(Q(is_active=True)).aggregate(
        **{f"n{key}": count for key, count in reaching.items()}
    )
    return {key.removeprefix("n"): count for key, count in found.items()}
