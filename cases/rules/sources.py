"""事实的来源：案件表与各子表的汇总，一案一行。

The joins under the facts. Each child table is aggregated once for the cases in scope, and joined by case id; a case without rows there
gets NULLs. `{in_scope}` holds a condition on a case-id column.
"""

from __future__ import annotations

from collections.abc import Collection

from cases.choices import ActKind, ServiceMode, SpanKind
from cases.rules.parameters import NOTIFIED_SPAN_KEY, SPAN_KEY, Parameters
from cases.rules.scope import Scope
from cases.rules.topics import ADDED

# G-05: acts done face to face with the party or on the spot. Service, collection, review and automatic monitoring are not.
TWO_OFFICER_ACTS = tuple(kind.value for kind in ActKind if kind != ActKind.OTHER)

# Who signs together does so again and again: an office has some dozens of such crews, and hundreds of thousands of acts. What the register
# says of a crew is worked out once. `days`: the days on which everybody in it whom the register knows is certified.
_CREWS = """
    SELECT named.enforcing, cardinality(named.enforcing) AS signers, count(holder.number)::int AS known,
        min({person}) FILTER (WHERE {enforces}) AS first_officer, max({person}) FILTER (WHERE {enforces}) AS last_officer,
        range_intersect_agg(holder.days) AS days, array_agg(one.number) AS numbers, array_agg(holder.days) AS days_each,
        min(one.number) FILTER (WHERE holder.kind = 'auxiliary') AS auxiliary
    FROM (SELECT DISTINCT a.enforcing FROM cases_caseact a WHERE a.enforcing IS NOT NULL AND {in_scope}) named
    CROSS JOIN LATERAL unnest(named.enforcing) one(number)
    LEFT JOIN ({licensed}) holder ON holder.number = one.number
    GROUP BY named.enforcing"""
_ENFORCES = "holder.kind IS DISTINCT FROM 'auxiliary'"
_PERSON = "coalesce(holder.officer_id, hashtextextended(one.number, 0))"

_ACTS = """
    SELECT act.case_id,
        count(*) FILTER (WHERE act.needs_two) AS acts_needing_two,
        count(*) FILTER (WHERE act.short AND NOT act.single_by_law) AS acts_short,
        count(*) FILTER (WHERE act.short AND act.single_by_law) AS acts_single_by_law,
        count(*) FILTER (WHERE act.short AND NOT act.single_by_law AND act.single_officer_basis <> '') AS acts_basis_unclear,
        count(*) FILTER (WHERE act.needs_two AND NOT act.recorded) AS acts_unrecorded,
        min(act.acted_on) FILTER (WHERE act.short AND NOT act.single_by_law) AS short_act_on,
        (min(act.first_officer) IS DISTINCT FROM max(act.last_officer)) AS officers_differ,
        coalesce(sum(act.signers), 0) AS signers,
        coalesce(sum(act.certified), 0) AS signers_certified,
        coalesce(sum(act.uncertified), 0) AS signers_uncertified,
        coalesce(sum(act.signers - act.certified - act.uncertified), 0) AS signers_unmatched,
        bool_and(act.certified >= 2) FILTER (WHERE act.uncertified > 0) AS certified_pair_present,
        min(act.acted_on) FILTER (WHERE act.uncertified > 0) AS uncertified_act_on,
        min(act.uncertified_number) AS uncertified_number,
        count(act.auxiliary) AS acts_by_auxiliary,
        min(act.acted_on) FILTER (WHERE act.auxiliary IS NOT NULL) AS auxiliary_act_on,
        min(act.auxiliary) AS auxiliary_number,
        min(act.acted_on) AS first_act_on,
        min(act.acted_on) FILTER (WHERE act.kind = '{hold}') AS hold_act_on
    FROM (
        SELECT signed.*, needs_two AND recorded AND together IS NOT TRUE AS short,
            single_officer_basis <> '' AND single_officer_basis ~ '法.*第.+条'
                AND single_officer_basis !~ '办法|规定|规则|细则|条例|规程' AS single_by_law,
            CASE WHEN uncertified > 0 THEN
                (SELECT min(number) FROM unnest(numbers, days_each) one(number, days) WHERE NOT acted_on <@ days) END AS uncertified_number
        FROM (
            SELECT counted.*, CASE WHEN acted_on IS NULL THEN 0 ELSE known - certified END AS uncertified
            FROM (
                SELECT a.case_id, a.acted_on, a.kind, a.single_officer_basis, a.kind IN ({two_officer_acts}) AS needs_two,
                    num_nonnulls(a.enforcing, a.assisting, a.recording) > 0 AS recorded,
                    crew.first_officer, crew.last_officer, crew.first_officer <> crew.last_officer AS together,
                    coalesce(crew.signers, 0) AS signers, coalesce(crew.known, 0) AS known, crew.numbers, crew.days_each, crew.auxiliary,
                    CASE WHEN a.acted_on <@ crew.days THEN crew.known
                        WHEN crew.known > 0 THEN (SELECT count(*)::int FROM unnest(crew.days_each) days WHERE a.acted_on <@ days)
                        ELSE 0 END AS certified
                FROM cases_caseact a
                LEFT JOIN {crews} crew ON crew.enforcing = a.enforcing
                WHERE {in_scope} OFFSET '0'
            ) counted OFFSET '0'
        ) signed OFFSET '0'
    ) act
    GROUP BY act.case_id"""

# For each certificate number, the days on which whoever signs with it is certified: its own days, and those of the holder's other
# certificates (换发), less the days on which this certificate was suspended, revoked or cancelled.
_LICENSED = """
    SELECT own.number, own.officer_id, own.kind, own.days + (person.days - own.stopped) AS days
    FROM ({own}) own
    JOIN (
        SELECT officer_id, range_agg(days) AS days FROM ({holders}) every GROUP BY officer_id
    ) person ON person.officer_id = own.officer_id"""
_OWN_DAYS = """
    SELECT c.number, c.officer_id, p.kind, coalesce(s.days, '{{}}') AS stopped,
        datemultirange(daterange(c.valid_from, c.valid_to, '[]')) - coalesce(s.days, '{{}}') AS days
    FROM agencies_enforcementcertificate c
    JOIN agencies_enforcementofficer p ON p.id = c.officer_id
    LEFT JOIN {stopped} s ON s.certificate_id = c.id
    WHERE {among}"""

# Of the whole register added up once; of the few certificates that a handful of cases name, each asked for by itself.
_STOPPED = """{lateral}(
        SELECT certificate_id, range_agg(daterange(from_day, to_day, '[]')) AS days
        FROM agencies_certificatespan {of_one} GROUP BY certificate_id
    )"""

_SERVICES = """
    SELECT case_id, min(first_attempt_on) AS first_attempt_on, min(dispatched_on) AS dispatched_on,
        min(noticed_on) AS noticed_on, max(served_on) AS proof_served_on, count(*) AS attempts,
        coalesce(
            min(mode) FILTER (WHERE served_on IS NOT NULL), CASE WHEN min(mode) = max(mode) THEN min(mode) END
        ) AS proof_mode,
        coalesce(bool_or(mode <> '{public}'), false) AS other_attempt
    FROM cases_proofofservice WHERE {in_scope} GROUP BY case_id"""

# A span that is still running while the case is decided has an unknown end; while undecided, it stops the clock.
_SPANS = """
    SELECT s.case_id,
        range_agg(daterange(s.from_day, s.to_day, '[]')) FILTER (WHERE s.counts AND s.bounded) AS excluded,
        range_agg(daterange(s.from_day, s.to_day, '[]')) FILTER (WHERE s.counts OR s.may_count) AS excluded_at_most
    FROM (
        SELECT span.case_id, span.from_day, span.to_day,
            span.to_day IS NOT NULL OR k.decision_date IS NULL AS bounded,
            CASE span.kind {counts} ELSE false END OR (span.notified IS TRUE AND CASE span.kind {counts_if_notified} ELSE false END) AS counts,
            CASE span.kind {may_count} ELSE false END OR CASE span.kind {counts_if_notified} ELSE false END AS may_count
        FROM cases_excludedspan span JOIN cases_enforcementcase k ON k.id = span.case_id
        WHERE {in_scope}
    ) s
    GROUP BY s.case_id"""

# Of the few cases with a surcharge. 行政处罚法 §72: 3 % of the fine unpaid on each day overdue; §73: no day inside a reconsideration or
# lawsuit counts.
_SURCHARGES = """
    SELECT c.id AS case_id, coalesce(paid.amount, 0) AS paid, coalesce(paid.amount_days, 0) AS paid_days,
        CASE WHEN overdue.days IS NOT NULL THEN coalesce((SELECT sum(upper(span) - lower(span)) FROM unnest(overdue.days) span), 0) END
            AS overdue_days,
        coalesce(remedies.unclear, false) OR (c.dispute_status <> 'none' AND remedies.recorded = 0) AS remedies_open,
        coalesce(remedies.early, false) AS remedies_before_2021
    FROM cases_enforcementcase c
    CROSS JOIN LATERAL (
        SELECT count(*) AS recorded, bool_or((r.to_day >= r.from_day) IS NOT TRUE) AS unclear, bool_or(r.from_day < '2021-07-15') AS early,
            range_agg(daterange(r.from_day, r.to_day, '[]')) FILTER (WHERE r.from_day >= '2021-07-15' AND r.to_day >= r.from_day) AS days
        FROM cases_remedyspan r WHERE r.case_id = c.id
    ) remedies
    CROSS JOIN LATERAL (
        SELECT CASE WHEN c.surcharge_until >= c.pay_due_date THEN daterange(c.pay_due_date, c.surcharge_until, '(]')::datemultirange END
            - coalesce(remedies.days, '{{}}') AS days
    ) overdue
    CROSS JOIN LATERAL (
        SELECT sum(p.amount) FILTER (WHERE p."on" < c.surcharge_until) AS amount, sum(p.amount * coalesce((
            SELECT sum(upper(span) - lower(span)) FROM unnest(overdue.days * daterange(p."on", NULL, '()')::datemultirange) span), 0)) AS amount_days
        FROM jsonb_to_recordset(c.payments) p("on" date, amount numeric)
    ) paid
    WHERE c.surcharge > 0 AND {of_case}"""

_EXTENSIONS = "SELECT case_id, sum(days)::int AS extension_days FROM cases_extension WHERE {in_scope} GROUP BY case_id"

_NUMBER_REUSED = """
    SELECT agency_id, kind, decision_no, count(*) AS cases_with_this_number
    FROM cases_enforcementcase WHERE decision_no <> '' AND {among}
    GROUP BY agency_id, kind, decision_no HAVING min(decision_date) <> max(decision_date)"""


def selects(scope: Scope, parameters: Parameters) -> dict[str, str]:
    """Name → SELECT of everything that is added up for the cases in scope. A check of many cases keeps each in a table of that name
    (see `TABLE`), in this order, which workers can then share among themselves; a question about a few has it inline."""
    signed = "SELECT unnest(a.enforcing) FROM cases_caseact a WHERE {in_scope}"
    held = f"SELECT h.officer_id FROM agencies_enforcementcertificate h WHERE h.number IN ({signed})"
    stopped = _STOPPED.format(
        lateral="" if scope.large else "LATERAL ", of_one="" if scope.large else "WHERE certificate_id = c.id"
    )
    own, holders = (
        _OWN_DAYS.format(stopped=stopped, among="true" if scope.large else scope.among(column, select, "a.case_id"))
        for column, select in (("c.number", signed), ("c.officer_id", held))
    )
    in_scope = scope.of_part("a.case_id")
    crews = _CREWS.format(
        person=_PERSON, enforces=_ENFORCES, licensed=_LICENSED.format(own=own, holders=holders), in_scope=in_scope
    )
    numbers = scope.among(
        "(agency_id, decision_no)", "SELECT k.agency_id, k.decision_no FROM cases_enforcementcase k WHERE {in_scope}", "k.id"
    )
    # Many cases of one agency: looking through all the agency's numbers is less work than asking for each.
    among = numbers if not (scope.large and scope.agency_id) else f"agency_id = {scope.agency_id}"
    return {
        CREWS: crews,
        "acts": _ACTS.format(
            two_officer_acts=", ".join(f"'{kind}'" for kind in TWO_OFFICER_ACTS),
            crews=TABLE.format(CREWS) if scope.large else f"({crews})",
            in_scope=in_scope,
            hold=ActKind.EVIDENCE_HOLD.value,
        ),
        "services": _SERVICES.format(public=ServiceMode.PUBLIC_NOTICE.value, in_scope=scope.of_part("case_id")),
        "spans": _spans(scope, parameters),
        "extensions": _EXTENSIONS.format(in_scope=scope.of_part("case_id")),
        "surcharges": _SURCHARGES.format(of_case=scope.of_case("c")),
        "reused": _NUMBER_REUSED.format(among=among),
    } | {alias: added.select(scope, parameters) for alias, added in ADDED.items()}


CREWS = "crews"
"""What the acts are added up from; no case has it by itself."""
TABLE = "staging.checking_{}"
"""How the table of a source is called. No temporary one: of those no parallel worker may read."""
SUMS = TABLE.format("sums")
"""All of them together, one row a case: every join hands the whole row on, and twenty joins of some hundred columns are most of a check."""


_ON = dict.fromkeys(("acts", "services", "spans", "extensions", "surcharges"), "{alias}.case_id = c.id") | {
    "reused": "reused.agency_id = c.agency_id AND reused.kind = c.kind AND reused.decision_no = c.decision_no"
}


def joins(scope: Scope, parameters: Parameters, read: Collection[str]) -> str:
    """FROM clause: `c` is the case, `p` its particulars, and those of `selects` (by their names) that are `read`."""
    conditions = {alias: on.format(alias=alias) for alias, on in _ON.items()} | {
        alias: added.on for alias, added in ADDED.items()
    }
    joined = "".join(
        f"\n        LEFT JOIN {TABLE.format(alias) if scope.large else f'({select})'} {alias} ON {conditions[alias]}"
        for alias, select in selects(scope, parameters).items()
        if alias in read
    )
    return _from(scope, joined)


def joined_sums(scope: Scope) -> str:
    """The same once everything that is added up stands in `SUMS`, as `sums`."""
    return _from(scope, f"\n        LEFT JOIN {SUMS} sums ON sums.case_id = c.id")


def _from(scope: Scope, joined: str) -> str:
    first, condition = scope.begin("c")
    return f"""
        FROM {first}
        LEFT JOIN cases_caseparticulars p ON p.case_id = c.id{joined}
        WHERE {condition}"""


def _spans(scope: Scope, parameters: Parameters) -> str:
    def branches(key: str, *, unverified: bool = False) -> str:
        return " ".join(
            f"WHEN '{kind.value}' THEN "
            + parameters.flag(key.format(kind.value), on="k.filing_date", unverified=unverified, row="k.")
            for kind in SpanKind
        )

    return _SPANS.format(
        counts=branches(SPAN_KEY),
        counts_if_notified=branches(NOTIFIED_SPAN_KEY),
        may_count=branches(SPAN_KEY, unverified=True) + "",
        in_scope=scope.of_part("span.case_id"),
    )
