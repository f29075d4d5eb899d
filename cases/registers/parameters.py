"""行业参数登记簿：法律让行业、地方另作规定的数字。"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from agencies.choices import Sector
from agencies.registers import Elsewhere, Entry, Values, Wrong
from cases.choices import SpanKind
from cases.models import SectorParameter
from cases.registers.city import CityRegister
from cases.rules.parameters import KEYS, NOTIFIED_SPAN_KEY, SPAN_KEY, UNITS, key_label, units_of
from supervision.tabular import Column, Kind, Table

ALL_KEYS = (*KEYS, *(form.format(kind) for form in (SPAN_KEY, NOTIFIED_SPAN_KEY) for kind in SpanKind.values))
UNIT_WORDS = {unit: words for unit, words in UNITS.items() if words} | {"flag": "是（1）或否（0）"}
_PLACE = re.compile(r"[0-9A-Z]{2,12}")

TABLE = Table(
    "行业参数",
    (
        Column("key", "参数", required=True, kind=Kind.CHOICE, choices={key: key_label(key) for key in ALL_KEYS}),
        Column("sector", "领域", kind=Kind.CHOICE, choices=dict(Sector.choices), help="不填：各领域"),
        Column("region_code", "区划代码", max_length=12, help="只适用于以它开头的地区；不填：各地", example=""),
        Column("value", "数值", required=True, kind=Kind.DECIMAL, places=2, example="90"),
        Column("unit", "计量单位", required=True, kind=Kind.CHOICE, choices=UNIT_WORDS),
        Column("source", "来源", required=True, max_length=200, example="《行政处罚法》第六十条"),
        Column(
            "status", "核对", required=True, kind=Kind.CHOICE, choices=dict(SectorParameter.Status.choices),
            help="这里登记的填“待核”：待核的参数不会使案件成为问题；核对原文后施行的，先试算，由另一人批准",
        ),
        Column("valid_from", "适用起", kind=Kind.DATE, help="不填：没有起日"),
        Column("valid_to", "适用止", kind=Kind.DATE, help="最后一天；不填：仍在适用"),
    ),
)  # fmt: skip


def fault_of(value: Decimal, unit: str) -> tuple[str, str] | None:
    """What is wrong with a number in a unit, and what to do; None for nothing. Money alone has parts."""
    if unit == "flag" and value not in (0, 1):
        return "不是 1 或 0", "是填 1，否填 0"
    if value < 0 or (unit not in ("flag", "yuan") and value != int(value)):
        return "不是整数", "请填不小于零的整数"
    return None


def _judges_as_before(values: Values, entry: Entry | None) -> bool:
    """Whether a row says no more than it did, its source aside."""
    return entry is not None and all(values[name] == entry.values[name] for name in values if name != "source")


class Parameters(CityRegister):
    """Kept by the city's division chief alone: a number changes what every case of the city is judged by, from the next check on. A number
    by which a breach is found (one checked at the source) therefore comes, changes and ends by a trial that another person adopts
    (`cases.services.trials`); what is written here directly is unchecked, or says only where a number comes from. Nor is a checked number
    taken back to unchecked here: where it allowed more than the statute, that would accuse."""

    key = "parameter"
    name = "行业参数"
    unit = "项"
    table = TABLE
    model = SectorParameter
    identity = ("key", "sector", "region_code", "valid_from")
    edit = "cases.edit_parameter"
    list_url = "cases:parameter_list"
    lead = "规则使用的期限、金额等数字，逐项写明来源。已核对的数字，先试算、由另一人批准才施行；这里登记、修改待核的数字和来源。"

    def rows(self, user: Any) -> QuerySet[Any]:
        return SectorParameter.objects.all()

    def prepare(self, values: Sequence[Values], user: Any) -> dict[str, set[str]]:
        """Parameter → the units that its rules can count in: those it has."""
        known: dict[str, set[str]] = {}
        for key, unit in SectorParameter.objects.order_by().values_list("key", "unit").distinct():
            known.setdefault(key, set()).add(unit)
        return known

    def admit(self, values: Values, known: dict[str, set[str]], entry: Entry | None) -> None:
        units = units_of(values["key"], known.get(values["key"], set()))
        if units and values["unit"] not in units:
            allowed = "、".join(UNIT_WORDS[unit] for unit in sorted(units))
            raise Wrong("unit", "规则不用这一单位计算该参数", f"请改为{allowed}")
        if values["region_code"] and not _PLACE.fullmatch(values["region_code"]):
            raise Wrong("region_code", "不是区划代码", "请填 2 至 12 位数字，例如 43、430181")
        if fault := fault_of(values["value"], values["unit"]):
            raise Wrong("value", *fault)
        if values["valid_from"] and values["valid_to"] and values["valid_to"] < values["valid_from"]:
            raise Wrong("valid_to", "在适用起之前", "请核对两个日期")
        checked = SectorParameter.Status.FOUND in (values["status"], entry and entry.values["status"])
        if checked and not _judges_as_before(values, entry):
            raise Wrong(
                "status",
                "已核对的数字要先试算、由另一人批准，才能施行或者变更",
                "请到“参数试算”提出；这里只登记待核的数字，或者只改来源",
            )

    def elsewhere(self, entry: Entry) -> Elsewhere | None:
        if entry.values["status"] != SectorParameter.Status.FOUND:
            return None
        told = {"key": entry.values["key"], "sector": entry.values["sector"], "place": entry.values["region_code"]}
        url = f"{reverse('cases:trial_new')}?{urlencode(told | {'unit': entry.values['unit']})}"
        return Elsewhere("这是已核对的数字", "在这里只能改来源；改数字，先试算、由另一人批准。", url, "提出试算")

    def clashes(self, rows: Sequence[tuple[int | None, Values]]) -> Iterator[tuple[int, Wrong]]:
        """One number a day for one sector and place."""
        alike: dict[tuple[str, str, str], list[tuple[int | None, Values]]] = {}
        for number, values in rows:
            alike.setdefault((values["key"], values["sector"], values["region_code"]), []).append((number, values))
        for versions in alike.values():
            versions.sort(key=lambda version: version[1]["valid_from"] or datetime.date.min)
            for (earlier, first), (later, second) in pairwise(versions):
                if (first["valid_to"] or datetime.date.max) < (second["valid_from"] or datetime.date.min):
                    continue
                number = later if later is not None else earlier
                if number is not None:
                    yield number, Wrong("valid_from", "适用日期与同一参数的另一行重叠", "请先给旧的一行填适用止")

    def attributes(self, values: Values, known: Any) -> dict[str, Any]:
        return dict(values)

    def title(self, values: Values) -> str:
        return "，".join(
            filter(None, (self.word("key", values["key"]), self.word("sector", values["sector"]), values["region_code"]))
        )


PARAMETERS = Parameters()
EXPORTED = PARAMETERS.exported("cases.export_parameter", "cases:parameter_list_export")
