"""定结果、办结、撤销。"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from agencies.models import User
from appraisals.lifecycles import APPRAISAL, RUN, SETTLE
from appraisals.models import Appraisal
from supervision.web.errors import UserError
from supervision.web.masking import mask_numbers
from supervision.workflow import apply

LONGEST = 300


@transaction.atomic
def settle(*, made: Appraisal, words: str, actor: User) -> None:
    """The points stand: by somebody who neither planned nor scored. Errors as `workflow.apply`; UserError without words."""
    held = _locked(made)
    changes = {
        "settled_by": actor, "settled_for_id": actor.stands_in(SETTLE, held), "settled_on": timezone.localdate(),
        "settled_words": _needed(words, "意见"),
    }  # fmt: skip
    apply(APPRAISAL, held, "settle", actor=actor, changes=changes, payload={"agencies": held.appraised.count()})


@transaction.atomic
def close(*, made: Appraisal, actor: User) -> None:
    """办结. NotAllowed while the standard, the course or the result is not published, naming which (条例 §19)."""
    held, today = _locked(made), timezone.localdate()
    changes = {"closed_on": today, "closed_by": actor, "closed_for_id": actor.stands_in(RUN, held)}
    apply(APPRAISAL, held, "close", actor=actor, changes=changes, payload={"closed_on": str(today)})


@transaction.atomic
def cancel(*, made: Appraisal, words: str, actor: User) -> None:
    """Give an appraisal up, in words, before its result is settled."""
    reason = _needed(words, "撤销理由")
    apply(APPRAISAL, _locked(made), "cancel", actor=actor, changes={"cancel_reason": reason}, payload={"reason": reason})


def _locked(made: Appraisal) -> Appraisal:
    """The appraisal again, locked: whoever comes second finds what the first one did."""
    held: Appraisal = Appraisal.objects.select_for_update(of=("self",)).select_related("agency").get(pk=made.pk)
    return held


def _needed(words: str, label: str) -> str:
    if not words.strip():
        raise UserError(f"请填写{label}。", where=label, remedy="写清楚理由即可。")
    return mask_numbers(words.strip())[:LONGEST]
