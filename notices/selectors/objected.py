"""异议待答复的文书：期间是否停止计算，法律没有规定，答复前不作逾期判断。"""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from notices.models import Instrument, Objection

OBJECTED = Exists(Objection.objects.filter(instrument=OuterRef("pk"), outcome="", raised_at__date__lte=OuterRef("due_on")))
"""Whether an objection that was raised before the period ended waits for its answer. Until then nobody is called late (rule S-03); what was late
already when it was raised is late."""


def not_judged(instrument: Instrument) -> bool:
    """`OBJECTED` of one instrument."""
    return Instrument.objects.filter(OBJECTED, pk=instrument.pk).exists()
