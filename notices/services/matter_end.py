"""事项办结：文书都有了结果、问题都写入过文书，事项随之办结。"""

from __future__ import annotations

from django.utils import timezone

from agencies.models import User
from notices.lifecycles import MATTER, may_close
from notices.models import Matter
from supervision.workflow import apply

RESULT = "文书所列问题经核验整改到位，或者经异议处理撤销。"


def close_matter_if_done(matter: Matter, actor: User, paper: str = "") -> None:
    """Close a matter of which nothing is left (`may_close`); leave any other as it is. `paper`: the number of the instrument that came last.

    The matter is locked and read anew: of two last steps at the same moment the second one sees the first.
    """
    matter = Matter.objects.select_for_update(of=("self",)).get(pk=matter.pk)
    if matter.state == "supervising" and may_close(matter, actor) is None:
        result = f"{paper}等{RESULT}" if paper else RESULT
        apply(MATTER, matter, "close", actor=actor, changes={"closed_at": timezone.now(), "result": result})
