"""监督事项的立项、增减问题、终结、协助记录。"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from agencies.models import Agency, User
from cases.lifecycles import FINDING
from cases.models import Finding
from notices.choices import ProblemType, SupervisionMethod
from notices.instruments.base import place_of
from notices.lifecycles import MATTER
from notices.models import Matter, MatterItem, MatterNote
from notices.selectors.finding_words import in_words
from notices.services.acting import acting_body, require
from notices.services.matter_end import close_matter_if_done
from supervision.audit.record import record
from supervision.documents.numbers import format_number, take_number
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed, apply

MOST_ITEMS = 60
"""Problems in one matter; more belong into a second one, or nobody reads the paper."""


@transaction.atomic
def open_matter(
    *,
    findings: Sequence[Finding],
    title: str,
    problem_type: ProblemType,
    actor: User,
    method: SupervisionMethod = SupervisionMethod.ROUTINE,
    summary: str = "",
    duties: Collection[int] | None = None,
) -> Matter:
    """Open a matter on one agency from its findings, and take them in.

    `duties`: ids of the findings that are duties not performed (None: as the findings themselves suggest). Raises UserError (nothing chosen,
    several agencies), PermissionDenied (out of scope), NotAllowed (司法所 §6; a case before a reconsideration organ or court, §33 三款; a finding
    already in a matter). The number is taken last, in this transaction, without gaps per bureau and year.
    """
    locked = _lock(findings)
    _check_together(locked)
    agency = locked[0].agency
    for finding in locked:
        require(actor, "notices.open_matter", finding, "对该单位立监督事项")
    body = acting_body(actor, "notices.open_matter", locked[0])
    refuse_disputed(locked)
    matter = Matter.objects.create(
        agency=agency,
        region_code=agency.region_code,
        number=_number(body),
        title=title.strip(),
        problem_type=problem_type,
        method=method,
        supervisor=body,
        summary=summary.strip(),
        opened_by=actor,
    )
    _take(matter, locked, start=1, duties=duties, actor=actor)
    record(
        "notices.matter.opened",
        actor=actor,
        target=matter,
        payload={"number": matter.number, "findings": [finding.pk for finding in locked], "problem_type": str(problem_type)},
    )
    return matter


@transaction.atomic
def add_findings(*, matter: Matter, findings: Sequence[Finding], actor: User) -> None:
    """Take further findings of the same agency into an open matter. Errors as in `open_matter`."""
    matter = _lock_open(matter, actor)
    locked = _lock(findings)
    _check_together(locked, agency_id=matter.agency_id)
    for finding in locked:
        require(actor, "notices.open_matter", finding, "并入该问题")
    refuse_disputed(locked)
    orders = list(matter.items.values_list("order", flat=True))
    if len(orders) + len(locked) > MOST_ITEMS:
        raise UserError(f"一件监督事项最多列 {MOST_ITEMS} 个问题。", remedy="请另立一件事项。")
    _take(matter, locked, start=max(orders, default=0) + 1, duties=None, actor=actor)
    record("notices.matter.item_added", actor=actor, target=matter, payload={"findings": [finding.pk for finding in locked]})


@transaction.atomic
def remove_item(*, matter: Matter, item_id: int, actor: User) -> None:
    """Take a problem out of a matter that is under way; its finding is confirmed again and free for another matter.

    When it was the last problem without an instrument and the others are rectified, the matter is closed.

    Raises UserError when it is not there, stands in an instrument, or is the last one.
    """
    matter = _lock_open(matter, actor, states=("open", "supervising"))
    items = {item.pk: item for item in matter.items.select_related("finding")}
    item = items.get(item_id)
    if item is None:
        raise UserError("事项中没有这个问题，可能已被移出。", remedy="请刷新页面。")
    if len(items) == 1:
        raise UserError("事项只剩这一个问题，不能移出。", remedy="如不再监督，请终结该事项并写明理由。")
    if matter.instruments.exclude(state="voided").filter(items__matter_item=item).exists():
        raise UserError("该问题已写入监督文书，不能移出。", remedy="请先在文书中删去该问题，或者作废文书。")
    finding = item.finding
    payload = {"title": item.title, "finding": finding.pk if finding else None}
    item.delete()
    if finding is not None:
        apply(FINDING, finding, "release", actor=actor, payload={"matter": matter.number})
    record("notices.matter.item_removed", actor=actor, target=matter, payload=payload)
    close_matter_if_done(matter, actor)


@transaction.atomic
def drop_matter(*, matter: Matter, reason: str, actor: User) -> None:
    """End an open matter without an instrument; the reason is kept and its findings are free again."""
    if not reason.strip():
        raise UserError("没有写明终结理由。", where="终结理由", remedy="请写明为什么不再监督。")
    Matter.objects.select_for_update(of=("self",)).get(pk=matter.pk)  # a clue that is being written down is waited for
    apply(
        MATTER, matter, "drop", actor=actor,
        changes={"result": reason.strip(), "closed_at": timezone.now()}, payload={"reason": reason.strip()},
    )  # fmt: skip
    for item in matter.items.filter(finding__isnull=False).select_related("finding"):
        finding, item.finding = item.finding, None
        item.save(update_fields=["finding"])
        if finding is not None:
            apply(FINDING, finding, "release", actor=actor, payload={"matter": matter.number})


@transaction.atomic
def add_note(*, matter: Matter, text: str, actor: User) -> MatterNote:
    """A remark of somebody who assists (司法所, 条例 §6 二款). It changes nothing of the matter itself."""
    require(actor, "notices.assist_matter", matter, "记录协助情况")
    if not text.strip():
        raise UserError("没有写内容。", where="协助记录", remedy="请写明看到的情况、询问了谁。")
    note = MatterNote.objects.create(matter=matter, author=actor, text=text.strip())
    record("notices.matter.noted", actor=actor, target=matter, payload={"note": note.pk})
    return note


def refuse_disputed(findings: Sequence[Finding]) -> None:
    """条例 §33 三款: NotAllowed when a case of these findings is in 复议 or 诉讼."""
    disputed = [str(finding.case) for finding in findings if finding.case.is_disputed]
    if disputed:
        raise NotAllowed(
            f"{'、'.join(disputed[:5])}{'等' if len(disputed) > 5 else ''}已进入行政复议或者行政诉讼，不重复监督。请去掉后再办理。",
            "《行政执法监督条例》第三十三条第三款",
        )


def _lock(findings: Sequence[Finding]) -> list[Finding]:
    ids = [finding.pk for finding in findings]
    rows = Finding.objects.select_for_update(of=("self",)).select_related("case", "agency").filter(pk__in=ids)
    return list(rows.order_by("severity", "id"))


def _check_together(findings: Sequence[Finding], *, agency_id: int | None = None) -> None:
    if not findings:
        raise UserError("没有选择问题线索。", remedy="请先在问题线索列表中选择同一单位的问题。")
    if len(findings) > MOST_ITEMS:
        raise UserError(f"一件监督事项最多列 {MOST_ITEMS} 个问题，现选了 {len(findings)} 个。", remedy="请分成几件事项办理。")
    agencies = {finding.agency_id: finding.agency.short_name for finding in findings}
    if len(agencies) > 1 or (agency_id is not None and agency_id not in agencies):
        raise UserError(f"所选问题涉及{'、'.join(agencies.values())}。", remedy="一件监督事项只对一个单位，请分别立项。")


def _take(matter: Matter, findings: Sequence[Finding], *, start: int, duties: Collection[int] | None, actor: User) -> None:
    items = []
    for order, finding in enumerate(findings, start=start):
        words = in_words(finding)
        items.append(
            MatterItem(
                matter=matter,
                order=order,
                finding=finding,
                title=words.title,
                description=words.sentence,
                basis=words.basis,
                is_duty=words.is_duty if duties is None else finding.pk in duties,
            )
        )
        apply(FINDING, finding, "take", actor=actor, payload={"matter": matter.number})
    MatterItem.objects.bulk_create(items)


def _lock_open(matter: Matter, actor: User, *, states: tuple[str, ...] = ("open",)) -> Matter:
    """The matter again, locked, as the actor may change it: in one of the states, and theirs."""
    locked: Matter = Matter.objects.select_for_update().get(pk=matter.pk)
    require(actor, "notices.open_matter", locked, "调整事项所涉问题")
    if locked.state not in states:
        raise NotAllowed(f"事项{locked.status.label}，所涉问题不能再调整。")
    return locked


def _number(body: Agency) -> str:
    """长监事〔2026〕12号: gap-free per bureau and year."""
    year = timezone.localdate().year
    try:
        mark = f"{place_of(body.document_mark)}监事"
    except ValueError as error:
        raise UserError(f"{error}。", where=body.name, remedy="请系统管理员在机构信息中补上后再立项。") from error
    return format_number(mark, year, take_number(issuer=body.code, series="matter", year=year))
