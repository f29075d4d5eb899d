"""已经了结的：办结的、终结的、作废的、没有入库的、消除的、印发的、撤销的。

What each kind of thing is once it is over, all in 浏阳市. Nobody may move it any more; who might see it may still see it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from agencies.access import grants
from agencies.access import things as registered
from agencies.choices import AgencyKind
from agencies.models import Agency, EnforcementOfficer, User
from agencies.services import deputising, tokens
from cases.models import ImportBatch
from notices.choices import ObjectionOutcome, ProblemType, ReferralGround, ReferralOutcome
from notices.models import Instrument
from notices.services import evidence, extensions, issuing, matters, objections, referrals, verification
from notices.services.referrals import Settlement
from reports.models import PeriodicReport, ReportReceipt
from reports.services import receipts
from supervision.documents.storage import store
from tests.cases import factories
from tests.cast import Cast
from tests.notices import builders, suspended
from tests.web import disputes, registers, tellings, warned
from tests.web.people import People, system

_BEFORE_A_SIGNATURE = ("draft", "checking", "signing")
_SERVED = ("signed", "delivered", "verified", "half_verified", "handling", "responded")
_OF_A_REPORT = ("draft", "division", "legal", "director", "leader", "approved", "issued", "compiling")


def things(casting: Cast, people: People, issued: Any, left: User) -> dict[str, dict[str, Any]]:
    """Everything of K that is over; `issued` is the key of its issued report, `left` somebody whose post has ended."""
    closed, extension = _closed(casting)
    voided = builders.draft(casting)
    issuing.void(instrument=voided, actor=people.supervisor)
    answer = builders.sent_answers(closed)[0]
    said = closed.objections.get()
    matter = closed.matter
    clue = referrals.note_clue(
        matter=matter, ground=ReferralGround.CRIME, found_on=date(2026, 3, 10), clue="索要财物的线索。", actor=people.supervisor
    )
    known = Settlement(ReferralOutcome.KNOWN, note="监察机关已经立案。")
    referrals.settle(referral=clue, settlement=known, actor=people.chief)
    dropped = matters.open_matter(
        findings=[builders.make_finding(people.agency) for _ in range(2)], title="终结的事项", problem_type=ProblemType.PROCEDURE,
        actor=people.supervisor,
    )  # fmt: skip
    matters.drop_matter(matter=dropped, reason="经核实不成立", actor=people.supervisor)
    case = factories.make_case(people.agency, cause="已结案", filing_date=date(2025, 3, 1), closed_on=date(2025, 6, 1))
    file = answer.attachments.get()
    over = {
        "nothing": {},
        "agency": {"pk": _dissolved(people).pk},
        "officer": {"pk": EnforcementOfficer.objects.create(
            agency=people.agency, region_code=people.agency.region_code, name="离岗人员", left_on="2025-01-01").pk},
        **registers.of(people.agency, over=True),
        **warned.of(case, over=True),
        "case": {"pk": case.pk},
        "finding": {"pk": factories.make_finding(case, "P-30", sentence="已消除。", state="cleared").pk},
        "spare_finding": {"pk": builders.make_finding(people.agency, state="dismissed", reason="经核实不成立").pk},
        "matter": {"pk": matter.pk},
        "matter_item": {"pk": matter.pk, "item": matter.items.first().pk},
        "matter_referral": {"pk": matter.pk, "referral": clue.pk},
        "open_matter": {"pk": dropped.pk},
        "open_item": {"pk": dropped.pk, "item": dropped.items.first().pk},
        "certificate": {"pk": factories.make_certificate(people.agency).pk},
        "suspension": {"pk": suspended.declined(casting).pk},
        "suspension_running": {"pk": suspended.restored(casting).pk},
        "handling_rows": {"answers": [row.pk for row in builders.sent_answers(closed)]},
        "handling_answer": {"pk": closed.pk, "answer": answer.pk},
        "handling_file": {"pk": closed.pk, "answer": answer.pk, "attachment": file.pk},
        "handling_extension": {"pk": closed.pk, "extension": extension.pk},
        "handling_objection": {"pk": closed.pk, "objection": said.pk},
        "objection_evidence": {"pk": said.evidence.get().pk},
        "delivered_item": {"item": closed.items.latest("order").pk},
        "responded_answer": {"pk": closed.pk, "answer": answer.pk},
        "unsent_evidence": {"pk": file.pk},
        "sent_evidence": {"pk": file.pk},
        "receipt": {"pk": _acknowledged(people).pk},
    }  # fmt: skip
    failed = _failed(people)
    done = factories.make_package(people.bureau, state="acknowledged")
    retired = factories.make_profile(people.agency, people.supervisor, headings=("旧名", "旧日"), state="retired")
    return (
        over
        | _rights_that_ended(casting, people, case, left)
        | disputes.over(people)
        | tellings.over(people)
        | {name: {"pk": failed.pk} for name in ("batch", "queued")}
        | {name: {"pk": retired.pk} for name in ("profile", "profile_draft")}
        | {name: {"pk": voided.pk} for name in _BEFORE_A_SIGNATURE}
        | {name: {"pk": closed.pk} for name in _SERVED}
        | {f"report_{name}": issued for name in _OF_A_REPORT}
        | {name: {"pk": done.pk} for name in ("package_done", "package_held")}
    )


def _rights_that_ended(casting: Cast, people: People, case: Any, left: User) -> dict[str, dict[str, Any]]:
    """Of somebody who has left: the account, the post that ended; a delegation and an exception that were taken back."""
    soon = timezone.localdate() + timedelta(days=60)
    lent = deputising.delegate_post(
        post=people.director.posts.get(),
        delegate=people.legal,
        starts_on=soon,
        ends_on=soon,
        reason="出差",
        actor=people.director,
    )
    deputising.revoke_delegation(delegation=lent, actor=people.director)
    thing = registered.get("case")
    assert thing is not None
    named = grants.grant_exception(
        user=people.officer, thing=thing, obj=case, permission="cases.view_case", reason="会商", expires_on=soon,
        actor=casting.security_admin,
    )  # fmt: skip
    grants.revoke_exception(exception=named, reason="用毕", actor=casting.security_admin)
    machine = system("over-machine", people.agency)
    tokens.revoke_token(token=machine.tokens.get(), reason="系统下线", actor=casting.system_admin)
    return {
        "machine": {"pk": machine.pk},
        "token": {"pk": machine.tokens.get().pk},
        **{name: {"pk": left.pk} for name in ("person", "leaver", "shut_person", "factor_person")},
        "colleague": {"pk": people.supervisor.pk, "username": people.supervisor.username},
        "post": {"pk": left.posts.get().pk},
        "delegation": {"pk": lent.pk},
        "exception": {"pk": named.pk},
    }


def _closed(casting: Cast) -> tuple[Instrument, Any]:
    """A closed instrument with evidence, a refused extension and an answered objection; its matter is closed with it."""
    one = builders.handling(casting)
    said = objections.raise_objection(
        instrument=one, item_id=one.items.earliest("order").pk, reason="事实有出入。",
        files=[("鉴定意见.pdf", builders.PDF_BYTES)], actor=casting.housing_officer,
    )  # fmt: skip
    objections.answer_objection(
        objection=said, outcome=ObjectionOutcome.MAINTAINED, answer="事实清楚。", actor=casting.county_supervisor
    )
    asked = extensions.request_extension(instrument=one, amount=2, reason="资料较多", actor=casting.housing_officer)
    extensions.decide_extension(request=asked, granted=False, note="不同意", actor=casting.county_supervisor)
    builders.answer_all(one, casting.housing_officer)
    answer = builders.open_answers(one)[0]
    evidence.attach_evidence(
        instrument=one, answer_id=answer.pk, name="证明.pdf", content=builders.PDF_BYTES, actor=casting.housing_officer
    )
    builders.responding.respond(instrument=builders.fresh(one), actor=casting.housing_officer)
    builders.verify_all(builders.fresh(one), casting.county_supervisor)
    verification.close(instrument=builders.fresh(one), actor=casting.county_supervisor)
    return builders.fresh(one), asked


def _dissolved(people: People) -> Agency:
    return Agency.objects.create(
        code="LY-OLD", name="浏阳市原建设局", short_name="原建设局", kind=AgencyKind.ENFORCEMENT, region=people.agency.region,
        region_code=people.agency.region_code, tier="county", is_active=False,
    )  # fmt: skip


def _failed(people: People) -> ImportBatch:
    made: ImportBatch = ImportBatch.objects.create(
        agency=people.agency, region_code=people.agency.region_code, kind="coercion", file=store(b"?", media_type="text/csv"), file_sha256="f" * 64,
        file_name="读不出.csv", uploaded_by=people.officer, state="failed", error="读不出表头",
    )  # fmt: skip
    factories.pushed(made)
    return made


def _acknowledged(people: People) -> ReportReceipt:
    """A receipt that has been signed for, of an issued report of an earlier month."""
    report = PeriodicReport.objects.filter(agency=people.bureau, state="issued").order_by("period_start").first()
    receipt = ReportReceipt.objects.get(report=report, agency=people.agency)
    receipts.acknowledge(receipt=receipt, actor=people.officer)
    receipt.refresh_from_db()
    return receipt
