"""机关职责规则能看到的数据项：一个单位一年一行。"""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db import models

from cases.code_lists.duties import Disclosed
from cases.rules.fact import Fact
from cases.rules.parameters import Parameters

_OWN = ("id", "agency", "region_code", "county_code", "year")
_KINDS: tuple[tuple[type[models.Field[object, object]], str], ...] = (
    (models.DateField, "date"),
    (models.DecimalField, "money"),
    (models.PositiveSmallIntegerField, "number"),
    (models.PositiveIntegerField, "number"),
)

# Items in force for five years at least, and whether a case of the agency names them. An agency whose first record is younger proves nothing.
_IDLE = """
    SELECT d.id AS duty_id, (
            SELECT count(*) FROM agencies_poweritem i
            WHERE i.agency_id = d.agency_id AND i.valid_to IS NULL AND i.valid_from < years.since AND NOT EXISTS (
                SELECT FROM cases_enforcementcase c
                WHERE c.agency_id = i.agency_id AND c.item_code <> '' AND c.item_code = i.code AND c.listed_on >= years.since
            )
        ) AS idle_items,
        (
            SELECT c.listed_on <= years.since FROM cases_enforcementcase c WHERE c.agency_id = d.agency_id ORDER BY c.listed_on LIMIT 1
        ) AS five_years_on_record
    FROM cases_agencyduty d CROSS JOIN LATERAL (SELECT (%(as_of)s::date - interval '5 years')::date AS since) years
    WHERE {duties}"""


@cache
def own() -> dict[str, tuple[str, Fact]]:
    """The fields of a year: name → (SQL, Fact)."""
    found: dict[str, tuple[str, Fact]] = {}
    for column in apps.get_model("cases", "AgencyDuty")._meta.concrete_fields:
        if column.name in _OWN:
            continue
        label = str(column.verbose_name)
        kind = next((kind for of, kind in _KINDS if isinstance(column, of)), "")
        if kind:
            found[column.name] = (f"d.{column.name}", Fact(label, kind))
        elif column.name == "disclosed":
            found[column.name] = ("d.disclosed", Fact(label, "list", dict(Disclosed.choices)))
        else:
            choices = {str(value): str(words) for value, words in column.flatchoices}
            found[column.name] = (f"nullif(d.{column.name}, '')", Fact(label, "choice" if choices else "text", choices or None))
    return found


def derived(p: Parameters) -> dict[str, tuple[str, Fact]]:
    """Facts over the fields."""
    missing = ", ".join(f"'{item}'" for item in Disclosed.values if item != Disclosed.RANDOM_CHECKS)
    return {
        "annual_report_by": ("make_date(year + 1, 1, 31)", Fact("统计年报的最后一日", "date")),
        "reviewer_share": (
            "CASE WHEN officers_count > 0 THEN round(100.0 * reviewers_count / officers_count, 2) END",
            Fact("法制审核人员占执法人员（%）", "number"),
        ),
        "undisclosed": (
            f"ARRAY(SELECT unnest(ARRAY[{missing}]::varchar[]"
            f" || CASE WHEN random_checks = 'yes' THEN ARRAY['{Disclosed.RANDOM_CHECKS}']::varchar[] ELSE '{{}}' END) EXCEPT SELECT unnest(disclosed))",
            Fact("没有公开的要素", "list", dict(Disclosed.choices)),
        ),
        "law_report_by": (
            f"(new_law_from + interval '1 year')::date + {p.value('law_report_days', on='new_law_from')}::int",
            Fact("新法实施情况报告的最后一日", "date"),
        ),
    }


def catalogue() -> dict[str, Fact]:
    """Every fact by name."""
    found = {name: fact for name, (_, fact) in own().items()}
    found |= {"year": Fact("年度", "number"), "idle_items": Fact("五年未实施的事项数", "number")}
    found |= {"five_years_on_record": Fact("本平台已有五年以上的执法记录", "flag")}
    return found | {name: fact for name, (_, fact) in derived(Parameters(())).items()}


def relation(duties: str, parameters: Parameters) -> str:
    """The facts as a subquery, for the rows that a condition on `d` names."""
    columns = ", ".join(f"{sql} AS {name}" for name, (sql, _) in own().items())
    inner = f"""SELECT d.id AS duty_id, 'duty' AS kind, %(as_of)s::date AS as_of, d.year, make_date(d.year, 12, 31) AS year_end, a.sector,
            d.region_code, {columns}, coalesce(idle.idle_items, 0) AS idle_items, idle.five_years_on_record
        FROM cases_agencyduty d JOIN agencies_agency a ON a.id = d.agency_id
        LEFT JOIN ({_IDLE.format(duties=duties)}) idle ON idle.duty_id = d.id WHERE {duties} OFFSET '0'"""
    layer = ", ".join(f"{sql} AS {name}" for name, (sql, _) in derived(parameters).items())
    return f"(SELECT f.*, {layer} FROM ({inner}) f OFFSET '0')"
