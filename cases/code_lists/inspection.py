"""行政检查细目的代码表。"""

from django.db.models import TextChoices


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
