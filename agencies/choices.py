"""机构与人员的代码表。"""

from django.db.models import TextChoices


class Tier(TextChoices):
    """The four tiers of the supervision system (市本级 is CITY)."""

    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县（市、区）"
    TOWNSHIP = "township", "乡镇（街道）"


class AgencyKind(TextChoices):
    """What an organisation is in supervision (行政执法监督条例 §2, §6)."""

    GOVERNMENT = "government", "人民政府"
    SUPERVISION_BODY = "supervision_body", "行政执法监督机构"
    ENFORCEMENT = "enforcement", "行政执法机关"
    JUSTICE_OFFICE = "justice_office", "司法所"


class Sector(TextChoices):
    """The field of enforcement; limits and thresholds differ by it (domain §4.3)."""

    GENERAL = "general", "综合"
    MARKET = "market", "市场监管"
    HOUSING = "housing", "住房城乡建设"
    URBAN = "urban", "城市管理"
    ECOLOGY = "ecology", "生态环境"
    TRANSPORT = "transport", "交通运输"
    AGRICULTURE = "agriculture", "农业农村"
    HEALTH = "health", "卫生健康"
    EMERGENCY = "emergency", "应急管理"
    CULTURE = "culture", "文化旅游广电"
    RESOURCES = "resources", "自然资源"
    LABOUR = "labour", "人力资源社会保障"
    MEDICARE = "medicare", "医疗保障"
    TAX = "tax", "税务"
    TOBACCO = "tobacco", "烟草"
    FIRE = "fire", "消防"
    WATER = "water", "水利"
    EDUCATION = "education", "教育"
    SECURITY = "security", "公安"
    OTHER = "other", "其他"


class Role(TextChoices):
    """The office a person holds through a post. What each may do stands in `access/roles.py`."""

    SUPERVISOR = "supervisor", "行政执法监督人员"
    DIVISION_CHIEF = "division_chief", "监督处室负责人"
    LEGAL_REVIEWER = "legal_reviewer", "法制审核人员"
    DIRECTOR = "director", "司法局局长"
    LEADER = "leader", "政府分管领导"
    LEGAL_OFFICER = "legal_officer", "执法机关法制人员"
    TOWNSHIP_ASSISTANT = "township_assistant", "司法所协助人员"
    SOCIAL_SUPERVISOR = "social_supervisor", "社会监督员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"
    REPORTING_SYSTEM = "reporting_system", "报送系统"


class CertificateStatus(TextChoices):
    """A certificate's state over a span of days (G-06)."""

    VALID = "valid", "有效"
    SUSPENDED = "suspended", "暂扣"
    REVOKED = "revoked", "吊销"
    CANCELLED = "cancelled", "注销"


class PersonnelKind(TextChoices):
    """Who may act: only an officer enforces, an auxiliary assists (行政处罚法 §42, 湘政令280号)."""

    OFFICER = "officer", "执法人员"
    AUXILIARY = "auxiliary", "执法辅助人员"


class PowerKind(TextChoices):
    """The kind of act that an item of a power list allows (the kinds of 行政执法, 条例 §2)."""

    PENALTY = "penalty", "行政处罚"
    LICENCE = "licence", "行政许可"
    COERCION = "coercion", "行政强制"
    INSPECTION = "inspection", "行政检查"
    OTHER = "other", "其他"
