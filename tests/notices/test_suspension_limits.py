"""S-12 手算：外省的六个月、三日，超过只提示，不判不符合。"""

from __future__ import annotations

from datetime import date

import pytest

from notices.suspension_limits import Judgement, Limits, Result, judge


def _s12(
    *, basis: str = "某办法第一条", until: str = "2026-09-02", unit: str = "", issuer: str = "", today: str = "2026-12-01"
) -> Judgement:
    return judge(
        local_basis=basis, suspend_from=date(2026, 3, 2), suspend_to=date.fromisoformat(until),
        notified_unit_on=date.fromisoformat(unit) if unit else None,
        notified_issuer_on=date.fromisoformat(issuer) if issuer else None, today=date.fromisoformat(today),
    )  # fmt: skip


def test_s12_six_months_to_the_day_and_told_on_the_third_pass() -> None:
    assert _s12(unit="2026-03-05", issuer="2026-03-05") == Judgement(Result.PASS)


@pytest.mark.parametrize(
    ("until", "unit", "issuer"),
    [
        ("2026-09-03", "2026-03-05", "2026-03-05"), ("2026-09-02", "2026-03-06", "2026-03-05"), ("2026-09-02", "2026-03-05", "2026-03-06"),
        ("2026-09-02", "2026-03-05", ""),
    ],
)  # fmt: skip
def test_s12_beyond_another_provinces_limits_is_unknown_with_the_hint(until: str, unit: str, issuer: str) -> None:
    found = _s12(until=until, unit=unit, issuer=issuer)
    assert found.result == Result.UNKNOWN
    assert len(found.hints) == 1
    assert "辽宁省" in found.hints[0]
    assert "外省规定、待核" in found.hints[0]


def test_s12_without_a_local_basis_is_unknown_whatever_the_rest() -> None:
    assert _s12(basis=" ", unit="2026-03-05", issuer="2026-03-05").result == Result.UNKNOWN


def test_s12_while_the_days_for_telling_run_it_is_open_and_then_beyond() -> None:
    assert "应当告知" in _s12(today="2026-03-05").hints[0]
    assert "已超过 3 日" in _s12(today="2026-03-06").hints[0]


def test_s12_fails_once_a_local_rule_has_the_same_numbers() -> None:
    ours = Limits(6, 3, "某办法第二条", "某办法第三条", adopted=True)
    found = judge(
        local_basis="某办法第一条", suspend_from=date(2026, 3, 2), suspend_to=date(2026, 9, 3), notified_unit_on=date(2026, 3, 5),
        notified_issuer_on=date(2026, 3, 5), today=date(2026, 12, 1), limits=ours,
    )  # fmt: skip
    assert found.result == Result.FAIL
    assert "外省" not in found.hints[0]


def test_s12_counts_months_to_the_last_day_of_a_shorter_month() -> None:
    assert Limits(6, 3, "", "").latest_end(date(2026, 8, 31)) == date(2027, 2, 28)
