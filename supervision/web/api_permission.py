"""接口之门：与页面同一套许可。"""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from supervision.web.permissions import PUBLIC, SIGNED_IN


class DeclaredPermission(BasePermission):
    """Asks the permission that the API view declares; a view that declares none is closed."""

    def has_permission(self, request: Request, view: Any) -> bool:
        permission = getattr(view, "permission", "")
        if permission == PUBLIC:
            return True
        if not request.user or not request.user.is_authenticated:
            return False
        return permission == SIGNED_IN or (bool(permission) and request.user.has_perm(permission))

    def has_object_permission(self, request: Request, view: Any, obj: Any) -> bool:
        permission = getattr(view, "permission", "")
        return permission in {PUBLIC, SIGNED_IN} or request.user.has_perm(permission, obj)
