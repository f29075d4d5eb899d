"""按规则检查案件，或者列出规则目录。"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from agencies.models import Agency
from cases.choices import Outcome
from cases.models import EnforcementCase
from cases.rules import RULESET
from cases.rules.parameters import stored
from cases.services.checking import CheckSummary, RuleResult, check, check_all, explain
from cases.services.trying import Tried, try_rules
from supervision.rowscope.command import SystemCommand
from supervision.workdays import calendar
from supervision.workdays import explain as count_out


class Command(SystemCommand):
    """`check_cases`: check everything and print counts; with --case, say how each rule judges one case; with --try, how the findings would
    change. Neither of the two changes anything."""

    help = "按规则检查案件：默认检查全库并打印各规则各结果的件数；--case 解释一案；--catalogue 以 JSON 打印规则目录。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rule", action="append", metavar="CODE", help="只看这条规则（可重复），如 P-30")
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="按哪一天检查，如 2026-10-31；默认今天")
        parser.add_argument("--case", type=int, metavar="ID", help="只解释这一案，不写入任何结果")
        parser.add_argument("--try", action="store_true", dest="trying", help="只试算：与现有问题相比会多出、少掉哪些，不写入")
        parser.add_argument("--catalogue", action="store_true", help="打印规则目录（JSON）")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["catalogue"]:
            self.stdout.write(json.dumps(catalogue(), ensure_ascii=False, indent=2))
            return
        codes: list[str] | None = options["rule"]
        for code in codes or ():
            if code not in RULESET.codes:
                raise CommandError(f"没有规则 {code}。现有：{'、'.join(RULESET.codes)}。")
        as_of = options["as_of"] or timezone.localdate()
        if options["trying"]:
            self._print_trial(try_rules(codes or RULESET.codes, stored(), as_of=as_of))
        elif options["case"] is not None:
            self._explain(options["case"], codes, as_of)
        else:
            self._print(check(rules=codes, as_of=as_of) if codes else check_all(as_of=as_of))

    def _explain(self, case_id: int, codes: list[str] | None, as_of: date) -> None:
        case = EnforcementCase.objects.filter(pk=case_id).first()
        if case is None:
            raise CommandError(f"没有编号为 {case_id} 的案件。")
        self.stdout.write(f"案件 {case_id}（{case}），按 {as_of} 检查")
        for found in explain(case, as_of):
            if not codes or found.code in codes:
                self.stdout.write("\n".join(_lines(found)))

    def _print_trial(self, tried: Tried) -> None:
        self.stdout.write(
            f"按 {tried.as_of} 试算 {tried.cases:,} 件，规则集 {RULESET.version}：多出 {tried.added:,} 条，少掉 {tried.dropped:,} 条；没有写入"
        )
        names = dict(Agency.objects.values_list("pk", "name"))
        for one in tried.differences:
            examples = "、".join(str(case) for case in (*one.added_cases, *one.dropped_cases))
            self.stdout.write(f"{one.rule_code:<7}+{one.added:<6,}-{one.dropped:<6,}{names[one.agency_id]}（案件 {examples}）")

    def _print(self, summary: CheckSummary) -> None:
        self.stdout.write(f"按 {summary.as_of} 检查 {summary.cases:,} 件，规则集 {summary.ruleset}")
        self.stdout.write("规则   通过       问题       缺数据     不适用     名称")
        for code, outcomes in summary.by_rule.items():
            counts = "".join(
                f"{outcomes[found]:<11,}" for found in (Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE)
            )
            self.stdout.write(f"{code:<7}{counts}{RULESET.rule(code).title}")
        self.stdout.write(
            f"新发现 {summary.new:,} 条，再现 {summary.recurred:,} 条，更新 {summary.refreshed:,} 条，消除 {summary.cleared:,} 条，"
            f"豁免 {summary.waived:,} 条，豁免终止 {summary.unwaived:,} 条"
        )


def catalogue() -> list[dict[str, Any]]:
    """The registered rules: code, title, basis, where it is judged, and whether it is on by default."""
    return [
        {"code": rule.code, "title": rule.title, "basis": rule.basis, "where": "rule", "on": rule.on, "version": rule.version}
        for rule in (RULESET.rule(code) for code in RULESET.codes)
    ]


def _lines(found: RuleResult) -> list[str]:
    """One result as a person reads it at a terminal."""
    lines = [f"\n{found.code} {found.rule.title}：{found.outcome.label}", f"  {found.sentence}", f"  依据：{found.basis}"]
    lines += [f"  · {item.label}：{item.value}" for item in found.looked_at]
    if found.start and found.period and found.outcome != Outcome.NOT_APPLICABLE:
        lines.append(f"  期限：{count_out(found.start, found.period, calendar.current()).sentence}")
    return lines
