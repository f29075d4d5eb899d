"""检索：按相邻两字建索引，不靠分词，不需要数据库扩展。

Search by pairs of neighbouring characters, on what core PostgreSQL has. A record is found when it holds every pair of every word asked
for; one single character finds the words that hold it. Case, full-width forms and punctuation do not count, so “长市监罚(2026)12号” finds
“长市监罚〔2026〕12号”. The index column is filled after an import by the outbox job `cases.index_batch`: it never delays the check.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import BooleanField, Count, F, Func, Q, QuerySet

from agencies.access.roles import RECORDLESS_ROLES
from agencies.access.scope import Grant
from agencies.choices import Tier

SEARCHED = ("decision_no", "case_no", "cause", "party_name", "party_credit_code")
"""The columns of a case that the search looks at."""

LONGEST_QUERY = 80

PROBED = 1_000
ONE_IN = 20
"""A search is frequent when one in so many of the newest rows matches."""

SCOPE_WORDS = "array_to_tsvector(ARRAY['@' || county_code, '@a' || agency_id])"
"""SQL: two words of the search column that say whose a case is. No text holds them: "@" does not count in a text, pairs are shorter."""

PLAIN = r"""
CREATE OR REPLACE FUNCTION search_plain(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT regexp_replace(lower(normalize(t, NFKC)), '[\x01-\x08\x0e-\x1f!-/:-@[-`{-\x7f·\u2010-\u2027\u2030-\u205e\u3001-\u303f]+', '', 'g')
$$;
"""

BIGRAMS = r"""
CREATE OR REPLACE FUNCTION bigrams(t text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(array_to_tsvector(array_agg(substr(word, place, 2))), ''::tsvector)
    FROM regexp_split_to_table(search_plain(t), '\s+') word, generate_series(1, length(word)) place
$$;
"""

BIGRAM_QUERY = r"""
CREATE OR REPLACE FUNCTION bigram_query(t text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(string_agg(
           CASE WHEN length(word) = 1 THEN '''' || word || ''':*' ELSE '''' || substr(word, place, 2) || '''' END, ' & '), '')::tsquery
    FROM regexp_split_to_table(search_plain(t), '\s+') word, generate_series(1, greatest(length(word) - 1, 1)) place
   WHERE word <> ''
$$;
"""

FUNCTIONS = (PLAIN, BIGRAMS, BIGRAM_QUERY)
DROP = "DROP FUNCTION IF EXISTS bigram_query(text), bigrams(text), search_plain(text);"


class BigramQuery(SearchQuery):
    """`search=BigramQuery(text)`: rows that hold every pair of characters of `text`."""

    def __init__(self, text: str) -> None:
        super().__init__(text, search_type="raw")
        self.function = "bigram_query"


class WordQuery(SearchQuery):
    """`search=WordQuery("'@430181' | '@a12'")`: a tsquery as it stands, no word taken apart."""

    def __init__(self, text: str) -> None:
        super().__init__(text, search_type="raw")
        self.template = "%(expressions)s::tsquery"


def search_query(text: str) -> BigramQuery:
    """What to filter `EnforcementCase.search` by; words are separated by blanks and all must occur. Nothing but signs finds nothing."""
    return BigramQuery(text.strip().replace("\x00", "")[:LONGEST_QUERY])


def among_the_newest(rows: QuerySet[Any], text: str, newest: str = "-listed_on") -> QuerySet[Any] | None:
    """Rows that hold `text`, to be looked for from the newest on, without the index; None when too few of the newest hold it.

    The index finds all that match before a list sorts out the newest: a frequent cause in a big city, tens of thousands. Where one in
    twenty matches, walking down the list ends sooner. One statement, which reads `PROBED` rows.
    """
    holds = Func(F("search"), search_query(text), function="ts_match_vq", output_field=BooleanField())
    marked = rows.annotate(holds=holds).order_by(newest, "-id").values("holds")[:PROBED]
    hits = marked.aggregate(hits=Count("holds", filter=Q(holds=True)))["hits"]
    return rows.filter(holds) if hits * ONE_IN >= PROBED else None


def scope_query(user: Any, permission: str = "cases.view_case") -> WordQuery | None:
    """The cases a person may see, as a second filter of `EnforcementCase.search`; None when some post reaches beyond counties and agencies.

    It only spares the index what the person may not see; which rows these are `visible_to` says. Not joined to the words searched
    for in one query: where those are none, nothing must be found.
    """
    if user.scope.excepted.get(permission):
        return None  # a case opened by name may lie anywhere
    words = {_scope_word(grant) for grant in user.scope.with_permission(permission) if grant.role not in RECORDLESS_ROLES}
    return WordQuery(" | ".join(f"'{word}'" for word in sorted(words))) if words and "" not in words else None


def _scope_word(grant: Grant) -> str:
    if grant.by_agency:
        return f"@a{grant.agency_id}"
    return f"@{grant.scope_prefix[:6]}" if grant.tier in (Tier.TOWNSHIP, Tier.COUNTY) else ""


def index_batch(batch_id: int) -> int:
    """Fill the search column of the cases that a batch wrote; returns how many. One statement, whatever the batch's size."""
    columns = ", ".join(SEARCHED)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE cases_enforcementcase SET search = bigrams(concat_ws(' ', {columns})) || {SCOPE_WORDS} WHERE batch_id = %s",
            [batch_id],
        )
        return int(cursor.rowcount)
