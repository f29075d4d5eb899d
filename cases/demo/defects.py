"""埋设的缺陷：一条规则一种，改得恰好违反那一条。

Planted defects, one a rule. Each changes a lawful case so that it breaks that rule (and only that rule), and says when it fits.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from cases.demo.days import Days
from cases.demo.penalty import DemoCase, Seats, decide

Defect = Callable[[Days, DemoCase, Seats], bool]
"""Changes the case; False when it does not fit this case (nothing is changed then)."""


def _decided(case: DemoCase) -> bool:
    return bool(case.row.get("decision_date"))


def _ordinary(case: DemoCase) -> bool:
    return case.row["procedure"] == "普通程序"


def g_05(days: Days, case: DemoCase, seats: Seats) -> bool:
    """One officer alone on site."""
    case.row["act1_enforcing"] = seats.valid[0]
    return True


def g_06(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A certificate that had run out."""
    if case.row["act1_on"] <= "2024-10-31":
        return False
    case.row["act1_enforcing"] += f"；{seats.expired}"
    return True


def p_06(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Filed only after the prior notice had been served."""
    if not (_ordinary(case) and _decided(case)):
        return False
    case.row["filing_date"] = (case.dates["informed"] + timedelta(days=1)).isoformat()
    case.row |= {"clue_received_on": "", "filing_approved_on": ""}  # else the clue's period and the approval would be wrong, too
    return True


def p_12(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The notice did not tell the right to state and defend."""
    if not (_ordinary(case) and _decided(case)):
        return False
    case.row["informed_items"] = case.row["informed_items"].replace("、陈述申辩权", "")
    return True


def p_13(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Decided on the last day of the window, which still belongs to the party."""
    if not (_ordinary(case) and _decided(case)) or case.row["hearing_required"] == "是":
        return False
    _decide_on(days, case, case.dates["window_ends"])
    return True


def p_22(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A case heard in a hearing, decided although the legal review did not agree."""
    if not _decided(case) or case.row.get("hearing_required") != "是":
        return False
    case.row["legal_review_result"] = "不同意"
    return True


def p_30(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Decided between 6 and 30 days after the ninety."""
    if not (_ordinary(case) and _decided(case)):
        return False
    late = days.on_a_workday(case.dates["filed"] + timedelta(days=90 + days.rng.randint(12, 30)))
    if days.workdays_after(late, 8) > days.as_of:
        return False
    _decide_on(days, case, late)
    return True


def p_32(days: Days, case: DemoCase, seats: Seats) -> bool:
    """An on-the-spot fine above its cap."""
    if _ordinary(case) or case.row["party_type"] == "个体工商户":
        return False
    fine = Decimal(3100 if case.row["party_type"] == "法人" else 260)
    case.row |= {"fine_amount": f"{fine:.2f}", "content": f"罚款人民币{fine}元。", "payments": ""}
    return True


def p_50(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Served after the seventh working day."""
    late = days.workdays_after(case.dates["decided"], 7 + days.rng.randint(1, 8)) if _decided(case) else None
    if late is None or not _ordinary(case) or late > days.as_of:
        return False
    case.row |= {"served_date": late.isoformat(), "payments": "", "pay_due_date": (late + timedelta(days=15)).isoformat()}
    return True


def p_53(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Published after the twentieth working day, which is late in every sector."""
    late = days.workdays_after(case.dates["decided"], 20 + days.rng.randint(1, 9)) if _decided(case) else None
    if late is None or not _ordinary(case) or late > days.as_of:
        return False
    case.row["published_date"] = late.isoformat()
    return True


def p_65(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A surcharge above the fine itself."""
    if not (_ordinary(case) and _decided(case)) or case.dates["pay_by"] + timedelta(days=50) > days.as_of:
        return False
    fine = Decimal(case.row["fine_amount"])
    case.row |= {
        "payments": "",
        "closed_on": "",
        "surcharge": f"{fine * Decimal('1.2'):.2f}",
        "surcharge_until": (case.dates["pay_by"] + timedelta(days=40)).isoformat(),
        "surcharge_standard_told": "是",
    }
    return True


def q_01(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A credit code with a wrong check character."""
    code = case.row.get("party_credit_code", "")
    if len(code) != 18:
        return False
    case.row["party_credit_code"] = code[:-1] + ("1" if code[-1] != "1" else "2")
    return True


def q_04(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Served before it was decided."""
    if not (_ordinary(case) and _decided(case)):
        return False
    case.row["served_date"] = (case.dates["decided"] - timedelta(days=1)).isoformat()
    return True


def q_06(days: Days, case: DemoCase, seats: Seats) -> bool:
    """元 and 万元 do not agree."""
    if not _decided(case):
        return False
    case.row["fine_amount_wan"] = f"{Decimal(case.row['fine_amount']):.6f}"
    return True


def _decide_on(days: Days, case: DemoCase, day: date) -> None:
    """Move the decision and what follows it."""
    mark = case.row["decision_no"].split("罚〔")[0]
    fine = Decimal(case.row["fine_amount"])
    case.row["closed_on"] = case.row["payments"] = ""
    decide(days, case, mark, day, days.between(day, 1, 5), days.between(day, 1, 6), fine)


def p_30_undecided(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Filed more than a hundred days ago and still not decided: a duty not performed (条例 §27)."""
    if not _ordinary(case) or case.dates["filed"] + timedelta(days=100) > days.as_of or not case.row["filing_date"]:
        return False
    undone = ("informed_served_date", "decision_type", "decision_no", "decision_date", "content", "penalty_kinds", "fine_amount")
    later = ("service_mode", "served_date", "published_date", "pay_due_date", "payments", "closed_on")
    hearing = (
        "hearing_notice_date",
        "hearing_held",
        "hearing_held_date",
        "legal_review_date",
        "legal_review_result",
        "meeting_date",
        "review_submitted_on",
    )
    for key in (*undone, *later, *hearing):
        case.row[key] = ""
    return True


def p_53_unpublished(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A decision that had to be published and never was."""
    if not (_ordinary(case) and _decided(case)) or days.workdays_after(case.dates["decided"], 22) > days.as_of:
        return False
    case.row["published_date"] = ""
    return True


PLANTED: tuple[tuple[str, Defect], ...] = (
    ("G-05", g_05),
    ("G-06", g_06),
    ("P-06", p_06),
    ("P-12", p_12),
    ("P-13", p_13),
    ("P-22", p_22),
    ("P-30", p_30),
    ("P-30", p_30_undecided),
    ("P-32", p_32),
    ("P-50", p_50),
    ("P-53", p_53),
    ("P-53", p_53_unpublished),
    ("P-65", p_65),
    ("Q-01", q_01),
    ("Q-04", q_04),
    ("Q-06", q_06),
)
"""Rule → how it is broken. Q-07 (one number, two decisions) needs two cases and is planted by the generator."""
