"""机关自己的职责：不看案件、看一个单位一年做了没有的规则。

They are written like the others and judged over `duty_facts.relation`, one row an agency and year. What they find is no finding of a case.
"""

from cases.rules import i_17, o_02, o_03, o_04, o_05, o_07, o_08, p_67
from cases.rules.verdicts import RuleSet

DUTIES = RuleSet(
    (p_67.RULE, i_17.RULE, o_02.RULE, o_03.RULE, o_04.RULE, o_05.RULE, o_07.RULE, o_08.RULE),
    "2026.11-1",
)

__all__ = ["DUTIES"]
