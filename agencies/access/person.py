"""谁在操作：已登录的人。"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from agencies.models import User


def person(request: HttpRequest) -> User:
    """The signed-in person of a request. The frame lets nobody else into a page that asks; PermissionDenied if it did."""
    if not isinstance(request.user, User):
        raise PermissionDenied("请先登录。")
    return request.user
