"""线索的代码表。"""

from django.db.models import TextChoices


class LeadSource(TextChoices):
    """By which way somebody told us (条例 §20 二款, §23, §33; 湘程序规定 §156)."""

    COMPLAINT = "complaint", "投诉举报"
    HOTLINE = "hotline_12345", "12345热线"
    SOCIAL_SUPERVISOR = "social_supervisor", "社会监督员"
    COURT = "court", "法院"
    RECONSIDERATION = "reconsideration", "行政复议"
    PROCURATORIAL = "procuratorial_recommendation", "检察建议"
    MEDIA = "media", "媒体"
    SUPERIOR = "superior", "上级交办"
    OTHER = "other", "其他"


FROM_THE_PUBLIC = (LeadSource.COMPLAINT, LeadSource.HOTLINE, LeadSource.SOCIAL_SUPERVISOR)
"""What citizens and organisations complain of or report (湘程序规定 §156 一款). A social supervisor is a citizen: a body may invite them to take
part (条例 §23), and no source gives what they report a period of its own. What an organ sends has rules of its own."""


class DeclineKind(TextChoices):
    """Why a lead is not accepted."""

    NOT_ENFORCEMENT = "not_enforcement", "不属于行政执法监督范围"
    NOT_OURS = "not_ours", "不属于本级监督机构管辖"
    GUIDED = "guided", "引导依法申请行政复议、提起行政诉讼"
    """条例 §33 三款: a dispute fit for reconsideration or a court is guided there."""
    IN_DISPUTE = "in_dispute", "已经进入行政复议、行政诉讼程序"
    """条例 §33 三款: what is before a reconsideration organ or a court is not supervised a second time."""
    REPEATED = "repeated", "重复投诉举报"
    VAGUE = "vague", "没有可以核查的具体内容"
    OTHER = "other", "其他"


DECLINE_BASIS = {
    DeclineKind.GUIDED: "《行政执法监督条例》第三十三条第三款",
    DeclineKind.IN_DISPUTE: "《行政执法监督条例》第三十三条第三款",
}
"""The article that stands behind a kind, where one does."""


class LeadOutcome(TextChoices):
    """What an accepted lead turned out to be."""

    TRUE = "true", "属实"
    PARTLY = "partly", "部分属实"
    UNTRUE = "untrue", "不属实"
    UNVERIFIABLE = "unclear", "无法核实"
    WITHDRAWN = "withdrawn", "投诉人、举报人撤回"
    IN_DISPUTE = "disputed", "进入行政复议、行政诉讼，不重复监督"
    """条例 §33 三款: also what enters after it was accepted."""
