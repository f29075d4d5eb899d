"""测试用的案件：一次写一件，只写测试要看的字段。

Cases for tests. `make_case` writes what it is told and nothing else (an unmentioned field is "the record does not say");
`make_lawful_case` writes an ordinary fine that breaks no rule, to be spoilt by one field. All people are fictional.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from agencies.choices import AgencyKind, CertificateStatus, PersonnelKind, Sector, Tier
from agencies.models import Agency, CertificateSpan, EnforcementCertificate, EnforcementOfficer, Region
from cases.choices import (
    ActKind,
    CaseKind,
    DecisionType,
    FilingStatus,
    InformedItem,
    OfficerRole,
    PartyType,
    Procedure,
    ProfileState,
    ReviewResult,
    ServiceMode,
    SpanKind,
)
from cases.columns.drawing import Drawing
from cases.columns.particulars import COLUMNS
from cases.intake.sampling import Sample
from cases.models import (
    CaseAct,
    CaseParticulars,
    DrawnProfile,
    EnforcementCase,
    ExcludedSpan,
    Extension,
    Finding,
    ImportBatch,
    ProofOfService,
    PushReceipt,
    RemedySpan,
    UpwardCase,
    UpwardPackage,
)
from cases.services.profiles import digest_of
from supervision.documents.storage import store
from tests.cases.lawful import PARTICULARS
from tests.cases.lawful.inspection import INSPECTION
from tests.cases.lawful.licence import LICENCE
from tests.cases.lawful.measure import PARTICULARS as MEASURE

_serial = count(1)

VALID_CREDIT_CODE = "91350100M000100Y43"
"""The example of GB 32100-2015: its check character is right."""

ALL_INFORMED = [
    InformedItem.CONTENT,
    InformedItem.FACTS,
    InformedItem.REASONS,
    InformedItem.BASIS,
    InformedItem.STATEMENT_RIGHT,
]


def make_agency(sector: str = Sector.GENERAL, *, region_code: str = "430100") -> Agency:
    """The enforcement agency of a sector in a region; the same one each time."""
    region, _ = Region.objects.get_or_create(
        code=region_code, defaults={"name": f"地区{region_code}", "tier": Tier.CITY, "scope_prefix": region_code}
    )
    agency, _ = Agency.objects.get_or_create(
        code=f"T-{region_code}-{sector}",
        defaults={
            "name": f"测试{Sector(sector).label}局",
            "short_name": f"测试{Sector(sector).label}局"[:30],
            "kind": AgencyKind.ENFORCEMENT,
            "sector": sector,
            "region": region,
            "region_code": region_code,
            "tier": Tier.CITY,
        },
    )
    return agency


def make_case(agency: Agency | None = None, **fields: Any) -> EnforcementCase:
    """A penalty by ordinary procedure; everything else as given. `sector` alone picks (or makes) an agency of that sector.

    Fields of the case and of its particulars go together. Dates may be ISO texts; a moment is written with its zone,
    "2026-03-02 10:20+08". The object is read back from the database, so that its fields are what Django would load.
    """
    serial = next(_serial)
    agency = agency or make_agency(fields.get("sector", Sector.GENERAL))
    values: dict[str, Any] = {
        "kind": CaseKind.PENALTY,
        "sector": agency.sector,
        "external_id": f"T{serial:06d}",
        "party_name": f"演示当事人{serial}",
        "received_on": date(2026, 11, 1),
    } | fields
    if values["kind"] == CaseKind.PENALTY:
        values = {"procedure": Procedure.ORDINARY, "decision_type": DecisionType.PENALTY} | values
    first = next((values[name] for name in ("decision_date", "filing_date", "inspected_on") if values.get(name)), None)
    values.setdefault("listed_on", first or values["received_on"])
    particulars = {key: values.pop(key) for key in list(values) if key in COLUMNS}
    case = EnforcementCase.objects.create(agency=agency, region_code=agency.region_code, **values)
    if particulars:
        CaseParticulars.objects.create(case=case, **particulars)
    case.refresh_from_db()
    return case


def make_lawful_case(agency: Agency | None = None, **fields: Any) -> EnforcementCase:
    """An ordinary fine of 5,000 元 on a company in March 2026, complete and breaking no rule; two certified officers questioned it."""
    lawful: dict[str, Any] = {
        "party_type": PartyType.LEGAL_PERSON,
        "party_credit_code": VALID_CREDIT_CODE,
        "violation_start": date(2026, 1, 12),
        "discovered_date": date(2026, 1, 19),
        "filing_status": FilingStatus.FILED,
        "filing_date": date(2026, 1, 26),
        "informed_served_date": date(2026, 3, 2),
        "informed_items": list(ALL_INFORMED),
        "hearing_required": False,
        "major_public_interest": False,
        "complex_multi_legal_relation": False,
        "other_statutory_review": False,
        "hearing_held": False,
        "agency_catalog_hit": False,
        "legal_review_date": date(2026, 3, 11),
        "legal_review_result": ReviewResult.AGREED,
        "decision_date": date(2026, 3, 12),
        "decision_no": f"长测罚〔2026〕{next(_serial)}号",
        "penalty_kinds": ["fine"],
        "fine_amount": 5000,
        "fine_amount_wan": "0.5",
        "party_present": False,
        "service_mode": ServiceMode.DIRECT,
        "served_date": date(2026, 3, 16),
        "publish_required": True,
        "published_date": date(2026, 3, 17),
        **PARTICULARS,
    } | fields
    case = make_case(agency, **lawful)
    officers = [make_certificate(case.agency).number, make_certificate(case.agency).number]
    make_act(case, ActKind.INQUIRY, date(2026, 2, 3), officers=officers)
    return case


def make_certificate(
    agency: Agency,
    number: str = "",
    *,
    valid_from: date | str = date(2020, 1, 1),
    valid_to: date | str = date(2030, 12, 31),
    out_of_force: Sequence[tuple[date | str, date | str | None]] = (),
    status: str = CertificateStatus.SUSPENDED,
    personnel: str = PersonnelKind.OFFICER,
    officer: EnforcementOfficer | None = None,
) -> EnforcementCertificate:
    """A certificate with its holder (a new fictional person unless `officer` is given); `out_of_force`: (from, to) pairs."""
    serial = next(_serial)
    officer = officer or EnforcementOfficer.objects.create(
        agency=agency, region_code=agency.region_code, name=f"演示人员{serial}", kind=personnel
    )
    certificate = EnforcementCertificate.objects.create(
        officer=officer, number=number or f"TEST{serial:08d}", valid_from=valid_from, valid_to=valid_to
    )
    for from_day, to_day in out_of_force:
        CertificateSpan.objects.create(certificate=certificate, status=status, from_day=from_day, to_day=to_day)
    return certificate


def make_act(
    case: EnforcementCase,
    kind: str = ActKind.INQUIRY,
    acted_on: date | str | None = date(2026, 3, 2),
    *,
    officers: Iterable[str | tuple[str, str]] = (),
    **fields: Any,
) -> CaseAct:
    """An act with the people who signed: certificate numbers, or (number, role) pairs; role defaults to enforcing."""
    by_role: dict[str, list[str]] = {}
    for officer in officers:
        number, role = (officer, OfficerRole.ENFORCING) if isinstance(officer, str) else officer
        by_role.setdefault(str(role), []).append(number)
    return CaseAct.objects.create(case=case, no=case.acts.count() + 1, kind=kind, acted_on=acted_on, **by_role, **fields)


def make_service(case: EnforcementCase, mode: str = ServiceMode.DIRECT, **fields: Any) -> ProofOfService:
    """One act of serving the decision: first_attempt_on, dispatched_on, noticed_on, served_on."""
    return ProofOfService.objects.create(case=case, mode=mode, **fields)


def make_span(
    case: EnforcementCase, from_day: date | str, to_day: date | str | None, kind: str = SpanKind.HEARING, **fields: Any
) -> ExcludedSpan:
    """Days that do not count, both ends included."""
    return ExcludedSpan.objects.create(case=case, kind=kind, from_day=from_day, to_day=to_day, **fields)


def make_extension(case: EnforcementCase, days: int, approved_on: date | str | None = None, **fields: Any) -> Extension:
    """An approved extension."""
    return Extension.objects.create(case=case, days=days, approved_on=approved_on, **fields)


def make_payment(case: EnforcementCase, paid_on: date | str, amount: int | str) -> None:
    """One more payment of the fine in 元."""
    case.payments = [*(case.payments or ()), {"on": str(paid_on), "amount": float(amount)}]
    case.save(update_fields=["payments"])


def make_remedy(
    case: EnforcementCase, from_day: date | str | None, to_day: date | str | None, kind: str = "reconsideration"
) -> RemedySpan:
    """A reconsideration or lawsuit, from acceptance to conclusion."""
    return RemedySpan.objects.create(case=case, kind=kind, from_day=from_day, to_day=to_day)


def make_finding(case: EnforcementCase, rule_code: str = "P-30", **fields: Any) -> Finding:
    """A finding as if a check had written it; for pages and services that start from one."""
    values: dict[str, Any] = {
        "rule_version": 1,
        "severity": 2,
        "basis": "《行政处罚法》第六十条",
        "found_on": date(2026, 11, 1),
        "listed_on": case.listed_on,
    } | fields
    return Finding.objects.create(
        case=case, agency_id=case.agency_id, region_code=case.region_code, rule_code=rule_code, **values
    )


def pushed(batch: ImportBatch) -> None:
    """The API shows what came through it."""
    PushReceipt.objects.create(
        agency=batch.agency, region_code=batch.region_code, key=f"walk-{batch.pk}", digest=f"{batch.pk:064d}", batch=batch
    )


def make_package(body: Agency, *, state: str, refused: int = 0) -> UpwardPackage:
    """A package of a body for the province: signed for, or refused as a whole."""
    sequence = UpwardPackage.objects.filter(agency=body).count() + 1
    answered = {"receipt": "{}", "acknowledged_at": timezone.now(), "accepted": 2 - refused, "refused": refused}
    made: UpwardPackage = UpwardPackage.objects.create(
        agency=body, region_code=body.region_code, sequence=sequence, kind="cases", schema="cases/1", records=2, made_at=timezone.now(),
        body=store(f"{body.code} {sequence}".encode(), media_type="application/json"), state=state, tries=1,
        **(answered if state == "acknowledged" else {"failures": 1, "problem": "对方拒收（422）。"}),
    )  # fmt: skip
    return made


def sent_back(case: EnforcementCase) -> UpwardCase:
    """A case that the province sent back."""
    made: UpwardCase = UpwardCase.objects.create(
        case=case, agency=case.agency, region_code=case.region_code, waiting=False, version=1, outcome="refused", told_at=timezone.now(),
        reason="案由编码不存在",
    )  # fmt: skip
    return made


def make_profile(
    agency: Agency | None, drawer: Any, headings: Sequence[str] = ("商户", "日子"), state: str = "active", **fields: Any
) -> DrawnProfile:
    """An inspection's heading map: who, and on which day."""
    drawing = Drawing(dict(zip(headings, ("party_name", "inspected_on"), strict=False)))
    now = timezone.now()
    values: dict[str, Any] = {
        "name": "某系统导出",
        "kind": CaseKind.INSPECTION,
        "mapping": drawing.to_json(),
        "headings": digest_of(drawing.needed),
        "activated_at": now,
        "retired_at": now if state == ProfileState.RETIRED else None,
    } | fields
    return DrawnProfile.objects.create(
        agency=agency, region_code=agency.region_code if agency else "", drawn_by=drawer, state=state, **values
    )


def draft_profile(agency: Agency, drawer: Any) -> DrawnProfile:
    """A draft with a sample of one row, nothing mapped yet."""
    sample = Sample("样例.csv", ["店名", "来的日子"], 1, "", [(2, ["演示店", "2026-03-02"])], [["演示店"], ["2026-03-02"]])
    return make_profile(
        agency, drawer, state="draft", name="草稿", headings=(), sample=sample.to_json(), mapping=Drawing().to_json()
    )


def make_lawful_licence(agency: Agency | None = None, **fields: Any) -> EnforcementCase:
    """A licence applied for and accepted on 2026-03-02, granted on 2026-03-16 and published on the 17th, breaking no rule."""
    lawful: dict[str, Any] = {
        "kind": CaseKind.LICENCE,
        "party_type": PartyType.LEGAL_PERSON,
        "party_credit_code": VALID_CREDIT_CODE,
        "licence_name": "食品经营许可证",
        "applied_on": date(2026, 3, 2),
        "accepted_on": date(2026, 3, 2),
        "decision_no": f"长测许准〔2026〕{next(_serial)}号",
        "decision_date": date(2026, 3, 16),
        "valid_from": date(2026, 3, 16),
        "valid_to": date(2031, 3, 15),
        "publish_required": True,
        "published_date": date(2026, 3, 17),
        **LICENCE,
    } | fields
    return make_case(agency, **lawful)


def make_lawful_inspection(agency: Agency | None = None, **fields: Any) -> EnforcementCase:
    """A routine inspection of a company on Friday 2026-04-10 by two certified officers, breaking no rule."""
    lawful: dict[str, Any] = {
        "kind": CaseKind.INSPECTION,
        "party_type": PartyType.LEGAL_PERSON,
        "party_credit_code": VALID_CREDIT_CODE,
        "item_code": "YS-JC-0001",
        "place": "演示路1号",
        "inspection_kind": "日常检查",
        "inspected_on": date(2026, 4, 10),
        "inspection_result": "合格",
        "scanned": True,
        "publish_required": True,
        "published_date": date(2026, 4, 20),
        **INSPECTION,
    } | fields
    case = make_case(agency, **lawful)
    officers = [make_certificate(case.agency).number, make_certificate(case.agency).number]
    make_act(case, ActKind.ONSITE_INSPECTION, case.inspected_on, officers=officers)
    return case


def make_lawful_measure(agency: Agency | None = None, **fields: Any) -> EnforcementCase:
    """Goods seized from a company on 2026-03-10 by two certified officers and given back on 2026-03-30; it breaks no rule."""
    lawful: dict[str, Any] = {
        "kind": CaseKind.COERCION,
        "party_type": PartyType.LEGAL_PERSON,
        "party_credit_code": VALID_CREDIT_CODE,
        "measure_kind": "扣押",
        "measure_from": date(2026, 3, 10),
        "measure_to": date(2026, 3, 30),
        "decision_date": date(2026, 3, 10),
        "decision_no": f"长测强〔2026〕{next(_serial)}号",
        "service_mode": ServiceMode.DIRECT,
        "served_date": date(2026, 3, 10),
        "publish_required": True,
        "published_date": date(2026, 3, 20),
        "cert_shown": "recorded",
        "av_recorded": True,
        "av_act_from": "2026-03-10 10:20+08",
        "av_act_to": "2026-03-10 11:40+08",
        "av_from": "2026-03-10 10:20+08",
        "av_to": "2026-03-10 11:40+08",
        **MEASURE,
    }
    case = make_case(agency, **lawful | fields)
    officers = [make_certificate(case.agency).number, make_certificate(case.agency).number]
    make_act(case, ActKind.COMPULSORY_MEASURE, date(2026, 3, 10), officers=officers)
    return case
