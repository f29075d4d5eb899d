"""两层隔离，一层一层关掉（A11）。

Two layers keep what is not one's own out of sight: the scoped querysets of the ORM and the row security of the database. A layer that is never
tried alone is not a layer, so the crawl runs with both and with each one switched off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.db.models import Q

from agencies.access import middleware, remembered
from agencies.access.roles import RECORDLESS_ROLES
from agencies.access.scope import Grant, Scope
from cases.selectors import cases
from supervision.rowscope.claim import SYSTEM


@contextmanager
def without_orm_layer() -> Iterator[None]:
    """Every list shows every row and every object is reached by whoever reads records at all, be it only their own; what is left is the
    database."""

    def reads(grant: Grant) -> bool:
        return grant.by_person or grant.role not in RECORDLESS_ROLES

    def rows(scope: Scope, model: type[Any], permission: str) -> Q:
        return Q() if any(reads(grant) for grant in scope.with_permission(permission)) else Q(pk__in=())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Scope, "rows", rows)
        patch.setattr(Grant, "covers", lambda grant, obj, permission: reads(grant))
        patch.setattr(cases, "scope_query", lambda user: None)
        remembered._statements.clear()  # written under the scope that is patched away here
        yield
    remembered._statements.clear()


@contextmanager
def without_row_security() -> Iterator[None]:
    """The database shows every row to every request, as it does to the platform itself; what is left are the querysets."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(middleware, "claim_of", lambda user: SYSTEM)
        yield


@contextmanager
def without_either() -> Iterator[None]:
    """Nothing keeps anything apart: what the crawl must be able to see."""
    with without_orm_layer(), without_row_security():
        yield


LAYERS: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "the database alone": without_orm_layer, "the querysets alone": without_row_security,
}  # fmt: skip
"""How a crawl may run and still find nothing. What one layer lets through, two do not: they need no crawl of their own."""
