"""暂不归档、暂不销毁的事由：哪些案件虽已到期，还不能动。

What keeps a case out of the archive or off a disposal list. A `Hold` says which cases it holds as a SELECT of their ids, so that any number of
cases is asked in one statement. The apps above know holds of their own (an open matter, a report that is not issued yet): they register them
from `AppConfig.ready`, and nothing here imports them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Hold:
    """One reason. `cases`: SQL that selects the ids of the cases it holds (`%(today)s` may stand in it); `words` as they stand on the list.

    `keeps_open`: something is still to be done about the case, so it is not archived either.
    """

    key: str
    words: str
    cases: str
    keeps_open: bool = False


_holds: dict[str, Hold] = {}


def register(*holds: Hold) -> None:
    """Add reasons; the same key again replaces the earlier one."""
    for hold in holds:
        _holds[hold.key] = hold


def holds(*, keeping_open: bool = False) -> tuple[Hold, ...]:
    """All reasons in the order in which they were registered; `keeping_open`: those that also keep a case out of the archive."""
    return tuple(hold for hold in _holds.values() if hold.keeps_open or not keeping_open)


register(
    Hold(
        "dispute",
        "正在行政复议或者行政诉讼中",
        "SELECT id FROM cases_enforcementcase WHERE dispute_status IN ('reconsideration', 'litigation')",
        keeps_open=True,
    ),
    Hold(
        "finding",
        "有问题线索待研判，或者已认定成立而未立监督事项",
        "SELECT case_id FROM cases_finding WHERE state IN ('open', 'confirmed')",
        keeps_open=True,
    ),
    Hold(
        "review",
        "正在案卷评查，结果尚未公布",
        "SELECT f.case_id FROM cases_reviewfile f JOIN cases_reviewround r ON r.id = f.round_id WHERE r.state IN ('reviewing', 'told')",
        keeps_open=True,
    ),
    Hold("hold", "已设置保全", "SELECT case_id FROM cases_legalhold WHERE lifted_at IS NULL"),
    Hold(
        "unmasking",
        "查看个人信息的记录未满保管期限",
        """SELECT u.case_id FROM cases_unmasking u
            WHERE (u.granted_at + make_interval(years => (SELECT p.years::int FROM cases_retentionperiod p
                WHERE p.kind = 'unmasking' AND p.effective_on <= %(today)s ORDER BY p.effective_on DESC, p.id DESC LIMIT 1)) <= %(today)s)
                IS NOT TRUE""",
    ),
)
