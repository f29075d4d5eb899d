"""留痕页面的后台待办：核验。"""

from __future__ import annotations

from supervision.outbox.models import OutboxJob
from supervision.outbox.registry import handler
from supervision.trail import services


@handler("trail.verify")
def verify(job: OutboxJob) -> None:
    """Verify the whole trail."""
    services.carry_out(verification_id=job.payload["verification"])
