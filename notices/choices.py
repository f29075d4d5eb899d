"""监督文书的代码表。"""

from django.db.models import TextChoices


class ProblemType(TextChoices):
    """The situations of 行政执法监督条例 §11 二款, in its order."""

    QUALIFICATION = "01", "执法主体、执法人员资格"
    PROCEDURE = "02", "执法程序"
    DECISION = "03", "执法决定违法或者明显不当"
    CONDUCT = "04", "有案不立、推诿扯皮、以罚代管、违规异地执法、趋利性执法以及乱收费、乱罚款、乱检查、乱查封等"
    UNCIVIL = "05", "简单粗暴等不文明行为"
    EQUIPMENT = "06", "证件、标志标识、执法装备、着装"
    OTHER = "07", "其他"


class SupervisionMethod(TextChoices):
    """行政执法监督条例 §14. Special supervision (专项) belongs to the province and above (§21) and is not offered to a city."""

    ROUTINE = "routine", "日常监督"
    KEY = "key", "重点监督"


class Verdict(TextChoices):
    """The bureau's view of one answered item."""

    ACCEPTED = "accepted", "整改到位"
    RETURNED = "returned", "退回补正"
    REVOKED = "revoked", "已撤销"
    """Not a view of the answer: the problem itself was revoked on an objection, and asks for none."""


class ObjectionOutcome(TextChoices):
    """What the bureau makes of an agency's objection to one problem (条例 §30)."""

    MAINTAINED = "maintained", "维持"
    CHANGED = "changed", "变更整改要求"
    REVOKED = "revoked", "撤销"


class ReferralGround(TextChoices):
    """What belongs to the supervisory organ (条例 §33 一款). An ordinary fault in enforcement does not: §32 deals with it."""

    REGULATION = "regulation", "违反《行政执法监督条例》规定"
    VIOLATION = "violation", "涉嫌职务违法"
    CRIME = "crime", "涉嫌职务犯罪"


class ReferralOutcome(TextChoices):
    """What became of a clue."""

    REFERRED = "referred", "已移送监察机关"
    KNOWN = "known", "监察机关已掌握，不再移送"
    OUTSIDE = "outside", "经核实不属于移送范围"


class DeadlineCause(TextChoices):
    """Why an instrument has the due date it has."""

    SERVED = "served", "文书送达"
    EXTENSION = "extension", "批准延期"
    RETURNED = "returned", "退回补正"
    CALENDAR = "calendar", "工作日历变更"
    OBJECTION = "objection", "异议处理"


class ReminderStage(TextChoices):
    """When an agency is reminded, in working days from the due date (domain §9.2)."""

    FIVE_BEFORE = "t-5", "期限届满前5个工作日"
    ONE_BEFORE = "t-1", "期限届满前1个工作日"
    DUE = "t", "期限届满日"
    THREE_AFTER = "t+3", "逾期3个工作日（报分管领导）"
    TEN_AFTER = "t+10", "逾期10个工作日（建议约谈或者报请制发决定书）"
