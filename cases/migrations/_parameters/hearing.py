"""听证的数额标准（P-16）。

What counts as 较大数额 is set by departments and provinces; none of these texts was read in the original, and Hunan's own is said in one city's
document only. So every row waits for whoever checks it: below the lowest nobody is asked, above it a person decides.
"""

from datetime import date

NEW_LAW = date(2021, 7, 15)
MARKET = "市场监督管理行政处罚听证办法（镜像文本；省有规定的从其规定，湖南口径待核）"
ECOLOGY = "生态环境行政处罚办法（已废止的文本），现行标准待核"
TOURISM = "旅游行政处罚办法（镜像文本），个案适用哪一项待核"
HUNAN = "湖南省内一市的文件（公民1000元、法人20000元），省级规定待核"

ROWS = [
    ("hearing_threshold_person", "market", "", 10000, "yuan", MARKET, "unverified", NEW_LAW, None),
    ("hearing_threshold_organisation", "market", "", 100000, "yuan", MARKET, "unverified", NEW_LAW, None),
    ("hearing_threshold_person", "ecology", "", 5000, "yuan", ECOLOGY, "unverified", NEW_LAW, None),
    ("hearing_threshold_organisation", "ecology", "", 50000, "yuan", ECOLOGY, "unverified", NEW_LAW, None),
    ("hearing_threshold_person", "culture", "", 10000, "yuan", TOURISM, "unverified", NEW_LAW, None),
    ("hearing_threshold_organisation", "culture", "", 50000, "yuan", TOURISM, "unverified", NEW_LAW, None),
    ("hearing_lowest_person", "", "", 1000, "yuan", HUNAN, "unverified", NEW_LAW, None),
    ("hearing_lowest_organisation", "", "", 20000, "yuan", HUNAN, "unverified", NEW_LAW, None),
]
