"""审核期限（P-25）、延长办案期限的上限（P-31）。"""

from datetime import date

MARKET_FROM, HOUSING_FROM = date(2021, 7, 15), date(2022, 5, 1)
MARKET, HOUSING = "《市场监督管理行政处罚程序规定》", "《住房和城乡建设行政处罚程序规定》"

ROWS = [
    ("review_days", "market", "", 10, "workday", f"{MARKET}第五十五条", "found", MARKET_FROM, None),
    ("review_days", "housing", "", 10, "workday", f"{HOUSING}第二十五条第一款、第四十五条", "found", HOUSING_FROM, None),
    ("review_days", "agriculture", "", 5, "workday", "农业行政处罚程序规定（镜像文本），条号待核", "unverified", MARKET_FROM, None),
    ("review_days", "resources", "", 5, "workday", "自然资源行政处罚办法（镜像文本），条号待核", "unverified", MARKET_FROM, None),
    ("review_extension_allowed", "market", "", 1, "flag", f"{MARKET}第五十五条", "found", MARKET_FROM, None),
    ("extension_cap", "market", "", 30, "day", f"{MARKET}第六十四条第一款", "found", MARKET_FROM, None),
    ("extension_cap", "housing", "", 30, "day", f"{HOUSING}第二十九条第一款", "found", HOUSING_FROM, None),
    ("extension_cap_again", "housing", "", 60, "day", f"{HOUSING}第二十九条第一款", "found", HOUSING_FROM, None),
]
