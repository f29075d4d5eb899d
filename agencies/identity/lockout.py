"""锁定：连错五次，锁三十分钟；答复处处一样。

django-axes counts; here is what it does not say: which address a request comes from, and that a locked account answers as slowly as any.
Source: GB/T 22239-2019 8.1.4.1 b（限制非法登录次数）; ASVS 5.0 V6.3.1, V6.3.8.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.exceptions import AxesBackendPermissionDenied
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import Max, Sum
from django.http import HttpRequest
from django.utils import timezone

ONE_ANSWER = "用户名或密码不正确，或者账号现在不能登录。连续输错 5 次，账号锁定 30 分钟；需要提前解锁的，请联系本单位安全管理员。"
"""For an unknown user, a wrong password, a disabled account, and a locked one: who asks learns nothing of the account."""


class LockoutBackend(AxesStandaloneBackend):
    """First of the backends: lets nobody try whose user name is locked."""

    def authenticate(self, request: HttpRequest, username: Any = None, password: Any = None, **kwargs: Any) -> None:
        """None lets the next backend ask; a locked account takes as long as a wrong password: one hash."""
        try:
            super().authenticate(request, username=username, password=password, **kwargs)
        except AxesBackendPermissionDenied:
            make_password(password)
            raise


def address_of(request: HttpRequest) -> str | None:
    """Where a request comes from: the connection's own address. No header is believed, since anybody can write one."""
    return request.META.get("REMOTE_ADDR") or None


def locked_until(username: str) -> datetime | None:
    """When the lock of a user name ends; None when it is not locked. For administrators' pages only."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    found = AccessAttempt.objects.filter(username=username, attempt_time__gte=since).aggregate(
        failures=Sum("failures_since_start"), last=Max("attempt_time")
    )
    return found["last"] + settings.AXES_COOLOFF_TIME if (found["failures"] or 0) >= settings.AXES_FAILURE_LIMIT else None


def forget_failures(username: str) -> int:
    """Remove the counted failures of a user name, from every address; how many had been counted."""
    rows = AccessAttempt.objects.filter(username=username)
    counted = sum(rows.values_list("failures_since_start", flat=True))
    rows.delete()
    return counted
