"""列表之门：凡列表必经 visible_to。"""

from __future__ import annotations

from typing import Any, Self

from django.db.models import QuerySet


class ScopedQuerySet(QuerySet[Any]):
    """Rows that belong to somebody."""

    def visible_to(self, user: Any, permission: str = "") -> Self:
        """The rows this person may see with a permission (default: the model's `view_permission`)."""
        return self.filter(user.scope.rows(self.model, permission or self.model.view_permission))
