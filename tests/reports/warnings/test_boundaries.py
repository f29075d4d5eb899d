"""每个模型：一个应当列出的对象，一个差一点而不应当列出的对象。

One scene a model. A scene returns the keys of the subjects that must stand out; everything else in it lies just inside and must not.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import count

import pytest

from agencies.models import PowerItem
from cases.models import ExcludedSpan, Extension
from reports import warnings
from tests.cases.factories import make_act, make_certificate
from tests.reports.warnings.ground import ago, body, cases, credit_code, findings, officers, one, run, standing, visit, waiting

pytestmark = pytest.mark.django_db
Scene = Callable[[], set[str]]
_serial = count(1)


def near_or_late() -> set[str]:
    """W01: due in ten days; in eleven; past and found late; past and found nothing; extended; ten days after five excluded days."""
    waiting(body("A"), ago(80))
    waiting(body("B"), ago(79))
    findings([waiting(body("C"), ago(150))], "P-30")
    waiting(body("D"), ago(150))
    Extension.objects.create(case=waiting(body("E"), ago(80)), days=30)
    ExcludedSpan.objects.create(case=waiting(body("F"), ago(85)), kind="testing", from_day=ago(60), to_day=ago(56))
    waiting(body("G"), ago(80), filing_status="not_filed")
    return {str(body(letter).pk) for letter in "ACF"}


def long_undecided() -> set[str]:
    """W03: a hundred and eighty-one days; a hundred and eighty; suspended until further notice; closed."""
    waiting(body("A"), ago(181))
    waiting(body("B"), ago(180))
    ExcludedSpan.objects.create(case=waiting(body("C"), ago(400)), kind="suspension", from_day=ago(100))
    waiting(body("D"), ago(400), closed_on=ago(10))
    return {str(body("A").pk)}


def no_records() -> set[str]:
    """W04: five officers without a record; four; five whose last record is eleven, and thirteen, months old."""
    for letter, people in (("A", 5), ("B", 4), ("C", 5), ("D", 5)):
        officers(body(letter), people)
    one(body("C"), listed_on=datetime.date(2025, 12, 1))
    one(body("D"), listed_on=datetime.date(2025, 10, 1))
    return {str(body("A").pk), str(body("D").pk)}


def idle_items() -> set[str]:
    """W05: nine items of ten unused; two of ten; none; and nine of ten where only seven records name an item."""
    for letter in "ABCD":
        PowerItem.objects.bulk_create(
            PowerItem(
                agency=body(letter), region_code=body(letter).region_code, code=f"X{at}", name=f"事项{at}", kind="penalty", basis="演示",
                tier="city", valid_from=datetime.date(2024, 1, 1), source="演示清单",
            )
            for at in range(10)
        )  # fmt: skip
    cases(body("A"), 8, item_code="X0")
    for letter, used in (("B", 8), ("C", 10)):
        for at in range(used):
            one(body(letter), item_code=f"X{at}")
    cases(body("D"), 7, item_code="X0")
    return {str(body("A").pk)}


def campaigns() -> set[str]:
    """W06: a year of 4 and 8 in turn, mean 6, deviation 2.09, so 12.27 is usual: 13 is more, 12 is not; a year of nothing but 2, and then 7."""
    for letter, usual, last in (("A", (4, 8), 13), ("B", (4, 8), 12), ("C", (2, 2), 7)):
        for at in range(12):
            cases(
                body(letter), usual[at % 2], item_code="X1", listed_on=datetime.date(2025 + (9 + at) // 12, (9 + at) % 12 + 1, 10)
            )
        cases(body(letter), last, item_code="X1", listed_on=datetime.date(2026, 10, 20))
    return {f"{body('A').pk}:X1"}


def dearer() -> set[str]:
    """W07: 2.1 times; exactly twice; ten times with seven cases."""
    for letter, number, before, now in (("A", 8, 1000, 2100), ("B", 8, 1000, 2000), ("C", 7, 1000, 10000)):
        for at in range(number):
            one(body(letter), listed_on=ago(500), fine_amount=before + at - (number - 1) // 2 if letter != "B" else before)
            one(body(letter), listed_on=ago(100), fine_amount=now + at - (number - 1) // 2 if letter != "B" else now)
    return {str(body("A").pk)}


def unlike() -> set[str]:
    """W08: of eight, median 1,025 and MAD 75: 5,000 is far; 1,500 is beyond two MAD but not half the median away. Seven of another item: too few."""
    told = {"item_code": "X1", "party_type": "legal_person", "hearing_required": False}
    for fine in (900, 950, 1000, 1000, 1050, 1100):
        one(body("R"), fine_amount=fine, **told)
    one(body("A"), fine_amount=5000, **told)
    one(body("B"), fine_amount=1500, **told)
    for fine in (100, 100, 100, 110, 110, 110, 9000):
        one(body("R"), fine_amount=fine, **told | {"item_code": "X2"})
    return {f"{body('A').pk}:X1:market:ordinary:f:f"}


def heavy() -> set[str]:
    """W09: fifty times the gain; a cent less; the same where what was confiscated is no gain."""
    gains = {"confiscated_amount": 100, "penalty_kinds": ["fine", "confiscate_gains"]}
    one(body("A"), fine_amount=5000, **gains)
    one(body("B"), fine_amount="4999.99", **gains)
    one(body("C"), fine_amount=5000, **gains | {"penalty_kinds": ["fine", "confiscate_property"]})
    return {str(body("A").pk)}


def fined_again() -> set[str]:
    """W11: three fines for one item; two; three of which one orders correction; three of a self-employed person."""
    for number, times, content, kind in (
        (1, 3, "罚款。", "legal_person"),
        (2, 2, "罚款。", "legal_person"),
        (4, 3, "罚款。", "self_employed"),
    ):
        told = {"party_credit_code": credit_code(number), "party_type": kind, "item_code": "X1"}
        cases(body("A"), times, fine_amount=100, content=content, **told)
    told = {"party_credit_code": credit_code(3), "party_type": "legal_person", "item_code": "X1", "fine_amount": 100}
    cases(body("A"), 2, content="罚款。", **told)
    one(body("A"), content="责令改正，罚款。", **told)
    return {f"{body('A').pk}:{credit_code(1)}:X1"}


def many_heads() -> set[str]:
    """W12: two agencies thirty days apart; thirty-one; on one day; one agency twice."""
    for number, second, gap in ((1, "B", 30), (2, "B", 31), (3, "B", 0), (4, "A", 5)):
        visit(body("A"), ago(20), credit_code(number))
        visit(body(second), ago(20 + gap), credit_code(number))
    return {credit_code(1)}


def too_often() -> set[str]:
    """W13: three visits this year, one below the cap of four; two; three of which one is a special inspection, one after a complaint."""
    for day in (10, 40, 70):
        visit(body("A"), ago(day), credit_code(1))
    for day in (10, 40):
        visit(body("A"), ago(day), credit_code(2))
    visit(body("A"), datetime.date(2025, 12, 31), credit_code(2))
    for number, more in ((3, {"inspection_kind": "专项检查"}), (4, {"source": "投诉"})):
        visit(body("A"), ago(10), credit_code(number), **more)
        visit(body("A"), ago(20), credit_code(number))
        visit(body("A"), ago(30), credit_code(number))
    return {f"2026:{body('A').pk}:{credit_code(1)}"}


def by_another_name() -> set[str]:
    """W17: three visits in ninety days; two, the third a day too early; one and a penalty thirty days later; thirty-one days later."""
    named = {"inspection_kind": "调研"}
    for number, days in ((1, (5, 40, 89)), (2, (5, 40, 90)), (3, (60,)), (4, (60,))):
        for day in days:
            visit(body("A"), ago(day), credit_code(number), **named)
    for number, day in ((3, 30), (4, 29)):
        one(body("A"), party_credit_code=credit_code(number), decision_date=ago(day))
    return {f"{body('A').pk}:{credit_code(number)}" for number in (1, 3)}


def signed_by() -> set[str]:
    """W30: nine acts of ten on days of rest (interval from 0.596), eight of ten (from 0.49); one partner in 35 of 35 (from 0.901), 34 of 34."""
    found: set[str] = set()
    sunday, monday = datetime.date(2026, 8, 2), datetime.date(2026, 8, 3)
    for letter, acts, rest, stands in (("A", 10, 9, True), ("B", 10, 8, False), ("C", 35, 0, True), ("D", 34, 0, False)):
        agency = body(letter)
        pair = [make_certificate(agency).number, make_certificate(agency).number]
        others = [make_certificate(agency).number for _ in range(4)]
        for at in range(acts):
            case = one(agency)
            crew = pair if letter in "CD" else [pair[0], others[at % 4]]
            make_act(case, acted_on=sunday if at < rest else monday, officers=crew)
        make_act(one(agency), acted_on=monday, officers=others[:2])
        found |= set(pair if letter == "C" else pair[:1]) if stands else set()
    return found


SCENES: dict[str, Scene] = {
    "W01": near_or_late, "W03": long_undecided, "W04": no_records, "W05": idle_items, "W06": campaigns, "W07": dearer, "W08": unlike,
    "W09": heavy, "W11": fined_again, "W12": many_heads, "W13": too_often, "W17": by_another_name, "W30": signed_by,
}  # fmt: skip
ELSEWHERE = {"W28"}
"""`test_instruments.py`."""


def test_every_model_that_runs_has_a_scene() -> None:
    of_rates = {model.code for model in warnings.all_models() if model.rules} | {"W25"}
    assert {model.code for model in warnings.all_models() if model.runs} == set(SCENES) | ELSEWHERE | of_rates
    assert [model.code for model in warnings.all_models()] == [f"W{at:02}" for at in range(1, 31)]


@pytest.mark.parametrize("code", SCENES)
def test_what_stands_out_is_listed_and_what_lies_just_inside_is_not(code: str) -> None:
    expected = SCENES[code]()
    log = run(code)
    assert standing(code) == expected
    assert log.found == log.new == len(expected)
    again = run(code)
    assert (again.found, again.new, again.gone, standing(code)) == (len(expected), 0, 0, expected)


BASES = {
    "I": {"kind": "inspection", "procedure": "", "decision_type": "", "decision_date": None},
    "E": {"kind": "coercion", "procedure": "", "decision_type": ""},
}


@pytest.mark.parametrize("code", sorted(model.code for model in warnings.all_models() if model.rules or model.code == "W25"))
def test_an_agencys_share_stands_out_among_its_sector_and_small_numbers_say_nothing(code: str) -> None:
    # A three of ten, B two of ten, the rest none of sixty: hits 5 of 80. By hand, Fisher: (C(10,3)·C(70,2) + C(10,4)·70 + C(10,5)) / C(80,5)
    # = 304,752 / 24,040,016 = 0.0127, of three tested q = 0.038. C seven of seven: below eight, and D has only seven beside it.
    rules = warnings.get(code).rules
    base = BASES.get((rules or ("P",))[0][0], {}) | {"surcharge": 10, "filing_date": ago(90)}
    for letter, number, hits, sector in (
        ("A", 10, 3, "market"),
        ("B", 10, 2, "market"),
        ("R", 60, 0, "market"),
        ("C", 7, 7, "water"),
        ("D", 8, 0, "water"),
    ):
        rows = cases(body(letter, sector), number - hits, **base)
        bad = cases(body(letter, sector), hits, **base | ({} if rules else {"decision_type": "withdrawn"}))
        if rules:
            findings(bad, rules[-1])
            findings(rows[:1], rules[0], "dismissed")
    log = run(code)
    assert standing(code) == {str(body("A").pk)}
    assert (log.tested, log.too_few) == (3, 2)
    (group,) = [group for group in log.groups if group["name"] == "市场监管"]
    assert (group["subjects"], group["n"], group["usual"]) == (3, 80, 6.25)
