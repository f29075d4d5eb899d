"""执法案件的代码表。"""

from django.db.models import IntegerChoices, TextChoices


class CaseKind(TextChoices):
    """The four kinds of enforcement record."""

    PENALTY = "penalty", "行政处罚"
    LICENCE = "licence", "行政许可"
    COERCION = "coercion", "行政强制"
    INSPECTION = "inspection", "行政检查"


class Procedure(TextChoices):
    """行政处罚法 ch. 5: on-the-spot (§51–53) or ordinary (§54–62)."""

    SUMMARY = "summary", "简易程序"
    ORDINARY = "ordinary", "普通程序"


class DecisionType(TextChoices):
    """行政处罚法 §57: the four outcomes of an ordinary procedure."""

    PENALTY = "penalty", "处罚"
    NO_PENALTY = "no_penalty", "不予处罚"
    WITHDRAWN = "withdrawn", "撤销立案"
    TRANSFERRED = "transferred", "移送"


class PartyType(TextChoices):
    """Whom the act addresses (双公示 CF_XDR_LB)."""

    PERSON = "person", "自然人"
    LEGAL_PERSON = "legal_person", "法人"
    OTHER_ORGANISATION = "other_organisation", "非法人组织"
    SELF_EMPLOYED = "self_employed", "个体工商户"


class PenaltyType(TextChoices):
    """Kinds of penalty, 行政处罚法 §9, in the order of the 双公示 standard."""

    WARNING = "warning", "警告"
    CRITICISM = "criticism", "通报批评"
    FINE = "fine", "罚款"
    CONFISCATE_GAINS = "confiscate_gains", "没收违法所得"
    CONFISCATE_PROPERTY = "confiscate_property", "没收非法财物"
    SUSPEND_LICENCE = "suspend_licence", "暂扣许可证件"
    DOWNGRADE = "downgrade", "降低资质等级"
    REVOKE_LICENCE = "revoke_licence", "吊销许可证件"
    RESTRICT = "restrict", "限制开展生产经营活动"
    SUSPEND_BUSINESS = "suspend_business", "责令停产停业"
    CLOSE = "close", "责令关闭"
    BAR = "bar", "限制从业"
    DETENTION = "detention", "行政拘留"
    OTHER = "other", "其他"


class FilingStatus(TextChoices):
    """Whether the case was filed (立案); empty when the record does not say."""

    FILED = "filed", "已立案"
    NOT_FILED = "not_filed", "未立案"


class InformedItem(TextChoices):
    """What the prior notice must tell (行政处罚法 §44, §63; P-12)."""

    CONTENT = "content", "拟处罚内容"
    FACTS = "facts", "事实"
    REASONS = "reasons", "理由"
    BASIS = "basis", "依据"
    STATEMENT_RIGHT = "statement_right", "陈述申辩权"
    HEARING_RIGHT = "hearing_right", "听证权"


class ReviewResult(TextChoices):
    """Outcome of the legal review (行政处罚法 §58)."""

    AGREED = "agreed", "同意"
    AGREED_AFTER_CHANGE = "agreed_after_change", "修改后同意"
    REFUSED = "refused", "不同意"


class DisputeStatus(TextChoices):
    """Whether the decision is before a reconsideration organ or a court (条例 §33: no second supervision)."""

    NONE = "none", "无"
    RECONSIDERATION = "reconsideration", "行政复议中"
    LITIGATION = "litigation", "行政诉讼中"
    CONCLUDED = "concluded", "已审结"


DISPUTED = (DisputeStatus.RECONSIDERATION, DisputeStatus.LITIGATION)
"""In which a case is not supervised a second time (条例 §33 三款)."""


class ActKind(TextChoices):
    """Acts of an investigation that must be done by at least two officers (G-05)."""

    ONSITE_INSPECTION = "onsite_inspection", "现场检查"
    INQUIRY = "inquiry", "询问"
    SURVEY = "survey", "勘验"
    SAMPLING = "sampling", "抽样取证"
    EVIDENCE_HOLD = "evidence_hold", "先行登记保存"
    COMPULSORY_MEASURE = "compulsory_measure", "行政强制措施"
    ONSITE_PENALTY = "onsite_penalty", "当场处罚"
    OTHER = "other", "其他"


class OfficerRole(TextChoices):
    """In which role a person signed the record of an act."""

    ENFORCING = "enforcing", "执法"
    ASSISTING = "assisting", "辅助"
    RECORDING = "recording", "记录"


class ServiceMode(TextChoices):
    """Ways of service (民事诉讼法; 湘程序规定 §176)."""

    DIRECT = "direct", "直接送达"
    LEFT = "left", "留置送达"
    ELECTRONIC = "electronic", "电子送达"
    POST = "post", "邮寄送达"
    ENTRUSTED = "entrusted", "委托送达"
    TRANSFERRED = "transferred", "转交送达"
    PUBLIC_NOTICE = "public_notice", "公告送达"


class SpanKind(TextChoices):
    """Spans that do not count towards the 90 days (市监程序规定 §64; 湘程序规定 §85)."""

    HEARING = "hearing", "听证"
    TESTING = "testing", "检验检测检疫鉴定"
    SUSPENSION = "suspension", "中止"
    PUBLIC_NOTICE = "public_notice", "公告"
    EXPERT_REVIEW = "expert_review", "专家评审"
    PUBLICITY = "publicity", "公示"
    REFUND = "refund", "责令退还多收价款"
    IDENTIFICATION = "identification", "权利人辨认"


class BatchState(TextChoices):
    """An import's way."""

    QUEUED = "queued", "排队中"
    RUNNING = "running", "处理中"
    DONE = "done", "已完成"
    FAILED = "failed", "未入库"


class ProfileState(TextChoices):
    """A drawn profile's way. A retired one stays: batches were read by it."""

    DRAFT = "draft", "草稿"
    ACTIVE = "active", "启用"
    RETIRED = "retired", "已停用"


class RowOutcome(TextChoices):
    """What became of one source row."""

    STORED = "stored", "已入库"
    REPAIRED = "repaired", "已入库（有修正）"
    UNCHANGED = "unchanged", "已有相同记录"
    SUPERSEDED = "superseded", "更新了已有记录"
    REFUSED = "refused", "未入库"


class Severity(IntegerChoices):
    """How grave a breach would be; smaller sorts first."""

    CRITICAL = 1, "严重"
    HIGH = 2, "较重"
    MEDIUM = 3, "一般"
    LOW = 4, "轻微"
    INFO = 5, "提示"


class Outcome(TextChoices):
    """The four outcomes of a check. Missing data is never a violation."""

    PASS = "pass", "通过"
    FAIL = "fail", "问题"
    UNKNOWN = "unknown", "缺数据"
    NOT_APPLICABLE = "na", "不适用"


class KeptKind(TextChoices):
    """Kinds of record that a period of keeping is set for. The first four are the values of `CaseKind`."""

    PENALTY = "penalty", "行政处罚记录"
    LICENCE = "licence", "行政许可记录"
    COERCION = "coercion", "行政强制记录"
    INSPECTION = "inspection", "行政检查记录"
    IMPORT_FILE = "import_file", "报送的源文件"
    UNMASKING = "unmasking", "查看个人信息的记录"
    MATTER = "matter", "监督事项与监督文书"
    REPORT = "report", "监督报告"
    DISPOSAL = "disposal", "鉴定销毁清单"
    TRAIL = "trail", "操作留痕"


class CountedFrom(TextChoices):
    """The day from which a period of keeping runs."""

    CLOSING = "closing", "结案日"
    DECISION = "decision", "决定日"
    MEASURE_END = "measure_end", "强制结束日"
    INSPECTED = "inspected", "检查日"
    LAST_RECORD = "last_record", "所载最后一件记录销毁之日"
    ISSUE = "issue", "印发日"
    MADE = "made", "形成日"


class ItemOutcome(TextChoices):
    """What becomes of one record on a disposal list."""

    LISTED = "listed", "列入销毁"
    STRUCK = "struck", "审核人划去"
    SPARED = "spared", "执行时留下"
    DESTROYED = "destroyed", "已销毁"


class Appraisal(TextChoices):
    """A reviewer's decision on a disposal list."""

    AGREED = "agreed", "同意销毁"
    RETURNED = "returned", "退回"
