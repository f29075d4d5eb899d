"""两个县、每样东西一件：逐页走查用的世界。

One object of every kind and interesting state in 浏阳市 and one in the neighbour county 宁乡市, made by the product's own services. Every
text of the neighbour carries `CANARY`: wherever that word turns up, somebody reads what is not theirs. All people are fictional.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from agencies.access import things
from agencies.access.grants import grant_exception
from agencies.choices import AgencyKind, Role
from agencies.models import Agency, Post, Region, User
from agencies.services.deputising import delegate_post
from cases.choices import ActKind
from cases.models import CaseCheck, EnforcementCase, FindingNote, ImportBatch, ImportRow
from cases.rules import RULESET
from cases.services.findings import note
from notices.choices import ProblemType
from notices.models import Instrument, Matter
from notices.services import evidence, extensions, matters
from reports.models import PeriodicReport, ReportReceipt
from reports.services import approving, compiling, issuing, rollups
from supervision.audit.models import Checkpoint, SealedLeaf
from supervision.audit.seal import seal
from supervision.documents.storage import store
from supervision.outbox.models import OutboxJob
from supervision.outbox.run import run
from supervision.trail.models import Verification
from tests.cases import factories
from tests.cast import Cast
from tests.notices import builders

PASSWORD = "Yan-shi-mi-ma-2026"
CANARY = "邻县密语"
"""Stands in every text of 宁乡市. The word occurs nowhere else."""

NOBODY = 987_654_321
"""The key of nothing."""

ROOMS = ("agencies", "cases", "notices", "reports")
MACHINE_FIELDS = frozenset({
    "username", "password", "code", "region_code", "scope_prefix", "rule_code", "kind", "procedure", "penalty_kinds", "informed_items",
    "file_sha256", "snapshot_sha256", "profile", "encoding", "template_version", "calendar_version", "field", "period_unit",
    "issuer_kind", "model_label", "permission", "ruleset", "rules_version", "sha256", "version", "certificate_no",
})  # fmt: skip
"""Texts that the product reads rather than shows: a canary there would break it."""


@dataclass(frozen=True)
class People:
    """Who works in one county."""

    supervisor: User
    chief: User
    legal: User
    director: User
    leader: User
    officer: User
    bureau: Agency
    agency: Agency

    @property
    def names(self) -> list[str]:
        """The names of these people."""
        return [person.display_name for person in vars(self).values() if isinstance(person, User)]


@dataclass(frozen=True)
class Place:
    """One county with one object of every kind; the keys that stand in addresses."""

    people: People
    keys: dict[str, dict[str, Any]]

    def of(self, thing: str) -> dict[str, Any]:
        """The address's parameters that mean a thing, e.g. `of("draft")` → {"pk": 3}."""
        return self.keys[thing]


@dataclass(frozen=True)
class World:
    """The cast (the neighbour's chain added to it) and the two counties."""

    cast: Cast
    people: dict[str, User]
    own: Place
    foreign: Place


def build_world(cast: Cast) -> World:
    """Both counties; call it inside a transaction that is rolled back."""
    own = People(
        supervisor=cast.county_supervisor, chief=cast.county_chief, director=cast.county_director, leader=cast.county_leader,
        legal=_person("county-legal", "蒋审核", Role.LEGAL_REVIEWER, cast.county_bureau), officer=cast.housing_officer,
        bureau=cast.county_bureau, agency=cast.county_housing,
    )  # fmt: skip
    government = Agency.objects.create(
        code="NX-ZF", name="宁乡市人民政府", short_name="宁乡市政府", kind=AgencyKind.GOVERNMENT, region=cast.neighbour,
        region_code=cast.neighbour.code, tier="county",
    )  # fmt: skip
    theirs = People(
        supervisor=cast.neighbour_supervisor, chief=_person("neighbour-chief", "杨科长", Role.DIVISION_CHIEF, cast.neighbour_bureau),
        legal=_person("neighbour-legal", "邹审核", Role.LEGAL_REVIEWER, cast.neighbour_bureau),
        director=_person("neighbour-director", "沈局长", Role.DIRECTOR, cast.neighbour_bureau),
        leader=_person("neighbour-leader", "喻县长", Role.LEADER, government), officer=cast.neighbour_officer,
        bureau=cast.neighbour_bureau, agency=cast.neighbour_market,
    )  # fmt: skip
    here = Place(own, _things(cast, own))
    with _marked(theirs):
        there = Place(theirs, _things(cast, theirs))
    rollups.refresh_all()
    everybody = cast.people | {"county_legal": own.legal}
    hashed = make_password(PASSWORD)
    User.objects.update(password=hashed)
    for user in everybody.values():
        user.password = hashed
    return World(cast, everybody, here, there)


def _person(username: str, name: str, role: Role, at: Agency) -> User:
    user = User.objects.create(username=username, display_name=name, password="!")
    Post.objects.create(user=user, agency=at, role=role, title=role.label, starts_on="2020-01-01")
    return user


def _things(cast: Cast, people: People) -> dict[str, dict[str, Any]]:
    """Everything of one county, from the record to the issued report."""
    casting = replace(
        cast, county_supervisor=people.supervisor, county_chief=people.chief, county_director=people.director,
        county_housing=people.agency, housing_officer=people.officer,
    )  # fmt: skip
    certificate = factories.make_certificate(people.agency)
    batch = _batch(people)
    case = _case(people, batch, certificate.number)
    finding = factories.make_finding(case, "P-30", sentence="立案已逾九十日，未作出处罚决定。", batch=batch, state="open")
    FindingNote.objects.create(finding=finding, author=people.supervisor, text="已电话核实")
    draft, handling, responded = _instruments(casting)
    delivered, signing = builders.delivered(casting), builders.signing(casting)
    checking = builders.draft(casting)
    builders.issuing.submit(instrument=checking, actor=people.supervisor)
    verified = builders.responded(casting)
    builders.verify_all(verified, people.supervisor)
    signed = builders.issued(casting)
    OutboxJob.objects.filter(done_at=None, payload__instrument=signed.pk).update(dead=True)  # the worker has not come to it yet
    matter = Matter.objects.get(pk=draft.matter_id)
    sent = builders.sent_answers(responded)[0]
    opened = builders.open_answers(handling)[0]
    asked = extensions.request_extension(instrument=handling, amount=3, reason="资料较多", actor=people.officer)
    queued = ImportBatch.objects.create(
        agency=people.agency, region_code=people.agency.region_code, kind="licence", file=batch.file, file_sha256="0" * 64,
        file_name="排队.csv", uploaded_by=people.officer,
    )  # fmt: skip
    attachment = opened.attachments.get()
    return {
        "nothing": {},
        "region": {"region": people.agency.region_code},
        "agency": {"pk": people.agency.pk},
        "officer": {"pk": certificate.officer_id},
        "batch": {"pk": batch.pk},
        "queued": {"pk": queued.pk},
        "case": {"pk": case.pk},
        "finding": {"pk": finding.pk},
        "spare_finding": {"pk": builders.make_finding(people.agency).pk},
        "matter": {"pk": matter.pk},
        "matter_item": {"pk": matter.pk, "item": matter.items.first().pk},
        "draft": {"pk": draft.pk},
        "checking": {"pk": checking.pk},
        "signing": {"pk": signing.pk},
        "signed": {"pk": signed.pk},
        "delivered": {"pk": delivered.pk},
        "verified": {"pk": verified.pk},
        "handling": {"pk": handling.pk},
        "handling_rows": {"answers": [row.pk for row in builders.open_answers(handling)]},
        "handling_answer": {"pk": handling.pk, "answer": opened.pk},
        "handling_file": {"pk": handling.pk, "answer": opened.pk, "attachment": attachment.pk},
        "handling_extension": {"pk": handling.pk, "extension": asked.pk},
        "responded": {"pk": responded.pk},
        "responded_answer": {"pk": responded.pk, "answer": sent.pk},
        "unsent_evidence": {"pk": attachment.pk},
        "sent_evidence": {"pk": sent.attachments.get().pk},
        **_of_a_town(cast, people),
        **_reports(people),
        **_rights(cast, people, case),
        **_trail(cast),
    }


def _rights(cast: Cast, people: People, case: EnforcementCase) -> dict[str, dict[str, Any]]:
    """Accounts and posts; a delegation that has not begun and an exception for what is open anyway, so that nobody may do more today."""
    county = people.bureau.region_code
    colleague = _person(f"{county}-colleague", "同事员", Role.SUPERVISOR, people.bureau)
    shut = _person(f"{county}-shut", "离任员", Role.LEGAL_OFFICER, people.agency)
    User.objects.filter(pk=shut.pk).update(is_active=False)
    soon = timezone.localdate() + timedelta(days=30)
    lent = delegate_post(
        post=people.director.posts.get(),
        delegate=people.legal,
        starts_on=soon,
        ends_on=soon,
        reason="出差",
        actor=people.director,
    )
    thing = things.get("case")
    assert thing is not None
    named = grant_exception(
        user=people.officer,
        thing=thing,
        obj=case,
        permission="cases.view_case",
        reason="会商",
        expires_on=soon,
        actor=cast.security_admin,
    )
    return {
        "person": {"pk": people.officer.pk},
        "leaver": {"pk": people.supervisor.pk},
        "colleague": {"pk": colleague.pk, "username": colleague.username},
        "shut_person": {"pk": shut.pk},
        "post": {"pk": people.chief.posts.get().pk},
        "delegation": {"pk": lent.pk},
        "exception": {"pk": named.pk},
    }


def _trail(cast: Cast) -> dict[str, dict[str, Any]]:
    """What the audit administrator looks at; it belongs to no county."""
    seal()
    asked = Verification.objects.create(asked_by=cast.audit_admin, done_at=timezone.now(), sound=True)
    return {
        "event": {"pk": SealedLeaf.objects.order_by("-leaf_index")[0].event_id},
        "checkpoint": {"size": Checkpoint.objects.order_by("-size")[0].size},
        "verification": {"pk": asked.pk},
    }


def _of_a_town(cast: Cast, people: People) -> dict[str, dict[str, Any]]:
    """A case, a finding and a matter of a township's own squad, which a justice office there may see."""
    code = people.agency.region_code + ("103" if people.bureau == cast.county_bureau else "104")
    town, _ = Region.objects.get_or_create(
        code=code, defaults={"name": "演示镇", "tier": "township", "scope_prefix": code, "parent": people.agency.region}
    )
    squad = Agency.objects.create(
        code=f"SQUAD-{code}", name=f"{people.agency.name}{town.name}中队", short_name=f"{town.name}中队", kind=AgencyKind.ENFORCEMENT,
        sector=people.agency.sector, region=town, region_code=code, tier="township",
    )  # fmt: skip
    case = factories.make_case(squad, cause="占道经营", filing_date=date(2026, 3, 1))
    finding = factories.make_finding(case, "P-30", sentence="立案已逾九十日，未作出处罚决定。", state="open")
    taken = [builders.make_finding(squad) for _ in range(2)]
    matter = matters.open_matter(findings=taken, title="镇上的事项", problem_type=ProblemType.PROCEDURE, actor=people.supervisor)
    if people.bureau == cast.county_bureau:
        matters.add_note(matter=matter, text="已到现场看过。", actor=cast.township_assistant)
        note(finding=finding, author=cast.township_assistant, text="已到现场看过。")
    return {
        "town_case": {"pk": case.pk},
        "town_finding": {"pk": finding.pk},
        "town_matter": {"pk": matter.pk},
        "town_item": {"pk": matter.pk, "item": matter.items.first().pk},
    }


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


STEPS = ("draft", "division", "legal", "director", "leader", "approved", "issued")


def _reports(people: People) -> dict[str, dict[str, Any]]:
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


@contextmanager
def _marked(people: People) -> Iterator[None]:
    """Names get the canary before anything is made (so that papers carry it), every text of what is made afterwards."""
    for agency in Agency.objects.filter(region_code__startswith=people.agency.region_code):
        agency.name, agency.short_name, agency.phone = CANARY + agency.name, (CANARY + agency.short_name)[:30], CANARY
        agency.save()
    for user in (people.supervisor, people.chief, people.legal, people.director, people.leader, people.officer):
        user.display_name = CANARY + user.display_name
        user.save()
        user.posts.update(title=CANARY)
    for agency in (people.agency, people.bureau):
        agency.refresh_from_db()
    before = {model: _last_key(model) for model in _tables()}
    yield
    for model, last in before.items():
        _mark_rows(model, last)


def _tables() -> list[Any]:
    return [
        model for room in ROOMS for model in apps.get_app_config(room).get_models() if model._meta.label != "reports.CaseRollup"
    ]


def _last_key(model: Any) -> Any:
    if isinstance(model._meta.pk, models.CompositePrimaryKey):
        return set(model.objects.values_list(*(field.attname for field in model._meta.pk_fields)))
    return set(model.objects.values_list("pk", flat=True))


def _mark_rows(model: Any, known: set[Any]) -> None:
    """Put the canary in front of every text of the rows that were not there before; the database's own checks still hold."""
    texts = [field for field in model._meta.concrete_fields if _is_text(field)]
    for row in model.objects.all() if texts else ():
        if row.pk not in known:
            marked = {field.attname: value for field in texts if (value := _marked_text(field, row))}
            model.objects.filter(pk=row.pk).update(**marked) if marked else None


def _marked_text(field: Any, row: Any) -> Any:
    """A field's text with the canary before it; nothing for an empty one, save in a case, whose every text is filled."""
    value = getattr(row, field.attname)
    if isinstance(field, ArrayField):
        return [CANARY + (text or "") for text in value or []]
    return (CANARY + value)[: field.max_length] if value or isinstance(row, EnforcementCase) else ""


def _is_text(field: Any) -> bool:
    if field.name in MACHINE_FIELDS or getattr(field, "choices", None) or field.primary_key or not field.editable:
        return False
    if isinstance(field, ArrayField):
        return isinstance(field.base_field, models.CharField | models.TextField)
    return isinstance(field, models.CharField | models.TextField)
