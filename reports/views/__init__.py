"""监督报告的页面。"""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from agencies.models import User


def person(request: HttpRequest) -> User:
    """Who asks. Every page here declares a permission, so nobody gets this far without having signed in."""
    return cast(User, request.user)
