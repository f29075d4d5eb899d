"""两层隔离，一层一层关掉（A11）。

Two layers keep what is not one's own out of sight: the scoped querysets of the ORM and the row security of the database. A layer that is never
tried alone is not a layer, so the crawl runs with both and with each one switched off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q

from agencies.access.roles import RECORDLESS_ROLES
from agencies.access.scope import Grant, Scope
from cases.selectors import cases


@contextmanager
def without_orm_layer() -> Iterator[None]:
    """Every list shows every row and every object is reached by whoever reads records at all; what is left is the database."""

    def reads(grant: Grant) -> bool:
        return grant.role not in RECORDLESS_ROLES

    def rows(scope: Scope, model: type[Any], permission: str) -> Q:
        return Q() if any(reads(grant) for grant in scope.with_permission(permission)) else Q(pk__in=())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Scope, "rows", rows)
        patch.setattr(Grant, "covers", lambda grant, obj: reads(grant))
        patch.setattr(cases, "scope_query", lambda user: None)
        yield


def has_row_security() -> bool:
    """Whether the database itself hides rows from the role that asks: it owns nothing, and the cases carry a forced policy."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relforcerowsecurity AND NOT r.rolsuper AND NOT r.rolbypassrls FROM pg_class c, pg_roles r"
            " WHERE c.relname = 'cases_enforcementcase' AND r.rolname = current_user"
        )
        return bool(cursor.fetchone()[0])


LAYERS: dict[str, Callable[[], AbstractContextManager[None]]] = {"both": nullcontext, "the database alone": without_orm_layer}
"""How a crawl may run. With row security there is a third: the ORM alone, `without_row_security` of the room that makes the policies."""
