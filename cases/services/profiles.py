"""表头映射：收样例、保存绘制、启用、停用。

A draft is its drawer's until it is activated; then its sample is forgotten, and what it says never changes again: a change is a new version.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from agencies.models import Agency
from cases.choices import CaseKind, ProfileState
from cases.columns.drawing import Drawing, faults
from cases.intake.sampling import read_sample
from cases.models import DrawnProfile
from cases.selectors.profiles import agencies_to_draw_for, draws_for_all
from cases.selectors.profiles import first_guess as guess
from cases.services.batches import clean_name
from supervision.audit.record import record
from supervision.web.errors import UserError

DRAW = "cases.draw_profile"
DRAFTS_LAST = datetime.timedelta(days=1)
"""How long a draft, and with it the sample, waits for its drawer."""


@transaction.atomic
def begin(
    *,
    name: str,
    kind: CaseKind,
    agency: Agency | None,
    file: BinaryIO,
    file_name: str,
    actor: Any,
    replaces: DrawnProfile | None = None,
) -> DrawnProfile:
    """A draft with the first rows of a sample, masked and sealed; the file itself is not kept. A draft of the same name that the actor has
    not finished gives way to it; of the same sample it is the draft.

    Headings are matched as far as the built-in tables know them, or as the version that it `replaces` has
    them. Raises PermissionDenied, UserError."""
    _require(actor, agency)
    if replaces is not None:
        _require(actor, replaces.agency)
        if replaces.state != ProfileState.ACTIVE:
            raise UserError("只有启用中的映射可以出新版本。", where=str(replaces), remedy="请从最新的一版开始，或者另画一份。")
        kind, agency = CaseKind(replaces.kind), replaces.agency
    sample = read_sample(file, clean_name(file_name))
    with connection.cursor() as cursor:  # sent twice at once: the second finds the first's draft
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cases.profile_drafts'), %s)", [actor.pk])
    drafts = DrawnProfile.objects.filter(name=name, kind=kind, agency=agency, state=ProfileState.DRAFT, drawn_by=actor)
    standing = drafts.filter(replaces=replaces).first()
    if standing is not None and standing.sample.reveal() == sample.to_json():
        return standing
    drafts.delete()
    draft = DrawnProfile.objects.create(
        name=name,
        kind=kind,
        agency=agency,
        region_code=agency.region_code if agency else "",
        mapping=guess(sample, kind, replaces.drawing if replaces else None).to_json(),
        sample=sample.to_json(),
        version=replaces.version + 1 if replaces else 1,
        replaces=replaces,
        drawn_by=actor,
    )
    facts = {"kind": str(kind), "file": sample.file_name, "version": draft.version, "headings": len(sample.headings)}
    record("cases.profile_begun", actor=actor, target=draft, payload=facts)
    return draft


def _require(actor: Any, agency: Agency | None) -> None:
    """PermissionDenied unless the actor may draw for this agency, or for all."""
    if not actor.has_perm(DRAW):
        raise PermissionDenied("您的岗位不能绘制表头映射。")
    if agency is None and not draws_for_all(actor):
        raise PermissionDenied("通用的映射由市级绘制，请选择适用单位。")
    if agency is not None and not agencies_to_draw_for(actor).filter(pk=agency.pk).exists():
        raise PermissionDenied("这个单位不在您的管理范围内。")


def _own_draft(profile: DrawnProfile, actor: Any) -> DrawnProfile:
    """The draft, locked. PermissionDenied for another's, UserError when it is none any more."""
    found = DrawnProfile.objects.select_for_update(of=("self",)).select_related("agency", "replaces").get(pk=profile.pk)
    _require(actor, found.agency)
    if found.state != ProfileState.DRAFT:
        raise UserError("这份映射已经启用，不能再改。", where=str(found), remedy="要改动请绘制新版本。")
    if found.drawn_by_id != actor.pk:
        raise PermissionDenied("草稿只由上传样例的人绘制。")
    return found


@transaction.atomic
def keep(*, profile: DrawnProfile, drawing: Drawing, actor: Any) -> DrawnProfile:
    """Keep what was drawn so far, right or not; faults are told before it is activated."""
    draft = _own_draft(profile, actor)
    draft.mapping = drawing.to_json()
    draft.save(update_fields=["mapping"])
    record("cases.profile_drawn", actor=actor, target=draft, payload={"kind": draft.kind})
    return draft


@transaction.atomic
def activate(*, profile: DrawnProfile, actor: Any) -> DrawnProfile:
    """From now on files with these headings are read by it; its sample is forgotten, the version before it retired. Raises UserError with
    every fault, PermissionDenied."""
    draft = _own_draft(profile, actor)
    wrong = faults(draft.drawing, CaseKind(draft.kind))
    if wrong:
        raise UserError("".join(wrong))
    now = timezone.now()
    if draft.replaces is not None:
        _retire(draft.replaces, now)
    draft.state, draft.activated_at, draft.sample = ProfileState.ACTIVE, now, ""
    draft.headings = digest_of(draft.drawing.needed)
    try:
        with transaction.atomic():
            draft.save(update_fields=["state", "activated_at", "sample", "headings"])
    except IntegrityError:
        raise UserError(
            "已有一份启用中的映射要求同样的表头。", where=str(draft), remedy="请给那一份出新版本，或者先停用它。"
        ) from None
    drawing = draft.drawing
    facts = {"kind": draft.kind, "version": draft.version, "columns": sorted(drawing.keys)}
    record("cases.profile_activated", actor=actor, target=draft, payload=facts)
    return draft


def digest_of(headings: Iterable[str]) -> str:
    """A set of headings in one word."""
    return hashlib.sha256("\n".join(sorted(headings)).encode()).hexdigest()


@transaction.atomic
def retire(*, profile: DrawnProfile, actor: Any) -> DrawnProfile:
    """From now on no file is read by it; the batches that were keep saying so. Raises UserError, PermissionDenied."""
    found = DrawnProfile.objects.select_for_update(of=("self",)).select_related("agency").get(pk=profile.pk)
    _require(actor, found.agency)
    if found.state != ProfileState.ACTIVE:
        raise UserError("这份映射不在启用中。", where=str(found), remedy="请刷新页面看它现在的状态。")
    _retire(found, timezone.now())
    record("cases.profile_retired", actor=actor, target=found, payload={"kind": found.kind, "version": found.version})
    return found


def _retire(profile: DrawnProfile, now: datetime.datetime) -> None:
    profile.state, profile.retired_at = ProfileState.RETIRED, now
    profile.save(update_fields=["state", "retired_at"])


@transaction.atomic
def throw_away(*, profile: DrawnProfile, actor: Any) -> None:
    """Drop a draft with its sample."""
    draft = _own_draft(profile, actor)
    record("cases.profile_dropped", actor=actor, target=draft, payload={"kind": draft.kind})
    draft.delete()


@transaction.atomic
def forget_old_drafts(*, now: datetime.datetime) -> int:
    """Drop drafts that nobody finished within a day: their samples are not to lie about. Returns how many."""
    rows = DrawnProfile.objects.filter(state=ProfileState.DRAFT, drawn_at__lt=now - DRAFTS_LAST)
    count, _ = rows.delete()
    if count:
        record("cases.profile_dropped", actor=None, payload={"count": count})
    return count
