"""线索核查、追责时效、紧急先行登记保存（P-01、P-03、P-04、P-10）。"""

from datetime import date

MARKET, HOUSING = "《市场监督管理行政处罚程序规定》", "《住房和城乡建设行政处罚程序规定》"
NEW_LAW, HOUSING_FROM = date(2021, 7, 15), date(2022, 5, 1)
OLD_COPY = "行业行政处罚程序规章（镜像文本）"

ROWS = [
    ("clue_check_days", "market", "", 15, "workday", f"{MARKET}第十八条第一款", "found", NEW_LAW, None),
    ("clue_check_days", "housing", "", 15, "workday", f"{HOUSING}第十五条第一款、第四十五条", "found", HOUSING_FROM, None),
    ("clue_check_days", "agriculture", "", 7, "workday", f"{OLD_COPY}；能否延长待核", "unverified", None, None),
    ("clue_check_days", "medicare", "", 15, "workday", f"{OLD_COPY}，条号待核", "unverified", None, None),
    ("clue_check_days", "ecology", "", 7, "workday", f"{OLD_COPY}；该文本已废止，现行办法待核", "unverified", None, None),
    ("clue_extension_cap", "market", "", 15, "workday", f"{MARKET}第十八条第一款", "found", NEW_LAW, None),
    ("clue_extension_cap", "housing", "", 10, "workday", f"{HOUSING}第十五条第一款、第四十五条", "found", HOUSING_FROM, None),
    ("hold_urgent_allowed", "market", "", 1, "flag", f"{MARKET}第三十三条第二款", "found", NEW_LAW, None),
    ("hold_urgent_allowed", "housing", "", 0, "flag", f"{HOUSING}第十九条第一款（须经批准）", "found", HOUSING_FROM, None),
    ("own_law_limitation", "security", "", 1, "flag", "治安管理处罚法另有规定，条号待核", "found", None, None),
    ("own_law_limitation", "tax", "", 1, "flag", "税收征收管理法另有规定，条号待核", "found", None, None),
]
