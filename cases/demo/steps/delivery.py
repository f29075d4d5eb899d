"""演示：送达与公开的细目，合法的怎么填，埋设的缺陷怎么改。"""

from __future__ import annotations

from datetime import date, timedelta

from cases.choices import CaseKind
from cases.demo.days import Days
from cases.demo.penalty import DemoCase, Seats
from cases.demo.steps.declaration import Step


def _fill(days: Days, kind: CaseKind, case: DemoCase, seats: Seats) -> None:
    """Somebody looked through some of the published texts and found nothing."""
    if kind == CaseKind.PENALTY and days.rng.random() < 0.3 and case.row.get("published_date"):
        case.row["published_personal"] = "没有发现"


def _served(case: DemoCase) -> bool:
    return bool(case.row.get("decision_date") and case.row.get("served_date")) and case.row["procedure"] == "普通程序"


def _consent_after_sending(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The party agreed to electronic service the day after it was sent."""
    sent = date.fromisoformat(case.row["served_date"]) if _served(case) else None
    if sent is None or sent + timedelta(days=1) > days.as_of:
        return False
    case.row |= {
        "service_mode": "电子送达",
        "e_consent_signed": "是",
        "e_sent_on": sent.isoformat(),
        "e_consent_on": (sent + timedelta(days=1)).isoformat(),
    }
    return True


def _notice_without_reason(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A party who had gone away, served by public notice, and the file does not say how it came to that."""
    if not _served(case):
        return False
    noticed = days.workdays_after(case.dates["decided"], 2)
    served = noticed + timedelta(days=30)
    if served > days.as_of:
        return False
    case.row |= {
        "service_mode": "公告送达",
        "service_noticed": noticed.isoformat(),
        "served_date": served.isoformat(),
        "pay_due_date": (served + timedelta(days=15)).isoformat(),
        "payments": "",
        "closed_on": "",
        "whereabouts_unknown": "是",
        "notice_reason_recorded": "否",
    }
    return True


def _withdrawn_late(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Annulled, and still public on the fourth working day after."""
    if not (_served(case) and case.row.get("published_date")):
        return False
    annulled = date.fromisoformat(case.row["published_date"]) + timedelta(days=20)
    withdrawn = days.workdays_after(annulled, days.rng.randint(4, 9)) if annulled <= days.as_of else None
    if withdrawn is None or withdrawn > days.as_of:
        return False
    case.row |= {
        "withdrawal_trigger": "撤销",
        "withdrawal_trigger_on": annulled.isoformat(),
        "withdrawn_on": withdrawn.isoformat(),
        "withdrawal_reasoned": "是",
    }
    return True


def _number_published(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Somebody's whole number stood in the published text."""
    if not (_served(case) and case.row.get("published_date")):
        return False
    case.row["published_personal"] = "完整的居民身份证号"
    return True


_P = CaseKind.PENALTY
STEP = Step(
    fill=_fill,
    planted=(
        (_P, "P-51", _consent_after_sending),
        (_P, "P-52", _notice_without_reason),
        (_P, "P-54", _withdrawn_late),
        (_P, "P-55", _number_published),
    ),
)
