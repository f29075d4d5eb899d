"""案卷评查的代码表。"""

from django.db.models import TextChoices


class Stratum(TextChoices):
    """What a file is drawn as: kind of record, and for penalties how heavy."""

    PENALTY_HEAVY = "penalty_heavy", "处罚·重大（数额较大、听证、法制审核或者重处罚种类）"
    PENALTY_ORDINARY = "penalty_ordinary", "处罚·普通程序"
    PENALTY_SUMMARY = "penalty_summary", "处罚·简易程序"
    LICENCE = "licence", "行政许可"
    COERCION = "coercion", "行政强制"
    INSPECTION = "inspection", "行政检查"

    @property
    def short(self) -> str:
        """For a column's head."""
        return str(self.label).partition("（")[0]


class Grade(TextChoices):
    """How a file is graded."""

    EXCELLENT = "excellent", "优秀"
    GOOD = "good", "良好"
    PASS = "pass", "合格"
    FAIL = "fail", "不合格"


class Seat(TextChoices):
    """As whom a person scores a file."""

    FIRST = "first", "第一评查人"
    SECOND = "second", "第二评查人"
    THIRD = "third", "第三评查人"


class DecidedBy(TextChoices):
    """How a file's score came about, as the page says it."""

    MEAN = "mean", "两名评查人的平均分"
    THIRD = "third", "分差超过设定值，第三评查人评定"
    RECHECK = "recheck", "异议复核后变更"


class Source(TextChoices):
    """Where a line of a sheet comes from."""

    VETO = "veto", "一票否决项"
    RULE = "rule", "规则检出"
    ITEM = "item", "评查项目"
    QUESTION = "question", "缺数据，请核对案卷"
    HAND = "hand", "人工扣分"


class Verdict(TextChoices):
    """A reviewer's decision on a line."""

    PENDING = "pending", "未定"
    ACCEPTED = "accepted", "扣分"
    STRUCK = "struck", "不扣"


class ObjectionOutcome(TextChoices):
    """What became of an objection."""

    KEPT = "kept", "维持原评定"
    CHANGED = "changed", "变更评定"
