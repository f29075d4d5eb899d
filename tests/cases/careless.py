"""随手填的记录：四类案件，什么都可能缺、可能乱，细目也一样。"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from agencies.choices import Sector
from cases.choices import (
    ActKind,
    CaseKind,
    DecisionType,
    PartyType,
    Procedure,
    ServiceMode,
    SpanKind,
)
from cases.columns.particulars import COLUMNS
from cases.models import CaseParticulars
from supervision.tabular import Kind
from tests.cases.factories import (
    ALL_INFORMED,
    make_act,
    make_case,
    make_certificate,
    make_extension,
    make_payment,
    make_remedy,
    make_service,
    make_span,
)


def some_day(random, near=date(2026, 2, 1)):
    return None if random.random() < 0.2 else near + timedelta(days=random.randrange(0, 130))


def random_case(random, serial):
    """A record as careless agencies might send it: anything may be missing or out of order."""

    def maybe(*values):
        return random.choice([None, *values])

    kinds = random.sample(["warning", "fine", "criticism", "other"], random.randrange(0, 3))
    case = make_case(
        kind=random.choice([*[CaseKind.PENALTY] * 4, *CaseKind]),
        sector=random.choice([Sector.GENERAL, Sector.MARKET, Sector.HOUSING, Sector.SECURITY, Sector.CULTURE, Sector.TAX]),
        procedure=random.choice(["", *Procedure]),
        decision_type=random.choice(["", DecisionType.PENALTY, DecisionType.PENALTY, *DecisionType]),
        party_type=random.choice(["", *PartyType]),
        party_credit_code=random.choice(["", "91350100M000100Y43", "91350100M000100Y44", "9135*", "430100600123456"]),
        filing_status=random.choice(["", "filed", "not_filed"]),
        **{
            name: some_day(random)
            for name in [
                "violation_start",
                "discovered_date",
                "filing_date",
                "informed_served_date",
                "statement_made_on",
                "statement_waived_at",
                "hearing_waived_at",
                "hearing_notice_date",
                "hearing_held_date",
                "legal_review_date",
                "meeting_date",
                "decision_date",
                "announced_on",
                "served_date",
                "published_date",
                "pay_due_date",
                "surcharge_until",
                "closed_on",
            ]
        },
        **{
            name: maybe(True, False)
            for name in [
                "remade_after_annulment",
                "oral_informed_recorded",
                "hearing_required",
                "hearing_held",
                "major_public_interest",
                "complex_multi_legal_relation",
                "other_statutory_review",
                "agency_catalog_hit",
                "party_present",
                "publish_required",
                "surcharge_standard_told",
            ]
        },
        informed_items=maybe(list(ALL_INFORMED), ["content", "facts"]),
        notice_window_days=maybe(3, 7),
        legal_review_result=random.choice(["", "agreed", "refused"]),
        decision_no=random.choice(["", "甲罚〔2026〕1号", f"甲罚〔2026〕{serial}号", "12号"]),
        penalty_kinds=kinds,
        fine_amount=maybe(Decimal(150), Decimal(1000), Decimal(10000)),
        fine_amount_wan=maybe(Decimal("0.1"), Decimal("1")),
        amount_in_words=maybe(Decimal(1000)),
        surcharge=maybe(Decimal(300), Decimal(9900)),
        service_mode=random.choice(["", *ServiceMode]),
        publish_exempt_reason=random.choice(["", "", "个人隐私"]),
        dispute_status=random.choice(["none", "none", "litigation"]),
    )
    add_parts(case, random)
    add_particulars(case, random)
    return case


def add_parts(case, random):
    for _ in range(random.randrange(0, 3)):
        numbers = ["查无此证"] if random.random() < 0.2 else [
            make_certificate(case.agency, valid_to=random.choice(["2026-03-15", "2030-12-31"])).number for _ in range(random.randrange(0, 3))
        ]  # fmt: skip
        make_act(case, random.choice(list(ActKind)), some_day(random), officers=numbers)
    for _ in range(random.randrange(0, 2)):
        start = date(2026, 2, 10)
        make_span(
            case,
            start,
            random.choice([None, start + timedelta(days=9)]),
            random.choice(list(SpanKind)),
            notified=random.choice([None, True]),
        )
    if random.random() < 0.3:
        make_extension(case, 30)
    if random.random() < 0.5:
        make_service(
            case,
            random.choice(list(ServiceMode)),
            dispatched_on=some_day(random),
            noticed_on=some_day(random),
            served_on=some_day(random),
        )
    if random.random() < 0.3:
        make_payment(case, date(2026, 3, 20), 100)
    if random.random() < 0.3:
        make_remedy(case, *random.choice([("2026-03-01", "2026-03-20"), ("2026-03-01", None), ("2026-03-20", "2026-03-01")]))


def add_particulars(case, random):
    """A third of the particulars, each with any value that its column can hold."""
    some = {key: random_value(column, random) for key, column in COLUMNS.items() if random.random() < 0.3}
    CaseParticulars.objects.create(case=case, **some)


def random_value(column, random):
    day = some_day(random) or date(2026, 2, 1)
    match column.kind:
        case Kind.DATE:
            return day
        case Kind.DATETIME:
            return timezone.make_aware(datetime.combine(day, time(random.randrange(24), random.randrange(60))))
        case Kind.BOOLEAN:
            return random.random() < 0.5
        case Kind.INTEGER:
            return random.randrange(0, 40)
        case Kind.MONEY_YUAN:
            return Decimal(random.choice([0, 50, 200, 5000, 100000]))
        case Kind.CHOICE:
            return random.choice(list(column.choices))
        case Kind.MULTI_CHOICE | Kind.LIST:
            return random.sample(list(column.choices) or ["甲", "乙", "丙"], random.randrange(0, 3))
    return random.choice(["甲", "430100", "2026", "《演示条例》第五条"])[: column.max_length or 200]
