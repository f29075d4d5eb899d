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


RINGS_ONLY = {
    "agencies/tasks.py:remove_ended": "sessions belong to no agency",
    "supervision/audit/tasks.py:seal": "the sealer takes the claim itself",
    "supervision/audit/tasks.py:export_checkpoint": "checkpoints belong to no agency",
    "supervision/outbox/tasks.py:deliver": "each job takes the claim itself",
    "supervision/outbox/tasks.py:scan": "each job takes the claim itself",
}


def test_a14_every_task_says_that_it_is_the_platforms_own_work_or_reads_nobodys_rows() -> None:
    """A task without a claim reads no row at all (A12), and would do nothing in silence."""
    silent = []
    for path in sorted(Path(settings.BASE_DIR).glob("*/**/tasks.py")):
        name = str(path.relative_to(settings.BASE_DIR))
        if not name.startswith(("supervision", "agencies", "cases", "leads", "notices", "reports")):
            continue
        for task in (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)):
            calls = {getattr(node.func, "id", "") for node in ast.walk(task) if isinstance(node, ast.Call)}
            if task.decorator_list and "acting_as_system" not in calls:
                silent.append(f"{name}:{task.name}")
    assert set(silent) == set(RINGS_ONLY)
