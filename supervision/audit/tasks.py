"""留痕的定时之门：封存、交给见证文件。"""

from __future__ import annotations

from celery import shared_task
from django.conf import settings

from supervision.audit import seal as sealer
from supervision.audit import witness


@shared_task(name="supervision.audit.tasks.seal", ignore_result=True)
def seal() -> None:
    """Seal what waits."""
    sealer.seal()


@shared_task(name="supervision.audit.tasks.export_checkpoint", ignore_result=True)
def export_checkpoint() -> None:
    """Append the latest checkpoint to the witness file; a contradiction fails the task loudly."""
    witness.export(settings.AUDIT_WITNESS_FILE)
