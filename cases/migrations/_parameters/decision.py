"""当场处罚报备案的期限（P-33）。"""

from datetime import date

MARKET_FROM, HOUSING_FROM = date(2021, 7, 15), date(2022, 5, 1)
MARKET, HOUSING = "《市场监督管理行政处罚程序规定》第七十条、第八十条（材料交回归档）", "《住房和城乡建设行政处罚程序规定》第十四条第二款、第四十五条"

ROWS = [
    ("onsite_file_days", "market", "", 7, "workday", MARKET, "found", MARKET_FROM, None),
    ("onsite_file_days", "housing", "", 3, "workday", HOUSING, "found", HOUSING_FROM, None),
    ("onsite_file_days", "transport", "", 5, "day", "交通运输行政执法程序规定（镜像文本），条号待核", "unverified", MARKET_FROM, None),
    ("onsite_file_days", "ecology", "", 3, "day", "生态环境行政处罚办法（2023年）第六十八条，原文待核", "unverified", date(2023, 7, 1), None),
]
