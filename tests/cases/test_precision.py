"""规则的准确率：七条不下结论，八条给出比例和区间，申辩的答复同样计入。"""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.selectors.precision import Precision, contested
from cases.selectors.rules import rule_record
from cases.services import contests, findings
from tests.cases import disputed
from tests.cases.factories import make_case, make_finding

pytestmark = pytest.mark.django_db


def decide(cast, confirmed: int, dismissed: int) -> None:
    for place in range(confirmed + dismissed):
        finding = make_finding(make_case(cast.county_housing, decision_date="2026-03-02"))
        if place < confirmed:
            findings.confirm(finding=finding, actor=cast.county_supervisor)
        else:
            findings.dismiss(finding=finding, actor=cast.county_supervisor, reason="经核实不成立")


def test_seven_are_too_few_and_eight_are_enough(cast, sign_in):
    """Wilson for 6 of 8, worked out by hand: z = 1.96, z² = 3.8415; centre (0.75 + 3.8415/16) / (1 + 3.8415/8) = 0.9901/1.4802 = 0.6689;
    reach 1.96·√(0.75·0.25/8 + 3.8415/256) / 1.4802 = 1.96·√0.038443/1.4802 = 0.3843/1.4802 = 0.2596; so 0.409 to 0.929."""
    decide(cast, 6, 1)
    client = sign_in(cast.county_supervisor)
    page = client.get(reverse("cases:rule", args=["P-30"])).content.decode()
    assert "准确率</dt><dd>样本不足（7 条）</dd>" in page
    assert "95% 置信区间" not in page
    decide(cast, 0, 1)
    page = client.get(reverse("cases:rule", args=["P-30"])).content.decode()
    assert "准确率</dt><dd>75%（8 条）" in page
    assert "95% 置信区间 41%–93%" in page
    assert "41%–93%" in client.get(reverse("cases:rule_list")).content.decode()


def test_an_answered_contest_counts_as_the_decision_it_is_and_each_finding_once(cast, sign_in):
    decide(cast, 4, 2)
    made = [make_finding(make_case(cast.county_housing, decision_date="2026-03-02")) for _ in range(3)]
    rounds = [disputed.contested(one, cast.county_supervisor, cast.housing_officer, file=False) for one in made]
    contests.answer(contest=rounds[0], adopt=True, reason="属实", actor=cast.county_supervisor)
    contests.answer(contest=rounds[1], adopt=False, reason="不属实", actor=cast.county_supervisor)
    precision = rule_record(cast.county_supervisor, "P-30").precision
    assert (precision.held, precision.decided) == (5, 8)  # 4 + 1 rejected, of 6 + 2 answered; the third waits
    told = contested("P-30", cast.county_supervisor)
    assert (told.adopted, told.rejected, told.waiting) == (1, 1, 1)
    page = sign_in(cast.county_supervisor).get(reverse("cases:rule", args=["P-30"])).content.decode()
    assert "采纳 1 件，不采纳 1 件" in page
    assert "63%（8 条）" in page  # 62.5
    assert contested("P-30", cast.neighbour_supervisor).said == 0


def test_a_waived_finding_is_no_decision(cast):
    decide(cast, 5, 2)
    finding = make_finding(make_case(cast.county_housing, decision_date="2026-03-02"))
    disputed.approved(cast.county_supervisor, cast.county_chief, case=finding.case)
    assert rule_record(cast.county_supervisor, "P-30").precision.decided == 7


@pytest.mark.parametrize(
    ("held", "decided", "words", "interval"),
    [(0, 0, "—", ""), (1, 1, "样本不足（1 条）", ""), (8, 8, "100%（8 条）", "68%–100%"), (0, 8, "0%（8 条）", "0%–32%")],
)
def test_at_the_ends_the_interval_stays_honest(held, decided, words, interval):
    """0 of 8 by hand: z²/(n + z²) = 3.8415/11.8415 = 0.324."""
    precision = Precision(held, decided)
    assert (str(precision), precision.interval) == (words, interval)
