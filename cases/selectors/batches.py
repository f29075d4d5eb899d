"""报送批次的查询。"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from agencies.choices import AgencyKind
from agencies.models import Agency, User
from cases.choices import BatchState, RowOutcome
from cases.intake.protecting import original_cells
from cases.models import ImportBatch, ImportRow
from cases.personal import masked_cell, masked_cells
from supervision.tabular import Problem
from supervision.web.keyset import COUNT_CAP, KeysetPage
from supervision.web.masking import mask_numbers

CHUNK = 2_000
MENDED = (RowOutcome.REPAIRED, RowOutcome.SUPERSEDED, RowOutcome.UNCHANGED)


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


def header_refused(batch: ImportBatch) -> bool:
    """Whether a batch failed because nobody knows its headings: a map could be drawn for them."""
    return batch.state == BatchState.FAILED and "标题行" in batch.error


def has_mended(batch: ImportBatch) -> bool:
    """Whether some stored row carries a note."""
    return ImportRow.objects.filter(batch=batch, outcome__in=MENDED).exclude(problems=None).exists()


def shown_problem(problem: dict[str, Any]) -> dict[str, Any]:
    """A problem as a page shows it: numbers of papers, telephones and accounts are masked."""
    column = str(problem["column"])
    return {**problem, "value": masked_cell(column, str(problem["value"])), "message": mask_numbers(str(problem["message"]))}


def may_see_original_cells(batch: ImportBatch, user: Any) -> bool:
    """Whether this person belongs to the agency that sent the batch: its own words go back to it, to nobody else."""
    return any(grant.by_agency and grant.agency_id == batch.agency_id for grant in user.scope.with_permission("cases.upload"))


def refused_rows(batch: ImportBatch, *, original: bool) -> Iterator[tuple[int, list[str], list[Problem]]]:
    """All refused rows for the workbook that goes back to the agency: the cells as they came, or masked."""
    rows = ImportRow.objects.filter(batch=batch, outcome=RowOutcome.REFUSED).order_by("line_no")
    for chunk in _chunks(rows.iterator(chunk_size=CHUNK)):
        cells = (
            original_cells(chunk, batch.agency_id) if original else [masked_cells(batch.header, row.cells or ()) for row in chunk]
        )
        for row, shown in zip(chunk, cells, strict=True):
            told = (problem if original else shown_problem(problem) for problem in row.problems or [])
            yield row.line_no, shown, [Problem.from_json({"line": row.line_no, **problem}) for problem in told]


def _chunks(rows: Iterator[ImportRow]) -> Iterator[list[ImportRow]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
