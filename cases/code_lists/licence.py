"""行政许可细目的代码表。"""

from django.db.models import TextChoices


class LicenceOutcome(TextChoices):
    """How an application for a licence ended (行政许可法 §32, §38)."""

    GRANTED = "granted", "准予许可"
    REFUSED = "refused", "不予许可"
    NOT_ACCEPTED = "not_accepted", "不予受理"
    NOT_NEEDED = "not_needed", "依法不需要许可"
    WITHDRAWN = "withdrawn", "申请人撤回"
    ENDED = "ended", "终止办理"


class LaterCorrection(TextChoices):
    """What a second notice to complete the papers asked for (行政许可法 §32一款四项: all at once)."""

    NONE = "none", "没有再次告知"
    SAME = "same", "仍未补齐的原事项"
    NEW_ERRORS = "new_errors", "补交材料自身的新错误"
    NEW_ITEMS = "new_items", "首次没有列明的内容"


class LicenceBasisLevel(TextChoices):
    """The rank of the norm behind a term or a fee (行政许可法 §42: 法律、法规; §58: 法律、行政法规)."""

    LAW = "law", "法律"
    ADMINISTRATIVE_REGULATION = "administrative_regulation", "行政法规"
    LOCAL_REGULATION = "local_regulation", "地方性法规"
    GOVERNMENT_RULE = "government_rule", "规章"
    DOCUMENT = "document", "规范性文件"
    NONE = "none", "没有依据"


class LicenceExtender(TextChoices):
    """Who allowed more time (行政许可法 §42一款, 二款)."""

    AGENCY_HEAD = "agency_head", "本行政机关负责人"
    GOVERNMENT_HEAD = "government_head", "本级人民政府负责人"
    OTHER = "other", "其他人员"
