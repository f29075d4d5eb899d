"""预警的核实与参数的设定：人做的两件事，都要理由，都留痕。"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.choices import Tier
from agencies.models import User
from reports.models import RaisedWarning, WarningParameter, WarningState
from reports.models.warning import DECIDED
from reports.warnings.model import Model, Parameter, plain
from reports.warnings.running import is_ready, parameters_of
from supervision.audit.record import Named, record
from supervision.outbox.put import put
from supervision.web.errors import UserError

REVIEW, SET = "reports.review_warning", "reports.set_warning"
ONLY_THE_CITY = "预警模型全市一套参数，只有市级监督处室负责人可以修改。"


def in_force(model: Model) -> dict[str, Decimal]:
    """A model's parameters as they stand."""
    return parameters_of(model)


def may_set(user: User) -> bool:
    """Whether this person sets parameters: all counties are compared by them, so only the city's own division does."""
    return any(grant.tier == Tier.CITY for grant in user.scope.with_permission(SET))


@transaction.atomic
def decide(*, warning: RaisedWarning, state: str, reason: str, actor: User) -> RaisedWarning:
    """Say what became of a warning: 属实, 不属实, 不适用, each with a reason; a later word takes the place of an earlier one, and the trail keeps
    both. Precision is counted from these. PermissionDenied out of reach; UserError without a reason, for any other state, for one that
    is gone, or for the same word again."""
    if not actor.has_perm(REVIEW, warning):
        raise PermissionDenied(actor.why_not(REVIEW, warning) or "您的岗位不能核实这条预警。")
    words = reason.strip()
    if state not in DECIDED:
        raise UserError("没有选择核实结果。", where="核实结果", remedy="请选择属实、不属实或者不适用。")
    if not words:
        raise UserError("没有写核实理由。", where="核实理由", remedy="请写明查了什么、依据是什么。")
    held: RaisedWarning = RaisedWarning.objects.select_for_update(no_key=True).get(pk=warning.pk)
    if held.state == WarningState.GONE:
        raise UserError("这条预警已经消失，不用核实。", where="预警")
    if (held.state, held.reason) == (state, words):
        raise UserError("没有改动。", where="核实结果")
    before = held.state
    principal = actor.stands_in(REVIEW, held)
    held.state, held.reason, held.decided_by, held.decided_for_id, held.decided_at = (
        state,
        words,
        actor,
        principal,
        timezone.now(),
    )
    held.save(update_fields=["state", "reason", "decided_by", "decided_for", "decided_at"])
    record(
        "reports.warning_decided",
        actor=actor,
        target=held,
        payload={
            "model": held.model,
            "before": str(WarningState(before).label),
            "after": str(WarningState(state).label),
            "reason": words,
        },
    )
    return held


@transaction.atomic
def set_parameters(*, model: Model, values: dict[str, Decimal], reason: str, actor: User) -> list[str]:
    """Set some of a model's parameters for the whole city and have it computed again; returns the labels of those that changed.

    PermissionDenied for anybody but the city's division chief; UserError without a reason, out of bounds, or without a change.
    """
    if not may_set(actor):
        raise PermissionDenied(ONLY_THE_CITY)
    words = reason.strip()
    if not words:
        raise UserError("没有写修改理由。", where="修改理由")
    wanted = {key: fitting(model.parameter(key), value) for key, value in values.items()}
    rows = {row.key: row for row in WarningParameter.objects.select_for_update().filter(model=model.code)}
    now = {one.key: rows[one.key].value if one.key in rows else one.default for one in model.parameters}
    changed = {key: value for key, value in wanted.items() if value != now[key]}
    if not changed:
        raise UserError("没有改动。", where="参数")
    principal = getattr(actor, "acts_for", None)
    for key, value in changed.items():
        row = rows.get(key) or WarningParameter(model=model.code, key=key)
        row.value, row.reason, row.set_by, row.set_for_id = value, words, actor, principal.pk if principal else None
        row.save()
    record(
        "reports.warning_set",
        actor=actor,
        target=Named("预警模型", f"{model.code} {model.title}"),
        payload={
            "before": {model.parameter(key).label: plain(now[key]) for key in changed},
            "after": {model.parameter(key).label: plain(value) for key, value in changed.items()},
            "reason": words,
        },
    )
    if is_ready(model):
        put("reports.warn", {"model": model.code}, dedupe_key=f"reports.warn:{model.code}:{timezone.now().isoformat()}")
    return [model.parameter(key).label for key in changed]


def fitting(parameter: Parameter, value: Decimal) -> Decimal:
    """The value as the parameter takes it: within its bounds, with no more decimals than it has. UserError for any other."""
    bounds = f"{plain(parameter.low)} 至 {plain(parameter.high)}{parameter.unit}"
    try:
        rounded = value.quantize(Decimal(1).scaleb(-parameter.places))
    except InvalidOperation:
        raise UserError("不是可以用的数。", where=parameter.label, remedy=f"请填 {bounds}。") from None
    if rounded != value:
        kind = f"最多 {parameter.places} 位小数" if parameter.places else "整数"
        raise UserError(f"应当是{kind}。", where=parameter.label, remedy=f"请填 {bounds}。")
    if not parameter.low <= value <= parameter.high:
        raise UserError("超出可以设定的范围。", where=parameter.label, remedy=f"请填 {bounds}。")
    return rounded
