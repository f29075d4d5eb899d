"""机构与人员的后台任务。"""

from celery import shared_task

from agencies.services.sessions import remove_ended_sessions


@shared_task(name="agencies.tasks.remove_ended_sessions")
def remove_ended() -> int:
    """Rows of sessions that nobody can use any more; how many."""
    return remove_ended_sessions()
