"""规则目录与规则页。"""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.urls import reverse

from cases.rules import ACTIVE, RULESET
from cases.selectors import rules
from tests.cases.factories import make_case, make_finding
from tests.statements import statements


def test_the_list_shows_every_rule_with_its_article_and_its_record(cast, sign_in):
    for state, reason in (("open", ""), ("confirmed", ""), ("dismissed", "误判"), ("in_matter", "")):
        make_finding(make_case(cast.county_housing, decision_date="2026-03-02"), state=state, reason=reason)
    page = sign_in(cast.county_supervisor).get(reverse("cases:rule_list")).content.decode()
    for rule in ACTIVE:
        assert f"{rule.code} {rule.title}" in page
    assert "《行政处罚法》第六十条 等" in page
    assert "样本不足（3 条）" in page


def test_counts_are_those_a_person_may_see(cast, sign_in):
    make_finding(make_case(cast.county_housing, decision_date="2026-03-02"), state="confirmed")
    page = sign_in(cast.neighbour_supervisor).get(reverse("cases:rule", args=["P-30"])).content.decode()
    assert "准确率</dt><dd>—" in page
    officer = sign_in(cast.housing_officer).get(reverse("cases:rule_list")).content.decode()
    assert "准确率" not in officer


def test_a_rule_s_page_says_what_where_whom_not_and_with_which_numbers(cast, sign_in):
    page = sign_in(cast.housing_officer).get(reverse("cases:rule", args=["P-30"])).content.decode()
    for words in (
        "自立案之日起90日内",
        "《住房和城乡建设行政处罚程序规定》第二十九条",
        "2026-01-14 立案，无扣除、无延长，2026-04-14（第90日）决定。",
        "立案至决定的期限",
        "听证期间不计入期限",
        "6个月",
        "待核",
        "督办函",
    ):
        assert words in page, words


def test_a_rule_that_is_our_own_design_says_so(cast, sign_in):
    assert "不是法律条文" in sign_in(cast.city_supervisor).get(reverse("cases:rule", args=["Q-04"])).content.decode()


@pytest.mark.parametrize("code", RULESET.codes)
def test_every_rule_has_a_page(cast, sign_in, code):
    assert RULESET.rule(code).title in sign_in(cast.city_supervisor).get(reverse("cases:rule", args=[code])).content.decode()


def test_an_unknown_rule_is_not_found_and_outsiders_see_none(cast, sign_in):
    assert sign_in(cast.city_supervisor).get(reverse("cases:rule", args=["X-99"])).status_code == 404
    assert sign_in(cast.social_supervisor).get(reverse("cases:rule_list")).status_code == 403


def test_the_pages_cost_a_fixed_number_of_statements(cast, sign_in):
    client = sign_in(cast.city_supervisor)
    for address in (reverse("cases:rule_list"), reverse("cases:rule", args=["P-30"])):
        assert statements(client, address) <= 12


def test_the_command_prints_the_catalogue_as_json(db, capsys):
    import json

    call_command("check_cases", catalogue=True)
    printed = json.loads(capsys.readouterr().out)
    assert [entry["code"] for entry in printed] == list(RULESET.codes)
    assert {"code", "title", "basis", "where", "on"} <= set(printed[0])


def test_the_command_checks_everything_and_prints_counts(db, capsys):
    make_case(filing_date="2026-01-14", decision_date="2026-04-15")
    call_command("check_cases", "--as-of", "2026-06-30")
    printed = capsys.readouterr().out
    assert "检查 1 件" in printed
    assert "新发现 1 条" in printed


def test_the_command_explains_one_rule_for_one_case(db, capsys):
    case = make_case(filing_date="2024-09-09", decision_date="2024-12-11")
    call_command("check_cases", "--rule", "P-30", "--case", str(case.pk), "--as-of", "2026-06-30")
    printed = capsys.readouterr().out
    assert "P-30 90日内作出决定：问题" in printed
    assert "立案后第 93 日" in printed
    assert "第90日为2024年12月8日" in printed
    assert "P-50" not in printed


def test_the_command_says_what_is_wrong(db):
    from django.core.management import CommandError

    with pytest.raises(CommandError, match="没有规则 P-99"):
        call_command("check_cases", "--rule", "P-99")
    with pytest.raises(CommandError, match="没有编号为 1 的案件"):
        call_command("check_cases", "--case", "1")


def test_counts_stop_at_the_cap_and_precision_is_that_of_the_last_found(cast, sign_in, monkeypatch):
    monkeypatch.setattr(rules, "COUNT_CAP", 2)
    monkeypatch.setattr(rules, "RECENT", 2)
    for state, reason in (("dismissed", "误判"), ("dismissed", "误判"), ("confirmed", ""), ("in_matter", "")):
        make_finding(make_case(cast.county_housing, decision_date="2026-03-02"), state=state, reason=reason)
    for _ in range(3):
        make_finding(make_case(cast.county_housing, decision_date="2026-03-02"))
    page = sign_in(cast.county_supervisor).get(reverse("cases:rule", args=["P-30"])).content.decode()
    for words in ("待研判</dt><dd>2+ 条", "成立</dt><dd>2 条", "排除</dt><dd>2 条", "准确率</dt><dd>样本不足（最近 2 条）"):
        assert words in page, words


def test_the_city_the_county_and_the_town_each_count_their_own(cast):
    for agency in (cast.county_housing, cast.county_housing, cast.neighbour_market, cast.city_market):
        make_finding(make_case(agency, decision_date="2026-03-02"), state="confirmed")
    counted = {
        user.username: rules.rule_record(user, "P-30")
        for user in (cast.city_supervisor, cast.county_supervisor, cast.social_supervisor)
    }
    assert [(record.confirmed, record.recent) for record in counted.values()] == [(4, 4), (2, 2), (0, 0)]
