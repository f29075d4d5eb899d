"""企业登记簿的归并：从一个单位（或者全部单位）的案件重新数出来。

A count from the records, never an addition to a sum: done again it changes nothing, and a correction that renames or recodes a party takes
the old row away. Outside the import's transaction, by the outbox; writes only what differs.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

MOST_NAMES = 20

_COUNTED = "penalties, licences, coercions, inspections, first_on, last_on"
_CHANGES = """
    name = excluded.name, names = excluded.names, penalties = excluded.penalties, licences = excluded.licences, coercions = excluded.coercions,
    inspections = excluded.inspections, first_on = excluded.first_on, last_on = excluded.last_on, search = excluded.search,
    region_code = excluded.region_code"""
_DIFFERS = """
    (e.name, e.names, e.penalties, e.licences, e.coercions, e.inspections, e.first_on, e.last_on, e.region_code)
    IS DISTINCT FROM (excluded.name, excluded.names, excluded.penalties, excluded.licences, excluded.coercions, excluded.inspections,
                      excluded.first_on, excluded.last_on, excluded.region_code)"""
_SEARCH = "bigrams(concat_ws(' ', credit_code, array_to_string(names, ' '))) || array_to_tsvector(ARRAY['@' || holder])"

BY_AGENCY = f"""
WITH counted AS MATERIALIZED (
    SELECT agency_id, upper(party_credit_code)::varchar(18) AS credit_code,
           (array_agg(party_name ORDER BY listed_on DESC, id DESC))[1] AS name,
           (array_agg(DISTINCT party_name))[1:{MOST_NAMES}] AS names,
           count(*) FILTER (WHERE kind = 'penalty') AS penalties, count(*) FILTER (WHERE kind = 'licence') AS licences,
           count(*) FILTER (WHERE kind = 'coercion') AS coercions, count(*) FILTER (WHERE kind = 'inspection') AS inspections,
           min(listed_on) AS first_on, max(listed_on) AS last_on
      FROM cases_enforcementcase
     WHERE {{of_agency}} AND length(party_credit_code) = 18 AND left(party_credit_code, 2) <> '92'
       AND party_type NOT IN ('person', 'self_employed')
     GROUP BY agency_id, upper(party_credit_code) HAVING credit_code_right(upper(party_credit_code))
), gone AS (
    DELETE FROM cases_enterprise e WHERE {{of_agency}} AND agency_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM counted c WHERE c.agency_id = e.agency_id AND c.credit_code = e.credit_code) RETURNING credit_code
), written AS (
    INSERT INTO cases_enterprise AS e (agency_id, holder, region_code, credit_code, name, names, {_COUNTED}, search)
    SELECT agency_id, holder, region_code, credit_code, name, names, {_COUNTED}, {_SEARCH}
      FROM (SELECT c.*, 'a' || c.agency_id AS holder, a.region_code FROM counted c JOIN agencies_agency a ON a.id = c.agency_id) c
        ON CONFLICT (holder, credit_code) DO UPDATE SET {_CHANGES} WHERE {_DIFFERS} RETURNING credit_code
)
SELECT array_agg(DISTINCT credit_code) FROM (SELECT credit_code FROM gone UNION ALL SELECT credit_code FROM written) touched
"""
"""What the records of agencies say; returns the codes of which something changed."""

BY_PLACE = f"""
WITH own AS (
    SELECT r.code AS place, e.* FROM cases_enterprise e JOIN agencies_region r ON e.region_code ^@ r.scope_prefix
     WHERE e.agency_id IS NOT NULL AND e.credit_code = ANY(%(codes)s)
), summed AS MATERIALIZED (
    SELECT place AS holder, credit_code, (array_agg(name ORDER BY last_on DESC, id DESC))[1] AS name,
           sum(penalties) AS penalties, sum(licences) AS licences, sum(coercions) AS coercions, sum(inspections) AS inspections,
           min(first_on) AS first_on, max(last_on) AS last_on
      FROM own GROUP BY place, credit_code
), named AS MATERIALIZED (
    SELECT place AS holder, credit_code, (array_agg(DISTINCT one))[1:{MOST_NAMES}] AS names FROM own, unnest(own.names) one GROUP BY place, credit_code
), gone AS (
    DELETE FROM cases_enterprise e WHERE agency_id IS NULL AND credit_code = ANY(%(codes)s)
       AND NOT EXISTS (SELECT FROM summed s WHERE s.holder = e.holder AND s.credit_code = e.credit_code)
)
INSERT INTO cases_enterprise AS e (holder, region_code, credit_code, name, names, {_COUNTED}, search)
SELECT holder, holder, credit_code, name, names, {_COUNTED}, {_SEARCH} FROM summed JOIN named USING (holder, credit_code)
    ON CONFLICT (holder, credit_code) DO UPDATE SET {_CHANGES} WHERE {_DIFFERS}
"""
"""The places that hold those agencies, for the codes that changed."""


@transaction.atomic
def count_enterprises(agency_id: int | None = None) -> int:
    """Count the enterprises of one agency's records anew (None: of all), and of the places it lies in; returns how many codes changed.

    Counts take turns: two at once would each miss what the other has not committed.
    """
    given: dict[str, Any] = {"agency": agency_id}
    of_agency = "true" if agency_id is None else "agency_id = %(agency)s"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cases.enterprises'))")
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(BY_AGENCY.format(of_agency=of_agency), given)
        codes = cursor.fetchone()[0]
        if codes:
            cursor.execute(BY_PLACE, {"codes": codes})
    return len(codes or ())
