"""演示处罚案件：先排一件处处合法的案子，再按需埋一个缺陷。"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from agencies.choices import PowerKind
from cases.demo.days import Days
from cases.demo.vocabulary import STREETS, cause_for, item_code, party

INFORMED = "拟处罚内容、事实、理由、依据、陈述申辩权"


@dataclass
class Seats:
    """Certificate numbers of one agency's officers by what is the matter with them; its place and sector."""

    valid: list[str]
    expired: str
    suspended: str
    suspended_from: date
    suspended_to: date
    auxiliary: str = ""
    region_code: str = ""
    sector: str = ""


@dataclass
class DemoCase:
    """One record to be written: its columns, the dates its defects need, the rules it is meant to fail, and its agency's sector."""

    row: dict[str, str]
    dates: dict[str, date] = field(default_factory=dict)
    planted: list[str] = field(default_factory=list)
    sector: str = ""


def ordinary(days: Days, number: str, mark: str, sector: str, seats: Seats, discovered: date) -> DemoCase:
    """A case of the ordinary procedure that breaks no rule; steps that lie ahead of `as_of` are still empty."""
    rng = days.rng
    cause = cause_for(rng, sector)
    filed = days.between(discovered, 1, 3)
    asked = days.between(filed, 1, 4)
    hearing = rng.random() < 0.12
    informed = days.between(filed, 10, 25)
    window_ends = days.workdays_after(informed, 5)
    held = days.between(window_ends, 7, 9)
    reviewed = days.between(held if hearing else window_ends, 1, 3)
    decided = days.between(reviewed, 1, 4)
    served, published = days.between(decided, 1, 6), days.between(decided, 1, 7)
    fine = Decimal(rng.randrange(*cause.fines, 100))
    if hearing:
        fine = fine * 10
    who = party(rng)
    first, second, third = rng.sample(seats.valid, 3)
    happened = days.happened
    row = {
        "record_no": number,
        "case_no": f"{mark}立〔{filed.year}〕{number[-5:].lstrip('0')}号",
        "cause": cause.words,
        "item_code": item_code(cause, PowerKind.PENALTY),
        "source": rng.choice(("现场检查", "投诉", "举报", "上级交办")),
        "place": f"{rng.choice(STREETS)}{rng.randint(1, 199)}号",
        **who,
        "violation_start": discovered.isoformat(),
        "discovered_date": discovered.isoformat(),
        "filing_status": "已立案",
        "filing_date": happened(filed),
        "procedure": "普通程序",
        "act1_kind": "现场检查",
        "act1_on": discovered.isoformat(),
        "act1_record_no": f"检{number[-6:]}",
        "act1_enforcing": f"{first}；{second}",
        "act2_kind": "询问",
        "act2_on": happened(asked),
        "act2_record_no": f"询{number[-6:]}",
        "act2_enforcing": f"{first}；{third}",
        "informed_served_date": happened(informed),
        "informed_items": INFORMED + ("、听证权" if hearing else ""),
        "notice_window_days": "5",
        "hearing_required": "是" if hearing else "否",
        "major_public_interest": "否",
        "complex_multi_legal_relation": "否",
        "other_statutory_review": "否",
        "facts": f"{who['party_name']}存在{cause.words}的行为，有现场检查笔录、询问笔录为证。（演示）",
        "legal_basis": cause.basis,
        "publish_required": "是",
    }
    if hearing:
        row |= {
            "hearing_notice_date": happened(window_ends),
            "hearing_held": "是" if held <= days.as_of else "",
            "hearing_held_date": happened(held),
            "legal_review_date": happened(reviewed),
            "legal_review_result": "同意",
            "meeting_date": happened(reviewed),
        }
    case = DemoCase(row, {"informed": informed, "window_ends": window_ends, "filed": filed, "decided": decided})
    if decided <= days.as_of:
        decide(days, case, mark, decided, served, published, fine)
    return case


def decide(days: Days, case: DemoCase, mark: str, decided: date, served: date, published: date, fine: Decimal) -> None:
    """Write decision, service, publication and payment into a case."""
    pay_by = served + timedelta(days=15)
    paid = served + timedelta(days=days.rng.randint(1, 12))
    case.dates |= {"decided": decided, "served": served, "published": published, "pay_by": pay_by}
    case.row |= {
        "decision_type": "处罚",
        "decision_no": f"{mark}罚〔{decided.year}〕{case.row['record_no'][-5:].lstrip('0')}号",
        "decision_date": decided.isoformat(),
        "content": f"罚款人民币{fine}元。",
        "penalty_kinds": "罚款",
        "fine_amount": f"{fine:.2f}",
        "service_mode": "直接送达",
        "served_date": days.happened(served),
        "published_date": days.happened(published),
        "pay_due_date": pay_by.isoformat(),
    }
    if paid <= days.as_of:
        case.row |= {"payments": f"{paid.isoformat()} {fine:.2f}", "closed_on": days.happened(paid + timedelta(days=5))}


def summary(days: Days, number: str, mark: str, sector: str, seats: Seats, day: date) -> DemoCase:
    """An on-the-spot penalty within its cap (行政处罚法 §51)."""
    rng = days.rng
    cause, who = cause_for(rng, sector), party(rng)
    fine = Decimal(rng.randrange(50, 201, 10) if who["party_type"] != "法人" else rng.randrange(500, 3001, 100))
    first, second = rng.sample(seats.valid, 2)
    row = {
        "record_no": number,
        "cause": cause.words,
        "item_code": item_code(cause, PowerKind.PENALTY),
        "source": "现场检查",
        "place": f"{rng.choice(STREETS)}{rng.randint(1, 199)}号",
        **who,
        "violation_start": day.isoformat(),
        "discovered_date": day.isoformat(),
        "procedure": "简易程序",
        "act1_kind": "当场处罚",
        "act1_on": day.isoformat(),
        "act1_enforcing": f"{first}；{second}",
        "oral_informed_recorded": "是",
        "facts": f"{who['party_name']}{cause.words}，事实清楚。（演示）",
        "legal_basis": cause.basis,
        "publish_required": "否",
    }
    case = DemoCase(row)
    decide(days, case, mark, day, day, day, fine)
    case.row |= {"published_date": "", "announced_on": day.isoformat(), "party_present": "是"}
    return case
