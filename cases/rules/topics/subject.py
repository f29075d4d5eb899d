"""事实：主体与人员、权责清单、行政区划（由登记册推出的）。"""

from __future__ import annotations

from agencies.choices import Sector
from cases.rules import calendar
from cases.rules.fact import Fact
from cases.rules.parameters import Parameters, switch
from cases.rules.scope import Scope
from cases.rules.topics.declaration import Added, Facts, Layer

# What the registers say of an agency. `listed`: the days for which it has a power list at all.
_BODIES = """
    SELECT body.id AS agency_id, body.tier, body.vertically_managed, body.is_qualified, body.qualified_from, body.qualified_until,
        region.scope_prefix, region.scope_prefix ~ '[^0-9]' AS local_code, list.days AS listed
    FROM agencies_agency body
    JOIN agencies_region region ON region.code = body.region_id
    LEFT JOIN (
        SELECT agency_id, range_agg(daterange(valid_from, valid_to, '[]')) AS days FROM agencies_poweritem GROUP BY agency_id
    ) list ON list.agency_id = body.id
    WHERE {among}"""
_ITEMS = """
    SELECT agency_id, code, range_agg(daterange(valid_from, valid_to, '[]')) AS days FROM agencies_poweritem
    WHERE {among} GROUP BY agency_id, code"""

# Whether the certificates of those who signed speak of the case's sector; asked for only where the rule is switched on.
_FIELDS = """
    SELECT a.case_id, bool_and(held.field LIKE '%%综合%%' OR strpos(held.field, CASE k.sector {labels} END) > 0)
            FILTER (WHERE held.field <> '') AS fit, bool_or(held.field = '') AS blank
    FROM cases_caseact a
    JOIN cases_enforcementcase k ON k.id = a.case_id
    CROSS JOIN LATERAL unnest(a.enforcing) signer(number)
    JOIN agencies_enforcementcertificate held ON held.number = signer.number
    WHERE {in_scope} GROUP BY a.case_id"""

# GB 11643, worked out when the number was sealed (`cases.intake.protecting`); nobody opens it here.
_IDENTITIES = """
    SELECT agency_id, fingerprint, checksum_right FROM cases_partyidentity WHERE checksum_right IS NOT NULL AND {among}"""

# Codes of Changsha's counties that records of earlier years still have: 望城县 (430112 since 2011), 宁乡县 (430182 since 2017).
EARLIER_PLACES = ("430122", "430124")


def _bodies(scope: Scope, parameters: Parameters) -> str:
    own = "SELECT k.agency_id FROM cases_enforcementcase k WHERE {in_scope}"
    return _BODIES.format(among=scope.among("body.id", own, "k.id") if not scope.large else "true")


def _items(scope: Scope, parameters: Parameters) -> str:
    own = "SELECT k.agency_id, k.item_code FROM cases_enforcementcase k WHERE {in_scope}"
    return _ITEMS.format(among=scope.among("(agency_id, code)", own, "k.id") if not scope.large else "true")


def _fields(scope: Scope, parameters: Parameters) -> str:
    if parameters.flag(switch("G-08"), on="'2000-01-01'") == "false":
        return "SELECT NULL::bigint AS case_id, NULL::boolean AS fit, NULL::boolean AS blank WHERE false"
    labels = " ".join(f"WHEN '{sector.value}' THEN '{sector.label}'" for sector in Sector)
    return _FIELDS.format(labels=labels, in_scope=scope.of_part("a.case_id"))


def _identities(scope: Scope, parameters: Parameters) -> str:
    own = "SELECT k.agency_id, k.party_identity FROM cases_enforcementcase k WHERE {in_scope}"
    return _IDENTITIES.format(among=scope.among("(agency_id, fingerprint)", own, "k.id") if not scope.large else "true")


def _places(scope: Scope, parameters: Parameters) -> str:
    return "SELECT code FROM agencies_region WHERE code LIKE '4301%%'"


def _layers(p: Parameters) -> tuple[Layer, ...]:
    first: Layer = {
        "is_township": ("body_tier = 'township'", Fact("乡镇（街道）", "flag")),
        "in_own_name": (
            "coalesce(in_whose_name NOT IN ('entrusting', 'department'), true) AND delegated IS NOT TRUE",
            Fact("以自己名义作出", "flag"),
        ),
        "acted_day": ("coalesce(decision_date, filing_date, inspected_on, measure_from)", Fact("行为日期", "date")),
        "place_inside": ("starts_with(place_code, scope_prefix)", Fact("行为发生地在本机关区域内", "flag")),
        "place_uncertain": (
            "scope_local_code OR upper(place_code) <> lower(place_code) OR starts_with(scope_prefix, rtrim(place_code, '0'))"
            f" OR left(place_code, 6) IN ({', '.join(repr(code) for code in EARLIER_PLACES)})",
            Fact("本地自编区划或者旧代码", "flag"),
        ),
        "entry_days": (f"{p.value('entry_days', on='decision_date')}::int", Fact("录入期限（工作日）", "number")),
    }
    second: Layer = {
        "item_listed": ("acted_day <@ item_days", Fact("事项在行为当日的清单内", "flag")),
        "list_in_force": ("acted_day <@ list_days", Fact("行为当日本单位有清单", "flag")),
        "entry_due": (calendar.workday_after("decision_date", "entry_days"), Fact("录入的最后一日", "date")),
    }
    return first, second


FACTS = Facts(
    added={
        "bodies": Added(_bodies, "bodies.agency_id = c.agency_id"),
        "items": Added(_items, "items.agency_id = c.agency_id AND items.code = c.item_code", ("item_code",)),
        "fields": Added(_fields, "fields.case_id = c.id"),
        "identities": Added(
            _identities, "identities.agency_id = c.agency_id AND identities.fingerprint = c.party_identity", ("party_identity",)
        ),
        "places": Added(_places, "places.code = left(p.place_code, 6)", ("place_code",)),
    },
    added_up={
        "body_tier": ("bodies.tier", Fact("单位层级", "text")),
        "body_vertical": ("bodies.vertically_managed", Fact("垂直管理", "flag")),
        "body_qualified": ("bodies.is_qualified", Fact("登记的执法主体资格", "flag")),
        "qualified_from": ("bodies.qualified_from", Fact("主体资格确认起", "date")),
        "qualified_until": ("bodies.qualified_until", Fact("主体资格确认止", "date")),
        "scope_prefix": ("bodies.scope_prefix", Fact("本机关区划", "text")),
        "scope_local_code": ("bodies.local_code", Fact("本机关用本地自编区划", "flag")),
        "list_days": ("bodies.listed", Fact("清单实施的日子", "text")),
        "item_days": ("items.days", Fact("事项在本单位清单上的日子", "text")),
        "cert_fields_fit": ("fields.fit", Fact("证件领域与案件领域一致", "flag")),
        "cert_fields_blank": ("fields.blank", Fact("有证件未载领域", "flag")),
        "identity_right": ("identities.checksum_right", Fact("居民身份证号码校验通过", "flag")),
        "place_known": ("places.code IS NOT NULL", Fact("在区划表中", "flag")),
        "acts_by_auxiliary": ("acts.acts_by_auxiliary", Fact("辅助人员以执法人员身份署名的行为", "number")),
        "auxiliary_act_on": ("acts.auxiliary_act_on", Fact("辅助人员署名的行为日期", "date")),
        "auxiliary_number": ("acts.auxiliary_number", Fact("辅助人员的证号", "text")),
    },
    layers=_layers,
)
