"""逐行定结果：新入库、重复未变、更正、未入库。

A record is known by (agency, external id). The same id again with the same content changes nothing; with other content it is a correction
and supersedes. Twice in one file with different content cannot be decided by us: the later one is refused and says which line it meets.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from cases.choices import CaseKind, RowOutcome
from cases.intake.typing import TYPED

PLAN = "intake_plan"
WRITTEN = f"('{RowOutcome.STORED}', '{RowOutcome.REPAIRED}', '{RowOutcome.SUPERSEDED}')"

_DECIDE = f"""
CREATE TEMPORARY TABLE {PLAN} ON COMMIT DROP AS
WITH repeated AS (
  SELECT external_id, min(line_no) AS line_no FROM {TYPED} WHERE faults IS NULL GROUP BY external_id HAVING count(*) > 1
), met AS (
  SELECT t.line_no, t.external_id, t.faults, t.notes, t.fingerprint, r.line_no AS first_line, f.fingerprint AS first_fingerprint,
         e.id AS existing, e.kind AS existing_kind, e.fingerprint AS existing_fingerprint
    FROM {TYPED} t
    LEFT JOIN repeated r ON r.external_id = t.external_id AND r.line_no < t.line_no
    LEFT JOIN {TYPED} f ON f.line_no = r.line_no
    LEFT JOIN cases_enforcementcase e ON e.agency_id = %(agency)s AND e.external_id = t.external_id
), decided AS (
  SELECT *, CASE
      WHEN faults IS NOT NULL THEN '{RowOutcome.REFUSED}'
      WHEN first_line IS NOT NULL AND fingerprint = first_fingerprint THEN '{RowOutcome.UNCHANGED}'
      WHEN first_line IS NOT NULL OR existing_kind <> %(kind)s THEN '{RowOutcome.REFUSED}'
      WHEN existing IS NOT NULL AND existing_fingerprint = fingerprint THEN '{RowOutcome.UNCHANGED}'
      WHEN existing IS NOT NULL THEN '{RowOutcome.SUPERSEDED}'
      WHEN notes IS NOT NULL THEN '{RowOutcome.REPAIRED}'
      ELSE '{RowOutcome.STORED}' END AS outcome
    FROM met
)
SELECT line_no, outcome, existing IS NULL AS is_new,
       CASE WHEN outcome IN {WRITTEN} THEN coalesce(existing, nextval(pg_get_serial_sequence('cases_enforcementcase', 'id')))
            WHEN outcome = '{RowOutcome.UNCHANGED}' THEN existing END AS case_id,
       CASE WHEN faults IS NOT NULL THEN faults
            WHEN first_line IS NOT NULL AND outcome = '{RowOutcome.UNCHANGED}' THEN jsonb_build_array(jsonb_build_object(
              'column', '记录号', 'value', external_id, 'message', '与第 ' || first_line || ' 行完全相同', 'remedy', '无需处理'))
            WHEN first_line IS NOT NULL THEN jsonb_build_array(jsonb_build_object(
              'column', '记录号', 'value', external_id, 'message', '与第 ' || first_line || ' 行是同一记录号（或同一文号、同一当事人）而内容不同',
              'remedy', '同一案件只报一行；不同案件请用不同的记录号'))
            WHEN outcome = '{RowOutcome.REFUSED}' THEN jsonb_build_array(jsonb_build_object(
              'column', '记录号', 'value', external_id, 'message', '该记录号已用于另一种执法记录', 'remedy', '请核对记录种类，或改用不同的记录号'))
            WHEN outcome <> '{RowOutcome.UNCHANGED}' THEN notes END AS problems
  FROM decided
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows met which fate. Their sum is the number of rows of the file."""

    stored: int = 0
    repaired: int = 0
    unchanged: int = 0
    superseded: int = 0
    refused: int = 0

    @property
    def total(self) -> int:
        """All rows of the file."""
        return self.stored + self.repaired + self.unchanged + self.superseded + self.refused


def decide(*, agency_id: int, kind: CaseKind) -> Counts:
    """Fill the temporary table `intake_plan`: line_no, outcome, case_id, is_new, problems. Two batches of one agency wait for one another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cases.intake'), %s)", [agency_id])
        cursor.execute(f"DROP TABLE IF EXISTS {PLAN}")
        cursor.execute(_DECIDE, {"agency": agency_id, "kind": str(kind)})
        cursor.execute(f"ANALYZE {PLAN} (line_no, outcome)")
        cursor.execute(f"SELECT outcome, count(*) FROM {PLAN} GROUP BY outcome")
        return Counts(**dict(cursor.fetchall()))
