"""缴款、结案、移送、公开的代码表。"""

from django.db.models import TextChoices


class Collector(TextChoices):
    """Who took the fine (行政处罚法 §67)."""

    BANK = "bank", "银行"
    ELECTRONIC = "electronic", "电子支付系统"
    AGENCY = "agency", "行政机关"
    OFFICER = "officer", "执法人员"
    COURT = "court", "人民法院"


class ReceiptIssuer(TextChoices):
    """Whose receipt was given (行政处罚法 §70)."""

    MINISTRY = "ministry", "国务院财政部门"
    PROVINCE = "province", "省级财政部门"
    OTHER = "other", "其他"


class CloseTrigger(TextChoices):
    """Why a case may be closed (市监程序规定 §77; 住建程序规定 §31)."""

    PERFORMED = "performed", "执行完毕"
    EXECUTION_ENDED = "execution_ended", "终结执行"
    INVESTIGATION_ENDED = "investigation_ended", "终止调查"
    NO_PENALTY = "no_penalty", "不予行政处罚"
    WITHDRAWN = "withdrawn", "撤销立案"
    TRANSFERRED = "transferred", "移送"


class TransferDecision(TextChoices):
    """Whether a suspected crime goes to the police (国务院令310号 §5)."""

    APPROVED = "approved", "批准"
    REFUSED = "refused", "不批准"


class WithdrawalTrigger(TextChoices):
    """Why a published decision must be withdrawn (行政处罚法 §48)."""

    CHANGED = "changed", "变更"
    ANNULLED = "annulled", "撤销"
    UNLAWFUL = "unlawful", "确认违法"
    VOID = "void", "确认无效"


class PublishedPersonal(TextChoices):
    """What a natural person's data a published decision was found to show (行政处罚法 §50)."""

    NONE = "none", "没有发现"
    IDENTITY = "identity", "完整的居民身份证号"
    PHONE = "phone", "手机号"
    HOME = "home", "家庭住址"
    ACCOUNT = "account", "个人银行账号"
    UNSURE = "unsure", "疑似身份证号但校验不符"
    MASKED = "masked", "已遮蔽"
