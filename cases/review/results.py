"""评查结果：每个单位的件数、平均分、合格率、典型问题；公布的表。"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q

from cases.models import ReviewRound, SheetLine
from cases.review.choices import Grade, Source, Verdict

RANKED_FROM = 5
"""Files from which an agency is ranked: below, one file moves the average too far to compare."""
TYPICAL = 5

_COUNT = """
UPDATE cases_reviewedagency mine SET files_count = found.files, average = found.average, passing = found.passing, excellent = found.excellent
  FROM (SELECT agency_id, count(*) AS files, round(avg(score), 1) AS average, count(*) FILTER (WHERE grade <> 'fail') AS passing,
               count(*) FILTER (WHERE grade = 'excellent') AS excellent
          FROM cases_reviewfile WHERE round_id = %(round)s AND score IS NOT NULL GROUP BY agency_id) found
 WHERE mine.round_id = %(round)s AND mine.agency_id = found.agency_id"""

COUNTING = (Q(sheet__file__third=None) & Q(sheet__seat__in=["first", "second"])) | Q(sheet__seat="third")
"""Lines of the sheets that decide a file: both of the two, or the third's alone."""
OF_THE_SEATED = (
    Q(sheet__reviewer=F("sheet__file__first"), sheet__seat="first")
    | Q(sheet__reviewer=F("sheet__file__second"), sheet__seat="second")
    | Q(sheet__reviewer=F("sheet__file__third"), sheet__seat="third")
)
"""Without what somebody had begun whose place another has taken."""


def deciding_lines() -> Any:
    """What was accepted on the sheets that decide their files."""
    rows = SheetLine.objects.filter(COUNTING, OF_THE_SEATED, verdict=Verdict.ACCEPTED, sheet__submitted_at__isnull=False)
    return rows.exclude(source=Source.QUESTION, taken=0)


def count_results(made: ReviewRound) -> None:
    """Write each agency's figures and its most frequent problems. Two statements and one a bulk of agencies."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"round": made.pk})
    rows = (
        deciding_lines()
        .filter(sheet__file__round=made)
        .order_by()
        .values("sheet__file__agency_id", "code", "title")
        .annotate(files=Count("sheet__file", distinct=True))
        .order_by("-files", "code", "title")
    )
    problems: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        told = problems.setdefault(row["sheet__file__agency_id"], [])
        if len(told) < TYPICAL:
            told.append({"code": row["code"], "title": row["title"], "files": row["files"]})
    agencies = list(made.agencies.filter(files_count__gt=0))
    for one in agencies:
        one.problems = problems.get(one.agency_id, [])
    made.agencies.bulk_update(agencies, ["problems"], batch_size=500)


def bulletin_of(made: ReviewRound) -> list[dict[str, Any]]:
    """The table that is published: the ranked agencies by their average, then those with too few files, which are not ranked."""
    rows = list(made.agencies.filter(files_count__gt=0).select_related("agency"))
    rows.sort(key=lambda one: (one.files_count < RANKED_FROM, -(one.average or Decimal(0)), one.agency.code))
    table: list[dict[str, Any]] = []
    for place, one in enumerate(rows, start=1):
        ranked = one.files_count >= RANKED_FROM
        tie = bool(table) and ranked and table[-1]["average"] == str(one.average)
        table.append(
            {
                "rank": (table[-1]["rank"] if tie else place) if ranked else None,
                "agency": one.agency.short_name,
                "files": one.files_count,
                "average": str(one.average),
                "pass_share": str(one.pass_share),
                "excellent": one.excellent,
                "problems": [problem["title"] for problem in one.problems[:3]],
            }
        )
    return table


def grades_of(made: ReviewRound) -> list[tuple[str, str, int]]:
    """Grade, its words, files. One statement."""
    found = dict(made.files.exclude(grade="").order_by().values_list("grade").annotate(n=Count("pk")))
    return [(grade.value, grade.label, found.get(grade.value, 0)) for grade in Grade]
