"""报送批次的查询。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from agencies.choices import AgencyKind
from agencies.models import Agency, User
from cases.choices import RowOutcome
from cases.models import ImportBatch, ImportRow
from supervision.tabular import Problem
from supervision.web.keyset import COUNT_CAP, KeysetPage
from supervision.web.masking import mask_id

MENDED = (RowOutcome.REPAIRED, RowOutcome.SUPERSEDED, RowOutcome.UNCHANGED)
PERSONAL_WORDS = ("证件", "身份证", "护照", "手机", "电话", "银行", "账号")


def reporting_agencies(user: User) -> QuerySet[Agency]:
    """The agencies whose records this person may report."""
    rows = Agency.objects.visible_to(user, "cases.upload").filter(kind=AgencyKind.ENFORCEMENT, is_active=True)
    return rows.order_by("region_code", "code")


def told_rows(batch: ImportBatch, *, refused: bool, after: int = 0, before: int = 0, size: int = 50) -> KeysetPage:
    """One page of the rows that have something to say: those refused, or those stored with a note; in the order of the file, by key.

    `after`, `before`: a line number beyond which the page lies. The refused are counted by the batch itself, the others up to
    the cap that all lists have.
    """
    rows = ImportRow.objects.filter(batch=batch).exclude(problems=None)
    rows = rows.filter(outcome=RowOutcome.REFUSED) if refused else rows.filter(outcome__in=MENDED)
    if before:
        found = list(rows.filter(line_no__lt=before).order_by("-line_no")[: size + 1])
        more, found = len(found) > size, found[:size][::-1]
        has_next, has_prev = bool(found), more
    else:
        found = list(rows.filter(line_no__gt=after).order_by("line_no")[: size + 1])
        more, found = len(found) > size, found[:size]
        has_next, has_prev = more, after > 0
    kept = f"rows={'refused' if refused else 'mended'}"
    count = batch.refused if refused else rows.values("line_no")[: COUNT_CAP + 1].count()
    return KeysetPage(
        rows=found,
        next_url=f"?{kept}&after={found[-1].line_no}" if found and has_next else "",
        prev_url=f"?{kept}&before={found[0].line_no}" if found and has_prev else "",
        count=min(count, COUNT_CAP),
        capped=count > COUNT_CAP,
    )


def has_mended(batch: ImportBatch) -> bool:
    """Whether some stored row carries a note."""
    return ImportRow.objects.filter(batch=batch, outcome__in=MENDED).exclude(problems=None).exists()


def shown_problem(problem: dict[str, Any]) -> dict[str, Any]:
    """A problem as a page shows it: numbers of papers, telephones and accounts are masked."""
    column, value = str(problem["column"]), str(problem["value"])
    return {**problem, "value": mask_id(value) if any(word in column for word in PERSONAL_WORDS) else value}


def refused_rows(batch: ImportBatch) -> Iterator[tuple[int, list[str], list[Problem]]]:
    """All refused rows with their cells as they came, for the workbook that goes back to the agency."""
    rows = ImportRow.objects.filter(batch=batch, outcome=RowOutcome.REFUSED).order_by("line_no")
    for row in rows.iterator(chunk_size=2000):
        problems = [Problem.from_json({"line": row.line_no, **problem}) for problem in row.problems or []]
        yield row.line_no, [cell or "" for cell in row.cells or ()], problems
