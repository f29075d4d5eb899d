"""测试用的事项与文书：一步一步走到要看的那个状态。

Every step is the product's own service, so that a built instrument is what a person would have made.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date
from itertools import count
from typing import Any

from agencies.models import Agency
from cases.models import EnforcementCase, Finding
from notices.choices import ObjectionOutcome, ProblemType, Verdict
from notices.models import Instrument, Matter
from notices.services import drafting, issuing, matters, objections, responding, verification
from notices.services.responding import Answer
from supervision.outbox import run
from supervision.outbox.models import OutboxJob
from supervision.workdays import Period, Unit
from tests.cast import Cast

_serial = count(1)

PDF_BYTES = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def make_case(agency: Agency, **fields: Any) -> EnforcementCase:
    """A penalty of an agency that has been filed and not decided."""
    serial = next(_serial)
    values: dict[str, Any] = {
        "kind": "penalty",
        "sector": agency.sector,
        "external_id": f"N{serial:06d}",
        "case_no": f"浏演示罚立〔2026〕{serial}号",
        "cause": "未取得施工许可证擅自施工",
        "party_name": f"演示公司{serial}",
        "received_on": date(2026, 11, 1),
        "listed_on": date(2026, 11, 1),
    } | fields
    return EnforcementCase.objects.create(agency=agency, region_code=agency.region_code, **values)


def make_finding(
    agency: Agency, rule_code: str = "P-30", *, state: str = "confirmed", case: EnforcementCase | None = None, **fields: Any
) -> Finding:
    """A finding on a case of an agency, as a check would have written it."""
    case = case or make_case(agency)
    values: dict[str, Any] = {
        "rule_version": 1,
        "severity": 2,
        "sentence": "2026-06-12 立案，至今没有作出处罚决定。",
        "basis": "《行政处罚法》第六十条",
        "found_on": date(2026, 11, 2),
        "state": state,
    } | fields
    return Finding.objects.create(
        case=case, listed_on=case.listed_on, agency=agency, region_code=agency.region_code, rule_code=rule_code, **values
    )


def open_matter(
    cast: Cast, *, findings: list[Finding] | None = None, actor: Any = None, title: str = "逾期未作出处罚决定"
) -> Matter:
    """A matter of the county's bureau on its housing agency, with two problems unless findings are given."""
    found = findings if findings is not None else [make_finding(cast.county_housing) for _ in range(2)]
    return matters.open_matter(
        findings=found, title=title, problem_type=ProblemType.PROCEDURE, actor=actor or cast.county_supervisor
    )


def draft(cast: Cast, *, matter: Matter | None = None, kind: str = "press_letter") -> Instrument:
    """A draft of the county's supervisor."""
    return drafting.draft_instrument(matter=matter or open_matter(cast), kind=kind, actor=cast.county_supervisor)


def signing(cast: Cast, **made: Any) -> Instrument:
    """A draft that the chief has checked and that waits for the director."""
    instrument = draft(cast, **made)
    issuing.submit(instrument=instrument, actor=cast.county_supervisor)
    issuing.pass_check(instrument=fresh(instrument), actor=cast.county_chief)
    return fresh(instrument)


def issued(cast: Cast, **made: Any) -> Instrument:
    """A signed instrument whose printing waits in the outbox."""
    return issuing.sign(instrument=signing(cast, **made), actor=cast.county_director)


def delivered(cast: Cast, **made: Any) -> Instrument:
    """A served instrument."""
    instrument = issued(cast, **made)
    do_jobs()
    return fresh(instrument)


def handling(cast: Cast, **made: Any) -> Instrument:
    """An instrument the agency has signed for."""
    instrument = delivered(cast, **made)
    responding.acknowledge(instrument=instrument, actor=cast.housing_officer)
    return fresh(instrument)


def responded(cast: Cast, **made: Any) -> Instrument:
    """An instrument with every problem answered and sent."""
    instrument = handling(cast, **made)
    answer_all(instrument, cast.housing_officer)
    responding.respond(instrument=instrument, actor=cast.housing_officer)
    return fresh(instrument)


def advance(instrument: Instrument, cast: Cast, state: str) -> Instrument:
    """Take a draft to a state; "responded" has every answer accepted, "responded_wanting" every answer found wanting."""
    if state == "voided":
        issuing.void(instrument=instrument, actor=cast.county_supervisor)
    verdict = (Verdict.ACCEPTED, "") if state in {"responded", "closed"} else (Verdict.RETURNED, "没有附证明材料")
    way: list[tuple[str, Any]] = [
        ("checking", lambda one: issuing.submit(instrument=one, actor=cast.county_supervisor)),
        ("signing", lambda one: issuing.pass_check(instrument=one, actor=cast.county_chief)),
        ("issued", lambda one: issuing.sign(instrument=one, actor=cast.county_director)),
        ("delivered told", lambda one: issuing.deliver(instrument_id=one.pk)),
        ("handling", lambda one: responding.acknowledge(instrument=one, actor=cast.housing_officer)),
        ("answered", lambda one: answer_all(one, cast.housing_officer)),
        ("sent", lambda one: responding.respond(instrument=one, actor=cast.housing_officer)),
        ("responded responded_wanting", lambda one: verify_all(one, cast.county_supervisor, *verdict)),
    ]
    if state == "revoked":
        way = [*way[:4], ("revoked", lambda one: revoke_all(one, cast))]
    last = {
        "returned": lambda one: verification.send_back(instrument=one, period=Period(15, Unit.DAY), actor=cast.county_supervisor),
        "closed": lambda one: verification.close(instrument=one, actor=cast.county_supervisor),
    }
    for reached, step in way if state not in {"draft", "voided"} else ():
        step(fresh(instrument))
        if state in reached.split():
            return fresh(instrument)
    if state in last:
        last[state](fresh(instrument))
    return fresh(instrument)


def revoke_all(instrument: Instrument, cast: Cast) -> None:
    """The agency objects to every problem, and the bureau revokes each."""
    for item in instrument.items.all():
        said = objections.raise_objection(
            instrument=instrument, item_id=item.pk, reason="事实有出入。", actor=cast.housing_officer
        )
        objections.answer_objection(
            objection=said, outcome=ObjectionOutcome.REVOKED, answer="异议成立。", actor=cast.county_chief
        )


def answer_all(instrument: Instrument, actor: Any) -> None:
    """Fill in the open round."""
    rows = open_answers(instrument)
    responding.save_answers(
        instrument=instrument,
        answers={row.pk: Answer("已查明原因。", "已作出处罚决定并送达。", None) for row in rows},
        actor=actor,
    )


def open_answers(instrument: Instrument) -> list[Any]:
    """The answers of the round being written, in the order of the problems."""
    return list(instrument.responses.get(sent_at=None).items.order_by("item__order"))


def sent_answers(instrument: Instrument) -> list[Any]:
    """The answers of the latest sent round, in the order of the problems."""
    return list(instrument.responses.filter(sent_at__isnull=False).latest("round").items.order_by("item__order"))


def verify_all(instrument: Instrument, actor: Any, verdict: Verdict = Verdict.ACCEPTED, reason: str = "") -> None:
    """Give every answer of the round in hand the same verdict."""
    for answer in sent_answers(instrument):
        verification.verify_item(instrument=instrument, answer_id=answer.pk, verdict=verdict, reason=reason, actor=actor)


def do_jobs() -> None:
    """Let the worker's own code do what waits in the outbox."""
    for pk in OutboxJob.objects.filter(done_at=None, dead=False).order_by("id").values_list("pk", flat=True):
        run.run(pk)


def fresh(instrument: Instrument) -> Instrument:
    """The instrument as the database has it now."""
    return Instrument.objects.select_related("agency", "issuer", "matter", "drafted_by").get(pk=instrument.pk)


def office_bytes(part: str) -> bytes:
    """A minimal office file whose main part is `part`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<x/>")
    return buffer.getvalue()
