"""首批规则所需的行业参数，逐行写明来源。"""

from datetime import date

from django.db import migrations

FOUND, UNVERIFIED = "found", "unverified"
NEW_LAW, DAY_BEFORE = date(2021, 7, 15), date(2021, 7, 14)
PENALTY_LAW = "《行政处罚法》"
MARKET_RULES = "《市场监督管理行政处罚程序规定》"
HOUSING_RULES = "《住房和城乡建设行政处罚程序规定》"
HUNAN_RULES = "《湖南省行政程序规定》"
SECTOR_RULES = "行业行政处罚程序规章（镜像文本）"

# key, sector, region, value, unit, source, status, valid_from, valid_to
ROWS = [
    ("decide_limit", "", "", 90, "day", f"{PENALTY_LAW}第六十条", FOUND, NEW_LAW, None),
    ("decide_limit", "market", "", 90, "day", f"{MARKET_RULES}第六十四条", FOUND, NEW_LAW, None),
    ("decide_limit", "housing", "", 90, "day", f"{HOUSING_RULES}第二十九条", FOUND, NEW_LAW, None),
    ("decide_limit", "agriculture", "", 90, "day", SECTOR_RULES, FOUND, NEW_LAW, None),
    ("decide_limit", "transport", "", 90, "day", SECTOR_RULES, FOUND, NEW_LAW, None),
    ("decide_limit", "medicare", "", 90, "day", SECTOR_RULES, FOUND, NEW_LAW, None),
    ("decide_limit", "tax", "", 90, "day", f"{SECTOR_RULES}（稽查）", FOUND, NEW_LAW, None),
    ("decide_limit", "health", "", 3, "month", SECTOR_RULES, FOUND, NEW_LAW, None),
    ("decide_limit", "resources", "", 60, "day", f"{SECTOR_RULES}；2024年修订后的期限待核", UNVERIFIED, NEW_LAW, None),
    ("decide_limit", "ecology", "", 3, "month", f"{SECTOR_RULES}；该文本已废止，现行办法待核", UNVERIFIED, NEW_LAW, None),
    ("decide_limit", "culture", "", 6, "month", f"{SECTOR_RULES}：旅游3个月、广电6个月，个案适用哪一项待核", UNVERIFIED, NEW_LAW, None),
    ("decide_limit_any_outcome", "market", "", 1, "flag", f"{MARKET_RULES}第六十四条（“处理决定”）", FOUND, None, None),
    ("rolls_over", "market", "", 1, "flag", f"{MARKET_RULES}第八十条", FOUND, None, None),
    ("rolls_over", "housing", "", 1, "flag", f"{HOUSING_RULES}第四十五条", FOUND, None, None),
    ("statement_window", "market", "", 5, "workday", f"{MARKET_RULES}第五十七条第二款", FOUND, None, None),
    ("statement_window", "housing", "", 5, "workday", f"{HOUSING_RULES}第二十二条第二款、第四十五条", FOUND, None, None),
    ("statement_window", "agriculture", "", 3, "workday", SECTOR_RULES, FOUND, None, None),
    ("hearing_request_days", "", "", 5, "workday", f"{PENALTY_LAW}第六十四条第一项、第八十五条", FOUND, NEW_LAW, None),
    ("onsite_cap_person", "", "", 200, "yuan", f"{PENALTY_LAW}第五十一条", FOUND, NEW_LAW, None),
    ("onsite_cap_person", "", "", 50, "yuan", f"{PENALTY_LAW}（2017年修正）第三十三条", FOUND, None, DAY_BEFORE),
    ("onsite_cap_person", "security", "", 500, "yuan", "治安管理处罚法（2025年修订）、出境入境管理法，条号待核", UNVERIFIED, None, None),
    ("onsite_cap_organisation", "", "", 3000, "yuan", f"{PENALTY_LAW}第五十一条", FOUND, NEW_LAW, None),
    ("onsite_cap_organisation", "", "", 1000, "yuan", f"{PENALTY_LAW}（2017年修正）第三十三条", FOUND, None, DAY_BEFORE),
    ("serve_days", "", "", 7, "workday", f"{PENALTY_LAW}第六十一条第一款、第八十五条", FOUND, NEW_LAW, None),
    ("public_notice_days", "", "", 30, "day", "《民事诉讼法》第九十五条", FOUND, date(2022, 1, 1), None),
    ("public_notice_days", "", "", 60, "day", "《民事诉讼法》（2021年修正以前）", FOUND, None, date(2021, 12, 31)),
    ("publish_days", "", "", 7, "workday", "国办发〔2018〕118号（六）", FOUND, None, None),
    ("publish_days", "housing", "", 7, "workday", f"{HOUSING_RULES}第十条第一款、第四十五条", FOUND, None, None),
    ("publish_days", "market", "", 20, "workday", "《企业信息公示暂行条例》第六条（2014年文本；现行文本条号待核）", FOUND, None, None),
    ("own_law_decide_limit", "security", "", 1, "flag", "治安管理处罚法等另有程序规定", FOUND, None, None),
    ("own_law_statement", "security", "", 1, "flag", "治安管理处罚法等另有程序规定", FOUND, None, None),
    ("own_law_statement", "tax", "", 1, "flag", "税收征收管理法等另有程序规定", FOUND, None, None),
    ("own_law_onsite", "security", "", 1, "flag", "治安管理处罚法等另有程序规定", FOUND, None, None),
    ("own_law_serve", "security", "", 1, "flag", "治安管理处罚法等另有程序规定", FOUND, None, None),
    ("own_law_serve", "tax", "", 1, "flag", "税收征收管理法等另有程序规定", FOUND, None, None),
]
MARKET_SPANS = ("suspension", "hearing", "public_notice", "testing", "identification", "refund")
HOUSING_SPANS = {"hearing": "第二十九条第二款", "testing": "第二十九条第二款", "suspension": "第三十条第二款"}
HUNAN_SPANS = ("hearing", "testing", "expert_review", "publicity")
# Sectors whose own rules surely exclude such spans, but whose text nobody has checked yet.
OTHER_SECTORS = ("agriculture", "transport", "medicare", "health", "ecology", "culture", "resources", "emergency", "tax", "water", "labour")
OTHER_SPANS = ("hearing", "testing", "suspension", "public_notice")

ROWS += [(f"excluded_{kind}", "market", "", 1, "flag", f"{MARKET_RULES}第六十四条第二款", FOUND, None, None) for kind in MARKET_SPANS]
ROWS += [(f"excluded_{kind}", "housing", "", 1, "flag", f"{HOUSING_RULES}{place}", FOUND, None, None) for kind, place in HOUSING_SPANS.items()]
ROWS += [
    (f"excluded_if_notified_{kind}", "", "43", 1, "flag", f"{HUNAN_RULES}第八十五条（应当书面告知）", FOUND, None, None)
    for kind in HUNAN_SPANS
]
ROWS += [
    (f"excluded_{kind}", sector, "", 1, "flag", f"{SECTOR_RULES}，条号待核", UNVERIFIED, None, None)
    for sector in OTHER_SECTORS
    for kind in OTHER_SPANS
]


def fill(apps, schema_editor):
    SectorParameter = apps.get_model("cases", "SectorParameter")
    names = ("key", "sector", "region_code", "value", "unit", "source", "status", "valid_from", "valid_to")
    SectorParameter.objects.bulk_create(SectorParameter(**dict(zip(names, row, strict=True))) for row in ROWS)


def empty(apps, schema_editor):
    apps.get_model("cases", "SectorParameter").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_rules_in_the_database")]

    operations = [migrations.RunPython(fill, empty)]
