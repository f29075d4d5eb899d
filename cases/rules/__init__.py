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
every exception and both boundary days, worked out by hand from the statute. If it needs a new fact, declare it in `facts.py`. A law or an
article that the library does not have goes into `cases/data/laws.json` (`tests/cases/test_law_library_seed.py` says which).
When the law changes, add a second declaration with the same code, the next version and its day in force; the old one gets its last day,
and a case is judged by the version of its own date.
Numbers that a sector or a place may set differently are rows with a source (`parameters.py`), never constants in a rule.
"""

from cases.rules import g_05, g_06, p_06, p_12, p_13, p_22, p_30, p_32, p_50, p_53, p_65, q_01, q_04, q_06, q_07
from cases.rules.declaration import Rule
from cases.rules.verdicts import RuleSet

VERSION = "2026.11-15"

ACTIVE: tuple[Rule, ...] = (
    g_05.RULE,
    g_06.RULE,
    p_06.RULE,
    p_12.RULE,
    p_13.RULE,
    p_22.RULE,
    p_30.RULE,
    p_32.RULE,
    p_50.RULE,
    p_53.RULE,
    p_65.RULE,
    q_01.RULE,
    q_04.RULE,
    q_06.RULE,
    q_07.RULE,
)

RULESET = RuleSet(ACTIVE, VERSION)

__all__ = ["ACTIVE", "RULESET", "VERSION", "Rule", "RuleSet"]
