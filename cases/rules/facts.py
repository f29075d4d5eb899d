"""事实：规则能看到的全部数据项，一案一行。

The one relation all rules read. Its columns are the case's own fields (under their names; an empty text is NULL: the record does not
say), what `sources.py` adds up from the child tables, and the facts derived below in layers, each from the one before. A fact that no
rule of a run asks for costs nothing: the planner drops it.

A rule's condition may use any fact by name. Add one here with its Chinese label; its sentence and its explanation then know it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.choices import InformedItem, PenaltyType
from cases.columns.particulars import COLUMNS
from cases.rules import calendar, duty_facts
from cases.rules.fact import Fact
from cases.rules.parameters import SWITCHED, Parameters, switch
from cases.rules.scope import Scope
from cases.rules.sources import joined_sums, joins
from cases.rules.topics import TOPICS

LEFT_OUT = {
    "search",
    "party_identity",
    "party_name_fingerprint",
    "facts",
    "content",
    "legal_basis",
    "id",
    "county_code",
    "payments",
}

ADDED_UP: dict[str, tuple[str, Fact]] = {
    "acts_needing_two": ("acts.acts_needing_two", Fact("应由两人进行的执法行为（记录数）", "number")),
    "acts_short": ("acts.acts_short", Fact("执法人员不足两人的行为", "number")),
    "acts_single_by_law": ("acts.acts_single_by_law", Fact("记载了单人执法法律依据的行为", "number")),
    "acts_basis_unclear": ("acts.acts_basis_unclear", Fact("单人执法依据不明的行为", "number")),
    "acts_unrecorded": ("acts.acts_unrecorded", Fact("未记载人员的行为", "number")),
    "short_act_on": ("acts.short_act_on", Fact("人员不足的行为日期", "date")),
    "officers_differ": ("acts.officers_differ", Fact("全案执法人员不少于两人", "flag")),
    "signers": ("acts.signers", Fact("执法人员签名（人次）", "number")),
    "signers_certified": ("acts.signers_certified", Fact("行为当日证件有效的人次", "number")),
    "signers_uncertified": ("acts.signers_uncertified", Fact("行为当日证件无效的人次", "number")),
    "signers_unmatched": ("acts.signers_unmatched", Fact("证件库查无或行为日期不明的人次", "number")),
    "certified_pair_present": ("acts.certified_pair_present", Fact("另有两名以上有效持证人在场", "flag")),
    "uncertified_act_on": ("acts.uncertified_act_on", Fact("证件无效的行为日期", "date")),
    "uncertified_number": ("acts.uncertified_number", Fact("无效证号", "text")),
    "first_attempt_on": ("services.first_attempt_on", Fact("首次送达尝试日", "date")),
    "dispatched_on": ("services.dispatched_on", Fact("交邮或委托日", "date")),
    "noticed_on": ("services.noticed_on", Fact("公告日", "date")),
    "other_attempt": (
        "coalesce(services.other_attempt, c.service_mode NOT IN ('', 'public_notice'))",
        Fact("公告以外另有送达尝试", "flag"),
    ),
    "served_on": ("coalesce(c.served_date, services.proof_served_on)", Fact("决定书送达日期", "date")),
    "served_by": ("coalesce(nullif(c.service_mode, ''), services.proof_mode)", Fact("决定书送达方式", "choice")),
    "excluded": ("spans.excluded * daterange(c.filing_date, NULL, '()')::datemultirange", Fact("扣除的期间", "text")),
    "excluded_at_most": (
        "spans.excluded_at_most * daterange(c.filing_date, NULL, '()')::datemultirange",
        Fact("可能应当扣除的期间", "text"),
    ),
    "extension_days": ("coalesce(extensions.extension_days, 0)", Fact("延长天数", "number")),
    "overdue_days": ("surcharges.overdue_days", Fact("计加处罚款的天数", "number")),
    "paid": ("surcharges.paid", Fact("计算截止前已缴罚款", "money")),
    "paid_days": ("surcharges.paid_days", Fact("已缴罚款乘以其后天数", "number")),
    "remedies_open": ("surcharges.remedies_open", Fact("复议诉讼起止未采集", "flag")),
    "remedies_before_2021": ("surcharges.remedies_before_2021", Fact("有2021年7月15日前的复议诉讼", "flag")),
    "cases_with_this_number": ("reused.cases_with_this_number", Fact("使用同一文号的案件数", "number")),
}

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


_FIRST_SIGN = ord("0")
_SIGN_VALUES = ",".join(str(_CREDIT_ALPHABET.find(chr(sign))) for sign in range(_FIRST_SIGN, ord("Y") + 1))
"""What each character counts, from "0" to "Y"; -1 for those that do not occur. Looked up by its byte, since cutting a text up and finding
the pieces in the alphabet was a tenth of a check."""


def _credit_sign(signs: str, place: int) -> str:
    """The value of the character at a place (from 0) of a code's bytes."""
    return f"('{{{_SIGN_VALUES}}}'::smallint[])[get_byte({signs}, {place}) - {_FIRST_SIGN - 1}]"


def _credit_code_sum(signs: str) -> str:
    """GB 32100: the weighted sum of the first 17 characters (all of them of the alphabet)."""
    return " + ".join(f"{weight} * {_credit_sign(signs, place)}" for place, weight in enumerate(_CREDIT_WEIGHTS))


def layers(p: Parameters) -> tuple[dict[str, tuple[str, Fact]], ...]:
    """The derived facts, layer by layer: name → (SQL over the layers below, Fact)."""
    after, decided = calendar.workday_after, "decision_date"
    extends = p.flag("extension_allowed", on="filing_date")
    first = {
        "happened_on": ("coalesce(decision_date, filing_date, inspected_on, measure_from, listed_on)", Fact("案件日期", "date")),
        "decided_or_today": (
            "coalesce(decision_date, CASE WHEN closed_on IS NULL THEN as_of END)",
            Fact("决定日期（未决定的为检查当日）", "date"),
        ),
        "kinds_known": ("nullif(penalty_kinds, '{}')", Fact("处罚种类", "list", dict(PenaltyType.choices))),
        "in_hearing_scope": ("hearing_required", Fact("属听证范围", "flag")),
        # P-30
        "limit_day": (
            f"{p.last_day('decide_limit', start='filing_date')} + CASE WHEN {extends} THEN extension_days ELSE 0 END",
            Fact("法定期限末日（未计扣除）", "date"),
        ),
        "other_limit_day": (
            f"{p.last_day('decide_limit', start='filing_date', unverified=True)}",
            Fact("待核的行业期限末日", "date"),
        ),
        "unsure_extension_days": (
            f"CASE WHEN {extends} THEN 0 ELSE extension_days END",
            Fact("规章依据不明的延长天数", "number"),
        ),
        "decide_limit_any_outcome": (
            p.flag("decide_limit_any_outcome", on="filing_date"),
            Fact("期限适用于各种处理决定", "flag"),
        ),
        "rolls_over": (p.flag("rolls_over", on="filing_date"), Fact("届满日逢节假日顺延", "flag")),
        "own_law_decide_limit": (p.flag("own_law_decide_limit", on="filing_date"), Fact("另有程序法规定办案期限", "flag")),
        # P-13
        "statement_window": (
            f"greatest({p.value('statement_window', on='informed_served_date', default='0')}::int, coalesce(notice_window_days, 0))",
            Fact("陈述申辩期限（工作日）", "number"),
        ),
        "other_statement_window": (
            f"{p.value('statement_window', on='informed_served_date', default='0', unverified=True)}::int",
            Fact("待核的陈述申辩期限（工作日）", "number"),
        ),
        "hearing_by": (
            after("informed_served_date", f"{p.value('hearing_request_days', on='informed_served_date', default='5')}::int"),
            Fact("要求听证的期限届满日", "date"),
        ),
        "own_law_statement": (p.flag("own_law_statement", on=decided), Fact("另有程序法规定告知程序", "flag")),
        # P-32
        "cap_person": (
            f"coalesce(special_onsite_cap, {p.value('onsite_cap_person', on=decided)})",
            Fact("当场处罚限额（公民）", "money"),
        ),
        "cap_organisation": (
            f"coalesce(special_onsite_cap, {p.value('onsite_cap_organisation', on=decided)})",
            Fact("当场处罚限额（法人或者其他组织）", "money"),
        ),
        "other_cap_person": (p.value("onsite_cap_person", on=decided, unverified=True), Fact("待核的当场处罚限额", "money")),
        "own_law_onsite": (p.flag("own_law_onsite", on=decided), Fact("另有法律规定当场处罚", "flag")),
        # P-50, P-53
        "serve_by": (after(decided, f"{p.value('serve_days', on=decided, default='7')}::int"), Fact("送达期限届满日", "date")),
        "public_notice_days": (
            f"{p.value('public_notice_days', on='noticed_on', default='30')}::int",
            Fact("公告期（日）", "number"),
        ),
        "own_law_serve": (p.flag("own_law_serve", on=decided), Fact("另有程序法规定送达", "flag")),
        "publish_days": (f"{p.value('publish_days', on=decided)}::int", Fact("公开期限（工作日）", "number")),
        "publish_by": (after(decided, f"{p.value('publish_days', on=decided)}::int"), Fact("公开期限届满日", "date")),
        "publish_by_statute": (after(decided, "7"), Fact("第7个工作日", "date")),
        #
        "credit_code": ("upper(party_credit_code)", Fact("统一社会信用代码", "text")),
    }
    second = {
        "decide_by_unrolled": (
            "CASE WHEN excluded IS NULL THEN limit_day ELSE cases_last_day_skipping(limit_day, excluded) END",
            Fact("期限届满日（未顺延）", "date"),
        ),
        "decide_by_at_most": (
            "CASE WHEN excluded_at_most IS NOT NULL OR other_limit_day IS NOT NULL OR unsure_extension_days > 0 THEN"
            " cases_last_day_skipping(greatest(limit_day, other_limit_day + extension_days - unsure_extension_days)"
            " + unsure_extension_days, coalesce(excluded_at_most, '{}')) END",
            Fact("最晚可能的届满日", "date"),
        ),
        "decide_by_at_least": (
            "CASE WHEN other_limit_day < limit_day THEN cases_last_day_skipping(other_limit_day, coalesce(excluded, '{}')) END",
            Fact("最早可能的届满日", "date"),
        ),
        "statement_by": (
            f"CASE WHEN statement_window > 0 THEN {after('informed_served_date', 'statement_window')} END",
            Fact("陈述申辩期限届满日", "date"),
        ),
        "other_statement_by": (
            f"CASE WHEN other_statement_window > statement_window THEN {after('informed_served_date', 'other_statement_window')} END",
            Fact("待核的陈述申辩期限届满日", "date"),
        ),
        "accrued": ("round(0.03 * (fine_amount * overdue_days - paid_days), 2)", Fact("依法可加处的数额", "money")),
        "accrued_on_whole_fine": ("round(0.03 * fine_amount * overdue_days, 2)", Fact("按罚款全额计的数额", "money")),
        "credit_code_shape": (
            f"length(credit_code) = 18 AND credit_code !~ '[^{_CREDIT_ALPHABET}]'",
            Fact("字符与位数正确", "flag"),
        ),
        "credit_code_bytes": ("convert_to(credit_code, 'UTF8')", Fact("统一社会信用代码的字节", "text")),
        "credit_code_swapped": ("translate(credit_code, 'OI', '01')", Fact("把O、I换成0、1后的代码", "text")),
        "started_serving_on": (
            "CASE WHEN served_by IN ('direct', 'left', 'electronic') THEN served_on"
            " WHEN served_by IN ('post', 'entrusted', 'transferred') THEN coalesce(dispatched_on, CASE WHEN served_on <= serve_by THEN served_on END)"
            " WHEN served_by = 'public_notice' AND noticed_on > serve_by THEN least(first_attempt_on, dispatched_on)"
            " WHEN served_by = 'public_notice' THEN noticed_on"
            " WHEN served_on <= serve_by THEN served_on END",
            Fact("着手送达日期", "date"),
        ),
    }
    finite = "isfinite(decide_by_unrolled)"
    swapped = "convert_to(credit_code_swapped, 'UTF8')"
    third = {
        "decide_by": (
            f"CASE WHEN rolls_over AND {finite} AND {calendar.is_holiday('decide_by_unrolled')}"
            f" THEN {after('decide_by_unrolled', '1')} ELSE decide_by_unrolled END",
            Fact("作出决定的期限届满日", "date"),
        ),
        "decide_by_next_workday": (
            f"CASE WHEN {finite} THEN CASE WHEN {calendar.is_workday('decide_by_unrolled')} THEN decide_by_unrolled"
            f" ELSE {after('decide_by_unrolled', '1')} END END",
            Fact("届满日或其后第一个工作日", "date"),
        ),
        "days_taken": ("decided_or_today - filing_date", Fact("立案后第几日", "number")),
        "credit_code_right": (
            f"CASE WHEN credit_code_shape THEN {_credit_check('credit_code_bytes')} ELSE false END",
            Fact("校验码正确", "flag"),
        ),
        "credit_code_right_if_swapped": (
            f"CASE WHEN credit_code_swapped <> credit_code AND credit_code_swapped ~ '^[{_CREDIT_ALPHABET}]{{18}}$'"
            f" THEN {_credit_check(swapped)} ELSE false END",
            Fact("换字后校验通过", "flag"),
        ),
    }
    switches = {switch(code): (p.flag(switch(code), on="as_of"), Fact(f"已启用{code}", "flag")) for code in SWITCHED}
    return _with_topics(p, first | switches, second, third)


def _with_topics(p: Parameters, *own: dict[str, tuple[str, Fact]]) -> tuple[dict[str, tuple[str, Fact]], ...]:
    """The layers with what each topic adds to them."""
    every = [topic.layers(p) for topic in TOPICS]
    together = []
    for place, layer in enumerate(own):
        merged = dict(layer)
        for topic in every:
            merged |= topic[place] if place < len(topic) else {}
        together.append(merged)
    return tuple(together)


def _credit_check(signs: str) -> str:
    """Whether the last of 18 characters is the check character of the others."""
    return f"{_credit_sign(signs, 17)} = (31 - ({_credit_code_sum(signs)}) %% 31) %% 31"


@cache
def own_fields() -> dict[str, tuple[str, Fact]]:
    """The case's own fields and its particulars: name → (SQL, Fact). An empty text is NULL; a moment is the time on a Beijing clock."""
    found: dict[str, tuple[str, Fact]] = {}
    fields = [("c", column) for column in apps.get_model("cases", "EnforcementCase")._meta.concrete_fields]
    fields += [
        ("p", column) for column in apps.get_model("cases", "CaseParticulars")._meta.concrete_fields if column.name != "case"
    ]
    for alias, column in fields:
        if column.name in LEFT_OUT:
            continue
        kind = _kind(column)
        sql = f"{alias}.{column.column}"
        if kind in ("text", "choice"):
            sql = f"nullif({sql}, '')"
        elif kind == "moment":
            sql = f"({sql} AT TIME ZONE 'Asia/Shanghai')"
        choices = {str(value): str(label) for value, label in column.flatchoices} if kind == "choice" else None
        if column.name == "informed_items":
            choices = dict(InformedItem.choices)
        if column.name == "penalty_kinds":
            choices = dict(PenaltyType.choices)
        if alias == "p" and kind == "list":
            choices = dict(COLUMNS[column.name].choices) or None
        if column.attname in found:
            raise ValueError(f"细目与案件有同名的栏目：{column.attname}")
        found[column.attname] = (sql, Fact(str(column.verbose_name), kind, choices))
    return found


def added_up() -> dict[str, tuple[str, Fact]]:
    """What is added up from tables beside the case: name → (SQL over the aliases of `sources.joins`, Fact)."""
    return ADDED_UP | {name: found for topic in TOPICS for name, found in topic.added_up.items()}


def _kind(column: models.Field[object, object]) -> str:
    if isinstance(column, models.DateTimeField):
        return "moment"
    if isinstance(column, models.DateField):
        return "date"
    if isinstance(column, models.BooleanField):
        return "flag"
    if isinstance(column, models.DecimalField):
        return "money"
    if isinstance(column, ArrayField):
        return "list"
    if isinstance(column, models.CharField | models.TextField):
        return "choice" if column.choices else "text"
    return "number"


@cache
def catalogue() -> dict[str, Fact]:
    """Every fact by name, those of an agency's year with them."""
    served_by = own_fields()["service_mode"][1].choices
    found = {name: fact for name, (_, fact) in own_fields().items()}
    found |= {name: fact for name, (_, fact) in added_up().items()}
    found["served_by"] = Fact("决定书送达方式", "choice", served_by)
    found["as_of"] = Fact("检查日期", "date")
    for layer in layers(Parameters(())):
        found |= {name: fact for name, (_, fact) in layer.items()}
    return duty_facts.catalogue() | found


_QUOTED, _WORD = re.compile("'[^']*'"), re.compile(r"[a-z]\w*")


def _words(sql: str) -> set[str]:
    """Every name that an expression may mean."""
    return set(_WORD.findall(_QUOTED.sub("", sql)))


def _needed(parameters: Parameters, asked: str) -> tuple[dict[str, str], dict[str, str], list[dict[str, str]]]:
    """What the SQL `asked` names, directly or through other facts: the case's own fields, what is added up, and the derived facts layer by
    layer; all there is for ""."""
    every = [{name: sql for name, (sql, _) in layer.items()} for layer in layers(parameters)]
    own, added = ({name: sql for name, (sql, _) in found.items()} for found in (own_fields(), added_up()))
    if asked:
        wanted = _words(asked)
        for place in reversed(range(len(every))):
            every[place] = {name: sql for name, sql in every[place].items() if name in wanted}
            wanted = wanted.union(*map(_words, every[place].values()))
        own, added = ({name: sql for name, sql in found.items() if name in wanted} for found in (own, added))
    return own, added, every


def sums(parameters: Parameters, asked: str) -> tuple[str, set[str]]:
    """What `sources.SUMS` holds for those who ask for `asked` ("": for everything): its columns after the case's, and the names of the
    `sources.selects` behind them."""
    _own, added, _layers = _needed(parameters, asked)
    columns = _columns(added)
    return columns, _aliases(columns)


def _columns(named: dict[str, str]) -> str:
    return "".join(f", {sql} AS {name}" for name, sql in named.items())


def _aliases(columns: str) -> set[str]:
    return set(re.findall(r"\b(\w+)\.", _QUOTED.sub("", columns)))


def needed(parameters: Parameters, asked: str) -> tuple[dict[str, str], dict[str, str]]:
    """What the SQL `asked` needs from below: the case's own fields, and what is added up; name → SQL."""
    own, added, _layers = _needed(parameters, asked)
    return own, added


def relation(scope: Scope, parameters: Parameters, asked: str = "", constants: Mapping[str, str] | None = None) -> str:
    """The facts as a subquery. `OFFSET '0'` keeps the planner from computing a derived fact once for each place that uses it (a bare 0
    is a cast to the planner, and would keep parallel workers away).

    `asked`: the SQL that names facts of it; what that does not need, directly or through other facts, is left out ("": nothing is), since
    most of a small check is the planner's reading. `constants`: facts that are the same in all of these cases, written so (see
    `cases.rules.constants`); they are said anew above each `OFFSET`, which the planner carries no constant over.
    """
    own, added, every = _needed(parameters, asked)
    sources = own | ({name: f"sums.{name}" for name in added} if scope.large else added)
    names = ["case_id", "as_of", *sources]
    columns = _columns(sources)
    read = joined_sums(scope) if scope.large else joins(scope, parameters, _aliases(columns))
    sql = f"SELECT c.id AS case_id, %(as_of)s::date AS as_of{columns} {read} OFFSET '0'"
    for layer in every:
        sql = f"SELECT {', '.join(names)}{_columns(layer)} FROM {_with_constants(sql, names, constants or {})} f OFFSET '0'"
        names += list(layer)
    return _with_constants(sql, names, constants or {})


def _with_constants(sql: str, names: list[str], constants: Mapping[str, str]) -> str:
    """A subquery in which these facts are constants."""
    if not constants:
        return f"({sql})"
    said = (f"{constants[name]} AS {name}" if name in constants else name for name in names)
    return f"(SELECT {', '.join(said)} FROM ({sql}) f)"


CREDIT_CODE_RIGHT = f"""
CREATE OR REPLACE FUNCTION credit_code_right(code text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT CASE WHEN code ~ '^[{_CREDIT_ALPHABET}]{{18}}$' THEN {_credit_check("convert_to(code, 'UTF8')").replace("%%", "%")} ELSE false END
$$;
"""
"""GB 32100 as a function of the database, for what is no check: the same sum."""
