"""规则：把执法案件对照法律逐项检查。

A rule is one file named like its code, and reads as one entry of a checklist: what the law requires, where it says so, when it applies,
what must be known, when it is fulfilled, which lawful situations must not be accused, and the sentence a person reads. The form is in
`declaration.py`. The list of rules in use is `ACTIVE` below; a rule that is not in it does not exist.

How a rule is judged. Its conditions are SQL over one relation, the facts (`facts.py`): one row a case. SQL's logic has three values and
that is the law's as well: a comparison with what the record does not say is neither true nor false. So

    applies FALSE → 不适用      applies, passes TRUE → 通过       passes FALSE → 问题
    an input missing (NULL), or a doubt the record cannot settle → 缺数据

Missing data is never a violation. The same statement judges one case, an import, and the whole database, so that what a page explains
is what was found (`verdicts.py` builds it, `cases.services.checking` runs it).

To add a rule: write its file, add it to ACTIVE, raise VERSION, write `tests/cases/test_rule_<key>.py` with a case for every outcome,
every exception and both boundary days, worked out by hand from the statute. If it needs a new fact, declare it in `facts.py`.
When the law changes, add a second declaration with the same code, the next version and its day in force; the old one gets its last day,
and a case is judged by the version of its own date.
Numbers that a sector or a place may set differently are rows with a source (`parameters.py`), never constants in a rule.
"""

from cases.rules import (
    g_05,
    g_06,
    i_01,
    i_02,
    i_03,
    i_04,
    i_05,
    i_06,
    i_07,
    i_08,
    i_09,
    i_10,
    i_11,
    i_12,
    i_13,
    i_14,
    i_15,
    i_16,
    l_01,
    l_02,
    l_03,
    l_04,
    l_05,
    l_06,
    l_07,
    l_08,
    l_09,
    l_10,
    l_11,
    l_12,
    l_13,
    o_01,
    p_06,
    p_12,
    p_13,
    p_22,
    p_30,
    p_32,
    p_50,
    p_53,
    p_60,
    p_61,
    p_62,
    p_63,
    p_64,
    p_65,
    p_66,
    p_68,
    p_69,
    p_70,
    q_01,
    q_04,
    q_06,
    q_07,
)
from cases.rules.declaration import Rule
from cases.rules.verdicts import RuleSet

VERSION = "2026.11-15"

ACTIVE: tuple[Rule, ...] = (
    g_05.RULE,
    g_06.RULE,
    i_01.RULE,
    i_02.RULE,
    i_03.RULE,
    i_04.RULE,
    i_05.RULE,
    i_06.RULE,
    i_07.RULE,
    i_08.RULE,
    i_09.RULE,
    i_10.RULE,
    i_11.RULE,
    i_12.RULE,
    i_13.RULE,
    i_14.RULE,
    i_15.RULE,
    i_16.RULE,
    l_01.RULE,
    l_02.RULE,
    l_03.RULE,
    l_04.RULE,
    l_05.RULE,
    l_06.RULE,
    l_07.RULE,
    l_08.RULE,
    l_09.RULE,
    l_10.RULE,
    l_11.RULE,
    l_12.RULE,
    l_13.RULE,
    o_01.RULE,
    p_06.RULE,
    p_12.RULE,
    p_13.RULE,
    p_22.RULE,
    p_30.RULE,
    p_32.RULE,
    p_50.RULE,
    p_53.RULE,
    p_60.RULE,
    p_61.RULE,
    p_62.RULE,
    p_63.RULE,
    p_64.RULE,
    p_65.RULE,
    p_66.RULE,
    p_68.RULE,
    p_69.RULE,
    p_70.RULE,
    q_01.RULE,
    q_04.RULE,
    q_06.RULE,
    q_07.RULE,
)

RULESET = RuleSet(ACTIVE, VERSION)

__all__ = ["ACTIVE", "RULESET", "VERSION", "Rule", "RuleSet"]
