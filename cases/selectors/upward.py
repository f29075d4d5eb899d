"""上报的查询：哪些案件变了、一包里写什么、送到哪一步、退回了什么。"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.urls import reverse

from cases.columns import upward as schedule
from cases.models import EnforcementCase, UpwardCase, UpwardPackage
from cases.selectors.masked import in_text
from supervision.exchange.channel import channel
from supervision.exchange.outgoing import Delivery
from supervision.web.formats import cn_datetime
from supervision.web.keyset import COUNT_CAP
from supervision.web.masking import ORGANISATION_KINDS, mask_name, mask_numbers

REFUSED_SHOWN = 50


def record_id(case_id: int) -> str:
    """What a case is called towards the province, for ever: the agency's own number may hold a name, ours does not."""
    return f"case-{case_id}"


def case_id(record: str) -> int:
    """The case of a record."""
    return int(record.removeprefix("case-"))


def records_of(versions: dict[int, int]) -> list[dict[str, Any]]:
    """The records of cases (case → version) as they leave, in the order of the cases. One statement."""
    names = (*schedule.PLAIN, *schedule.MASKED_TEXTS, *schedule.MASKED_NAMES)
    rows = (
        EnforcementCase.objects.filter(pk__in=list(versions))
        .select_related("agency")
        .only(*names, "agency__code", "agency__name")
    )
    return [{"id": record_id(case.pk), "version": versions[case.pk], "data": data_of(case)} for case in rows.order_by("pk")]


def data_of(case: EnforcementCase) -> dict[str, Any]:
    """One case as the schedule lets it leave; what the record does not say is left out."""
    data = {name: getattr(case, name) for name in schedule.PLAIN}
    data |= {name: in_text(case, getattr(case, name)) for name in schedule.MASKED_TEXTS}
    for name, kind in schedule.MASKED_NAMES.items():
        data[name] = mask_name(getattr(case, name), getattr(case, kind) if kind else "person")
    if case.party_type not in ORGANISATION_KINDS:
        data["party_credit_code"] = mask_numbers(case.party_credit_code)
    data |= {"agency_code": case.agency.code, "agency_name": case.agency.name}
    return {name: _plain(value) for name, value in data.items() if value not in (None, "", [])}


def _plain(value: Any) -> Any:
    """Days and amounts as text: no receiver reads an amount as a binary fraction."""
    if isinstance(value, datetime.date | Decimal):
        return str(value)
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list) else value


# --- for the pages


@dataclass(frozen=True)
class Advice:
    """A notice: its tone, what is the matter, what to do."""

    tone: str
    title: str
    text: str


@dataclass(frozen=True)
class Standing:
    """How the reporting is: where it goes ("" when nowhere), what is open, what waits, the last that was acknowledged."""

    place: str
    open: UpwardPackage | None
    waiting: int
    last: UpwardPackage | None
    refused: int

    @property
    def facts(self) -> list[dict[str, Any]]:
        """The figures on top of the page."""
        return [
            {"label": "上报地址", "value": self.place or "未配置", "note": "在服务器的环境变量中设置"},
            {
                "label": "正在送达",
                "value": str(self.open) if self.open else "没有",
                "note": f"{self.open.records:,} 件" if self.open else "",
            },
            {"label": "等待上报", "value": up_to_the_cap(self.waiting), "note": "新的和更正过的案件"},
            {
                "label": "最近签收",
                "value": cn_datetime(self.last.acknowledged_at) if self.last else "没有",
                "note": str(self.last) if self.last else "",
            },
            {
                "label": "退回待更正",
                "value": up_to_the_cap(self.refused),
                "note": "由报送单位更正",
                "url": reverse("cases:refusals"),
            },
        ]

    @property
    def advice(self) -> Advice | None:
        """What a person should know and do; None when all is well."""
        if not self.place:
            return Advice(
                "info",
                "未配置上报地址",
                "数据只在本平台留存，没有送出。系统管理员在服务器的环境变量中给出上报地址和对方公钥以后，从头自动上报。",
            )
        return advice_on(self.open) if self.open else None


def advice_on(package: UpwardPackage) -> Advice | None:
    """What a person should know and do about a package; None when it goes its way."""
    if package.state == Delivery.HELD:
        after = "平台已停止发送，后面的数据在等它。请与省平台核对原因，处理好以后按“重新发送”。"
        return Advice("bad", f"{package}被省平台拒收", f"{package.problem}{after}")
    if package.is_stuck:
        after = "平台仍会自动再试，后面的数据在等它。请核对网络和省平台是否正常；恢复以后可以按“重新发送”立即再试。"
        return Advice("bad", f"{package}连续 {package.failures} 次没有送达", f"{package.problem}{after}")
    return None


def standing(user: Any) -> Standing:
    """What a person may see of it, in four statements."""
    packages = UpwardPackage.objects.visible_to(user)
    cases = UpwardCase.objects.visible_to(user).order_by()
    return Standing(
        place=place_named(),
        open=packages.exclude(state=Delivery.ACKNOWLEDGED).order_by("-id").first(),
        waiting=cases.filter(waiting=True).values("pk")[: COUNT_CAP + 1].count(),
        last=packages.filter(state=Delivery.ACKNOWLEDGED).order_by("-id").first(),
        refused=cases.filter(outcome=UpwardCase.Outcome.REFUSED, waiting=False).values("pk")[: COUNT_CAP + 1].count(),
    )


def up_to_the_cap(count: int) -> str:
    """A capped count as a reader sees it."""
    return f"{COUNT_CAP:,}+" if count > COUNT_CAP else f"{count:,}"


def place_named() -> str:
    """Where packages go, for a reader; "" when nowhere."""
    try:
        way = channel()
    except ImproperlyConfigured:
        return ""
    return way.place if way else ""


def refusals(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The refused among some cases' rows, with what a list shows."""
    refused: QuerySet[Any] = rows.filter(outcome=UpwardCase.Outcome.REFUSED).select_related("case", "agency")
    return refused.defer("case__search")


def refused_in(package: UpwardPackage, user: Any) -> list[UpwardCase]:
    """The first cases that a package's receipt refused and that have not been packed again."""
    return list(refusals(UpwardCase.objects.visible_to(user).filter(package=package)).order_by("id")[:REFUSED_SHOWN])


def mark_refused(rows: Iterable[UpwardCase]) -> list[tuple[UpwardCase, str]]:
    """Each with how its mending stands."""
    return [(row, "已更正，等待重新上报" if row.waiting else "待更正") for row in rows]
