"""权责事项登记簿。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from agencies.choices import PowerKind, Tier
from agencies.models import Agency, PowerItem
from agencies.registers.declaration import AgencyRegister, Entry, Values, Wrong
from supervision.tabular import Column, Kind, Table
from supervision.web.list_tables import coded

TABLE = Table(
    "权责事项",
    (
        Column(
            "agency", "单位", required=True, max_length=100, example="浏阳市住房和城乡建设局", aliases=("单位名称", "单位编码", "实施主体"),
            help="全称、简称或者单位编码",
        ),
        Column("code", "事项编码", required=True, max_length=40, example="430181-CF-0012", aliases=("权责事项编码",), help="省级统一编码；与执法记录中的事项编码对应"),
        Column("name", "事项名称", required=True, max_length=200, example="对未取得施工许可证擅自施工的处罚"),
        Column("kind", "行为种类", required=True, kind=Kind.CHOICE, choices=dict(PowerKind.choices)),
        Column("basis", "法定依据", required=True, max_length=500, example="《建设工程质量管理条例》第五十七条", aliases=("实施依据",)),
        Column(
            "granted", "赋权事项", kind=Kind.BOOLEAN, example="否",
            help="县级权力赋予乡镇（街道）的填“是”，并填赋权决定（《行政处罚法》第二十四条）；不填为否",
        ),
        Column("grant_decision", "赋权决定", max_length=200, example="", help="名称和文号；赋权事项必填", needed_when="赋权事项"),
        Column("valid_from", "实施起", required=True, kind=Kind.DATE, example="2026-01-01"),
        Column("valid_to", "实施止", kind=Kind.DATE, help="最后一天；仍在实施的不填。内容有变的，旧的一行填实施止，另起一行"),
        Column("source", "清单名称", required=True, max_length=200, example="浏阳市权责清单（2026年版）", aliases=("来源", "来源清单")),
    ),
)  # fmt: skip


class PowerItems(AgencyRegister):
    """The power lists of all agencies. A supervision body keeps them for the agencies of its region; the agency reads and takes out its own."""

    key = "power_item"
    name = "权责事项"
    unit = "项"
    table = TABLE
    model = PowerItem
    identity = ("agency", "code", "valid_from")
    edit = "agencies.edit_power_item"
    list_url = "agencies:power_item_list"
    lead = "权责清单、行政执法事项清单，按单位、按实施期间登记。乡镇（街道）的赋权事项写明赋权决定。"
    taken = "同一单位同一事项编码的实施期间相互重叠。"

    def title(self, values: Values) -> str:
        return f"{values['name']}（{values['agency']}，{values['code']}）"

    def admit(self, values: Values, known: dict[str, Agency], entry: Entry | None) -> None:
        if values["valid_to"] and values["valid_to"] < values["valid_from"]:
            raise Wrong("valid_to", "在实施起之前", "请核对两个日期")
        if values["granted"] and known[values["agency"]].tier != Tier.TOWNSHIP:
            raise Wrong("granted", "只有乡镇（街道）的事项可以是赋权事项", "请核对单位，或者改为“否”")
        if values["granted"] and not values["grant_decision"]:
            raise Wrong("grant_decision", "为空，赋权事项必填", "请填写赋权决定的名称和文号")
        if values["grant_decision"] and not values["granted"]:
            raise Wrong("granted", "填了赋权决定，却不是赋权事项", "请把赋权事项改为“是”，或者删去赋权决定")

    def clashes(self, rows: Sequence[tuple[int | None, Values]]) -> Iterator[tuple[int, Wrong]]:
        """One code at one agency has one version a day."""
        by_item: dict[tuple[str, str], list[tuple[int | None, Values]]] = {}
        for number, values in rows:
            by_item.setdefault((values["agency"], values["code"]), []).append((number, values))
        for versions in by_item.values():
            versions.sort(key=lambda version: version[1]["valid_from"])
            for (earlier, first), (later, second) in pairwise(versions):
                if (first["valid_to"] or datetime.date.max) < second["valid_from"]:
                    continue
                number, other = (later, first) if later is not None else (earlier, second)
                if number is not None:
                    span = f"{other['valid_from']} 至 {other['valid_to'] or '今'}"
                    yield number, Wrong("valid_from", f"实施期间与同一事项的另一行（{span}）重叠", "请先给旧的一行填实施止")

    def attributes(self, values: Values, known: dict[str, Agency]) -> dict[str, Any]:
        agency = known[values["agency"]]
        own = {key: value for key, value in values.items() if key != "agency"}
        return own | {"agency": agency, "region_code": agency.region_code, "tier": agency.tier}


POWER_ITEMS = PowerItems()
EXPORTED = POWER_ITEMS.exported(
    "agencies.export_power_item", "agencies:power_item_list_export", coded("层级", "tier", Tier.choices)
)
