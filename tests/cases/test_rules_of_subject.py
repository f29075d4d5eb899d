"""G-01 至 G-04、P-02：主体资格、委托、赋权、清单、管辖。"""

from __future__ import annotations

import pytest

from agencies.choices import AgencyKind, PowerKind, Sector, Tier
from agencies.models import Agency, PowerItem, Region
from cases.choices import CaseKind, Severity
from tests.cases.factories import make_agency, make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
DECIDED = {"decision_date": "2026-06-30"}


def register(agency, **fields):
    Agency.objects.filter(pk=agency.pk).update(**fields)


def list_item(agency, code="CF-1", valid_from="2026-01-01", valid_to=None, **fields):
    return PowerItem.objects.create(
        agency=agency, region_code=agency.region_code, code=code, name="演示事项", kind=PowerKind.PENALTY, basis="演示依据",
        tier=agency.tier, valid_from=valid_from, valid_to=valid_to, source="演示清单", **fields,
    )  # fmt: skip


@pytest.fixture
def town():
    """A town of Changsha that enforces in its own name."""
    region = Region.objects.create(code="430102901", name="演示街道", tier=Tier.TOWNSHIP, scope_prefix="430102901")
    return Agency.objects.create(
        code="T-TOWN", name="演示街道办事处", short_name="演示街道", kind=AgencyKind.ENFORCEMENT, sector=Sector.URBAN, region=region,
        region_code=region.code, tier=Tier.TOWNSHIP,
    )  # fmt: skip


def test_g_01_the_last_day_of_the_qualification_is_lawful_and_the_next_is_not():
    agency = make_agency()
    register(agency, qualified_from="2024-01-01", qualified_until="2026-06-30")
    assert outcome(make_case(**DECIDED), "G-01") == PASS
    late = result(make_case(decision_date="2026-07-01"), "G-01")
    assert (late.outcome, late.broken) == (FAIL, ("决定当日具有执法主体资格",))
    assert outcome(make_case(decision_date="2023-12-31"), "G-01") == FAIL
    assert outcome(make_case(decision_date="2026-07-01", succession_doc="演示三定规定"), "G-01") == PASS
    register(agency, vertically_managed=True)
    assert outcome(make_case(decision_date="2026-07-01"), "G-01") == UNKNOWN
    register(agency, vertically_managed=False, is_qualified=False, qualified_until=None)
    assert result(make_case(decision_date="2026-07-01"), "G-01").missing == ("主体资格确认止",)


def test_g_01_an_inner_division_needs_an_authorisation():
    assert outcome(make_case(**DECIDED, in_whose_name="own"), "G-01") == PASS
    inner = {**DECIDED, "in_whose_name": "inner"}
    assert outcome(make_case(**inner, authorised_by_law=True), "G-01") == PASS
    assert result(make_case(**inner, authorised_by_law=False), "G-01").broken == ("以本机关的名义或者依法授权的名义作出",)
    assert result(make_case(**inner), "G-01").missing == ("内设或派出机构有法律法规授权",)
    assert outcome(make_case(**DECIDED, in_whose_name="other"), "G-01") == FAIL


def test_g_01_is_silent_on_the_entrusted_the_towns_and_the_undecided(town):
    assert outcome(make_case(**DECIDED, in_whose_name="entrusting"), "G-01") == NOT_APPLICABLE
    assert outcome(make_case(town, **DECIDED), "G-01") == NOT_APPLICABLE
    assert outcome(make_case(), "G-01") == NOT_APPLICABLE


ENTRUSTED = {
    "decision_date": "2026-06-30",
    "delegated": True,
    "in_whose_name": "entrusting",
    "delegation_basis": "rule",
    "delegation_written": True,
    "delegation_covers": True,
    "delegation_from": "2025-07-01",
    "delegation_to": "2026-06-30",
    "delegation_published_on": "2025-07-01",
    "delegatee_kind": "public_body",
    "sub_delegated": False,
}


def test_g_02_within_the_days_of_the_written_delegation():
    assert outcome(make_case(**ENTRUSTED), "G-02") == PASS
    late = result(make_case(**ENTRUSTED | {"decision_date": "2026-07-01"}), "G-02")
    assert (late.outcome, late.broken, late.severity) == (FAIL, ("行为在委托期限内",), Severity.CRITICAL)
    assert result(make_case(**ENTRUSTED | {"delegation_to": None}), "G-02").missing == ("委托期限止",)
    assert outcome(make_case(**DECIDED), "G-02") == NOT_APPLICABLE


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({"delegation_basis": "other"}, "法律、法规、规章准许委托"), ({"delegation_written": False}, "有书面委托书"),
        ({"delegation_covers": False}, "事项在委托范围内"), ({"in_whose_name": "own"}, "以委托机关的名义"),
        ({"delegatee_kind": "company"}, "受委托方是依法成立并具有管理公共事务职能的组织"), ({"sub_delegated": True}, "没有再委托"),
    ],
)  # fmt: skip
def test_g_02_each_requirement_stands_alone(change, broken):
    found = result(make_case(**ENTRUSTED | change), "G-02")
    assert (found.outcome, found.broken, found.severity) == (FAIL, (broken,), Severity.CRITICAL)


def test_g_02_only_unpublished_is_less_grave():
    found = result(make_case(**ENTRUSTED | {"delegation_published_on": "2026-07-01"}), "G-02")
    assert (found.outcome, found.broken, found.severity) == (FAIL, ("行为以前已公布委托书",), Severity.MEDIUM)


def test_g_03_a_town_from_the_first_day_of_the_grant(town):
    list_item(town, "CF-0", "2026-01-01", granted=True, grant_decision="演示决定")
    list_item(town, "CF-1", "2026-03-01", granted=True, grant_decision="演示决定")
    assert outcome(make_case(town, decision_date="2026-03-01", item_code="CF-1"), "G-03") == PASS
    early = result(make_case(town, decision_date="2026-02-28", item_code="CF-1"), "G-03")
    assert early.outcome == FAIL
    assert "2026-02-28 以自己的名义处罚，事项 CF-1 当日不在赋权清单的有效期内" in early.sentence
    own = make_case(town, decision_date="2026-02-28", item_code="CF-1", own_power_basis="law")
    assert outcome(own, "G-03") == PASS


def test_g_03_an_item_nobody_listed_is_a_breach_only_when_no_power_of_its_own_is_recorded(town):
    list_item(town, granted=True, grant_decision="演示决定")
    strange = {"decision_date": "2026-03-02", "item_code": "CF-9"}
    assert result(make_case(town, **strange), "G-03").missing == ("乡镇街道自有职权依据",)
    assert outcome(make_case(town, **strange, own_power_basis="none"), "G-03") == FAIL
    assert outcome(make_case(town, **strange, own_power_basis="rule"), "G-03") == FAIL
    assert result(make_case(town, decision_date="2026-03-02"), "G-03").missing == ("事项编码", "乡镇街道自有职权依据")


def test_g_03_without_a_list_nobody_is_accused(town):
    found = result(make_case(town, decision_date="2026-03-02", item_code="CF-1", own_power_basis="none"), "G-03")
    assert found.outcome == UNKNOWN
    assert "没有登记赋权清单" in found.sentence
    entrusted = make_case(town, decision_date="2026-03-02", item_code="CF-1", in_whose_name="department")
    assert outcome(entrusted, "G-03") == NOT_APPLICABLE
    assert outcome(make_case(decision_date="2026-03-02", item_code="CF-1"), "G-03") == NOT_APPLICABLE


def test_g_04_from_the_first_day_on_the_list_to_the_last():
    agency = make_agency()
    list_item(agency, "CF-1", "2026-01-01", "2026-02-28")
    list_item(agency, "CF-2", "2026-01-01")
    assert outcome(make_case(decision_date="2026-01-01", item_code="CF-1"), "G-04") == PASS
    assert outcome(make_case(decision_date="2026-02-28", item_code="CF-1"), "G-04") == PASS
    assert outcome(make_case(decision_date="2026-03-01", item_code="CF-1"), "G-04") == FAIL
    other = make_case(decision_date="2026-03-01", item_code="CF-1", power_outside_list="《演示法》第一条")
    assert outcome(other, "G-04") == PASS
    inspection = make_case(kind=CaseKind.INSPECTION, inspected_on="2026-03-01", item_code="CF-1")
    assert outcome(inspection, "G-04") == FAIL


def test_g_04_a_code_no_list_ever_had_is_left_to_a_person():
    list_item(make_agency())
    assert "编码合并、拆分或者改版" in result(make_case(decision_date="2026-03-01", item_code="CF-7"), "G-04").sentence
    unlisted = make_case(make_agency(Sector.HOUSING), decision_date="2026-03-01", item_code="CF-1")
    assert outcome(unlisted, "G-04") == UNKNOWN
    assert outcome(make_case(decision_date="2025-12-31", item_code="CF-1"), "G-04") == UNKNOWN
    assert outcome(make_case(decision_date="2026-03-01"), "G-04") == NOT_APPLICABLE


FILED = {"filing_date": "2026-03-03", "place_code": "430102"}


@pytest.fixture
def county():
    return make_agency(region_code="430102")


def test_p_02_the_place_of_the_act_or_a_ground_of_its_own(county):
    assert outcome(make_case(county, **FILED), "P-02") == PASS
    assert outcome(make_case(county, **FILED | {"place_code": "430102001000"}), "P-02") == PASS
    elsewhere = FILED | {"place_code": "430103"}
    assert outcome(make_case(county, **elsewhere), "P-02") == FAIL
    for basis in ("law", "department_rule", "designated", "from_above", "transferred"):
        assert outcome(make_case(county, **elsewhere, jurisdiction_basis=basis), "P-02") == PASS
    assert outcome(make_case(county, **elsewhere, jurisdiction_basis="none"), "P-02") == FAIL
    assert result(make_case(county, filing_date="2026-03-03"), "P-02").missing == ("违法行为发生地区划代码",)


def test_p_02_codes_that_do_not_say_enough_accuse_nobody(county):
    assert outcome(make_case(county, **FILED | {"place_code": "430100"}), "P-02") == UNKNOWN
    assert outcome(make_case(county, **FILED | {"place_code": "4301XJ"}), "P-02") == UNKNOWN
    assert outcome(make_case(county, **FILED | {"place_code": "430124"}), "P-02") == UNKNOWN
    new_area = make_agency(region_code="4301XJ")
    assert outcome(make_case(new_area, **FILED | {"place_code": "430104"}), "P-02") == UNKNOWN


def test_p_02_who_filed_first_has_the_case(county):
    later = FILED | {"other_agency_filed_on": "2026-03-02"}
    assert outcome(make_case(county, **later, jurisdiction_settled=True), "P-02") == PASS
    found = result(make_case(county, **later, jurisdiction_settled=False), "P-02")
    assert (found.outcome, found.broken) == (FAIL, ("另一机关先立案的，经过协商、移送或者指定",))
    assert result(make_case(county, **later), "P-02").missing == ("管辖已协商、移送或者指定",)
    assert outcome(make_case(county, **later, jurisdiction_basis="designated"), "P-02") == PASS
    assert outcome(make_case(county, **FILED, other_agency_filed_on="2026-03-04", jurisdiction_settled=False), "P-02") == PASS
    assert outcome(make_case(county, **FILED, other_agency_filed_on="2026-03-03", jurisdiction_settled=False), "P-02") == UNKNOWN
    assert outcome(make_case(county), "P-02") == NOT_APPLICABLE
