"""录入期限（Q-08，本平台设计）。"""

from datetime import date

ROWS = [
    ("entry_days", "", "", 5, "workday", "本平台设计值，不是法律规定", "found", date(2026, 2, 1), None),
]
