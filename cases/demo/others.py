"""演示许可、强制、检查记录。"""

from __future__ import annotations

from datetime import date, timedelta

from agencies.choices import PowerKind
from cases.demo.days import Days
from cases.demo.penalty import DemoCase, Seats
from cases.demo.vocabulary import STREETS, cause_for, item_code, party

LICENCES = ("食品经营许可证", "公共场所卫生许可证", "道路运输经营许可证", "建筑工程施工许可证", "排污许可证", "娱乐经营许可证")


def licence(days: Days, number: str, mark: str, sector: str, seats: Seats, day: date) -> DemoCase:
    """A licence that was granted in time."""
    decided = days.between(day, 3, 15)
    if decided > days.as_of:
        decided = day
    name = days.rng.choice(LICENCES)
    row = {
        "record_no": number,
        "cause": f"申请{name}",
        **party(days.rng),
        "licence_name": name,
        "applied_on": day.isoformat(),
        "accepted_on": day.isoformat(),
        "decision_no": f"{mark}许准〔{decided.year}〕{number[-5:].lstrip('0')}号",
        "decision_date": decided.isoformat(),
        "content": f"准予核发{name}。（演示）",
        "valid_from": decided.isoformat(),
        "valid_to": (decided + timedelta(days=5 * 365)).isoformat(),
        "publish_required": "是",
        "published_date": days.happened(days.between(decided, 1, 6)),
    }
    return DemoCase(row)


def inspection(days: Days, number: str, mark: str, sector: str, seats: Seats, day: date) -> DemoCase:
    """An inspection of an enterprise by two officers, scanned."""
    rng = days.rng
    first, second = rng.sample(seats.valid, 2)
    cause = cause_for(rng, sector)
    row = {
        "record_no": number,
        "cause": f"{cause.words}检查",
        "item_code": item_code(cause, PowerKind.INSPECTION),
        **party(rng),
        "place": f"{rng.choice(STREETS)}{rng.randint(1, 199)}号",
        "inspection_kind": rng.choice(("日常检查", "双随机", "专项检查")),
        "inspected_on": day.isoformat(),
        "inspection_result": "不合格" if rng.random() < 0.19 else "合格",
        "scanned": "是",
        "act1_kind": "现场检查",
        "act1_on": day.isoformat(),
        "act1_enforcing": f"{first}；{second}",
    }
    return DemoCase(row)


COERCIONS = (
    ("查封", 34),
    ("扣押", 34),
    ("冻结", 6),
    ("加处罚款", 4),
    ("划拨", 6),
    ("代履行", 6),
    ("强制拆除", 4),
    ("申请人民法院强制执行", 6),
)


def coercion(days: Days, number: str, mark: str, sector: str, seats: Seats, day: date) -> DemoCase:
    """A seizure or freeze of at most thirty days that begins on `day`, or an execution on that day, decided before it."""
    rng = days.rng
    first, second = rng.sample(seats.valid, 2)
    called = rng.choices([words for words, _ in COERCIONS], [share for _, share in COERCIONS])[0]
    measure = called in ("查封", "扣押", "冻结")
    decided = day if measure else day - timedelta(days=21 if called == "强制拆除" else 5)
    served = days.between(day, 1, 2) if called == "冻结" else decided
    ends = day + timedelta(days=rng.randint(5, 30)) if measure else day
    row = {
        "record_no": number,
        "cause": cause_for(rng, sector).words,
        **party(rng),
        "measure_kind": called,
        "measure_from": day.isoformat(),
        "measure_to": "" if called in ("加处罚款", "申请人民法院强制执行") else days.happened(ends),
        "act1_kind": "行政强制措施" if measure else "其他",
        "act1_on": day.isoformat(),
        "act1_enforcing": f"{first}；{second}",
        "decision_no": f"{mark}强〔{decided.year}〕{number[-5:].lstrip('0')}号",
        "decision_date": decided.isoformat(),
        "content": f"{called}。（演示）" if not measure else "查封、扣押、冻结涉案财物。（演示）",
        "service_mode": "直接送达",
        "served_date": days.happened(served),
    }
    return DemoCase(row, {"done": day, "ends": ends})
