"""暂扣行政执法证件：提出、批准、告知、返还；批准的同时写入证件停用期间，由 G-06 判断期间内的执法行为。"""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from agencies.choices import CertificateStatus
from agencies.models import CertificateSpan, EnforcementCertificate, User
from notices.lifecycles import SUSPENSION, fits_management, of_the_issuer
from notices.models import CertificateSuspension, Matter
from notices.services.acting import acting_body, require
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed, apply

PROPOSING_ONLY = "《行政执法监督条例》第三十二条"
LONGEST_TEXT = 10_000
LONGEST_BASIS = 300

LOCAL = ("湖南", "长沙")
"""How the name of a local law begins here: 湖南省…, 长沙市…. Neither the national Regulation (it gives the power to propose only) nor another
province's rules are a basis."""

_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]+条|§\s*\d")

of_the_proposers = of_the_issuer("notices.propose_suspension")


@transaction.atomic
def propose(
    *, matter: Matter, certificate_id: int, cause: str, local_basis: str, from_day: date, to_day: date, actor: User
) -> CertificateSuspension:
    """Propose that a certificate of the matter's agency is withheld from `from_day` to `to_day`, its last day.

    Refused (UserError) without a local law: 条例 §32 gives the power to propose only (S-12). NotAllowed for a matter that is over, an agency
    under vertical management (§42 二款), a body other than a supervision body (§6 二款). How long it lasts is never a reason to refuse.
    """
    locked: Matter = Matter.objects.select_for_update(of=("self",)).select_related("agency").get(pk=matter.pk)
    require(actor, "notices.propose_suspension", locked, "提出暂扣执法证件")
    body = acting_body(actor, "notices.propose_suspension", locked)
    if locked.state not in {"open", "supervising"}:
        raise NotAllowed(f"事项{locked.status.label}，不能再提出暂扣。")
    misdirected = fits_management(locked.agency, tells_superior=False)
    if misdirected is not None:
        raise NotAllowed("该单位实行垂直管理，应当将发现的问题及时告知其上一级主管部门，不直接暂扣其证件。", misdirected.article)
    _check_words(cause, local_basis)
    certificate = _certificate_of(locked, certificate_id)
    _check_days(certificate, from_day, to_day)
    if certificate.suspensions.filter(state="proposed").exists():
        raise NotAllowed("该证件已有一件暂扣等待批准，不能再次提出。")
    _check_free(certificate, from_day, to_day)
    one: CertificateSuspension = CertificateSuspension.objects.create(
        matter=locked,
        agency=locked.agency,
        region_code=locked.region_code,
        issuer=body,
        certificate=certificate,
        cause=cause.strip()[:LONGEST_TEXT],
        local_basis=local_basis.strip(),
        from_day=from_day,
        to_day=to_day,
        proposed_by=actor,
        proposed_for_id=actor.stands_in("notices.propose_suspension", locked),
    )
    record(
        "notices.suspension.proposed", actor=actor, target=one,
        payload={"matter": locked.number, "certificate": certificate.number, "from_day": str(from_day), "to_day": str(to_day)},
    )  # fmt: skip
    return one


@transaction.atomic
def approve(*, suspension: CertificateSuspension, actor: User) -> CertificateSuspension:
    """The head of the body approves: from `from_day` the certificate is out of force, written in this transaction for G-06."""
    one = _lock(suspension)
    require(actor, "notices.approve_suspension", one, "批准暂扣执法证件")
    EnforcementCertificate.objects.select_for_update().get(pk=one.certificate_id)
    _check_free(one.certificate, one.from_day, one.to_day)
    span = CertificateSpan.objects.create(
        certificate=one.certificate,
        status=CertificateStatus.SUSPENDED,
        from_day=one.from_day,
        to_day=one.to_day,
        basis=f"{one.issuer.short_name}暂扣；{one.local_basis}"[:200],
    )
    apply(SUSPENSION, one, "approve", actor=actor, changes={"span": span, **_decided(one, actor)}, payload=_days(one))
    return one


@transaction.atomic
def decline(*, suspension: CertificateSuspension, reason: str, actor: User) -> CertificateSuspension:
    """The head of the body declines, with the reason; the certificate stays valid."""
    one = _lock(suspension)
    words = _said(reason, "不予批准的理由", "请写明为什么不予批准。")
    changes = {"decline_reason": words, **_decided(one, actor)}
    apply(SUSPENSION, one, "decline", actor=actor, changes=changes, payload={"reason": words})
    return one


@transaction.atomic
def restore(*, suspension: CertificateSuspension, reason: str, on: date, actor: User) -> CertificateSuspension:
    """The certificate goes back early (返还). It is valid again on the day of return (G-06), so the span ends the day before; one that goes
    back on its first day, or before, was withheld on no day at all."""
    one = _lock(suspension)
    require(actor, "notices.approve_suspension", one, "返还执法证件")
    words = _said(reason, "返还理由", "请写明为什么提前返还。")
    today = timezone.localdate()
    if not min(one.from_day, today) <= on <= today:
        raise UserError(
            f"返还日期应当在起始日 {one.from_day} 以后、今天以前。", where="返还日期", remedy="请以返还文书载明的日期为准。"
        )
    on = max(on, one.from_day)
    changes = {
        "restored_on": on, "restored_by": actor, "restored_for_id": actor.stands_in("notices.approve_suspension", one),
        "restore_reason": words, **({"span": None} if on == one.from_day else {}),
    }  # fmt: skip
    span = one.span
    apply(SUSPENSION, one, "restore", actor=actor, changes=changes, payload={"reason": words, "restored_on": str(on)})
    if span is not None and on == one.from_day:
        span.delete()
    elif span is not None:
        span.to_day = on - timedelta(days=1)
        span.save(update_fields=["to_day"])
    return one


@transaction.atomic
def note_told(
    *, suspension: CertificateSuspension, unit_on: date | None, issuer_on: date | None, actor: User
) -> CertificateSuspension:
    """Write down on which days the holder's unit and the issuing organ were told (S-12). A day may be mended: the trail keeps the former one."""
    one = _lock(suspension)
    require(actor, "notices.propose_suspension", one, "登记暂扣的告知")
    refusal = of_the_proposers(one, actor)
    if refusal is not None:
        raise NotAllowed(refusal.message, refusal.article)
    if not one.is_decided or one.decided_at is None:
        raise NotAllowed("暂扣还没有批准，没有可以告知的决定。")
    if unit_on is None and issuer_on is None:
        raise UserError("没有填写告知日期。", where="告知日期", remedy="请填写告知所在单位或者发证机关的日期。")
    first, today = timezone.localdate(one.decided_at), timezone.localdate()
    for told in (unit_on, issuer_on):
        if told is not None and not first <= told <= today:
            raise UserError(f"告知日期应当在批准之日 {first} 以后、今天以前。", where="告知日期")
    if (unit_on or one.notified_unit_on, issuer_on or one.notified_issuer_on) == (one.notified_unit_on, one.notified_issuer_on):
        raise NotAllowed("这些日期已经登记，没有变化。")
    before = {"from": f"{one.notified_unit_on or ''}、{one.notified_issuer_on or ''}"}
    one.notified_unit_on, one.notified_issuer_on = unit_on or one.notified_unit_on, issuer_on or one.notified_issuer_on
    one.save(update_fields=["notified_unit_on", "notified_issuer_on"])
    record(
        "notices.suspension.told", actor=actor, target=one,
        payload=before | {"unit_on": str(unit_on or ""), "issuer_on": str(issuer_on or "")},
    )  # fmt: skip
    return one


def _lock(suspension: CertificateSuspension) -> CertificateSuspension:
    rows = CertificateSuspension.objects.select_for_update(of=("self",))
    found: CertificateSuspension = rows.select_related("issuer", "matter", "certificate", "span").get(pk=suspension.pk)
    return found


def _decided(one: CertificateSuspension, actor: User) -> dict[str, object]:
    return {
        "decided_by": actor, "decided_for_id": actor.stands_in("notices.approve_suspension", one), "decided_at": timezone.now(),
    }  # fmt: skip


def _days(one: CertificateSuspension) -> dict[str, str]:
    return {"certificate": one.certificate.number, "from_day": str(one.from_day), "to_day": str(one.to_day)}


def _said(words: str, where: str, remedy: str) -> str:
    if not words.strip():
        raise UserError(f"没有写明{where}。", where=where, remedy=remedy)
    return words.strip()[:LONGEST_TEXT]


def _check_words(cause: str, local_basis: str) -> None:
    _said(cause, "事由", "请写明因为什么事实暂扣。")
    why = f"{PROPOSING_ONLY}只赋予监督机构建议权，没有本地法规、规章的依据不能暂扣执法证件。"
    remedy = "请填写湖南省、长沙市允许暂扣的法规、规章：名称加书名号，写明条款；没有的，提出处理建议，由有权机关办理。"
    if not local_basis.strip():
        raise UserError(f"没有填写本地依据。{why}", where="本地依据", remedy=remedy)
    if not _names_a_local_law(local_basis.strip()):
        raise UserError(f"所填不是本地依据。{why}", where="本地依据", remedy=remedy)
    if not _ARTICLE.search(local_basis):
        raise UserError("本地依据没有写明条款。", where="本地依据", remedy=remedy)
    if len(local_basis.strip()) > LONGEST_BASIS:
        raise UserError(f"本地依据超过 {LONGEST_BASIS} 字。", where="本地依据", remedy="请只写法规、规章名称和条款。")


def _names_a_local_law(text: str) -> bool:
    """Whether a law that is named in 《》 bears a local name, and none but the Regulation stands beside it. Whether it exists and says so, a person
    answers for."""
    named = {name.strip() for name in re.findall(r"《([^》]+)》", text)} - {"行政执法监督条例"}
    return bool(named) and all(name.startswith(LOCAL) for name in named)


def _certificate_of(matter: Matter, certificate_id: int) -> EnforcementCertificate:
    """The certificate, locked, when its holder is an officer of the matter's agency."""
    rows = EnforcementCertificate.objects.select_for_update(of=("self",)).select_related("officer")
    found: EnforcementCertificate | None = rows.filter(pk=certificate_id, officer__agency=matter.agency_id).first()
    if found is None:
        raise UserError("没有选择该单位执法人员的证件。", where="执法证件", remedy="请从列表中选择。")
    return found


def _check_days(certificate: EnforcementCertificate, from_day: date, to_day: date) -> None:
    if to_day <= from_day:
        raise UserError("截止日应当在起始日之后。", where="暂扣期间", remedy="请核对两个日期。")
    if from_day < timezone.localdate():
        raise UserError("起始日已经过去。", where="起始日", remedy="暂扣不溯及批准以前的执法行为，请填写今天或者以后的日期。")
    if not certificate.valid_from <= from_day <= certificate.valid_to:
        raise UserError(
            f"起始日不在证件有效期内（{certificate.valid_from} 至 {certificate.valid_to}）。",
            where="起始日",
            remedy="请核对证件和日期。",
        )


def _check_free(certificate: EnforcementCertificate, from_day: date, to_day: date) -> None:
    """No day on which the certificate is out of force already."""
    taken = certificate.spans.filter(from_day__lte=to_day).exclude(to_day__lt=from_day).order_by("from_day").first()
    if taken is not None:
        until = f"至 {taken.to_day}" if taken.to_day else "起"
        raise NotAllowed(f"该证件 {taken.from_day} {until}已经{taken.get_status_display()}，期间不能重叠。")
