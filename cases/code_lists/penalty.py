"""行政处罚细目的代码表：申辩与听证、决定。"""

from django.db.models import TextChoices


class StatementResult(TextChoices):
    """What the review of a party's statement came to (行政处罚法 §45)."""

    ADOPTED = "adopted", "成立，已采纳"
    PARTLY = "partly", "部分成立，成立部分已采纳"
    IGNORED = "ignored", "成立，没有采纳"
    REJECTED = "rejected", "不成立"
    NO_GROUNDS = "no_grounds", "只请求从轻，没有新的事实、理由或者证据"


class RenoticeReason(TextChoices):
    """Why the party was told again of what was proposed (行政处罚法 §44, §45)."""

    NEW_FACTS = "new_facts", "发现新的违法事实"
    RECLASSIFIED = "reclassified", "定性或者依据更正"
    REVIEW = "review", "审核或者集体讨论纠正"
    CLERICAL = "clerical", "计算、笔误更正"
    OTHER = "other", "其他"


class SecrecyReason(TextChoices):
    """Why a hearing was not public (行政处罚法 §64 三项)."""

    STATE = "state", "国家秘密"
    BUSINESS = "business", "商业秘密"
    PRIVACY = "privacy", "个人隐私"
    OTHER = "other", "其他"


class DecisionElement(TextChoices):
    """What a decision document states (行政处罚法 §59 ordinary, §52 二款 on the spot; 市监程序规定 §62 三项)."""

    PARTY = "party", "当事人姓名或者名称"
    ADDRESS = "address", "当事人地址"
    FACTS = "facts", "违法事实和证据"
    BASIS = "basis", "处罚种类和依据"
    PERFORMANCE = "performance", "履行方式和期限"
    REMEDIES = "remedies", "复议诉讼途径和期限"
    AGENCY = "agency", "行政机关名称"
    DATED = "dated", "决定日期"
    FINE = "fine", "罚款数额"
    TIME = "time", "处罚时间"
    PLACE = "place", "处罚地点"
    STATEMENT = "statement", "陈述申辩采纳情况及理由"


class ReconsiderationOrgan(TextChoices):
    """Whom the document names for reconsideration (行政复议法 §24, §27, §28)."""

    OWN_GOVERNMENT = "own_government", "本级人民政府"
    COUNTY_GOVERNMENT = "county_government", "县级人民政府"
    UPPER_DEPARTMENT = "upper_department", "上一级主管部门"
    OTHER = "other", "其他"


class BasisLevel(TextChoices):
    """What kind of rule the penalty rests on (行政处罚法 §10 to §16)."""

    LAW = "law", "法律"
    ADMINISTRATIVE = "administrative", "行政法规"
    LOCAL = "local", "地方性法规"
    DEPARTMENTAL = "departmental", "部门规章"
    LOCAL_RULE = "local_rule", "地方政府规章"
    NORMATIVE = "normative", "规范性文件"


class Mitigation(TextChoices):
    """Whether the decision mitigates (行政处罚法 §30 to §32): within the range (从轻) or below it (减轻)."""

    LIGHTER = "lighter", "从轻"
    REDUCED = "reduced", "减轻"
    HEAVIER = "heavier", "从重"
    NONE = "none", "没有"


class MitigationBasis(TextChoices):
    """The article a mitigation rests on."""

    MINOR = "minor", "行政处罚法第三十条"
    CAPACITY = "capacity", "行政处罚法第三十一条"
    GENERAL = "general", "行政处罚法第三十二条"
    OTHER_LAW = "other_law", "法律、法规、规章的其他规定"
    NONE = "none", "没有载明"


class BenchmarkIssuer(TextChoices):
    """Who set the discretion benchmark (国办发〔2022〕27号)."""

    OWN = "own", "本机关"
    UPPER = "upper", "上级机关"


class AdjustmentApprover(TextChoices):
    """Who allowed departing from the benchmark (国办发〔2022〕27号 十二)."""

    HEAD = "head", "本机关主要负责人"
    COLLECTIVE = "collective", "本机关集体讨论"
    ISSUER = "issuer", "基准制定机关"
    NOBODY = "nobody", "没有批准"


class SecondFineGround(TextChoices):
    """Why a second fine is no second fine for the same act (行政处罚法 §29)."""

    ANNULLED = "annulled", "前决定已撤销或者变更"
    CONTINUED = "continued", "责令改正后继续违法"
    DAILY = "daily", "法律规定按日连续处罚"
    BOTH = "both", "单位和责任人员分别处罚"
    NOT_A_FINE = "not_a_fine", "另案没有罚款"


class AgeGroup(TextChoices):
    """How old the party was on the day of the act (行政处罚法 §30). The group, not the birthday: nobody's birthday is needed here."""

    UNDER_14 = "under_14", "不满十四周岁"
    UNDER_18 = "under_18", "已满十四周岁不满十八周岁"
    ADULT = "adult", "已满十八周岁"
    THE_DAY = "the_day", "行为当日恰为十四周岁或者十八周岁的周岁日"


class Capacity(TextChoices):
    """Whether the party could understand or control the act (行政处罚法 §31)."""

    FULL = "full", "完全"
    DIMINISHED = "diminished", "尚未完全丧失"
    NONE = "none", "不能辨认或者不能控制"
    LUCID = "lucid", "间歇性精神病人精神正常时"


class Harm(TextChoices):
    """What the violation did (行政处罚法 §33)."""

    NONE = "none", "没有危害后果"
    SLIGHT = "slight", "危害后果轻微"
    OTHER = "other", "其他"


class NoPenaltyGround(TextChoices):
    """Why no penalty was given (行政处罚法 §30, §31, §33, §36, §57)."""

    MINOR = "minor", "不满十四周岁"
    CAPACITY = "capacity", "不能辨认或者不能控制自己行为"
    SLIGHT = "slight", "轻微并及时改正，没有危害后果"
    FIRST = "first", "初次违法，后果轻微并及时改正"
    NO_FAULT = "no_fault", "没有主观过错"
    UNPROVED = "unproved", "违法事实不能成立"
    TIME_BARRED = "time_barred", "超过追责时效"
    OTHER = "other", "其他"
