"""编号印发：一个事务里取号、制版、存档、分送，只发生一次。"""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from agencies.models import User
from reports.documents import TEMPLATE_VERSION, print_report
from reports.lifecycles import REPORT
from reports.models import PeriodicReport, ReportApproval
from supervision.documents import genuineness
from supervision.documents.numbers import format_number, take_number
from supervision.documents.storage import store
from supervision.outbox.put import put
from supervision.workflow import apply

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SERIES = "报"
"""The series of report numbers: 长司报〔2026〕1号."""

_DELIVER = """
INSERT INTO reports_reportreceipt (report_id, agency_id, region_code, delivered_at)
SELECT %(report)s, a.id, a.region_code, %(now)s
  FROM agencies_agency a
 WHERE a.is_active
   AND ((a.kind = 'enforcement' AND a.region_code = %(region)s)
        OR (a.kind = 'supervision_body' AND a.tier = 'county' AND a.id <> %(body)s AND starts_with(a.region_code, %(prefix)s)))
 ORDER BY a.code
ON CONFLICT (report_id, agency_id) DO NOTHING
"""


@transaction.atomic
def issue(*, report: PeriodicReport, actor: User) -> None:
    """Order an approved report to be issued, dated today and signed by the director who approved it; the worker does the rest."""
    agreed = ReportApproval.objects.filter(report=report, version=report.version, step="director", decision="agreed")
    signatory = agreed.values_list("actor_name", flat=True).first() or ""  # nobody yet: the step itself refuses
    changes = {"issued_on": timezone.localdate(), "signatory": signatory}
    apply(REPORT, report, "issue", actor=actor, changes=changes, payload={"version": report.version})
    put("reports.issue", {"report": report.pk}, dedupe_key=f"reports.issue:{report.pk}")


def produce(report_id: int) -> None:
    """Number, print, store, deliver and mark as issued, all in the job's transaction: after a kill nothing of it has happened, after
    a commit all of it has, and a second run finds the report issued and does nothing.

    The number is gap-free because it is taken in the same transaction; the row lock of the series is held while the paper prints
    (about a second), so two reports of one body are issued one after the other.
    """
    report = PeriodicReport.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=report_id).first()
    if report is None or report.state != "issuing" or report.issued_on is None:
        return
    year = report.issued_on.year
    mark = f"{report.agency.document_mark or report.agency.short_name}{SERIES}"
    report.number = format_number(mark, year, take_number(issuer=report.agency.code, series=SERIES, year=year))
    report.verify_code = genuineness.new_code()
    printed = print_report(report, instructions_of(report))
    pdf, docx = store(printed.pdf, media_type=PDF), store(printed.docx, media_type=DOCX)
    changes = {
        "number": report.number,
        "verify_code": report.verify_code,
        "pdf": pdf,
        "docx": docx,
        "template_version": TEMPLATE_VERSION,
    }
    delivered = _deliver(report)
    apply(
        REPORT,
        report,
        "finish",
        actor=None,
        changes=changes,
        payload={"number": report.number, "recipients": delivered, "pdf": pdf.sha256, "docx": docx.sha256},
    )
    genuineness.register(
        code=report.verify_code, kind="执法监督报告", number=report.number, issuer=report.agency.name,
        issued_on=report.issued_on, pdf=pdf, docx=docx,
    )  # fmt: skip


def instructions_of(report: PeriodicReport) -> list[ReportApproval]:
    """The leader's 批示 on the version in hand, which the paper quotes."""
    return list(
        ReportApproval.objects.filter(report=report, version=report.version, step="leader", decision="agreed").order_by("id")
    )


def _deliver(report: PeriodicReport) -> int:
    """One receipt for each enforcement agency of the report's own region, and for the supervision bodies one tier below."""
    with connection.cursor() as cursor:
        cursor.execute(
            _DELIVER,
            {
                "report": report.pk,
                "region": report.region_code,
                "prefix": report.frozen["region"]["prefix"],
                "body": report.agency_id,
                "now": timezone.now(),
            },
        )
        return int(cursor.rowcount)
