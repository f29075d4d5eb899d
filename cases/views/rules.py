"""规则目录与规则页：系统按什么检查，一条一条看得见。"""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from cases.rules import RULESET
from cases.rules.facts import catalogue
from cases.selectors.checklist import groups
from cases.selectors.laws import alarms, basis_of
from cases.selectors.precision import contested
from cases.selectors.rules import parameters_of, rule_record, rule_records
from cases.selectors.waivers import validity, waivers_of_rule
from supervision.web.views import Page


class RuleList(Page):
    """The checklist: every rule in use, with its article and how its findings fared."""

    permission = "cases.view_rule"
    template_name = "cases/rule_list.html"
    title = "检查规则"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sees_findings = self.request.user.has_perm("cases.view_finding")
        # Who supervises is told which rules have to be gone through again; an agency need not be.
        ended = len(alarms(timezone.localdate())) if sees_findings else 0
        return super().get_context_data(
            records=rule_records(self.request.user), ruleset=RULESET, sees_findings=sees_findings, ended=ended, **kwargs
        )


class Checklist(Page):
    """All items of the checklist, and who sees to each: a rule, a gate of the procedure, a reviewer, or nobody yet."""

    permission = "cases.view_rule"
    template_name = "cases/checklist.html"
    title = "检查清单"
    breadcrumb = (("检查规则", "/rules/"),)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        grouped, counted = groups()
        return super().get_context_data(groups=grouped, counted=counted, total=sum(n for _, n in counted), **kwargs)


class RulePage(Page):
    """One rule in words: what it asks, where the law says so, whom it must not accuse, the numbers it uses."""

    permission = "cases.view_rule"
    template_name = "cases/rule.html"

    @property
    def breadcrumb(self) -> tuple[tuple[str, str], ...]:  # type: ignore[override]
        return (("检查规则", reverse("cases:rule_list")),)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            record = rule_record(self.request.user, kwargs["code"])
        except KeyError:
            raise Http404 from None
        rule, today = record.rule, timezone.localdate()
        sees_findings = self.request.user.has_perm("cases.view_finding")
        return super().get_context_data(
            record=record,
            rule=rule,
            basis=basis_of(rule, timezone.localdate()),
            kinds="、".join(str(kind.label) for kind in rule.kinds),
            inputs=[catalogue()[name].label for name in rule.inputs],
            parameters=parameters_of(rule),
            sees_findings=sees_findings,
            contests=contested(rule.code, self.request.user) if sees_findings else None,
            waivers=[(one, validity(one, today)) for one in waivers_of_rule(rule.code, self.request.user, today)],
            **kwargs,
        ) | {"title": f"{rule.code} {rule.title}"}
