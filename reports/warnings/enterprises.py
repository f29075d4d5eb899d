"""企业类模型的公用片段：哪些是企业，哪些企业的记录动过，地区怎样归。

Pieces of SQL for models about enterprises. An enterprise is known by its unified social credit code; natural persons and the self-employed
(个体工商户, category 92) are left out, because their name is mostly a person's (个人信息保护法 §6).
"""

from __future__ import annotations

IS_ENTERPRISE = "length(c.party_credit_code) = 18 AND left(c.party_credit_code, 2) <> '92' AND c.party_type NOT IN ('person', 'self_employed')"

TOUCHED = """(%(everything)s OR c.party_credit_code IN (
           SELECT t.party_credit_code FROM cases_importbatch b JOIN cases_enforcementcase t ON t.batch_id = b.id
            WHERE b.finished_at >= %(since)s AND t.party_credit_code <> ''
            UNION SELECT w.about FROM reports_raisedwarning w WHERE w.model = %(model)s AND w.standing))"""
"""Only enterprises that new records or a standing warning name: what nobody has touched can at most drop out of a window that moves on."""

PLACE = (
    "CASE WHEN min({region}) = max({region}) THEN min({region})"
    " WHEN min(left({region}, 6)) = max(left({region}, 6)) THEN min(left({region}, 6)) ELSE left(min({region}), 4) || '00' END"
)
"""The smallest place that holds all of several records: a town, a county, or the city."""

ONLY_AGENCY = "CASE WHEN min({agency}) = max({agency}) THEN min({agency}) END"
"""The agency of several records, if it is one."""
