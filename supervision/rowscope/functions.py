"""数据库一侧：验签，把凭据的各部分交给各表的策略。

`row_scope.genuine()` alone may read the key; `row_scope.held()` asks whether the claim is this connection's and has not run out. It answers
NULL for no claim, a forged one, one of another connection or one that has run out; each part then is empty, and no row is there. A
parallel worker is another backend than its leader, whose claim it works under: it asks the server who that is.
"""

from __future__ import annotations

SCHEMA = "row_scope"

FUNCTIONS = """
CREATE SCHEMA IF NOT EXISTS row_scope;
CREATE TABLE IF NOT EXISTS row_scope.key (one boolean PRIMARY KEY DEFAULT true CHECK (one), inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);
REVOKE ALL ON row_scope.key FROM PUBLIC;

CREATE OR REPLACE FUNCTION row_scope.genuine(claim text) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    body text := substr(claim, 65);
    signed boolean;
BEGIN
    SELECT encode(sha256(outer_pad || sha256(inner_pad || convert_to(body, 'UTF8'))), 'hex') = left(claim, 64)
        INTO signed FROM row_scope.key;
    IF signed IS NOT TRUE THEN
        RETURN NULL;
    END IF;
    RETURN body::jsonb;
END $$;

CREATE OR REPLACE FUNCTION row_scope.held() RETURNS jsonb
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    claim text := current_setting('row_scope.claim', true);
    parts jsonb;
    backend int;
BEGIN
    IF claim IS NULL OR length(claim) < 65 THEN
        RETURN NULL;
    END IF;
    parts := row_scope.genuine(claim);
    IF parts IS NULL OR (parts->>'until')::bigint < extract(epoch FROM clock_timestamp()) THEN
        RETURN NULL;
    END IF;
    backend := (parts->>'backend')::int;
    IF backend = pg_backend_pid()
        OR backend = (SELECT leader_pid FROM pg_stat_get_activity(pg_backend_pid()) WHERE backend_type = 'parallel worker')
    THEN
        RETURN parts;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION row_scope.prefixes() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT ARRAY(SELECT jsonb_array_elements_text(row_scope.held()->'prefixes')) $$;
CREATE OR REPLACE FUNCTION row_scope.agencies() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT ARRAY(SELECT jsonb_array_elements_text(row_scope.held()->'agencies')::bigint) $$;
CREATE OR REPLACE FUNCTION row_scope.granted(relation text) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT ARRAY(SELECT jsonb_array_elements_text(row_scope.held()->'granted'->relation)::bigint) $$;
CREATE OR REPLACE FUNCTION row_scope.person() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT (row_scope.held()->>'person')::bigint $$;
CREATE OR REPLACE FUNCTION row_scope.own() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT (held->>'person')::bigint FROM row_scope.held() held WHERE (held->>'own')::boolean $$;
CREATE OR REPLACE FUNCTION row_scope.reads_trail() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT coalesce((row_scope.held()->>'reads_trail')::boolean, false) $$;
CREATE OR REPLACE FUNCTION row_scope.sees_all() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT coalesce(row_scope.held()->'prefixes' ? '', false) $$;
"""

KEY = """
INSERT INTO row_scope.key AS kept (one, inner_pad, outer_pad) VALUES (true, %s, %s)
ON CONFLICT (one) DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad
WHERE (kept.inner_pad, kept.outer_pad) IS DISTINCT FROM (excluded.inner_pad, excluded.outer_pad)
"""
