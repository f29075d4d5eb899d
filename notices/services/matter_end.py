"""事项办结：文书都有了结果、问题都写入过文书，事项随之办结。"""

from __future__ import annotations

from django.utils import timezone

from agencies.models import User
from notices.lifecycles import MATTER, every_problem_rectified
from notices.models import Matter
from supervision.workflow import apply


def close_matter_if_done(matter: Matter, actor: User, result: str) -> None:
    """Close a matter of which nothing is left (`every_problem_rectified`); leave any other as it is."""
    if matter.state == "supervising" and every_problem_rectified(matter, actor) is None:
        apply(MATTER, matter, "close", actor=actor, changes={"closed_at": timezone.now(), "result": result})
