"""监督报告的代码表。"""

from django.db.models import TextChoices


class PeriodKind(TextChoices):
    """How long a report's period is. Quarter, half-year and year follow with their own templates."""

    MONTH = "month", "月报"


class Decision(TextChoices):
    """What a person in the approval chain decided."""

    AGREED = "agreed", "同意"
    RETURNED = "returned", "退回修改"


class Step(TextChoices):
    """The approval chain 处室 → 法制 → 局长 → 市（县）领导."""

    DIVISION = "division", "处室审核"
    LEGAL = "legal", "法制审核"
    DIRECTOR = "director", "局长审批"
    LEADER = "leader", "领导批示"
