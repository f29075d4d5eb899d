"""机关年度职责的代码表。"""

from django.db.models import TextChoices


class DutyKind(TextChoices):
    """What a rule of an agency's own duties judges: one agency's year, no case."""

    DUTY = "duty", "机关年度职责"


class YesNo(TextChoices):
    """Yes, no, or (empty) not said."""

    YES = "yes", "是"
    NO = "no", "否"


class AgencyState(TextChoices):
    """Why an agency has no duties of that year."""

    NEW = "new", "当年新设"
    NO_ENFORCEMENT = "no_enforcement", "没有行政执法职能"


class Disclosed(TextChoices):
    """What must be public beforehand (国办发〔2018〕118号（四）; 行政处罚法 §39)."""

    SUBJECT = "subject", "执法主体"
    STAFF = "staff", "执法人员"
    DUTIES = "duties", "职责"
    POWERS = "powers", "权限"
    BASIS = "basis", "依据"
    PROCEDURE = "procedure", "程序"
    REMEDY = "remedy", "救济渠道"
    RANDOM_CHECKS = "random_checks", "随机抽查事项清单"


class BenchmarkSource(TextChoices):
    """Whose discretion benchmark applies (国办发〔2022〕27号（五）)."""

    OWN = "own", "本机关"
    GOVERNMENT = "government", "本级政府"
    SUPERIOR = "superior", "上级机关"
    NONE = "none", "没有"
