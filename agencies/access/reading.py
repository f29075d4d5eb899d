"""读取授权：一条语句读出一个人今天的岗位、代他人的岗位、例外和利害关系。

Written in SQL: every request asks it, and building the same from querysets took longer than all the rest of the question.
"""

from __future__ import annotations

import datetime
import json
from typing import Any, NamedTuple

from django.db import connection

from agencies.access.roles import AGENCY_ROLES
from supervision.planned import execute_planned

_IN_FORCE = "{0}.starts_on <= %(today)s AND ({0}.ends_on IS NULL OR {0}.ends_on >= %(today)s)"

_HELD = f"""
    WITH held AS (
        SELECT p.id, p.user_id, p.agency_id, p.role, p.title, p.starts_on AS since, p.ends_on AS until
        FROM agencies_post p
        WHERE p.user_id = %(user)s AND {_IN_FORCE.format("p")}
        UNION ALL
        SELECT p.id, p.user_id, p.agency_id, p.role, p.title, d.starts_on, least(d.ends_on, p.ends_on)
        FROM agencies_delegation d JOIN agencies_post p ON p.id = d.post_id
        WHERE d.delegate_id = %(user)s AND d.revoked_at IS NULL
            AND d.starts_on <= %(today)s AND d.ends_on >= %(today)s AND {_IN_FORCE.format("p")}
    )
    SELECT held.id, held.user_id, holder.display_name, held.role, held.title, held.since, held.until,
        a.id, a.name, a.short_name, a.kind, a.tier, a.region_code, r.name, r.scope_prefix,
        (
            SELECT jsonb_agg(jsonb_build_object('agency', b.id, 'name', b.name, 'seconded', bound.seconded_by_id IS NOT NULL)
                ORDER BY bound.id)
            FROM agencies_post bound JOIN agencies_agency b ON b.id = coalesce(bound.seconded_by_id, bound.agency_id)
            WHERE bound.user_id = held.user_id AND (bound.seconded_by_id IS NOT NULL OR bound.role = ANY(%(of_agencies)s))
                AND {_IN_FORCE.format("bound")}
        ),
        CASE WHEN held.user_id = %(user)s THEN (
            SELECT jsonb_agg(jsonb_build_array(e.permission, e.model_label, e.object_id))
            FROM agencies_accessexception e
            WHERE e.user_id = %(user)s AND e.revoked_at IS NULL AND e.object_permission_id IS NOT NULL
                AND e.starts_on <= %(today)s AND e.expires_on >= %(today)s
        ) END
    FROM held
    JOIN agencies_user holder ON holder.id = held.user_id AND holder.is_active
    JOIN agencies_agency a ON a.id = held.agency_id AND a.is_active
    JOIN agencies_region r ON r.code = a.region_id
    ORDER BY held.user_id <> %(user)s, held.id
"""


class Held(NamedTuple):
    """One post in force, own or lent, with its agency. `since`, `until`: of the post, or of the delegation.

    `interests`: the agencies with which its holder is bound up (seconded by, or in office at). `excepted`: the person's live exceptions
    (permission, model label, key), beside an own post.
    """

    post_id: int
    holder_id: int
    holder_name: str
    role: str
    title: str
    since: datetime.date
    until: datetime.date | None
    agency_id: int
    agency_name: str
    agency_short_name: str
    agency_kind: str
    tier: str
    region_code: str
    region_name: str
    scope_prefix: str
    interests: list[dict[str, Any]]
    excepted: list[tuple[str, str, int]]


def held_by(user_id: int, today: datetime.date) -> list[Held]:
    """The posts through which a person may act on a day: their own first, then those lent to them. One statement."""
    with connection.cursor() as cursor:
        types = {"user": "bigint", "today": "date", "of_agencies": "text[]"}
        values = {"user": user_id, "today": today, "of_agencies": sorted(AGENCY_ROLES)}
        execute_planned(cursor, "held", _HELD, types, values)
        return [Held._make((*row[:-2], _read(row[-2]), _read(row[-1]))) for row in cursor.fetchall()]


def _read(value: Any) -> list[Any]:
    """A JSON list as the driver gives it: text, or nothing when there is none."""
    found: list[Any] = json.loads(value) if isinstance(value, str) else value or []
    return found
