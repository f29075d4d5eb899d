"""结案期限（P-68）。"""

from datetime import date

ROWS = [
    ("close_days", "market", "", 15, "workday", "《市场监督管理行政处罚程序规定》第七十七条、第八十条", "found", date(2021, 7, 15), None),
    ("close_days", "housing", "", 15, "workday", "《住房和城乡建设行政处罚程序规定》第三十一条、第四十五条", "found", date(2022, 5, 1), None),
]
