"""逐行定结果：新入库、重复未变、更正、未入库。

A record is known by (agency, external id). The same id again with the same content changes nothing; with other content it is a correction
and supersedes, unless the case has been archived. Twice in one file with different content cannot be decided by us: the later one is refused
and says which line it meets.

A file for publication holds masked names. Sent in again by the agency that has the whole record, it would stand beside it as another case:
such a row is refused.

A refused row that is decided again must not push aside what came after it: a record that a later batch has stored stands.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from cases.choices import CaseKind, RowOutcome
from cases.intake.expressions import literal
from cases.intake.persons import HIDDEN
from cases.intake.typing import TYPED, Typed

WRITTEN = f"('{RowOutcome.STORED}', '{RowOutcome.REPAIRED}', '{RowOutcome.SUPERSEDED}')"

# Typing has given every row its outcome as if it were new. Only those that meet another row are written again: in a first report, none.
_DECIDE = f"""
WITH repeated AS (
  SELECT external_id, min(line_no) AS line_no FROM {TYPED} WHERE outcome <> '{RowOutcome.REFUSED}' GROUP BY external_id HAVING count(*) > 1
), known AS (
  SELECT id, external_id, kind, fingerprint, batch_id, line_no, archived_on FROM cases_enforcementcase WHERE agency_id = %(agency)s
), meeting AS (
  SELECT external_id FROM repeated UNION SELECT t.external_id FROM {TYPED} t JOIN known USING (external_id)
), met AS (
  SELECT t.line_no, t.external_id, t.notes, t.fingerprint,
         coalesce(r.line_no, CASE WHEN e.batch_id = %(again)s THEN e.line_no END) AS first_line,
         CASE WHEN r.line_no IS NULL THEN e.fingerprint ELSE f.fingerprint END AS first_fingerprint,
         CASE WHEN e.batch_id > %(again)s THEN e.batch_id END AS later_batch, e.line_no AS later_line,
         e.id AS existing, e.kind AS existing_kind, e.fingerprint AS existing_fingerprint, e.archived_on
    FROM {TYPED} t
    LEFT JOIN repeated r ON r.external_id = t.external_id AND r.line_no < t.line_no
    LEFT JOIN {TYPED} f ON f.line_no = r.line_no
    LEFT JOIN known e ON e.external_id = t.external_id
   WHERE t.outcome <> '{RowOutcome.REFUSED}' AND t.external_id IN (SELECT external_id FROM meeting)
     AND (r.line_no IS NOT NULL OR e.id IS NOT NULL)
), decided AS (
  SELECT *, CASE
      WHEN first_line IS NOT NULL AND fingerprint = first_fingerprint THEN '{RowOutcome.UNCHANGED}'
      WHEN first_line IS NOT NULL OR existing_kind <> %(kind)s THEN '{RowOutcome.REFUSED}'
      WHEN existing_fingerprint = fingerprint THEN '{RowOutcome.UNCHANGED}'
      WHEN later_batch IS NOT NULL OR archived_on IS NOT NULL THEN '{RowOutcome.REFUSED}'
      ELSE '{RowOutcome.SUPERSEDED}' END AS outcome
    FROM met
)
UPDATE {TYPED} t SET outcome = d.outcome,
       case_id = CASE WHEN d.outcome IN ('{RowOutcome.SUPERSEDED}', '{RowOutcome.UNCHANGED}') THEN existing END,
       problems = CASE
            WHEN first_line IS NOT NULL AND d.outcome = '{RowOutcome.UNCHANGED}' THEN jsonb_build_array(jsonb_build_object(
              'column', '记录号', 'value', d.external_id, 'message', '与第 ' || first_line || ' 行完全相同', 'remedy', '无需处理'))
            WHEN first_line IS NOT NULL THEN jsonb_build_array(jsonb_build_object(
              'column', '记录号', 'value', d.external_id, 'message', '与第 ' || first_line || ' 行是同一记录号（或同一文号、同一当事人）而内容不同',
              'remedy', '同一案件只报一行；不同案件请用不同的记录号'))
            WHEN d.outcome = '{RowOutcome.REFUSED}' AND later_batch IS NOT NULL AND existing_kind = %(kind)s THEN jsonb_build_array(jsonb_build_object(
              'column', '记录号', 'value', d.external_id, 'message', '后来的批次 ' || later_batch || '（第 ' || later_line || ' 行）已报送这条记录',
              'remedy', '以后报的为准，这一行无需再报'))
            WHEN d.outcome = '{RowOutcome.REFUSED}' AND existing_kind = %(kind)s THEN jsonb_build_array(jsonb_build_object(
              'column', '记录号', 'value', d.external_id, 'message', '该案件已于 ' || archived_on || ' 归档，不能更正',
              'remedy', '请从文件中去掉这一行；确需更正的，请书面说明，报本级司法局执法监督机构处理'))
            WHEN d.outcome = '{RowOutcome.REFUSED}' THEN jsonb_build_array(jsonb_build_object(
              'column', '记录号', 'value', d.external_id, 'message', '该记录号已用于另一种执法记录', 'remedy', '请核对记录种类，或改用不同的记录号'))
            WHEN d.outcome <> '{RowOutcome.UNCHANGED}' THEN d.notes END
  FROM decided d WHERE d.line_no = t.line_no
"""

# A name that came in full has its fingerprint beside it.
_MASKED = f"right(t.v_party_name, 1) IN ({', '.join(map(literal, HIDDEN))}) AND t.v_party_name_fingerprint IS NULL"
# The first character tells enough: the number of the decision is the same, and the name is that one's with the rest hidden.
_REFUSE_MASKED = f"""
UPDATE {TYPED} t SET outcome = '{RowOutcome.REFUSED}', case_id = NULL, problems = jsonb_build_array(jsonb_build_object(
       'column', '当事人名称', 'value', t.v_party_name, 'message', '姓名是遮盖过的，本平台已有同一文号的完整记录',
       'remedy', '无需再报；公示用的文件已经遮盖姓名，不要再导入'))
  FROM cases_enforcementcase e
 WHERE t.outcome <> '{RowOutcome.REFUSED}' AND {_MASKED}
   AND e.agency_id = %(agency)s AND e.decision_no = t.v_decision_no AND e.decision_no <> ''
   AND (e.party_name_fingerprint <> '' OR e.party_type IN ('person', 'self_employed') AND e.party_name <> t.v_party_name)
   AND left(e.party_name, 1) = left(t.v_party_name, 1)
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


def decide(typed: Typed, *, agency_id: int, kind: CaseKind, again: int | None = None) -> Counts:
    """Settle outcome, case_id and problems in the temporary table `intake_typed`. Two batches of one agency wait for one another.

    `again`: the batch whose refused rows these are; what it, or a batch after it, has stored stands.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cases.intake'), %s)", [agency_id])
        cursor.execute(f"SELECT EXISTS (SELECT FROM {TYPED} t WHERE {_MASKED})")
        if cursor.fetchone()[0] and "decision_no" in typed.filled:
            cursor.execute(_REFUSE_MASKED, {"agency": agency_id})
        cursor.execute(_DECIDE, {"agency": agency_id, "kind": str(kind), "again": again})
        cursor.execute(f"SELECT outcome, count(*) FROM {TYPED} GROUP BY outcome")
        return Counts(**dict(cursor.fetchall()))
