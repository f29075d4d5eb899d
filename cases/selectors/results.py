"""逐条结果：一个批次里每一条记录的去向，给推送它的系统看。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cases.choices import RowOutcome
from cases.intake.source import FIRST_LINE
from cases.models import EnforcementCase, ImportBatch, ImportRow
from cases.selectors.batches import shown_problem

STATUS = {
    RowOutcome.STORED: 201,
    RowOutcome.REPAIRED: 201,
    RowOutcome.SUPERSEDED: 200,
    RowOutcome.UNCHANGED: 200,
    RowOutcome.REFUSED: 422,
}
"""What became of a record, as a number of HTTP."""


@dataclass(frozen=True, slots=True)
class RecordResult:
    """`record`: the record's place in the request, from 0. `case`: the case that it made or corrected; None when it did neither."""

    record: int
    status: int
    outcome: str
    case: int | None
    problems: list[dict[str, Any]]


def record_results(batch: ImportBatch) -> list[RecordResult]:
    """One result a record, in the order of the request; for a batch that is done. Two statements, whatever the number."""
    told = {row.line_no: row for row in ImportRow.objects.filter(batch=batch).defer("cells", "sealed")}
    made = dict(EnforcementCase.objects.filter(batch=batch).order_by().values_list("line_no", "pk"))
    return [_result(line, told.get(line), made.get(line)) for line in range(FIRST_LINE, FIRST_LINE + batch.total)]


def _result(line: int, row: ImportRow | None, case: int | None) -> RecordResult:
    """A line of which nothing was said made a case, or said once more what an earlier batch had said."""
    silent = RowOutcome.STORED if case else RowOutcome.UNCHANGED
    outcome = RowOutcome(row.outcome) if row else silent
    problems = [shown_problem(problem) for problem in (row.problems or [] if row else [])]
    return RecordResult(line - FIRST_LINE, STATUS[outcome], outcome.value, (row.case_id if row else None) or case, problems)
