"""行业与地方参数：法律让行业、地方另作规定的数字，都是带来源的行，不写在规则里。

A rule asks for a parameter by key; the rows (`cases.SectorParameter`) decide. The most specific row wins: sector and region, then
sector, then region, then the statute's own (the row with neither). A row marked unverified never makes a breach: see `unverified`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from cases.choices import SpanKind

KEYS: dict[str, str] = {
    "decide_limit": "立案至决定的期限",
    "decide_limit_any_outcome": "期限适用于各种处理决定",
    "extension_allowed": "规章规定可以延长办案期限",
    "rolls_over": "届满日逢法定节假日顺延",
    "statement_window": "陈述申辩期限",
    "hearing_request_days": "要求听证的期限",
    "onsite_cap_person": "当场处罚限额（公民）",
    "onsite_cap_organisation": "当场处罚限额（法人或者其他组织）",
    "serve_days": "决定书送达期限",
    "public_notice_days": "公告送达视为送达的天数",
    "publish_days": "处罚决定公开期限",
    "close_days": "结案审批表的填写期限",
    "freeze_tolerance": "冻结金额可以超出涉案金额的百分比",
    "night_from": "夜间起（时）",
    "night_to": "夜间止（时）",
    "law_report_days": "新法实施情况报告期限（满一年起算）",
    "file_major_days": "重大处罚备案期限",
    "clue_check_days": "线索核查期限",
    "clue_extension_cap": "线索核查延长的上限",
    "hold_urgent_allowed": "规章准许紧急情况下当场先行登记保存",
    "entry_days": "处罚决定录入的期限",
    "scan_required": "涉企检查须扫码入企",
    "inspection_items_published": "涉企检查事项清单应当已经公布",
    "inspection_merge_days": "建议合并检查的间隔",
    "hearing_threshold_person": "听证的数额标准（自然人）",
    "hearing_threshold_organisation": "听证的数额标准（法人或者其他组织）",
    "hearing_lowest_person": "各处听证数额标准的最低值（自然人）",
    "hearing_lowest_organisation": "各处听证数额标准的最低值（法人或者其他组织）",
    "review_days": "审核期限",
    "review_extension_allowed": "规章规定可以延长审核期限",
    "extension_cap": "首次延长办案期限的上限",
    "extension_cap_again": "再次延长办案期限的上限",
    "onsite_file_days": "当场处罚报机关备案的期限",
    "own_law_limitation": "本系统另有法律：追责时效",
    "own_law_decide_limit": "本系统另有程序法：办案期限",
    "own_law_statement": "本系统另有程序法：告知与陈述申辩",
    "own_law_onsite": "本系统另有程序法：当场处罚",
    "own_law_serve": "本系统另有程序法：送达",
}
SWITCHED: tuple[str, ...] = (
    "G-08",
    "G-13",
    "G-15",
    "I-08",
    "I-09",
    "P-35",
    "Q-08",
)
"""Rules that judge nothing until a row says so: their source is another province, our own design, or nobody has checked it."""


def switch(code: str) -> str:
    """The parameter that switches a rule on: on_g_13."""
    return f"on_{code.lower().replace('-', '_')}"


KEYS |= {switch(code): f"启用规则 {code}" for code in SWITCHED}
SPAN_KEY = "excluded_{}"
NOTIFIED_SPAN_KEY = "excluded_if_notified_{}"

UNITS = {"day": "日", "workday": "个工作日", "month": "个月", "yuan": "元", "percent": "%", "hour": "时", "flag": ""}
_UNIT_OF = {"freeze_tolerance": "percent", "night_from": "hour", "night_to": "hour"} | {switch(code): "flag" for code in SWITCHED}


def units_of(key: str, rows: Collection[str]) -> set[str]:
    """The units in which a parameter's rules can count: those of its rows, else the one they are written for; empty when any will do."""
    return set(rows) or ({_UNIT_OF[key]} if key in _UNIT_OF else set())


def key_label(key: str) -> str:
    """What a parameter is called: 立案至决定的期限; 听证期间不计入期限."""
    if key in KEYS:
        return KEYS[key]
    conditional = key.removeprefix(NOTIFIED_SPAN_KEY.format(""))
    kind = key.removeprefix(SPAN_KEY.format("")) if conditional == key else conditional
    if kind not in SpanKind.values:
        return key
    return f"{SpanKind(kind).label}期间不计入期限" + ("（须书面告知）" if conditional != key else "")


class Parameter(NamedTuple):
    """One row in memory; a trial may make rows that are not stored."""

    key: str
    value: Decimal
    unit: str
    sector: str = ""
    region_code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = True

    @property
    def specificity(self) -> tuple[bool, int]:
        """A sector's row before a place's; a smaller place before a larger."""
        return (bool(self.sector), len(self.region_code))


class Parameters:
    """All rows of one check, asked for as SQL over the columns `sector` and `region_code`."""

    def __init__(self, rows: Iterable[Parameter]) -> None:
        self._rows = sorted(rows, key=lambda row: row.specificity, reverse=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Parameters) and self._rows == other._rows

    def __hash__(self) -> int:
        return hash(tuple(self._rows))

    def value(self, key: str, *, on: str, default: str = "NULL", unverified: bool = False, row: str = "") -> str:
        """A numeric SQL expression: the parameter for this sector and place on the day `on`.

        `row`: prefix of the columns ("c." for an alias). `unverified` asks for the rows nobody has checked at the source; what they
        would allow is a doubt, never a breach.
        """
        return self._case(key, on, row, unverified, default, lambda found: str(found.value))

    def flag(self, key: str, *, on: str, unverified: bool = False, row: str = "") -> str:
        """A boolean SQL expression: whether a row says yes."""
        return self._case(key, on, row, unverified, "false", lambda found: "true" if found.value else "false")

    def last_day(self, key: str, *, start: str, unverified: bool = False) -> str:
        """A date: `start` plus the parameter's days or months (the month's last day where there is no such day)."""

        def end(found: Parameter) -> str:
            if found.unit == "month":
                return f"({start} + interval '{int(found.value)} months')::date"
            return f"({start} + {int(found.value)})"

        return self._case(key, start, "", unverified, "NULL::date", end)

    def _case(self, key: str, on: str, row: str, unverified: bool, default: str, say: Any) -> str:
        branches: list[str] = []
        for found in self._rows:
            if found.key != key or found.verified == unverified:
                continue
            conditions = []
            if found.sector:
                conditions.append(f"{row}sector = '{_word(found.sector)}'")
            if found.region_code:
                conditions.append(f"{row}region_code LIKE '{_word(found.region_code)}%%'")
            if found.valid_from:
                conditions.append(f"{on} >= '{found.valid_from.isoformat()}'")
            if found.valid_to:
                conditions.append(f"{on} <= '{found.valid_to.isoformat()}'")
            if not conditions:
                return f"CASE {' '.join(branches)} ELSE {say(found)} END" if branches else str(say(found))
            branches.append(f"WHEN {' AND '.join(conditions)} THEN {say(found)}")
        return f"CASE {' '.join(branches)} ELSE {default} END" if branches else default


def _word(value: str) -> str:
    """A code that may stand inside SQL text: codes of our own tables are letters, digits and underscores."""
    if not value.replace("_", "").isalnum():
        raise ValueError(f"参数的领域或区划代码不合规：{value!r}")
    return value


def stored() -> Parameters:
    """The rows in force, in one statement."""
    from cases.models import SectorParameter

    columns = ("key", "value", "unit", "sector", "region_code", "valid_from", "valid_to", "status")
    rows = SectorParameter.objects.values_list(*columns)
    found = SectorParameter.Status.FOUND
    return Parameters(Parameter._make((*rest, status == found)) for *rest, status in rows)
