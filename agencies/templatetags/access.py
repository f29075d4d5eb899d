"""回避提示：页面上为什么没有可以按的按钮。"""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("agencies/_conflict.html", takes_context=True)
def conflict_notice(context: dict[str, Any], obj: Any) -> dict[str, str]:
    """{% conflict_notice object %}: says that a supervisor only reads this object's affairs, and why; nothing for everybody else."""
    user = context["request"].user
    supervises = any(not grant.by_agency for grant in user.scope.grants)
    conflict = user.scope.conflict_with(obj) if supervises else None
    return {"words": conflict.words if conflict else ""}
