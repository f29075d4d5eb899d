"""六处、每样东西一件：逐页走查用的世界。

One object of every kind and interesting state at each of six places, made by the product's own services: an agency of 浏阳市 (K), another
agency of that county (M), an agency of the city (C), the squad of a town (T), an agency of the neighbour county (N), and once more in 浏阳市
what is over (A, see `archived.py`). Every text of an organisation carries a word of its own (`canaries.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils import timezone

from agencies.access import things
from agencies.access.grants import grant_exception
from agencies.choices import Role
from agencies.identity import factor
from agencies.models import TotpDevice, User
from agencies.services.deputising import delegate_post
from cases.choices import ActKind
from cases.models import (
    CaseCheck,
    DisposalItem,
    EnforcementCase,
    Finding,
    FindingNote,
    ImportBatch,
    ImportRow,
    RetentionPeriod,
)
from cases.rules import RULESET
from cases.search import SCOPE_WORDS, SEARCHED
from cases.services.findings import note
from notices.choices import ProblemType, ReferralGround, Verdict
from notices.models import Instrument, Matter
from notices.services import evidence, extensions, matters, objections, referrals
from reports.models import ReportReceipt
from reports.services import rollups
from supervision.audit.models import Checkpoint, SealedLeaf
from supervision.audit.seal import seal
from supervision.documents.storage import store
from supervision.outbox.models import OutboxJob
from supervision.trail.models import Verification
from tests.cases import factories
from tests.cast import Cast
from tests.notices import builders, suspended
from tests.web import appraised, archived, bodies, disputes, registers, reviews, tellings, warned
from tests.web.canaries import mark_names, marked
from tests.web.people import People, gather, person, system

PLACES = "KMCTNA"
"""K own county's agency · M another agency there · C the city's · T a town's · N the neighbour county's · A over and done with."""

OF_NO_PLACE = ("event", "checkpoint", "verification")
"""Things of the trail, which are the platform's."""

BODIES = "KCNA"
"""Where a report, a package for the province, a disposal list, a review or an appraisal stands: it is a supervision body's; neither a second
agency nor a town has one."""

PASSWORD = "Yan-shi-mi-ma-2026"
"""Everybody's."""

NOBODY = 987_654_321
"""The key of nothing."""


@dataclass(frozen=True)
class Place:
    """One place with one object of every kind; the keys that stand in addresses."""

    letter: str
    people: People
    keys: dict[str, dict[str, Any]]

    def of(self, thing: str) -> dict[str, Any]:
        """The address's parameters that mean a thing, e.g. `of("draft")` → {"pk": 3}."""
        return self.keys[thing]


@dataclass(frozen=True)
class World:
    """The cast, everybody by the name of their column, and the six places by letter."""

    cast: Cast
    people: dict[str, User]
    places: dict[str, Place]

    def at(self, letter: str) -> Place:
        """The place of a letter; a page without a place is asked with what stands in 浏阳市."""
        return self.own if letter == "-" else self.places[letter]

    @property
    def own(self) -> Place:
        """浏阳市's."""
        return self.places["K"]

    @property
    def foreign(self) -> Place:
        """宁乡市's, which nobody of 浏阳市 may see."""
        return self.places["N"]


def places_of(thing: str) -> str:
    """The places at which a thing stands; "-" for a page without a thing."""
    if thing in {"nothing", "region", *OF_NO_PLACE}:
        return "-"
    if thing.startswith(("report_", "package_", "disposal_", "trial_", "review_", "appraisal_")):
        return BODIES
    return PLACES.replace("T", "") if thing == "receipt" else PLACES


def build_world(cast: Cast) -> World:
    """All places; call it inside a transaction that is rolled back."""
    everybody = gather(cast)
    mark_names()
    for user in everybody.by_name.values():
        user.refresh_from_db()
    for people in everybody.at.values():
        for one in vars(people).values():
            one.refresh_from_db()
    for kind in ("coercion", "import_file"):  # somebody has checked these; a list of them can be asked for
        row = (
            RetentionPeriod.objects.filter(kind=kind, status="unverified")
            .values("years", "counted_from", "source", "reason")
            .get()
        )
        RetentionPeriod.objects.get_or_create(kind=kind, status="found", effective_on=date(2026, 3, 1), defaults=row)
    places = {}
    for letter in "MKCTN":
        people = everybody.at[letter]
        with marked(letter):
            places[letter] = Place(letter, people, _things(cast, people, with_reports=letter in BODIES))
    places["M"].keys["receipt"] = {"pk": ReportReceipt.objects.get(
        report=places["K"].of("report_issued")["pk"], agency=places["M"].people.agency).pk}  # fmt: skip
    _assisted(cast, places["T"])
    with marked("K"):
        bodies.issue(everybody.at["K"], date(2026, 2, 1))
        over = archived.things(
            _casting(cast, everybody.at["K"]), everybody.at["K"], places["K"].of("report_issued"), everybody.by_name["expired"]
        )
    over |= {"kept_kind": {"kind": "penalty"}}
    over |= {f"disposal_{name}": {"pk": bodies.given_up(everybody.at["K"]).pk} for name in ("draft", "first")}
    over["trial_submitted"] = bodies.trial(everybody.at["K"], "withdrawn")
    first = over["disposal_first"]["pk"]
    over["disposal_item"] = {"pk": first, "item": DisposalItem.objects.get(list=first).pk}
    with marked("K"):
        over |= reviews.over(everybody.at["K"]) | appraised.over(everybody.at["K"])
    places["A"] = Place("A", everybody.at["K"], over)
    for place in places.values():
        place.keys.update(tellings.own(place.letter, place.people))
    rollups.refresh_all()
    _index()
    registers.count([place.keys for place in places.values()])
    everybody.by_name["disabled"].is_active = False
    everybody.by_name["disabled"].save()
    hashed = make_password(PASSWORD)
    User.objects.filter(is_machine=False).update(password=hashed)
    for user in everybody.by_name.values():
        user.password = hashed
    trail = _trail(cast)
    for place in places.values():
        place.keys.update(trail)
    return World(cast, everybody.by_name, places)


def _index() -> None:
    """Every case can be found by its words, as after an import."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE cases_enforcementcase SET search = bigrams(concat_ws(' ', {', '.join(SEARCHED)})) || {SCOPE_WORDS}"
        )


def _casting(cast: Cast, people: People) -> Cast:
    """The cast with the people of one place in the parts of the county's, for the builders."""
    return replace(
        cast, county_supervisor=people.supervisor, county_chief=people.chief, county_director=people.director,
        county_housing=people.agency, housing_officer=people.officer,
    )  # fmt: skip


def _things(cast: Cast, people: People, *, with_reports: bool) -> dict[str, dict[str, Any]]:
    """Everything of one place, from the record to the issued report."""
    casting = _casting(cast, people)
    certificate = factories.make_certificate(people.agency)
    batch = _batch(people)
    case = _case(people, batch, certificate.number)
    registered = registers.of(people.agency)
    finding = factories.make_finding(case, "P-30", sentence="立案已逾九十日，未作出处罚决定。", batch=batch, state="open")
    FindingNote.objects.create(finding=finding, author=people.supervisor, text="已电话核实")
    draft, handling, responded = _instruments(casting)
    delivered, signing = builders.delivered(casting), builders.signing(casting)
    checking = builders.draft(casting)
    builders.issuing.submit(instrument=checking, actor=people.supervisor)
    verified = builders.responded(casting)
    builders.verify_all(verified, people.supervisor)
    half = builders.responded(casting)
    builders.verify_all(half, people.supervisor, Verdict.RETURNED, "没有附证明材料")
    signed = builders.issued(casting)
    OutboxJob.objects.filter(done_at=None, payload__instrument=signed.pk).update(dead=True)  # the worker has not come to it yet
    factories.sent_back(case)
    matter = Matter.objects.get(pk=draft.matter_id)
    sent = builders.sent_answers(responded)[0]
    opened = builders.open_answers(handling)[0]
    asked = extensions.request_extension(instrument=handling, amount=3, reason="资料较多", actor=people.officer)
    said = objections.raise_objection(
        instrument=handling, item_id=handling.items.earliest("order").pk, reason="事实有出入。",
        files=[("鉴定意见.pdf", builders.PDF_BYTES)], actor=people.officer,
    )  # fmt: skip
    clue = referrals.note_clue(
        matter=matter,
        ground=ReferralGround.CRIME,
        found_on=timezone.localdate(),
        clue="索要财物的线索。",
        actor=people.supervisor,
    )
    queued = ImportBatch.objects.create(
        agency=people.agency, region_code=people.agency.region_code, kind="licence", file=batch.file, file_sha256="0" * 64,
        file_name="排队.csv", uploaded_by=people.officer,
    )  # fmt: skip
    attachment = opened.attachments.get()
    for one in (batch, queued):
        factories.pushed(one)
    return {
        "nothing": {},
        "region": {"region": people.agency.region_code},
        "kept_kind": {"kind": "penalty"},
        "agency": {"pk": people.agency.pk},
        "officer": {"pk": certificate.officer_id},
        **registered,
        "batch": {"pk": batch.pk},
        "queued": {"pk": queued.pk},
        "case": {"pk": case.pk},
        "finding": {"pk": finding.pk},
        "spare_finding": {"pk": builders.make_finding(people.agency).pk},
        "matter": {"pk": matter.pk},
        "matter_item": {"pk": matter.pk, "item": matter.items.first().pk},
        "matter_referral": {"pk": matter.pk, "referral": clue.pk},
        "certificate": {"pk": certificate.pk},
        "suspension": {"pk": suspended.proposed(casting, matter=matter).pk},
        "suspension_running": {"pk": suspended.in_force(casting, matter=matter).pk},
        "draft": {"pk": draft.pk},
        "checking": {"pk": checking.pk},
        "signing": {"pk": signing.pk},
        "signed": {"pk": signed.pk},
        "delivered": {"pk": delivered.pk},
        "verified": {"pk": verified.pk},
        "half_verified": {"pk": half.pk},
        "handling": {"pk": handling.pk},
        "handling_rows": {"answers": [row.pk for row in builders.open_answers(handling)]},
        "handling_answer": {"pk": handling.pk, "answer": opened.pk},
        "handling_file": {"pk": handling.pk, "answer": opened.pk, "attachment": attachment.pk},
        "handling_extension": {"pk": handling.pk, "extension": asked.pk},
        "handling_objection": {"pk": handling.pk, "objection": said.pk},
        "objection_evidence": {"pk": said.evidence.get().pk},
        "delivered_item": {"item": delivered.items.earliest("order").pk},
        "responded": {"pk": responded.pk},
        "responded_answer": {"pk": responded.pk, "answer": sent.pk},
        "unsent_evidence": {"pk": attachment.pk},
        "sent_evidence": {"pk": sent.attachments.get().pk},
        **disputes.of(people),
        **tellings.of(people),
        **_profiles(people),
        **_open_matter(people),
        **_rights(cast, people, case),
        **warned.of(case),
        **(bodies.reports(people) | bodies.packages(people) if with_reports else {}),
        **({"trial_submitted": bodies.trial(people, "submitted")} if with_reports else {}),
        **(bodies.disposals(people, case, draft="licence", first="penalty") if with_reports else {}),
        **(reviews.things(people) | appraised.things(people) if with_reports else {}),
    }


def _profiles(people: People) -> dict[str, dict[str, Any]]:
    """A heading map of the agency's own, and a draft with a sample."""
    return {
        "profile": {"pk": factories.make_profile(people.agency, people.supervisor).pk},
        "profile_draft": {"pk": factories.draft_profile(people.agency, people.supervisor).pk},
    }


def _open_matter(people: People) -> dict[str, dict[str, Any]]:
    """A matter without an instrument, with two problems."""
    taken = [builders.make_finding(people.agency) for _ in range(2)]
    matter = matters.open_matter(
        findings=taken, title="只立了项的事项", problem_type=ProblemType.PROCEDURE, actor=people.supervisor
    )
    return {"open_matter": {"pk": matter.pk}, "open_item": {"pk": matter.pk, "item": matter.items.first().pk}}


def _rights(cast: Cast, people: People, case: EnforcementCase) -> dict[str, dict[str, Any]]:
    """Accounts and posts; a delegation that has not begun and an exception for what is open anyway, so that nobody may do more today."""
    code = people.agency.code.lower()
    colleague = person(f"{code}-colleague", "同事员", Role.SUPERVISOR, people.bureau)
    shut = person(f"{code}-shut", "停用员", Role.LEGAL_OFFICER, people.agency)
    User.objects.filter(pk=shut.pk).update(is_active=False)
    TotpDevice.objects.create(
        user=colleague,
        secret=factor.seal(factor.new_secret(), colleague.pk),
        enrolled_at=timezone.now(),
        failures=3,
        failed_at=timezone.now(),
    )
    soon = timezone.localdate() + timedelta(days=30)
    director = people.director.posts.get()
    lent = people.director.posts.get().delegations.first() or delegate_post(
        post=director, delegate=people.legal, starts_on=soon, ends_on=soon, reason="出差", actor=people.director
    )
    thing = things.get("case")
    assert thing is not None
    named = grant_exception(
        user=people.officer, thing=thing, obj=case, permission="cases.view_case", reason="会商", expires_on=soon,
        actor=cast.security_admin,
    )  # fmt: skip
    machine = system(f"{code}-machine", people.agency)
    return {
        "machine": {"pk": machine.pk},
        "token": {"pk": machine.tokens.get().pk},
        "person": {"pk": people.officer.pk},
        "leaver": {"pk": people.supervisor.pk},
        "colleague": {"pk": colleague.pk, "username": colleague.username},
        "factor_person": {"pk": colleague.pk},
        "shut_person": {"pk": shut.pk},
        "post": {"pk": people.chief.posts.get().pk},
        "delegation": {"pk": lent.pk},
        "exception": {"pk": named.pk},
    }


def _trail(cast: Cast) -> dict[str, dict[str, Any]]:
    """What the audit administrator looks at; it belongs to no place."""
    seal()
    asked = Verification.objects.create(asked_by=cast.audit_admin, done_at=timezone.now(), sound=True)
    return {
        "event": {"pk": SealedLeaf.objects.order_by("-leaf_index")[0].event_id},
        "checkpoint": {"size": Checkpoint.objects.order_by("-size")[0].size},
        "verification": {"pk": asked.pk},
    }


def _assisted(cast: Cast, town: Place) -> None:
    """What the justice office noted on the town's matter and finding."""
    with marked("T"):
        matters.add_note(
            matter=Matter.objects.get(pk=town.of("open_matter")["pk"]), text="已到现场看过。", actor=cast.township_assistant
        )
        note(finding=Finding.objects.get(pk=town.of("finding")["pk"]), author=cast.township_assistant, text="已到现场看过。")


def _batch(people: People) -> ImportBatch:
    """A finished batch with one stored and one refused row."""
    content = f"当事人,立案日期\n演示当事人,2026-03-01\n演示当事人,某日\n{people.agency.code}".encode()
    batch = ImportBatch.objects.create(
        agency=people.agency, region_code=people.agency.region_code, kind="penalty", file=store(content, media_type="text/csv"),
        file_sha256=people.agency.code.ljust(64, "0"), file_name="十月处罚.csv", header=["当事人", "立案日期"], state="done",
        uploaded_by=people.officer, finished_at=timezone.now(), total=2, stored=1, refused=1,
    )  # fmt: skip
    ImportRow.objects.create(
        batch=batch, line_no=3, cells=["演示当事人", "某日"], outcome="refused",
        problems=[{"column": "立案日期", "value": "某日", "message": "不是日期", "remedy": "请写成 2026-03-01"}],
    )  # fmt: skip
    return batch


def _case(people: People, batch: ImportBatch, certificate: str) -> EnforcementCase:
    case = factories.make_case(
        people.agency, batch=batch, line_no=2, cause="未取得许可擅自施工", facts="现场检查发现。", legal_basis="建筑法", content="罚款",
        place="人民路", filing_date=date(2026, 3, 1), fine_amount=5000, case_no="立〔2026〕1号", licence_name="许可证",
    )  # fmt: skip
    factories.make_act(case, ActKind.INQUIRY, date(2026, 3, 2), officers=[certificate])
    ImportRow.objects.create(batch=batch, line_no=2, cells=["演示当事人", "2026-03-01"], outcome="stored", case=case)
    CaseCheck.objects.create(
        case=case, checked_on=case.received_on, ruleset=RULESET.version, passed=5, failed=1, unknown=0, not_applicable=0
    )
    return case


def _instruments(casting: Cast) -> tuple[Instrument, Instrument, Instrument]:
    """A draft; one that the agency is answering, with evidence not sent yet; one answered."""
    draft = builders.draft(casting)
    handling = builders.handling(casting)
    builders.answer_all(handling, casting.housing_officer)
    opened = builders.open_answers(handling)[0]
    evidence.attach_evidence(
        instrument=handling, answer_id=opened.pk, name="整改照片.pdf", content=builders.PDF_BYTES, actor=casting.housing_officer
    )
    responded = builders.handling(casting)
    builders.answer_all(responded, casting.housing_officer)
    answer = builders.open_answers(responded)[0]
    evidence.attach_evidence(
        instrument=responded, answer_id=answer.pk, name="处罚决定.pdf", content=builders.PDF_BYTES, actor=casting.housing_officer
    )
    builders.responding.respond(instrument=responded, actor=casting.housing_officer)
    return draft, builders.fresh(handling), builders.fresh(responded)
