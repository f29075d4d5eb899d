"""归集用的数据库函数：读日期、数字、金额、代码、文号；读不懂返回空，不中断整批。

Created by a migration. They are the slow path: ordinary spellings are read inline (`expressions.py`), so these see the odd cells only.
Each agrees with `supervision.tabular.parse`, which words previews and forms; a test compares the two. A value that cannot be read gives
NULL, never an error: one bad cell must not stop 200,000 good rows.
"""

FOLD = r"""
CREATE OR REPLACE FUNCTION intake_fold(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT lower(regexp_replace(normalize(t, NFKC), '\s+', '', 'g'))
$$;
"""

BLANK = r"""
CREATE OR REPLACE FUNCTION intake_blank(t text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT intake_fold(t) IN ('-', '--', '—', '——', '/', '\', '无', '空', 'null', 'none', 'n/a', 'nan')
$$;
"""

DATE = r"""
CREATE OR REPLACE FUNCTION intake_date(t text, date_system text) RETURNS date LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  plain text; parts text[]; iso text; day date;
BEGIN
  IF t IS NULL THEN RETURN NULL; END IF;
  plain := btrim(replace(normalize(t, NFKC), 'T', ' '));
  IF date_system <> '' AND plain ~ '^\d{1,5}(\.\d+)?$' THEN
    day := (CASE date_system WHEN '1904' THEN date '1904-01-01' ELSE date '1899-12-30' END) + split_part(plain, '.', 1)::int;
    RETURN CASE WHEN extract(year FROM day) BETWEEN 1950 AND 2100 THEN day END;
  END IF;
  plain := regexp_replace(plain, '\s*\d{1,2}[:时]\d{1,2}([:分]\d{1,2}(\.\d+)?秒?|分)?$', '');
  plain := regexp_replace(plain, '\s+', '', 'g');
  parts := regexp_match(plain, '^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})日?$');
  IF parts IS NULL THEN parts := regexp_match(plain, '^(\d{4})年(\d{1,2})月(\d{1,2})日?$'); END IF;
  IF parts IS NULL THEN parts := regexp_match(plain, '^(\d{4})(\d{2})(\d{2})$'); END IF;
  IF parts IS NULL OR parts[1] NOT BETWEEN '1900' AND '2200' THEN RETURN NULL; END IF;
  iso := parts[1] || '-' || lpad(parts[2], 2, '0') || '-' || lpad(parts[3], 2, '0');
  RETURN CASE WHEN pg_input_is_valid(iso, 'date') THEN iso::date END;
END $$;
"""

MOMENT = r"""
CREATE OR REPLACE FUNCTION intake_moment(t text, date_system text) RETURNS timestamptz LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  plain text; day date; clock text[];
BEGIN
  IF t IS NULL THEN RETURN NULL; END IF;
  plain := btrim(replace(normalize(t, NFKC), 'T', ' '));
  day := intake_date(t, date_system);
  IF day IS NULL THEN RETURN NULL; END IF;
  clock := regexp_match(plain, '(\d{1,2})[:时](\d{1,2})?(?:[:分](\d{1,2})(?:\.\d+)?秒?|分)?$');
  IF clock IS NULL THEN RETURN CASE WHEN plain !~ '[:时]' THEN day::timestamp AT TIME ZONE 'Asia/Shanghai' END; END IF;
  IF clock[1]::int > 23 OR coalesce(clock[2]::int, 0) > 59 OR coalesce(clock[3]::int, 0) > 59 THEN RETURN NULL; END IF;
  RETURN (day + make_time(clock[1]::int, coalesce(clock[2]::int, 0), coalesce(clock[3]::int, 0))) AT TIME ZONE 'Asia/Shanghai';
END $$;
"""

DATE_FAULT = r"""
CREATE OR REPLACE FUNCTION intake_date_fault(t text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  parts text[]; last date;
BEGIN
  IF intake_blank(t) THEN RETURN NULL; END IF;
  parts := regexp_match(intake_fold(t), '^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})(?:日|$|\D)');
  IF parts IS NULL THEN RETURN ARRAY['不是日期', '请写成 2026-03-02']; END IF;
  IF parts[1] NOT BETWEEN '1900' AND '2200' THEN RETURN ARRAY['年份不合理', '请核对年份']; END IF;
  IF parts[2]::int BETWEEN 1 AND 12 THEN
    last := (make_date(parts[1]::int, parts[2]::int, 1) + interval '1 month - 1 day')::date;
  ELSE
    last := make_date(parts[1]::int, 12, 31);
  END IF;
  IF parts[2]::int BETWEEN 1 AND 12 AND parts[3]::int BETWEEN 1 AND extract(day FROM last) THEN
    RETURN ARRAY['不是日期', '请写成 2026-03-02'];
  END IF;
  RETURN ARRAY['日期不存在', '请改为真实日期，如 ' || last];
END $$;
"""

NUMBER = r"""
CREATE OR REPLACE FUNCTION intake_number(t text) RETURNS numeric LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  plain text := intake_fold(t);
BEGIN
  IF plain ~ '^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$' THEN plain := replace(plain, ',', ''); END IF;
  IF plain !~ '^[-+]?(\d{1,14}(\.\d*)?|\.\d+)(e[-+]?\d{1,2})?$' OR length(plain) > 40 THEN RETURN NULL; END IF;
  RETURN plain::numeric;
END $$;
"""

DAYS = r"""
CREATE OR REPLACE FUNCTION intake_days(t text) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN found BETWEEN 0 AND 999 AND found = trunc(found) THEN found::smallint END
    FROM (SELECT intake_number(regexp_replace(t, '(个工作)?[日天]$', '')) AS found) s
$$;
"""

AMOUNT = r"""
CREATE OR REPLACE FUNCTION intake_amount(t text, unit text) RETURNS numeric LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  plain text := regexp_replace(intake_fold(t), '^[¥￥]|人民币', '', 'g');
  written text := substring(plain FROM '(万元|万|元)整?$');
  number numeric;
BEGIN
  number := intake_number(regexp_replace(plain, '(万元|万|元)整?$', ''));
  IF number IS NULL OR number < 0 THEN RETURN NULL; END IF;
  IF coalesce(written, unit) IN ('万元', '万') THEN number := number * 10000; END IF;
  IF number >= 1e14 OR number <> round(number, 2) THEN RETURN NULL; END IF;
  RETURN round(number, 2);
END $$;
"""

AMOUNT_FAULT = r"""
CREATE OR REPLACE FUNCTION intake_amount_fault(t text, unit text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  number numeric;
BEGIN
  IF intake_blank(t) THEN RETURN NULL; END IF;
  number := intake_number(regexp_replace(regexp_replace(intake_fold(t), '^[¥￥]|人民币', '', 'g'), '(万元|万|元)整?$', ''));
  IF number IS NULL THEN RETURN ARRAY['不是金额', '请只填数字，如 1234.5']; END IF;
  IF number < 0 THEN RETURN ARRAY['金额不能为负数', '请核对']; END IF;
  IF number >= 1e10 THEN RETURN ARRAY['不是合理的金额', '请核对']; END IF;
  RETURN CASE unit WHEN '万元' THEN ARRAY['小数超过 6 位', '请保留 6 位小数'] ELSE ARRAY['小数超过 2 位', '请保留 2 位小数'] END;
END $$;
"""

CODES = r"""
CREATE OR REPLACE FUNCTION intake_codes(t text, codes jsonb, dropped text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN codes ? intake_fold(t) THEN ARRAY[codes ->> intake_fold(t)] ELSE (
    SELECT CASE WHEN bool_and(codes ? part OR part = ANY (dropped))
                THEN coalesce(array_agg(DISTINCT codes ->> part) FILTER (WHERE codes ? part), '{}') END
      FROM (SELECT intake_fold(p) AS part FROM regexp_split_to_table(t, '[、，,;；|+/\n\r]+') p WHERE btrim(p) <> '') s
  ) END
$$;
"""

UNKNOWN_CODE = r"""
CREATE OR REPLACE FUNCTION intake_unknown_code(t text, codes jsonb, dropped text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT btrim(p) FROM regexp_split_to_table(t, '[、，,;；|+/\n\r]+') WITH ORDINALITY s(p, n)
   WHERE btrim(p) <> '' AND NOT codes ? intake_fold(p) AND NOT intake_fold(p) = ANY (dropped) ORDER BY n LIMIT 1
$$;
"""

DOCUMENT_NO = r"""
CREATE OR REPLACE FUNCTION intake_document_no(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT regexp_replace(
    regexp_replace(normalize(t, NFKC), '\s+', '', 'g'), '[【[（(﹝〔{<《]((?:19|20)\d{2})年?[】\]）)﹞〕}>》]', '〔\1〕', 'g')
$$;
"""

LIST = r"""
CREATE OR REPLACE FUNCTION intake_list(t text, longest int) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT CASE WHEN bool_and(length(part) <= longest) THEN array_agg(part) END
    FROM (SELECT upper(regexp_replace(normalize(p, NFKC), '\s+', '', 'g')) AS part
            FROM regexp_split_to_table(t, '[、，,;；|/\s]+') p WHERE btrim(p) <> '') s
$$;
"""

SPANS = r"""
CREATE OR REPLACE FUNCTION intake_spans(t text, codes jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  item text; parts text[]; first date; last date; found jsonb := '[]';
BEGIN
  IF t IS NULL THEN RETURN NULL; END IF;
  FOREACH item IN ARRAY regexp_split_to_array(t, '[;；\n\r]+') LOOP
    item := btrim(normalize(item, NFKC));
    CONTINUE WHEN item = '';
    parts := regexp_match(
      item, '^(\D+?)\s*(\d{4}[^\s~至]*?日?)\s*(?:(?:~|至|—|–|到|--)\s*(\d{4}[^\s]*?)?)?\s*(已告知|已书面告知|未告知|未书面告知)?$');
    IF parts IS NULL OR NOT codes ? intake_fold(parts[1]) THEN RETURN NULL; END IF;
    first := intake_date(parts[2], '');
    last := intake_date(parts[3], '');
    IF first IS NULL OR (parts[3] IS NOT NULL AND last IS NULL) OR last < first THEN RETURN NULL; END IF;
    found := found || jsonb_build_object(
      'kind', codes ->> intake_fold(parts[1]), 'from', first, 'to', last, 'notified', NOT parts[4] LIKE '未%');
  END LOOP;
  RETURN found;
END $$;
"""

PAYMENTS = r"""
CREATE OR REPLACE FUNCTION intake_payments(t text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  item text; parts text[]; day date; amount numeric; found jsonb := '[]';
BEGIN
  IF t IS NULL THEN RETURN NULL; END IF;
  FOREACH item IN ARRAY regexp_split_to_array(t, '[;；\n\r]+') LOOP
    item := btrim(normalize(item, NFKC));
    CONTINUE WHEN item = '';
    parts := regexp_match(item, '^(\d{4}\S+?)\s+(?:缴纳?|缴款)?\s*(\S+)$');
    IF parts IS NULL THEN RETURN NULL; END IF;
    day := intake_date(parts[1], '');
    amount := intake_amount(parts[2], '元');
    IF day IS NULL OR amount IS NULL OR amount = 0 THEN RETURN NULL; END IF;
    found := found || jsonb_build_object('on', day, 'amount', amount);
  END LOOP;
  RETURN found;
END $$;
"""

FUNCTIONS = (
    FOLD, BLANK, DATE, MOMENT, DATE_FAULT, NUMBER, DAYS, AMOUNT, AMOUNT_FAULT, CODES, UNKNOWN_CODE, DOCUMENT_NO, LIST, SPANS, PAYMENTS,
)  # fmt: skip

DROP = """
DROP FUNCTION IF EXISTS intake_payments(text), intake_spans(text, jsonb), intake_list(text, int), intake_document_no(text),
  intake_unknown_code(text, jsonb, text[]), intake_codes(text, jsonb, text[]), intake_amount_fault(text, text),
  intake_amount(text, text), intake_days(text), intake_number(text), intake_date_fault(text), intake_moment(text, text),
  intake_date(text, text), intake_blank(text), intake_fold(text);
"""
