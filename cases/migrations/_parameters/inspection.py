"""扫码入企与检查事项清单的起算日（I-02、I-06）、建议合并检查的间隔（I-08）。"""

from datetime import date

_FROM = date(2025, 7, 1)
_OWN_DAY = "起算日2025-07-01为平台设定，晚于文件公布日，只会少判"

ROWS = [
    ("inspection_items_published", "", "", 1, "flag", f"国办发〔2024〕54号；湘司发通〔2025〕3号；{_OWN_DAY}", "found", _FROM, None),
    ("scan_required", "", "", 1, "flag", f"国办发〔2024〕54号；湘政办发〔2025〕5号；{_OWN_DAY}", "found", _FROM, None),
    ("inspection_merge_days", "", "", 30, "day", "平台设计值，没有法定天数；只用来提示可以合并检查", "found", None, None),
]
