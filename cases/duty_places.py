"""检查清单中由机关职责检查落实的项目。"""

from __future__ import annotations

from cases.rules.duties import DUTIES
from cases.rules.elsewhere import Elsewhere, Where

PLACES = tuple(Elsewhere(rule.code, Where.AGENCY, rule.requires, rule.short_basis, "cases:duty_list") for rule in DUTIES.rules)
