"""异议待答复的文书：期间是否停止计算，法律没有规定，答复前不作逾期判断。"""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from notices.models import Objection

OBJECTED = Exists(Objection.objects.filter(instrument=OuterRef("pk"), outcome=""))
"""Whether an objection to the instrument waits for its answer. Until then nobody is called late (rule S-03)."""
