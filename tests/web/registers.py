"""登记簿里的东西：每处一项权责事项、一家企业；行业参数、法规库是全市共用的。"""

from __future__ import annotations

from datetime import date
from typing import Any

from stdnum.cn import uscc

from agencies.models import Agency, PowerItem
from agencies.registers import Register
from cases.models import AgencyDuty, EnforcementCase, Enterprise, Law, LawArticle, SectorParameter
from cases.services.enterprises import count_enterprises
from supervision.tabular import Kind
from tests.cases import factories


def of(agency: Agency, *, over: bool = False) -> dict[str, dict[str, Any]]:
    """What the registers hold of an agency; `over`: an item that has ended, an enterprise of which nothing is heard any more."""
    item = PowerItem.objects.create(
        agency=agency, region_code=agency.region_code, tier=agency.tier, code=f"YS-CF-{int(over)}", name="对擅自施工的处罚", kind="penalty",
        basis="建筑法", valid_from=date(2024, 1, 1), valid_to=date(2025, 12, 31) if over else None, source="权责清单",
    )  # fmt: skip
    case = factories.make_case(
        agency, party_name="演示企业", party_type="legal_person", listed_on=date(2025 if over else 2026, 4, 1)
    )
    parameter = SectorParameter.objects.order_by("pk")[0]
    duty = AgencyDuty.objects.create(
        agency=agency, region_code=agency.region_code, year=2024 if over else 2025, officers_count=20
    )
    return {
        "duty": {"pk": duty.pk},
        "power_item": {"pk": item.pk},
        "enterprise": {"case": case.pk},
        "parameter": {"pk": parameter.pk},
        "law": {"pk": Law.objects.get(code="行政处罚法").pk},
        "law_article": {"pk": LawArticle.objects.get(law__code="行政处罚法", number="第六十条").pk},
    }


def as_it_stands(register: Register, place: Any, thing: str, **changed: Any) -> dict[str, Any]:
    """The form of a register's row filled in as the page shows it, with something changed."""
    entry = next(register.entries(register.model._default_manager.filter(pk=place.of(thing)["pk"])))
    return filled_in(register, **{**entry.values, "seen": entry.digest, "reason": "核对原文"} | changed)


def filled_in(register: Register, **told: Any) -> dict[str, Any]:
    """All fields of a register's form, blank where nothing is told."""
    blank: dict[str, Any] = {column.key: [] if column.kind is Kind.MULTI_CHOICE else "" for column in register.table.columns}
    return blank | {key: "" if value in (None, False) else value for key, value in told.items()}


def count(keys: list[dict[str, dict[str, Any]]]) -> None:
    """The enterprises of all places counted; last of all, since `canaries` puts its words into the codes too. Each place's key becomes that of
    the enterprise in the counts of its agency."""
    for number, place in enumerate(keys):
        body = f"91430100MX{number:07}"
        place["enterprise"]["code"] = body + uscc.calc_check_digit(body)
        rows = EnforcementCase.objects.filter(pk=place["enterprise"]["case"])
        rows.update(party_credit_code=place["enterprise"]["code"], party_type="legal_person")
    count_enterprises()
    for place in keys:
        known = place["enterprise"]
        place["enterprise"] = {"pk": Enterprise.objects.get(agency__isnull=False, credit_code=known["code"]).pk}
