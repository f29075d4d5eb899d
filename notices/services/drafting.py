"""拟稿与修改：从事项的问题生成文书，只在拟稿状态可改。"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from agencies.models import Agency, User
from notices import instruments
from notices.instruments import InstrumentKind
from notices.lifecycles import fits_management, of_the_drafters
from notices.models import Instrument, InstrumentItem, Matter, MatterItem
from notices.services import revisions
from notices.services.acting import acting_body, require
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.workdays import Unit
from supervision.workflow import NotAllowed

LONGEST_DAYS = 180
PERIOD_UNITS = (Unit.DAY, Unit.WORKDAY)


@dataclass(frozen=True)
class ItemText:
    """What an instrument says of one problem."""

    title: str
    problem: str
    basis: str
    demand: str


@dataclass(frozen=True)
class DraftText:
    """Everything of a draft that a person may change. `items` by the id of the instrument's item; an id that is missing keeps its text."""

    title: str
    opening: str
    closing: str
    period_amount: int
    period_unit: str
    period_basis: str
    items: Mapping[int, ItemText]


@transaction.atomic
def draft_instrument(*, matter: Matter, kind: str, actor: User) -> Instrument:
    """A draft of one kind, with the problems of the matter that the kind is for and that no other instrument has.

    Raises PermissionDenied, NotAllowed (司法所 §6; vertical management §42; a kind that belongs to the government §29; problems that the kind is
    not for §27, §28; a matter that has ended) or UserError (unknown kind).
    """
    if not instruments.known(kind) and kind not in {one.code for one in instruments.KINDS}:
        raise UserError("没有这种监督文书。", remedy="请从事项页面选择文种。")
    declared = instruments.get(kind)
    matter = Matter.objects.select_for_update(of=("self",)).select_related("agency__superior").get(pk=matter.pk)
    require(actor, "notices.draft_instrument", matter, "拟制监督文书")
    body = acting_body(actor, "notices.draft_instrument", matter)
    _refuse(declared, matter, body)
    items = open_items(matter, declared)
    if not items:
        raise NotAllowed(f"{declared.unfit or '没有可写入的问题'}，或者已经写入其他文书。", declared.article)
    instrument = Instrument.objects.create(
        matter=matter,
        agency=matter.agency,
        region_code=matter.region_code,
        kind=declared.code,
        issuer=body,
        issuer_kind=body.kind,
        drafted_by=actor,
        drafted_for_id=actor.stands_in("notices.draft_instrument", matter),
        **_default_texts(declared, matter, body),
    )
    InstrumentItem.objects.bulk_create(
        InstrumentItem(
            instrument=instrument,
            order=order,
            matter_item=item,
            title=item.title,
            problem=item.description,
            basis=item.basis,
            demand=declared.demand,
        )
        for order, item in enumerate(items, start=1)
    )
    record(
        "notices.instrument.drafted", actor=actor, target=instrument,
        payload={"kind": declared.code, "matter": matter.number, "items": len(items)},
    )  # fmt: skip
    return instrument


def open_items(matter: Matter, kind: InstrumentKind) -> list[MatterItem]:
    """The problems of a matter that a kind is for and that stand in no instrument yet (voided ones aside)."""
    taken = InstrumentItem.objects.filter(instrument__matter=matter, matter_item__isnull=False).exclude(
        instrument__state="voided"
    )
    items = matter.items.exclude(pk__in=taken.values("matter_item")).order_by("order")
    return [item for item in items if kind.fits(item)]


@transaction.atomic
def edit_instrument(
    *, instrument: Instrument, text: DraftText, drop_items: Collection[int] = (), seen: str = "", actor: User
) -> Instrument:
    """Change a draft; `drop_items` are left out of it (they stay in the matter). Only while it is a draft.

    `seen`: which words the person had before them (`revisions.of_draft`); Conflict when somebody changed them meanwhile.
    """
    locked: Instrument = Instrument.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=instrument.pk)
    require(actor, "notices.draft_instrument", locked, "修改文稿")
    refuse_others(locked, actor)
    if locked.state != "draft":
        raise NotAllowed(f"文书{locked.status.label}，文稿不能再修改。需要修改的，请先退回拟稿。")
    revisions.refuse_stale(seen, revisions.of_draft(locked, locked.items.all()), "这份文稿")
    if not locked.tells_superior:
        check_period(text.period_amount, text.period_unit)
    changed = _set(
        locked,
        title=text.title.strip(),
        opening=text.opening.strip(),
        closing=text.closing.strip(),
        period_amount=text.period_amount,
        period_unit=text.period_unit,
        period_basis=text.period_basis.strip(),
    )
    locked.save(update_fields=changed or ["title"])
    kept = _edit_items(locked, text.items, drop_items)
    record(
        "notices.instrument.edited", actor=actor, target=locked,
        payload={"fields": changed, "items": kept, "dropped": sorted(drop_items)},
    )  # fmt: skip
    return locked


def refuse_others(instrument: Instrument, actor: User) -> None:
    """NotAllowed for whoever is not of the bureau whose instrument it is: a city's supervisor does not rewrite a county's draft."""
    refusal = of_the_drafters(instrument, actor)
    if refusal is not None:
        raise NotAllowed(refusal.message, refusal.article)


def check_period(amount: int, unit: str) -> None:
    """UserError unless a reply period is one that an instrument may state."""
    if unit not in PERIOD_UNITS:
        raise UserError("反馈期限的单位只能是自然日或者工作日。", where="反馈期限")
    if not 1 <= amount <= LONGEST_DAYS:
        raise UserError(
            f"反馈期限应当在 1 至 {LONGEST_DAYS} 之间，现为 {amount}。", where="反馈期限", remedy="请改为合理的期限。"
        )


def _refuse(kind: InstrumentKind, matter: Matter, body: Agency) -> None:
    if matter.state not in {"open", "supervising"}:
        raise NotAllowed(f"事项{matter.status.label}，不能再拟制监督文书。")
    if not kind.may_be_drafted:
        raise NotAllowed(f"{kind.name}{kind.forbidden_reason}。", kind.forbidden_by)
    refusal = fits_management(matter.agency, tells_superior=kind.tells_superior)
    if refusal is not None:
        raise NotAllowed(refusal.message, refusal.article)
    if kind.tells_superior and not matter.agency.superior_department:
        raise UserError(f"{matter.agency.name}没有登记上一级主管部门。", remedy="请系统管理员在机构信息中补上后再拟稿。")
    if not body.document_mark:
        raise UserError(f"{body.name}没有登记发文机关代字。", remedy="请系统管理员在机构信息中补上后再拟稿。")


def _default_texts(kind: InstrumentKind, matter: Matter, body: Agency) -> dict[str, Any]:
    names = {"agency": matter.agency.name, "issuer": body.name, "matter": matter.title.removeprefix("关于").removesuffix("问题")}
    texts = {
        "title": kind.title.format(**names)[:200],
        "opening": kind.opening.format(**names),
        "closing": kind.closing.format(**names),
    }
    if kind.tells_superior:
        return {**texts, "recipient": matter.agency.superior_department, "period_amount": 0, "period_unit": Unit.DAY.value}
    if kind.period is None:
        raise ValueError(f"{kind.code} declares no period")
    return texts | {
        "period_amount": kind.period.amount,
        "period_unit": kind.period.unit.value,
        "period_basis": kind.period_basis,
    }


def _set(instrument: Instrument, **values: Any) -> list[str]:
    changed = [name for name, value in values.items() if getattr(instrument, name) != value]
    for name in changed:
        setattr(instrument, name, values[name])
    return changed


def _edit_items(instrument: Instrument, texts: Mapping[int, ItemText], drop: Collection[int]) -> int:
    """Write the items' texts and leave out those dropped; the rest is numbered anew. Returns how many are kept."""
    items = list(instrument.items.all())
    kept = [item for item in items if item.pk not in drop]
    if not kept:
        raise UserError("文书至少要列一个问题。", where="问题", remedy="如不再制发，请作废本稿。")
    if len(kept) < len(items):
        instrument.items.filter(pk__in=drop).delete()
    for order, item in enumerate(kept, start=1):
        text = texts.get(item.pk)
        item.order = order
        if text is not None:
            item.title, item.problem = text.title.strip(), text.problem.strip()
            item.basis, item.demand = text.basis.strip(), text.demand.strip()
    InstrumentItem.objects.bulk_update(kept, ["order", "title", "problem", "basis", "demand"])
    return len(kept)
