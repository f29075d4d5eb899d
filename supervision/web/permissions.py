"""页面许可的三种写法。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PUBLIC = "public"
"""Open to everyone, without an account."""

SIGNED_IN = "signed-in"
"""Open to every signed-in person (their own account only)."""


def declared(view: Callable[..., Any]) -> str:
    """The permission a view declares: on its class (Page, API view) or by `@open_to`; empty when it declares none."""
    for holder in (view, getattr(view, "view_class", None), getattr(view, "cls", None)):
        permission = getattr(holder, "permission", "")
        if permission:
            return str(permission)
    return ""


def open_to(permission: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare the permission of a view that is a function (library views, mostly)."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark
