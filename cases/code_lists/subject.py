"""主体、立案、取证的代码表。"""

from django.db.models import TextChoices


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
