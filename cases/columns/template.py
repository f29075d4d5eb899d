"""本平台模板：四类执法记录各一张表。

What a clerk downloads and fills. The same tables read the file when it comes back, and the demo data is written in them.
"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.columns import fields
from supervision.tabular import Table

_DOCUMENT = tuple(column for column in fields.DECISION if column.key != "decision_type")

TEMPLATES: dict[CaseKind, Table] = {
    CaseKind.PENALTY: Table(
        "行政处罚",
        fields.IDENTITY
        + fields.PARTY
        + fields.FILING
        + fields.ACT_COLUMNS
        + fields.NOTICE
        + fields.REVIEW
        + fields.DECISION
        + fields.MERITS
        + fields.AMOUNTS
        + fields.SPANS
        + fields.SERVICE
        + fields.PUBLICATION
        + fields.EXECUTION
        + fields.CLOSING,
    ),
    CaseKind.LICENCE: Table(
        "行政许可",
        fields.IDENTITY
        + fields.PARTY
        + fields.LICENCE
        + _DOCUMENT
        + fields.MERITS
        + fields.SPANS
        + fields.SERVICE
        + fields.PUBLICATION
        + fields.CLOSING,
    ),
    CaseKind.COERCION: Table(
        "行政强制",
        fields.IDENTITY
        + fields.PARTY
        + fields.FILING
        + fields.MEASURE
        + fields.ACT_COLUMNS
        + _DOCUMENT
        + fields.MERITS
        + fields.SPANS
        + fields.SERVICE
        + fields.PUBLICATION
        + fields.CLOSING,
    ),
    CaseKind.INSPECTION: Table(
        "行政检查",
        fields.IDENTITY
        + fields.PARTY
        + fields.INSPECTION
        + fields.ACT_COLUMNS
        + _DOCUMENT
        + fields.MERITS
        + fields.PUBLICATION
        + fields.CLOSING,
    ),
}
