"""启动检查：带单位、带区划、或从属于这样的行的表，都要写明行级策略。"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.checks import Error, register
from django.db import models

from supervision.rowscope.policies import OpenRows

SCOPE_FIELDS = {"agency", "agency_id", "region", "region_code", "county_code"}


@register
def every_scoped_table_names_its_policy(app_configs: Any, **kwargs: Any) -> list[Error]:
    """A table that carries an agency or a region, or hangs on one that does, and says nothing about its rows stops the start."""
    return [
        Error(f"{model._meta.label} 带有单位或区划（或从属于这样的记录），却没有写明 row_policy", id="rowscope.E001")
        for model in apps.get_models()
        if getattr(model, "row_policy", None) is None and (_scoped(model) or _hangs_on_scoped(model))
    ]


def _scoped(model: type[models.Model]) -> bool:
    return any(field.name in SCOPE_FIELDS or field.attname in SCOPE_FIELDS for field in model._meta.concrete_fields)


def _hangs_on_scoped(model: type[models.Model]) -> bool:
    parents = (field.related_model for field in model._meta.concrete_fields if field.is_relation)
    policies = (getattr(parent, "row_policy", None) for parent in parents)
    return any(policy is not None and not isinstance(policy, OpenRows) for policy in policies)
