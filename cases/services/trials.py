"""参数试算：提出、试算、报批、批准施行、退回、撤回。"""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.access.scope import Grant
from agencies.choices import AgencyKind, Tier
from agencies.models import User
from cases.lifecycles import PARAMETER_TRIAL
from cases.models import ParameterTrial, SectorParameter
from cases.rules.parameters import Parameter, Parameters, units_of
from cases.services.trying import rules_reading, try_parameters
from supervision.audit.record import record
from supervision.outbox.put import put
from supervision.web.errors import UserError
from supervision.workflow import apply

PROPOSE = "cases.edit_parameter"
JOB = "cases.try_parameter"
CITY_ONLY = "行业参数适用于全市，由市级监督机构提出。"
LIVE = ("trying", "tried", "submitted")
KEPT = 60
"""Differences kept with a trial: the largest. The totals count all."""


def body_of(user: Any) -> Grant | None:
    """The post at the city's supervision body through which a person proposes."""
    posts = user.scope.with_permission(PROPOSE)
    return next((grant for grant in posts if grant.agency_kind == AgencyKind.SUPERVISION_BODY and grant.tier == Tier.CITY), None)


@transaction.atomic
def propose(*, values: dict[str, Any], actor: User, today: datetime.date) -> ParameterTrial:
    """Have a row tried on the cases on record; the worker does it. `values`: the fields of the row.

    UserError for a parameter that no rule reads, a unit that its rules cannot count in, a day that is past, and a row that changes nothing.
    """
    grant = body_of(actor)
    if grant is None:
        raise PermissionDenied(CITY_ONLY)
    if values["valid_from"] <= today:
        raise UserError("施行日期应当在今天以后。", where="施行日期", remedy="新的数字只约束以后的案件；请另选日期。")
    alike = SectorParameter.objects.filter(
        key=values["key"], sector=values["sector"], region_code=values["place"], status=values["status"]
    )
    standing = alike.filter(valid_to=None).order_by("-valid_from").first()
    units = units_of(values["key"], SectorParameter.objects.filter(key=values["key"]).values_list("unit", flat=True))
    if units and values["unit"] not in units:
        raise UserError("规则不用这一单位计算该参数。", where="计量单位", remedy="请与现有各行一致。")
    if standing is not None and (standing.value, standing.unit) == (values["value"], values["unit"]):
        raise UserError("与现行的数字相同，没有改动。", where="数值", remedy="请核对。")
    live = ParameterTrial.objects.filter(key=values["key"], sector=values["sector"], place=values["place"], state__in=LIVE)
    if live.exists():
        raise UserError("同一参数、领域、地区已有一项试算在办。", where="参数", remedy="请先办完或者撤回那一项。")
    try:
        rules_reading(values["key"])
    except ValueError:
        raise UserError("没有规则使用这一参数。", where="参数", remedy="请另选。") from None
    made: ParameterTrial = ParameterTrial.objects.create(
        agency_id=grant.agency_id, region_code=grant.region_code, replaces=standing, proposed_by=actor, **values
    )
    record(
        "cases.trial_proposed",
        actor=actor,
        target=made,
        payload={"parameter": str(made), "effective_on": made.valid_from.isoformat()},
    )
    put(JOB, {"trial": made.pk}, dedupe_key=f"{JOB}:{made.pk}")
    return made


def run(trial_id: int, *, today: datetime.date) -> None:
    """Try a proposed row as if it had always held, on all cases that are not archived; a second run finds it done. The worker's."""
    made = ParameterTrial.objects.filter(pk=trial_id).first()
    if made is None or made.state != "trying":
        return
    rows = list(SectorParameter.objects.all())
    tried = try_parameters(rules_reading(made.key), _as_of(rows), _as_of(_with(made, rows)), as_of=today)
    outcome = [
        {
            "agency": one.agency_id,
            "rule": one.rule_code,
            "added": one.added,
            "dropped": one.dropped,
            "added_cases": list(one.added_cases),
            "dropped_cases": list(one.dropped_cases),
        }
        for one in tried.differences[:KEPT]
    ]
    changes = {
        "outcome": outcome,
        "tried_on": today,
        "cases_tried": tried.cases,
        "added": tried.added,
        "dropped": tried.dropped,
    }
    told = {"cases": tried.cases, "added": tried.added, "dropped": tried.dropped}
    apply(PARAMETER_TRIAL, made, "finish", actor=None, changes=changes, payload=told)


def _with(made: ParameterTrial, rows: list[SectorParameter]) -> list[SectorParameter]:
    """The rows as if the proposed one had always stood where the replaced one stands: history is asked what it would have meant."""
    proposed = made.row
    proposed.valid_from = made.replaces.valid_from if made.replaces else None
    return [row for row in rows if row.pk != made.replaces_id] + [proposed]


def _as_of(rows: list[SectorParameter]) -> Parameters:
    return Parameters(
        Parameter(
            key=row.key,
            value=row.value,
            unit=row.unit,
            sector=row.sector,
            region_code=row.region_code,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            verified=row.status == SectorParameter.Status.FOUND,
        )
        for row in rows
    )


@transaction.atomic
def submit(*, trial: ParameterTrial, actor: User) -> None:
    """Put a tried row before whoever adopts it."""
    apply(PARAMETER_TRIAL, trial, "submit", actor=actor)


@transaction.atomic
def withdraw(*, trial: ParameterTrial, actor: User) -> None:
    """Give a trial up."""
    apply(PARAMETER_TRIAL, trial, "withdraw", actor=actor)


@transaction.atomic
def adopt(*, trial: ParameterTrial, actor: User, words: str) -> SectorParameter:
    """Another person adopts: the old row ends the day before, the new one begins. UserError when its day has come, or what it replaces has
    been changed meanwhile."""
    held = ParameterTrial.objects.select_for_update().get(pk=trial.pk)
    if held.state != "submitted":
        apply(PARAMETER_TRIAL, trial, "adopt", actor=actor)  # says why not
    if held.is_past(timezone.localdate() + datetime.timedelta(days=1)):
        raise UserError("施行日期已到，不能再批准。", where="施行日期", remedy="请退回，另定日期重新试算。")
    if held.replaces is not None:
        ended = SectorParameter.objects.filter(pk=held.replaces.pk, valid_to=None).exclude(valid_from__gte=held.valid_from)
        if not ended.update(valid_to=held.valid_from - datetime.timedelta(days=1)):
            raise UserError("它要替换的一行已经有了止日。", where="替换的一行", remedy="请退回，重新试算。")
    row = held.row
    same = {name: held.values[name] for name in ("key", "sector", "region_code", "valid_from", "status")}
    if SectorParameter.objects.filter(**same).exists():
        raise UserError("登记簿里已有同日施行的这一行。", where="施行日期", remedy="请退回，另定日期重新试算。")
    row.save()
    now = timezone.now()
    changes = {"adopted": row, "decided_by": actor, "decided_at": now, "words": words.strip()[:300]}
    payload = {"parameter": str(row), "effective_on": held.valid_from.isoformat(), "reason": words.strip()[:300]}
    apply(PARAMETER_TRIAL, trial, "adopt", actor=actor, changes=changes, payload=payload)
    return row


@transaction.atomic
def send_back(*, trial: ParameterTrial, actor: User, words: str) -> None:
    """Return it to whoever proposed it, in words."""
    if not words.strip():
        raise UserError("没有写退回意见。", where="退回意见", remedy="请写明理由。")
    changes = {"words": words.strip()[:300]}
    apply(PARAMETER_TRIAL, trial, "return", actor=actor, changes=changes, payload={"reason": words.strip()[:300]})
