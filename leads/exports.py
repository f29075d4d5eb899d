"""导出的列：线索。不含投诉人、举报人，也不含反映内容：那里面会有人名。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leads.choices import DeclineKind, LeadOutcome, LeadSource
from leads.lifecycles import LEAD
from supervision.tabular import Kind
from supervision.web.list_tables import Exported, Out, coded, out


def _columns(user: Any) -> Sequence[Out]:
    return (
        out("线索编号", "number"),
        coded("来源", "source", LeadSource.choices),
        out("收到日期", "received_on", kind=Kind.DATE),
        out("被反映单位", "agency__name"),
        out("办理机构", "handler__name"),
        coded("状态", "state", LEAD.choices),
        out("受理日期", "accepted_on", kind=Kind.DATE),
        coded("不予受理情形", "decline_kind", DeclineKind.choices),
        out("不予受理日期", "declined_on", kind=Kind.DATE),
        coded("结论", "outcome", LeadOutcome.choices),
        out("办结日期", "handled_on", kind=Kind.DATE),
        out("告知日期", "informed_on", kind=Kind.DATE),
    )


LEADS = Exported("投诉举报线索", "leads.export_lead", "leads:leads_export", _columns)
