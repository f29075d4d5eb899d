"""监督机构的东西：各环节的月报、各状态的鉴定销毁清单、送往省平台的数据包。

What belongs to a supervision body and not to an agency: it stands at `world.BODIES` only.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from cases.models import (
    DisposalItem,
    DisposalList,
    EnforcementCase,
    ParameterTrial,
)
from reports.models import PeriodicReport, ReportReceipt
from reports.services import approving, compiling, issuing
from supervision.outbox.models import OutboxJob
from supervision.outbox.run import run
from tests.cases import factories
from tests.web.people import People

STEPS = ("draft", "division", "legal", "director", "leader", "approved", "issued")


def reports(people: People) -> dict[str, dict[str, Any]]:
    """One report in each state of the chain, the issued one with its receipt at the agency; and one that waits for the worker."""
    found = {}
    for reached, state in enumerate(STEPS):
        report, _ = compiling.ensure_report(region=people.bureau.region, period=date(2026, 9 - reached, 1))
        run(OutboxJob.objects.get(dedupe_key=f"reports.compile:{report.pk}").pk)
        report = PeriodicReport.objects.get(pk=report.pk)
        _advance(report, people, reached)
        found[f"report_{state}"] = {"pk": report.pk}
    found["receipt"] = {"pk": ReportReceipt.objects.get(report=found["report_issued"]["pk"], agency=people.agency).pk}
    waiting, _ = compiling.ensure_report(region=people.bureau.region, period=date(2026, 10, 1))
    OutboxJob.objects.filter(dedupe_key=f"reports.compile:{waiting.pk}").update(dead=True)
    return found | {"report_compiling": {"pk": waiting.pk}}


def given_up(people: People) -> DisposalList:
    """A list that was withdrawn."""
    case = EnforcementCase.objects.filter(agency=people.agency).order_by("pk")[0]
    found = disposals(people, case, withdrawn="inspection")
    made = DisposalList.objects.get(pk=found["disposal_withdrawn"]["pk"])
    DisposalList.objects.filter(pk=made.pk).update(number=f"浏司销〔2025〕{made.pk}号")
    return made


def disposals(people: People, case: EnforcementCase, **kinds: str) -> dict[str, dict[str, Any]]:
    """A disposal list in each of the states named, of one kind of record each, with a record on it."""
    found: dict[str, dict[str, Any]] = {}
    for state, kind in kinds.items():
        made = DisposalList.objects.create(
            agency=people.bureau, region_code=people.bureau.region_code, kind=kind, state=state, round=1, until=date(2026, 11, 1),
            period="10 年，自结案日起算", number=f"{people.bureau.document_mark}销〔2026〕{len(found) + 1}号", compiled_by=people.director,
        )  # fmt: skip
        item = DisposalItem.objects.create(
            list=made, case_id=case.pk, number=str(case), agency=people.agency, kind=kind, counted_on=date(1990, 3, 2),
            due_on=date(2000, 3, 2), listed_on=case.listed_on, received_on=case.received_on,
        )  # fmt: skip
        found[f"disposal_{state}"] = {"pk": made.pk}
        found["disposal_item"] = {"pk": made.pk, "item": item.pk}
    return found


def trial(people: People, state: str) -> dict[str, Any]:
    """A number that the body's chief proposed."""
    made = ParameterTrial.objects.create(
        agency=people.bureau, region_code=people.bureau.region_code, key="publish_days", sector="housing", value=9, unit="workday",
        source="测试文件", status="unverified", valid_from=date(2030, 1, 1), state=state, tried_on=date(2026, 11, 1),
        proposed_by=people.chief,
    )  # fmt: skip
    return {"pk": made.pk}


def issue(people: People, period: date) -> PeriodicReport:
    """One more issued report of a body."""
    report, _ = compiling.ensure_report(region=people.bureau.region, period=period)
    run(OutboxJob.objects.get(dedupe_key=f"reports.compile:{report.pk}").pk)
    made = PeriodicReport.objects.get(pk=report.pk)
    _advance(made, people, len(STEPS) - 1)
    return made


def _advance(report: PeriodicReport, people: People, steps: int) -> None:
    """Take a draft a number of steps up the chain."""
    if steps >= 1:
        approving.submit(report=report, actor=people.supervisor)
    for who in (people.chief, people.legal, people.director)[: max(0, steps - 1)]:
        approving.agree(report=report, actor=who, version=1, words="同意上报。")
    if steps >= 5:
        approving.instruct(report=report, actor=people.leader, version=1, words="请各单位举一反三。")
    if steps >= 6:
        issuing.issue(report=report, actor=people.director)
        run(OutboxJob.objects.get(dedupe_key=f"reports.issue:{report.pk}").pk)


def packages(people: People) -> dict[str, dict[str, Any]]:
    """What the body sent to the province: one package that was signed for, one that was refused."""
    done = factories.make_package(people.bureau, state="acknowledged", refused=1)
    return {"package_done": {"pk": done.pk}, "package_held": {"pk": factories.make_package(people.bureau, state="held").pk}}
