"""规则检查的引擎：语句数固定，成批与单案一致，人的判断不丢。"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from agencies.choices import Sector
from cases.choices import DecisionType, Outcome, Procedure
from cases.models import CaseCheck, EnforcementCase, Finding, SectorParameter
from cases.rules import ACTIVE, RULESET, VERSION
from cases.rules.declaration import Rule
from cases.rules.parameters import Parameter, Parameters, stored
from cases.rules.topics import ADDED
from cases.rules.verdicts import RuleSet
from cases.services import findings
from cases.services.checking import check, explain, trial
from supervision.audit.models import AuditEvent
from tests.cases.careless import random_case
from tests.cases.factories import (
    make_case,
    make_lawful_case,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)


def overdue(**fields):
    """Filed 2026-01-14, decided one day late."""
    return make_case(filing_date="2026-01-14", decision_date="2026-04-15", **fields)


def mend(case, **fields):
    """What an import does when the agency sends a corrected record."""
    EnforcementCase.objects.filter(pk=case.pk).update(**fields)


def finding_of(case, code="P-30"):
    return Finding.objects.get(case=case, rule_code=code)


def test_a_lawful_case_has_no_finding_and_nothing_unknown():
    case = make_lawful_case()
    summary = check(as_of=TODAY)
    result = CaseCheck.objects.get(case=case)
    assert (summary.cases, summary.failed, Finding.objects.count()) == (1, 0, 0)
    assert (result.failed, unknown_rules(result)) == (0, [])
    assert result.passed > 11
    assert (result.checked_on, result.ruleset) == (TODAY, VERSION)


def unknown_rules(result: CaseCheck) -> list[str]:
    """The rules that lack data, by what is stored."""
    return [code for code, outcome in RULESET.outcomes(result.verdict).items() if outcome == Outcome.UNKNOWN]


def test_a_breach_becomes_a_finding_that_reads_the_same_years_later():
    case = overdue()
    check(as_of=TODAY)
    finding = finding_of(case)
    assert (finding.state, finding.severity, finding.due_on, finding.found_on) == ("open", 2, date(2026, 4, 14), TODAY)
    assert finding.sentence == "2026-01-14 立案，2026-04-15 才作出决定，是立案后第 91 日；法定期限 2026-04-14 届满。"
    assert finding.inputs["filing_date"] == "2026-01-14"
    assert "《中华人民共和国行政处罚法》第六十条" in finding.basis
    assert "市场监督管理" not in finding.basis
    assert (finding.agency, finding.region_code) == (case.agency, case.region_code)


def test_a_sector_s_own_rules_are_cited_to_that_sector():
    case = overdue(sector=Sector.MARKET)
    check(as_of=TODAY)
    assert "《市场监督管理行政处罚程序规定》第六十四条" in finding_of(case).basis


def test_missing_data_is_counted_and_named_but_never_a_finding():
    case = make_case(decision_date="2026-03-30", external_id="bare")
    check(as_of=TODAY)
    result = CaseCheck.objects.get(case=case)
    assert result.failed == 0
    assert {"P-06", "P-12", "P-30", "P-50"} <= set(unknown_rules(result))
    assert result.unknown == len(unknown_rules(result))
    assert not Finding.objects.exists()


def test_checking_twice_changes_nothing():
    overdue()
    check(as_of=TODAY)
    before = list(Finding.objects.values()), list(CaseCheck.objects.values())
    summary = check(as_of=TODAY)
    assert (summary.new, summary.recurred, summary.refreshed, summary.cleared) == (0, 0, 0, 0)
    assert (list(Finding.objects.values()), list(CaseCheck.objects.values())) == before


def test_an_open_finding_follows_the_data():
    case = overdue()
    check(as_of=TODAY)
    mend(case, decision_date=date(2026, 4, 20))
    assert check(as_of=TODAY).refreshed == 1
    assert "第 96 日" in finding_of(case).sentence


@pytest.mark.parametrize("decision", ["confirm", "dismiss"])
def test_a_person_s_decision_survives_every_check(cast, decision):
    case = overdue(agency=cast.city_market)
    check(as_of=TODAY)
    act = findings.confirm if decision == "confirm" else findings.dismiss
    act(finding=finding_of(case), actor=cast.city_supervisor, reason="已核对案卷")
    decided = Finding.objects.filter(case=case, rule_code="P-30").values().get()
    mend(case, decision_date=date(2026, 5, 20))
    check(as_of=TODAY)
    mend(case, decision_date=date(2026, 4, 14))
    check(as_of=TODAY)
    assert Finding.objects.filter(case=case, rule_code="P-30").values().get() == decided


def test_a_repaired_case_clears_its_open_finding_and_a_relapse_opens_it_again():
    case = overdue()
    check(as_of=TODAY)
    mend(case, decision_date=date(2026, 4, 14))
    assert check(as_of=TODAY).cleared == 1
    assert finding_of(case).state == "cleared"
    mend(case, decision_date=date(2026, 4, 16))
    assert check(as_of=TODAY).recurred == 1
    assert finding_of(case).state == "open"
    assert "第 92 日" in finding_of(case).sentence


def test_a_rule_that_no_longer_applies_clears_but_lost_data_does_not():
    case, other = overdue(), overdue()
    check(as_of=TODAY)
    mend(case, procedure=Procedure.SUMMARY)
    mend(other, filing_date=None)
    check(as_of=TODAY)
    assert finding_of(case).state == "cleared"
    assert finding_of(other).state == "open"


def test_a_run_over_some_cases_leaves_the_others_alone():
    first, second = overdue(), overdue()
    check(case_ids=[first.pk], as_of=TODAY)
    assert list(Finding.objects.filter(rule_code="P-30").values_list("case_id", flat=True)) == [first.pk]
    assert not CaseCheck.objects.filter(case=second).exists()


def test_a_run_of_one_rule_touches_its_findings_only_and_keeps_the_totals_whole():
    case = overdue(informed_served_date="2026-04-20", fine_amount=5000, fine_amount_wan=5000)
    summary = check(rules=["P-30"], as_of=TODAY)
    assert set(summary.by_rule) == {"P-30"}
    assert list(Finding.objects.values_list("rule_code", flat=True)) == ["P-30"]
    assert CaseCheck.objects.get(case=case).failed > 1
    with pytest.raises(KeyError):
        check(rules=["X-99"], as_of=TODAY)


def test_each_run_leaves_one_event_with_its_counts():
    overdue()
    check(as_of=TODAY)
    event = AuditEvent.objects.get(verb="cases.checked")
    assert (event.payload["cases"], event.payload["new"], event.payload["breaches"]) == (1, 1, {"P-30": 1})


def test_the_number_of_statements_does_not_grow_with_the_cases(django_assert_num_queries, django_assert_max_num_queries):
    for _ in range(10):
        overdue()
    with django_assert_max_num_queries(33 + len(ADDED)) as few:
        check(as_of=TODAY)
    template = EnforcementCase.objects.values().first()
    agency = EnforcementCase.objects.first().agency
    names = [field.attname for field in EnforcementCase._meta.concrete_fields if not field.generated and field.attname != "id"]
    EnforcementCase.objects.bulk_create(
        EnforcementCase(**{name: template[name] for name in names} | {"external_id": f"M{number}", "agency": agency})
        for number in range(1000)
    )
    with django_assert_num_queries(len(few)):
        summary = check(as_of=TODAY)
    assert (summary.cases, summary.new) == (1010, 1000)


def test_many_given_cases_are_checked_in_the_same_way():
    cases = [overdue() for _ in range(3)]
    ids = [case.pk for case in cases] + list(range(1_000_000, 1_001_000))
    assert check(case_ids=ids, as_of=TODAY).by_rule["P-30"][Outcome.FAIL] == 3


@pytest.mark.parametrize("seed", range(4))
def test_what_a_page_explains_is_what_the_batch_found(seed):
    """Forty careless records: the set's outcome, each case's totals and each finding agree with the single case's explanation."""
    random = Random(seed)
    cases = [random_case(random, serial) for serial in range(40)]
    summary = check(as_of=TODAY)
    counted = {code: dict.fromkeys(Outcome, 0) for code in RULESET.codes}
    for case in cases:
        results = explain(case, TODAY)
        for found in results:
            counted[found.code][found.outcome] += 1
        stored_result = CaseCheck.objects.get(case=case)
        assert RULESET.outcomes(stored_result.verdict) == {found.code: found.outcome for found in results}
        assert stored_result.failed == sum(found.outcome == Outcome.FAIL for found in results)
        written = {finding.rule_code: finding for finding in Finding.objects.filter(case=case)}
        assert set(written) == {found.code for found in results if found.outcome == Outcome.FAIL}
        for found in results:
            if found.outcome == Outcome.FAIL:
                kept = written[found.code]
                assert (kept.sentence, kept.due_on, kept.severity, kept.basis) == (
                    found.sentence,
                    found.due,
                    found.severity,
                    found.basis,
                )
            if found.outcome == Outcome.UNKNOWN:
                assert found.sentence not in ("", "记录不足，无法判断。"), found.code
    assert {code: {key: outcomes[key] for key in Outcome} for code, outcomes in summary.by_rule.items()} == counted


def test_a_changed_parameter_can_be_tried_without_keeping_anything():
    overdue(sector=Sector.LABOUR)
    longer = Parameter("decide_limit", Decimal(120), "day", sector=Sector.LABOUR)
    today = trial(RULESET, as_of=TODAY)
    tried = trial(RULESET, as_of=TODAY, parameters=Parameters([*stored_rows(), longer]))
    assert (today["P-30"][Outcome.FAIL], tried["P-30"][Outcome.FAIL]) == (1, 0)
    assert not Finding.objects.exists()


def stored_rows():
    return [
        Parameter(row.key, row.value, row.unit, row.sector, row.region_code, row.valid_from, row.valid_to, row.status == "found")
        for row in SectorParameter.objects.all()
    ]


def test_a_place_s_own_row_wins_over_the_statute_s():
    SectorParameter.objects.create(
        key="publish_days", region_code="4301", value=3, unit="workday", source="演示：本地三项制度办法", status="found"
    )
    case = make_case(decision_date="2026-03-02", published_date="2026-03-06", decision_type=DecisionType.PENALTY)
    assert next(found for found in explain(case, TODAY) if found.code == "P-53").due == date(2026, 3, 5)
    assert stored().value("publish_days", on="decision_date").startswith("CASE WHEN sector")


def version(number, first, last, passes):
    return Rule(
        code="T-01", title="试", step="decision", requires="试", articles=(), severity=ACTIVE[6].severity, duty=True,
        applies="decision_date IS NOT NULL", passes=passes, fails="第 {decision_date} 版", exceptions=(), last_lawful="", first_unlawful="", version=number,
        in_force_from=first, in_force_to=last, dated_by="decision_date",
    )  # fmt: skip


def test_a_case_is_judged_by_the_version_of_its_own_date():
    old = version(1, None, date(2026, 3, 31), "true")
    new = version(2, date(2026, 4, 1), None, "false")
    make_case(decision_date="2026-03-31")
    make_case(decision_date="2026-04-01")
    assert trial(RuleSet((old, new), "t"), as_of=TODAY)["T-01"] == {Outcome.PASS: 1, Outcome.FAIL: 1}


def test_versions_whose_days_overlap_are_refused():
    with pytest.raises(ValueError, match="重叠"):
        RuleSet((version(1, None, date(2026, 4, 1), "true"), version(2, date(2026, 4, 1), None, "false")), "t")


def test_more_than_thirty_one_rules_need_a_second_word_and_count_right():
    copies = tuple(
        Rule(**{**vars(version(1, None, None, "true" if number % 2 else "false")), "code": f"T-{number:02d}"})
        for number in range(70)
    )
    make_case(decision_date="2026-04-01")
    found = trial(RuleSet(copies, "t"), as_of=TODAY)
    assert [found[f"T-{number:02d}"][Outcome.FAIL] for number in (0, 1, 30, 31, 32, 62, 69)] == [1, 0, 1, 0, 1, 1, 0]
