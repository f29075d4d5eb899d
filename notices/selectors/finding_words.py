"""问题线索怎样写成一句话：并入事项、写入文书时用。"""

from __future__ import annotations

from dataclasses import dataclass

from cases.models import Finding
from cases.rules import RULESET
from supervision.documents.wording import citation, formal

# 规则 → 尚未履行时仍为空的字段。日期已有，说明履行了只是晚了：那是违法，不再是应履未履（湘程序规定§86：不履行、拖延履行）。
_DONE_WHEN = {"P-30": "decision_date", "P-50": "served_date", "P-53": "published_date"}


@dataclass(frozen=True)
class FindingWords:
    """A finding as a matter takes it in."""

    title: str
    sentence: str
    basis: str
    is_duty: bool


def in_words(finding: Finding) -> FindingWords:
    """Title, sentence and basis of a finding whose case is loaded. No personal data: a case is named by its number and cause."""
    case, title = finding.case, RULESET.title(finding.rule_code)
    name = f"{case}案" + (f"（案由：{case.cause}）" if case.cause else "")
    return FindingWords(
        title=(f"不符合“{title}”的要求" if title != finding.rule_code else title)[:200],
        sentence=f"{name}：{formal(finding.sentence) or title}",
        basis=citation(finding.basis),
        is_duty=omitted_duty(finding),
    )


def omitted_duty(finding: Finding) -> bool:
    """Whether the finding is a duty that is still not performed (督办函), rather than an act done wrongly (意见书). A proposal; a person decides."""
    code = finding.rule_code
    if code not in RULESET.codes or not RULESET.rule(code).duty:
        return False
    return code not in _DONE_WHEN or getattr(finding.case, _DONE_WHEN[code]) is None
