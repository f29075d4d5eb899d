"""平台自己做事的地方：一处一处列明，多一处要有人看过（A14）。"""

from __future__ import annotations

import ast
from pathlib import Path

from django.conf import settings

REVIEWED = {
    "agencies/access/explaining.py": 1,  # an administrator asks whether a person may handle one thing, and sees its number only
    "agencies/access/grants.py": 1,  # the security administrator names a thing by its number
    "agencies/services/handover.py": 2,  # what a leaver has in hand, and giving it over
    "cases/tasks.py": 4,  # the nightly check; reporting upwards; drafts of heading maps; archiving
    "notices/tasks.py": 1,
    "reports/tasks.py": 2,  # the month's reports; the day's warning models
    "supervision/audit/seal.py": 1,
    "supervision/outbox/run.py": 1,  # every effect: done by the platform, in the job's transaction
    "supervision/workdays/on_calendar_change.py": 1,  # every open due date is counted again
}


def test_a14_the_platform_acts_for_itself_in_the_reviewed_places_only_and_says_why() -> None:
    found: dict[str, int] = {}
    for room in ("supervision", "agencies", "cases", "leads", "appraisals", "notices", "reports"):
        for path in sorted((Path(settings.BASE_DIR) / room).rglob("*.py")):
            name = str(path.relative_to(settings.BASE_DIR))
            if name.startswith("supervision/rowscope/"):
                continue
            for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
                if isinstance(call.func, ast.Name) and call.func.id == "acting_as_system":
                    reason = call.args[0]
                    assert isinstance(reason, ast.Constant), f"{name}: the reason is a sentence, not a value"
                    assert len(str(reason.value)) >= 6, f"{name}: say why"
                    found[name] = found.get(name, 0) + 1
    assert found == REVIEWED
