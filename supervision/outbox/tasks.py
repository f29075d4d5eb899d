"""待办箱的门：Celery 只递编号。"""

from __future__ import annotations

from celery import shared_task

from supervision.outbox import run


@shared_task(name="supervision.outbox.tasks.deliver")
def deliver(job_id: int) -> None:
    """Do one job that a transaction has just put."""
    run.run(job_id)


@shared_task(name="supervision.outbox.tasks.scan")
def scan() -> None:
    """Do what is due and was never told: after a lost message, a killed worker or a restart of Redis."""
    for job_id in run.waiting():
        try:
            run.run(job_id)
        except Exception:  # noqa: BLE001, S112 - run() has logged it and put it back; the next job must not wait for it
            continue
