"""归集：一份处罚文件从头到尾（入库、分项、检查、写出问题），与原样 COPY、与单纯读表相比。"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median

from django.db import connection, transaction
from django.utils import timezone
from openpyxl import Workbook
from python_calamine import load_workbook

from agencies.models import Agency, CertificateSpan, EnforcementCertificate
from cases.choices import CaseKind
from cases.columns import TEMPLATES
from cases.demo import penalty
from cases.demo.days import Days
from cases.demo.defects import PLANTED
from cases.demo.generator import DAYS, DEFECT_RATE
from cases.demo.penalty import Seats
from cases.models import ImportBatch
from cases.services import batches
from reports.bench.city import SEED, City
from reports.bench.figure import Figure, Missing, growth, say, seconds, step
from supervision.audit import context
from supervision.workdays import calendar

CSV_ROWS = 200_000
XLSX_ROWS = 20_000
AGENCY = "430100-SCJG"
TIMES = 3
SUMMARY_SHARE = 0.25
NUMBERS_A_MARK = 90_000
"""The demo's document numbers have five digits; beyond that the next mark begins, so that no number is used twice."""


def import_csv(city: City) -> Iterator[Figure]:
    """One CSV file of penalties against COPY of the same bytes into a table of texts without an index. Ratio = COPY / ours."""
    rows = city.rows or CSV_ROWS
    path = city.scratch.folder / "penalties.csv"
    name = city.scratch.make("csv", copied_from=city.people)
    with city.scratch.using(name, **city.scratch.worker):
        with step(f"写出 {rows:,} 行处罚文件"):
            _write_csv(path, rows)
        copied = median(_raw_copy(path) for _ in range(TIMES))
        ours = _through_intake(path, rows)
    city.scratch.drop(name)
    yield Figure("import_csv", ours, copied, copied / ours, "s", rows)


def import_xlsx(city: City) -> Iterator[Figure]:
    """One XLSX file of penalties against reading it alone. Ratio = reading / ours."""
    rows = min(city.rows or XLSX_ROWS, 1_000_000)
    path = city.scratch.folder / "penalties.xlsx"
    name = city.scratch.make("xlsx", copied_from=city.people)
    with city.scratch.using(name, **city.scratch.worker):
        with step(f"写出 {rows:,} 行工作簿"):
            _write_xlsx(path, rows)
        read = median(seconds(lambda: load_workbook(str(path)).get_sheet_by_index(0).to_python()) for _ in range(TIMES))
        ours = _through_intake(path, rows)
    city.scratch.drop(name)
    yield Figure("import_xlsx", ours, read, read / ours, "s", rows)


def import_memory(city: City) -> Iterator[Figure]:
    """The process's peak of memory in MB while it imports a CSV file in which every party is a natural person, whose number has to be sealed:
    against a file a tenth as long. Ratio = long / short; the peak itself is to stay below 300."""
    rows = city.rows or CSV_ROWS
    short, long = (_peak_of_import(city, count) for count in (max(rows // 10, 1), rows))
    yield growth("import_memory", long, short, unit="MB", n=rows)


def _peak_of_import(city: City, rows: int) -> float:
    path = city.scratch.folder / "persons.csv"
    name = city.scratch.make("persons", copied_from=city.people)
    with city.scratch.using(name, **city.scratch.worker):
        with step(f"写出 {rows:,} 行当事人都是自然人的处罚文件"):
            _write_csv(path, rows, persons=True)
        Path("/proc/self/clear_refs").write_text("5")  # the kernel forgets the peak so far
        _through_intake(path, rows)
    city.scratch.drop(name)
    told = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
    return int(told) / 1024


def _through_intake(path: Path, rows: int) -> float:
    """Seconds from the file to checked findings, as `load_cases` goes; reads the file, too."""

    def load() -> ImportBatch:
        with transaction.atomic(), path.open("rb") as file:
            batch, _ = batches.receive(
                content=file,
                name=path.name,
                agency=Agency.objects.select_related("region").get(code=AGENCY),
                kind=CaseKind.PENALTY,
                actor=None,
                deliver=False,
            )
            return batches.run(batch_id=batch.pk, today=timezone.localdate())

    with context.use(context.AuditContext(channel="command")):
        taken = seconds(load)
    batch = ImportBatch.objects.get()
    if (batch.state, batch.stored) != ("done", rows):
        raise Missing(f"{rows} 行只入库 {batch.stored} 行（修正 {batch.repaired}，未入库 {batch.refused}）：{batch.error}")
    say(f"  入库 {batch.stored:,} 行，发现问题 {batch.findings:,} 条")
    return taken


def _raw_copy(path: Path) -> float:
    """Seconds for COPY of the file into a fresh table of texts, committed."""
    columns = ", ".join(f"c{place} text" for place in range(len(TEMPLATES[CaseKind.PENALTY].columns)))

    def copy() -> None:
        with transaction.atomic(), connection.cursor() as cursor, path.open("rb") as file:
            cursor.copy_expert("COPY staging.bench_raw FROM STDIN (FORMAT csv, HEADER)", file)

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE staging.bench_raw ({columns})")
        taken = seconds(copy)
        cursor.execute("DROP TABLE staging.bench_raw")
    return taken


def _write_csv(path: Path, rows: int, *, persons: bool = False) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.label for column in TEMPLATES[CaseKind.PENALTY].columns])
        writer.writerows(penalty_rows(rows, persons=persons))


def _write_xlsx(path: Path, rows: int) -> None:
    """Every cell as text, as a clerk's workbook has it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("处罚")
    sheet.append([column.label for column in TEMPLATES[CaseKind.PENALTY].columns])
    for row in penalty_rows(rows):
        sheet.append([text or None for text in row])
    book.save(path)


def penalty_rows(count: int, *, persons: bool = False) -> Iterator[list[str]]:
    """The demo's penalties of one agency, defects included, in the template's columns, numbered as their days follow one another; `persons`:
    each against another natural person."""
    days = Days(random.Random(SEED), calendar.current(), timezone.localdate())  # noqa: S311 - demo data
    agency = Agency.objects.get(code=AGENCY)
    seats = _seats(agency)
    keys = [column.key for column in TEMPLATES[CaseKind.PENALTY].columns]
    ages = sorted((days.rng.randint(6, DAYS) for _ in range(count)), reverse=True)
    for number, age in enumerate(ages, start=1):
        mark = f"{agency.document_mark}{number // NUMBERS_A_MARK or ''}"
        day = days.on_a_workday(days.as_of - timedelta(days=age))
        maker = penalty.summary if days.rng.random() < SUMMARY_SHARE else penalty.ordinary
        case = maker(days, f"BENCH{number:08d}", mark, agency.sector, seats, day)
        if days.rng.random() < DEFECT_RATE:
            next((rule for rule, spoil in days.rng.sample(PLANTED, len(PLANTED)) if spoil(days, case, seats)), None)
        if persons:
            case.row |= {"party_type": "自然人", "party_credit_code": "", "party_identity": f"43010219900101{number:07d}"}
        yield [case.row.get(key, "") for key in keys]


def _seats(agency: Agency) -> Seats:
    """The agency's certificates: five in force, one suspended, one run out (as the demo hands them out)."""
    own = list(EnforcementCertificate.objects.filter(officer__agency=agency).order_by("number").values_list("number", flat=True))
    span = CertificateSpan.objects.get(certificate__number=own[5])
    return Seats(own[:5], own[6], own[5], span.from_day, span.to_day or span.from_day)
