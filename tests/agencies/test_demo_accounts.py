"""演示账号：照着打印出来的账号，一份月报能从编制走到批示。"""

from __future__ import annotations

import pytest

from agencies.choices import Role
from agencies.demo.accounts import ACCOUNTS

CHAIN = {Role.SUPERVISOR, Role.DIVISION_CHIEF, Role.LEGAL_REVIEWER, Role.DIRECTOR}


@pytest.mark.parametrize("place", ["430100", "430181"])
def test_somebody_for_every_step_of_a_report_is_among_the_printed_sign_ins(place: str) -> None:
    """处室、法制、局长 at the bureau, the leader at its government: the chain of REPORT."""
    posts = {(account.agency_code, account.role) for account in ACCOUNTS if not account.seconded_by}
    assert {(f"{place}-SFJ", role) for role in CHAIN} | {(f"{place}-ZF", Role.LEADER)} <= posts
