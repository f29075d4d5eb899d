"""行政强制的代码表。"""

from django.db.models import TextChoices


class CoercionKind(TextChoices):
    """What is done: a measure (行政强制法 §9), a way of execution (§12), or an application to a court (§53)."""

    RESTRAINT = "restraint", "限制公民人身自由"
    SEAL = "seal", "查封"
    SEIZE = "seize", "扣押"
    SEAL_AND_SEIZE = "seal_and_seize", "查封并扣押"
    FREEZE = "freeze", "冻结存款汇款"
    OTHER_MEASURE = "other_measure", "其他行政强制措施"
    SURCHARGE = "surcharge", "加处罚款或者滞纳金"
    TRANSFER = "transfer", "划拨存款汇款"
    AUCTION = "auction", "拍卖或者依法处理查封扣押物"
    RESTORE = "restore", "排除妨碍恢复原状"
    SUBSTITUTE = "substitute", "代履行"
    DEMOLISH = "demolish", "强制拆除"
    OTHER_EXECUTION = "other_execution", "其他强制执行方式"
    COURT = "court", "申请人民法院强制执行"


class BasisLevel(TextChoices):
    """Rank of the provision that a measure rests on (行政强制法 §10, §11)."""

    LAW = "law", "法律"
    REGULATION = "regulation", "行政法规"
    LOCAL_REGULATION = "local_regulation", "地方性法规"
    RULE = "rule", "规章"
    DOCUMENT = "document", "其他规范性文件"


class MeasureBody(TextChoices):
    """Who takes a measure (行政强制法 §17, §70)."""

    AGENCY = "agency", "法律法规规定的行政机关"
    CONCENTRATED = "concentrated", "行使相对集中行政处罚权的行政机关"
    AUTHORISED = "authorised", "法律法规授权的组织"
    TOWN = "town", "承接赋权的乡镇街道"


class Approver(TextChoices):
    """Who approved a measure (行政强制法 §18)."""

    HEAD = "head", "行政机关负责人"
    AUTHORISED = "authorised", "经书面授权的人员"
    OTHER = "other", "其他人员"


class SceneSigner(TextChoices):
    """What the record of the scene bears (行政强制法 §18)."""

    OFFICERS = "officers", "两名以上执法人员"
    PARTY = "party", "当事人"
    REFUSAL = "refusal", "当事人拒签已注明"
    WITNESS = "witness", "见证人"


class SeizureItem(TextChoices):
    """What a decision to seal or seize must state (行政强制法 §24)."""

    PARTY = "party", "当事人名称和地址"
    GROUNDS = "grounds", "理由依据和期限"
    GOODS = "goods", "场所设施财物的名称数量"
    REMEDIES = "remedies", "复议诉讼的途径和期限"
    SEAL = "seal", "机关名称印章和日期"


class FeePayer(TextChoices):
    """Who bears the cost of keeping or testing (行政强制法 §25, §26)."""

    AGENCY = "agency", "行政机关"
    NONE = "none", "没有费用"
    PARTY = "party", "当事人"
    OTHER = "other", "其他人"


class SeizedOutcome(TextChoices):
    """What became of what was sealed, seized or frozen (行政强制法 §21, §27, §32)."""

    CONFISCATED = "confiscated", "没收"
    DESTROYED = "destroyed", "销毁"
    TRANSFERRED = "transferred", "随案移送司法机关"
    LIFTED = "lifted", "解除"
    OTHER = "other", "罚款等其他处理决定"


class UrgeItem(TextChoices):
    """What the written demand must state (行政强制法 §35)."""

    TERM = "term", "履行义务的期限"
    MANNER = "manner", "履行义务的方式"
    AMOUNT = "amount", "金额和给付方式"
    STATEMENT = "statement", "陈述权和申辩权"


class ExecutionTarget(TextChoices):
    """Whose supply is cut (行政强制法 §43)."""

    HOME = "home", "居民生活"
    BUSINESS = "business", "生产经营"


class CutSupply(TextChoices):
    """Ways of pressing that are forbidden against homes (行政强制法 §43)."""

    WATER = "water", "停止供水"
    POWER = "power", "停止供电"
    HEAT = "heat", "停止供热"
    GAS = "gas", "停止供燃气"
    LIKE = "like", "其他同类方式"


class SubstituteItem(TextChoices):
    """What a decision of 代履行 must state (行政强制法 §51)."""

    PARTY = "party", "当事人名称和地址"
    GROUNDS = "grounds", "理由和依据"
    MANNER = "manner", "方式和时间"
    OBJECT = "object", "标的"
    BUDGET = "budget", "费用预算"
    PERFORMER = "performer", "代履行人"


class CompletionSigner(TextChoices):
    """Who signed when the 代履行 was complete (行政强制法 §51)."""

    SUPERVISOR = "supervisor", "到场监督人员"
    PERFORMER = "performer", "代履行人"
    PARTY = "party", "当事人"
    WITNESS = "witness", "见证人"
