"""启动检查：没有声明许可的页面不启动。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from supervision.web.permissions import declared


def walk(resolver: URLResolver, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """Every route of the platform, included ones too: (path, full name, pattern)."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry, path, inner)
        else:
            yield path, f"{namespace}{entry.name}", entry


@register()
def every_page_declares_its_permission(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Deny by default: a route whose view declares no permission stops the start."""
    return [
        Error(f"页面 {path} 没有声明许可", hint='在视图类上写 permission = "应用.权限"，公开页面写 PUBLIC。', id="web.E001")
        for path, _name, pattern in walk(get_resolver())
        if not declared(pattern.callback)
    ]
