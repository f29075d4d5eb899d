"""案卷细目：一案一行，有内容才有行；栏目由 `cases.columns.particulars` 说明。"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.columns.particulars import COLUMNS
from supervision.rowscope.policies import ThroughParent
from supervision.tabular import Column, Kind


class CaseParticulars(models.Model):
    """What the ordinary columns do not say. An empty field means "the record does not say". One wide table: a check reads it in one join, and
    what is empty costs a bit. Its fields are made from the columns' descriptions, so that neither can say what the other does not.

    As with the other parts, the link carries no constraint: the import writes it with its case.
    """

    case = models.OneToOneField(
        "cases.EnforcementCase",
        models.CASCADE,
        primary_key=True,
        related_name="particulars",
        verbose_name="案件",
        db_constraint=False,
    )

    row_policy = ThroughParent("case")

    class Meta:
        verbose_name = "案卷细目"
        verbose_name_plural = "案卷细目"
        indexes = [models.Index(fields=["receipt_no"], name="particulars_receipt", condition=~models.Q(receipt_no=""))]


def field_of(column: Column) -> Any:
    """The field that keeps a column's value."""
    match column.kind:
        case Kind.DATE:
            return models.DateField(column.label, null=True)
        case Kind.DATETIME:
            return models.DateTimeField(column.label, null=True)
        case Kind.BOOLEAN:
            return models.BooleanField(column.label, null=True)
        case Kind.INTEGER:
            return models.PositiveSmallIntegerField(column.label, null=True)
        case Kind.MONEY_YUAN:
            return models.DecimalField(column.label, max_digits=18, decimal_places=2, null=True)
        case Kind.CHOICE:
            return models.CharField(
                column.label, max_length=40, choices=list(column.choices.items()), blank=True, default="", db_default=""
            )
        case Kind.MULTI_CHOICE | Kind.LIST:
            return ArrayField(models.TextField(), verbose_name=column.label, null=True)
        case Kind.TEXT:
            return models.CharField(column.label, max_length=column.max_length or 200, blank=True, default="", db_default="")
    raise ValueError(f"细目没有这种列：{column.kind}")


for _column in COLUMNS.values():
    CaseParticulars.add_to_class(_column.key, field_of(_column))
