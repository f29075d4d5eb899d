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


class InWhoseName(TextChoices):
    """In whose name a decision was made (行政处罚法 §17, §19, §20)."""

    OWN = "own", "本机关"
    INNER = "inner", "内设机构"
    OUTPOST = "outpost", "派出机构"
    ENTRUSTING = "entrusting", "委托机关"
    DEPARTMENT = "department", "县级以上主管部门"
    OTHER = "other", "其他组织"


class PowerBasis(TextChoices):
    """What kind of provision gives a power, or lets it be given (行政处罚法 §9, §20, §23, §41)."""

    LAW = "law", "法律"
    REGULATION = "regulation", "行政法规"
    LOCAL_REGULATION = "local_regulation", "地方性法规"
    RULE = "rule", "规章"
    OTHER = "other", "其他文件"
    NONE = "none", "没有依据"


class DelegateeKind(TextChoices):
    """To whom the power to punish was entrusted (行政处罚法 §21)."""

    PUBLIC_BODY = "public_body", "依法成立、管理公共事务的组织"
    COMPANY = "company", "企业或者中介"
    PERSON = "person", "个人"


class RecusalDecider(TextChoices):
    """Who decided on a recusal (行政处罚法 §43; 市监程序规定 §4; 湘程序规定 §18)."""

    HEAD = "head", "行政机关负责人"
    COLLECTIVE = "collective", "负责人集体讨论"
    ABOVE = "above", "本级政府或者上一级主管部门"
    OTHER = "other", "其他人员"


class JurisdictionBasis(TextChoices):
    """Why an agency may act where it otherwise has no jurisdiction (行政处罚法 §22, §24, §25)."""

    LAW = "law", "法律、法规规定"
    DEPARTMENT_RULE = "department_rule", "部门规章规定"
    DESIGNATED = "designated", "上级指定管辖"
    FROM_ABOVE = "from_above", "上级交办或者提级管辖"
    TRANSFERRED = "transferred", "受移送"
    NONE = "none", "没有特别依据"


class CertificateShown(TextChoices):
    """Whether the records say that the certificate was shown (行政处罚法 §55; 湘程序规定 §66)."""

    RECORDED = "recorded", "均有记载"
    MISSING = "missing", "有未记载的"
    EXEMPT = "exempt", "没有当面接触或者依法不公开身份"


class RecordedStage(TextChoices):
    """Stages that must be recorded in words, sound or pictures (行政处罚法 §47); the last three are those of the summary procedure."""

    START = "start", "启动"
    INVESTIGATION = "investigation", "调查取证"
    REVIEW = "review", "审核"
    DECISION = "decision", "决定"
    SERVICE = "service", "送达"
    EXECUTION = "execution", "执行"
    TOLD = "told", "亮证与告知"
    ONSITE_DECISION = "onsite_decision", "当场处罚决定书"
    REPORTED = "reported", "当场处罚备案"


class OutsideAct(TextChoices):
    """What an agency did outside its region (民营经济促进法 §64)."""

    INSPECTION = "inspection", "行政检查"
    MEASURE = "measure", "行政强制措施"
    PENALTY = "penalty", "处罚决定"
    ENFORCEMENT = "enforcement", "强制执行"
    EVIDENCE = "evidence", "询问、送达、调取证据等"


class ClueResult(TextChoices):
    """What looking into a clue came to (市监程序规定 §19, §20; 住建程序规定 §15)."""

    TO_FILE = "to_file", "符合立案条件"
    NOT_TO_FILE = "not_to_file", "不符合立案条件"
    ELSEWHERE = "elsewhere", "不属本机关管辖，已移送"
    MEDIATED = "mediated", "消费投诉，已调解"


class HoldDisposal(TextChoices):
    """What became of evidence held (市监程序规定 §35; 住建程序规定 §19)."""

    RETURNED = "returned", "采取保全措施后退还"
    TESTED = "tested", "送交检测鉴定"
    SEIZED = "seized", "依法查封、扣押"
    CONFISCATED = "confiscated", "决定没收"
    LIFTED = "lifted", "解除"
    OTHER = "other", "其他"


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


class InspectionClass(TextChoices):
    """The three classes of inspection (国办发〔2024〕54号, 司法部解答)."""

    ROUTINE = "routine", "日常检查"
    CASE = "case", "个案检查"
    SPECIAL = "special", "专项检查"


class InspectorKind(TextChoices):
    """Who carried out the inspection: three that may, three that must not (国办发〔2024〕54号)."""

    AGENCY = "agency", "行政执法机关"
    AUTHORISED = "authorised", "法律法规授权组织"
    ENTRUSTED = "entrusted", "受委托组织"
    COORDINATION = "coordination", "政府议事协调机构"
    THIRD_PARTY = "third_party", "检验检测机构科研院所等第三方"
    INTERMEDIARY = "intermediary", "外包的中介机构"


class InspectionTrigger(TextChoices):
    """What gave rise to a 个案检查 (国办发〔2024〕54号)."""

    COMPLAINT = "complaint", "投诉举报"
    ASSIGNED = "assigned", "转办交办"
    DATA = "data", "数据监测"
    REQUESTED = "requested", "企业申请"
    MEDIA = "media", "媒体曝光"
    RECHECK = "recheck", "整改复查"
    LICENCE = "licence", "许可现场核查"
    EMERGENCY = "emergency", "紧急情形"
    NONE = "none", "没有线索来源"


class SpecialApprover(TextChoices):
    """Who approved a 专项检查 (国办发〔2024〕54号)."""

    GOVERNMENT = "government", "县级以上人民政府"
    UPPER_AGENCY = "upper_agency", "上一级行政机关"
    OWN_AGENCY = "own_agency", "本机关"
    NOBODY = "nobody", "未经批准"


class SelectionMode(TextChoices):
    """How the inspected enterprise was chosen (优化营商环境条例 §54)."""

    RANDOM = "random", "双随机"
    ASSIGNED = "assigned", "人工指定"
    FULL = "full", "全覆盖"


class InspectionBan(TextChoices):
    """The eight 不得 (国办发〔2024〕54号), and that a verification found none of them."""

    NONE = "none", "经核实均无"
    GIFTS = "gifts", "接受馈赠报酬福利"
    BANQUETS = "banquets", "参加宴请娱乐旅游"
    COSTS = "costs", "由企业支付消费或转嫁检查费用"
    DESIGNATED_AGENT = "designated_agent", "强制指定中介机构"
    LEGAL_REPRESENTATIVE = "legal_representative", "刻意要求法定代表人到场"
    SEIZURE = "seizure", "乱查封扣押冻结或动辄责令停产停业"
    TARGETS = "targets", "考核与检查频次或罚没数额挂钩"
    DISGUISED = "disguised", "以观摩督导考察等名义检查"
