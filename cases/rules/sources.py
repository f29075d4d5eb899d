"""事实的来源：案件表与各子表的汇总，一案一行。

The joins under the facts. Each child table is aggregated once for the cases in scope, and joined by case id; a case without rows there
gets NULLs. `{in_scope}` holds a condition on a case-id column.
"""

from __future__ import annotations

from cases.choices import ActKind, OfficerRole, ServiceMode, SpanKind
from cases.rules.parameters import NOTIFIED_SPAN_KEY, SPAN_KEY, Parameters
from cases.rules.scope import Scope

# G-05: acts done face to face with the party or on the spot. Service, collection, review and automatic monitoring are not.
TWO_OFFICER_ACTS = tuple(kind.value for kind in ActKind if kind != ActKind.OTHER)

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
        min(act.uncertified_number) AS uncertified_number
    FROM (
        SELECT signed.*, needs_two AND recorded AND together IS NOT TRUE AS short,
            single_officer_basis ~ '法.*第.+条' AND single_officer_basis !~ '办法|规定|规则|细则|条例|规程' AS single_by_law
        FROM (
            SELECT a.case_id, a.acted_on, a.single_officer_basis, a.kind IN ({two_officer_acts}) AS needs_two,
                a.officers_recorded AND count(o.certificate_no) > 0 AS recorded,
                min({person}) FILTER (WHERE {enforces}) AS first_officer, max({person}) FILTER (WHERE {enforces}) AS last_officer,
                min({person}) FILTER (WHERE {enforces}) <> max({person}) FILTER (WHERE {enforces}) AS together,
                count(*) FILTER (WHERE {signs})::int AS signers,
                count(*) FILTER (WHERE {signs} AND {certified})::int AS certified,
                count(*) FILTER (WHERE {signs} AND NOT {certified})::int AS uncertified,
                min(o.certificate_no) FILTER (WHERE {signs} AND NOT {certified}) AS uncertified_number
            FROM cases_caseact a
            LEFT JOIN cases_actofficer o ON o.act_id = a.id
            LEFT JOIN ({licensed}) holder ON holder.number = o.certificate_no
            WHERE {in_scope}
            GROUP BY a.id
        ) signed
    ) act
    GROUP BY act.case_id"""

# Of one signature. Grouping by the act's own key needs no sort: acts and signatures both lie in that order.
_SIGNS = f"o.role = '{OfficerRole.ENFORCING.value}'"
_ENFORCES = f"{_SIGNS} AND holder.kind IS DISTINCT FROM 'auxiliary'"
_PERSON = "coalesce(holder.officer_id, hashtextextended(o.certificate_no, 0))"
_CERTIFIED = """(CASE WHEN holder.unbroken THEN a.acted_on >= holder.first_day AND a.acted_on < holder.day_after
                    ELSE a.acted_on <@ holder.days END)"""

# For each certificate number, the days on which whoever signs with it is certified: its own days, and those of the holder's other
# certificates (换发), less the days on which this certificate was suspended, revoked or cancelled.
_LICENSED = """
    SELECT number, officer_id, kind, days, days = datemultirange(range_merge(days)) AS unbroken, lower(days) AS first_day,
        upper(days) AS day_after
    FROM (SELECT own.number, own.officer_id, own.kind, own.days + (person.days - own.stopped) AS days
    FROM ({own}) own
    JOIN (
        SELECT officer_id, range_agg(days) AS days FROM ({holders}) every GROUP BY officer_id
    ) person ON person.officer_id = own.officer_id OFFSET 0) certified"""
_OWN_DAYS = """
    SELECT c.number, c.officer_id, p.kind, coalesce(s.days, '{{}}') AS stopped,
        datemultirange(daterange(c.valid_from, c.valid_to, '[]')) - coalesce(s.days, '{{}}') AS days
    FROM agencies_enforcementcertificate c
    JOIN agencies_enforcementofficer p ON p.id = c.officer_id
    LEFT JOIN (
        SELECT certificate_id, range_agg(daterange(from_day, to_day, '[]')) AS days
        FROM agencies_certificatespan GROUP BY certificate_id
    ) s ON s.certificate_id = c.id
    WHERE {among}"""

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

_EXTENSIONS = "SELECT case_id, sum(days)::int AS extension_days FROM cases_extension WHERE {in_scope} GROUP BY case_id"

_NUMBER_REUSED = """
    SELECT agency_id, kind, decision_no, count(*) AS cases_with_this_number
    FROM cases_enforcementcase WHERE decision_no <> '' AND {among}
    GROUP BY agency_id, kind, decision_no HAVING min(decision_date) <> max(decision_date)"""


def joins(scope: Scope, parameters: Parameters) -> str:
    """FROM clause: `c` is the case, `acts`, `services`, `spans`, `extensions`, `reused` its aggregates."""
    signed = "SELECT o.certificate_no FROM cases_actofficer o JOIN cases_caseact a ON a.id = o.act_id WHERE {in_scope}"
    held = f"SELECT h.officer_id FROM agencies_enforcementcertificate h WHERE h.number IN ({signed})"
    own = _OWN_DAYS.format(among=scope.among("c.number", signed, "a.case_id") if scope.few else "true")
    holders = _OWN_DAYS.format(among=scope.among("c.officer_id", held, "a.case_id") if scope.few else "true")
    acts = _ACTS.format(
        two_officer_acts=", ".join(f"'{kind}'" for kind in TWO_OFFICER_ACTS),
        signs=_SIGNS,
        enforces=_ENFORCES,
        person=_PERSON,
        certified=_CERTIFIED,
        licensed=_LICENSED.format(own=own, holders=holders),
        in_scope=scope.of_part("a.case_id"),
    )
    numbers = scope.among(
        "(agency_id, decision_no)", "SELECT k.agency_id, k.decision_no FROM cases_enforcementcase k WHERE {in_scope}", "k.id"
    )
    # Many cases of one agency: looking through all the agency's numbers is less work than asking for each.
    reused = _NUMBER_REUSED.format(among=numbers if scope.few or not scope.agency_id else f"agency_id = {scope.agency_id}")
    return f"""
        FROM cases_enforcementcase c
        LEFT JOIN ({acts}) acts ON acts.case_id = c.id
        LEFT JOIN ({_SERVICES.format(public=ServiceMode.PUBLIC_NOTICE.value, in_scope=scope.of_part("case_id"))}) services ON services.case_id = c.id
        LEFT JOIN ({_spans(scope, parameters)}) spans ON spans.case_id = c.id
        LEFT JOIN ({_EXTENSIONS.format(in_scope=scope.of_part("case_id"))}) extensions ON extensions.case_id = c.id
        LEFT JOIN ({reused}) reused
            ON reused.agency_id = c.agency_id AND reused.kind = c.kind AND reused.decision_no = c.decision_no
        WHERE {scope.of_case("c")}"""


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
