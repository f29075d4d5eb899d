"""归档只读与销毁：触发器、只归后台的销毁函数、保管期限的初始值（0020 用）。"""

# What is archived is read-only. Only the column that makes a case findable may still be written: a new index of words changes no record.
# (The county follows from the region, and is not there yet when the trigger looks.)
READ_ONLY = """
CREATE FUNCTION cases_refuse_archived(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE integrity_constraint_violation USING MESSAGE = 'archived case is read-only: ' || what;
END $$;

CREATE FUNCTION cases_archived_is_read_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) - '{search,county_code}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{search,county_code}'::text[] THEN
        PERFORM cases_refuse_archived(format('case %s', OLD.id));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER archived_is_read_only BEFORE UPDATE ON cases_enforcementcase
    FOR EACH ROW WHEN (OLD.archived_on IS NOT NULL) EXECUTE FUNCTION cases_archived_is_read_only();

CREATE FUNCTION cases_archived_parts_are_read_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM touched t JOIN cases_enforcementcase c ON c.id = t.case_id WHERE c.archived_on IS NOT NULL) THEN
        PERFORM cases_refuse_archived(TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER archived_added AFTER INSERT ON cases_finding REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION cases_archived_parts_are_read_only();

CREATE FUNCTION cases_archived_takes_no_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cases_finding f JOIN cases_enforcementcase c ON c.id = f.case_id
                WHERE f.id = NEW.finding_id AND c.archived_on IS NOT NULL) THEN
        PERFORM cases_refuse_archived('note');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER archived_takes_no_note BEFORE INSERT OR UPDATE ON cases_findingnote
    FOR EACH ROW EXECUTE FUNCTION cases_archived_takes_no_note();
"""

PARTICULARS = "cases_caseparticulars"
"""One row a case at most; there from 0022."""

PARTS = ("cases_caseact", "cases_proofofservice", "cases_excludedspan", "cases_extension", "cases_remedyspan")

def guarded(table: str, what: str, when: str) -> str:
    """The trigger that refuses a change of an archived case's rows in `table`; `when` is UPDATE or DELETE."""
    return f"""
CREATE TRIGGER archived_{what} AFTER {when} ON {table} REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION cases_archived_parts_are_read_only();"""


# Adding a part is not asked about: an import adds two million, and whoever corrects a case writes the case's own row with it, which is refused.
READ_ONLY += "".join(guarded(table, "changed", "UPDATE") for table in ("cases_finding", *PARTS))
READ_ONLY += "".join(guarded(table, "removed", "DELETE") for table in PARTS)
READ_ONLY_PARTICULARS = guarded(PARTICULARS, "changed", "UPDATE") + guarded(PARTICULARS, "removed", "DELETE")

SEALING = """
CREATE OR REPLACE FUNCTION cases_archived_is_read_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    beside CONSTANT text[] := '{search,county_code,external_id,party_name_fingerprint}';
BEGIN
    IF to_jsonb(OLD) - '{search,county_code}'::text[] IS NOT DISTINCT FROM to_jsonb(NEW) - '{search,county_code}'::text[] THEN
        RETURN NEW;
    END IF;
    IF OLD.party_name_fingerprint <> '' OR NEW.party_name_fingerprint = '' OR EXISTS (
        SELECT FROM jsonb_each_text(to_jsonb(OLD) - beside) was JOIN jsonb_each_text(to_jsonb(NEW) - beside) now USING (key)
         WHERE now.value IS DISTINCT FROM was.value AND now.value IS DISTINCT FROM replace(was.value, OLD.party_name, NEW.party_name)) THEN
        PERFORM cases_refuse_archived(format('case %s', OLD.id));
    END IF;
    RETURN NEW;
END $$;
"""
"""From 0035: one more change may be made of what is archived, once: a person's name is masked throughout."""

READ_ONLY_BACK = "".join(
    f"DROP TRIGGER IF EXISTS archived_{what} ON {table};"
    for table in ("cases_finding", *PARTS)
    for what in ("added", "changed", "removed")
)
READ_ONLY_BACK += """
DROP TRIGGER archived_takes_no_note ON cases_findingnote;
DROP TRIGGER archived_is_read_only ON cases_enforcementcase;
DROP FUNCTION cases_archived_takes_no_note();
DROP FUNCTION cases_archived_parts_are_read_only();
DROP FUNCTION cases_archived_is_read_only();
DROP FUNCTION cases_refuse_archived(text);
"""

# The only way in which a case ends. They run as the tables' owner; a schema that the worker's role alone may enter (see rowscope/install.py)
# keeps everybody else from calling them, and the first asks the list itself whether it may be carried out.
DESTROYING = f"""
CREATE SCHEMA IF NOT EXISTS worker_deeds;

CREATE OR REPLACE FUNCTION worker_deeds.destroy_cases(wanted bigint, most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    approved boolean;
    gone bigint[];
    batches bigint[];
    people record;
    names record;
BEGIN
    PERFORM FROM cases_disposallist l WHERE l.id = wanted FOR UPDATE;
    SELECT l.state = 'executing' AND 2 <= (
            SELECT count(DISTINCT o.actor_id) FROM cases_disposalopinion o
             WHERE o.list_id = l.id AND o.round = l.round AND o.decision = 'agreed'
               AND o.actor_id <> l.compiled_by_id AND o.actor_id IS DISTINCT FROM l.compiled_for_id)
        INTO approved FROM cases_disposallist l WHERE l.id = wanted;
    IF approved IS NOT TRUE THEN
        RAISE insufficient_privilege USING MESSAGE = format('disposal list %s has not been approved by two reviewers', wanted);
    END IF;

    SELECT array_agg(chosen.case_id) INTO gone FROM (
        SELECT i.case_id FROM cases_disposalitem i JOIN cases_enforcementcase c ON c.id = i.case_id
         WHERE i.list_id = wanted AND i.outcome = 'listed' AND c.archived_on IS NOT NULL AND c.kind = i.kind AND c.agency_id = i.agency_id
           AND NOT EXISTS (SELECT FROM cases_legalhold h WHERE h.case_id = c.id AND h.lifted_at IS NULL)
         ORDER BY i.id LIMIT most FOR UPDATE OF i, c) chosen;
    IF gone IS NULL THEN
        RETURN 0;
    END IF;
    SELECT array_agg(DISTINCT batch_id) INTO batches FROM (
        SELECT batch_id FROM cases_enforcementcase WHERE id = ANY(gone) AND batch_id IS NOT NULL
        UNION SELECT batch_id FROM cases_importrow WHERE case_id = ANY(gone)) named;
    SELECT array_agg(agency_id) AS agencies, array_agg(party_name_fingerprint) AS marks INTO names FROM (
        SELECT DISTINCT agency_id, party_name_fingerprint FROM cases_enforcementcase WHERE id = ANY(gone) AND party_name_fingerprint <> '') named;
    SELECT array_agg(agency_id) AS agencies, array_agg(party_identity) AS marks INTO people FROM (
        SELECT DISTINCT agency_id, party_identity FROM cases_enforcementcase WHERE id = ANY(gone) AND party_identity <> '') named;

    UPDATE cases_disposalitem i
       SET outcome = 'destroyed', destroyed_at = now(), digest = encode(sha256(convert_to((to_jsonb(c) - 'search')::text, 'UTF8')), 'hex')
      FROM cases_enforcementcase c WHERE c.id = i.case_id AND i.list_id = wanted AND i.case_id = ANY(gone);
    DELETE FROM cases_unmasking WHERE case_id = ANY(gone);
    DELETE FROM cases_legalhold WHERE case_id = ANY(gone);
    DELETE FROM cases_findingnote n USING cases_finding f WHERE f.id = n.finding_id AND f.case_id = ANY(gone);
    DELETE FROM cases_finding WHERE case_id = ANY(gone);
    DELETE FROM cases_casecheck WHERE case_id = ANY(gone);
    DELETE FROM cases_importrow WHERE case_id = ANY(gone);
    DELETE FROM cases_upwardcase WHERE case_id = ANY(gone);
    -- The parts come after their case: those of a case that is archived are read-only.
    DELETE FROM cases_enforcementcase WHERE id = ANY(gone);
    {" ".join(f"DELETE FROM {table} WHERE case_id = ANY(gone);" for table in (*PARTS, PARTICULARS))}
    DELETE FROM cases_partyidentity p USING unnest(people.agencies, people.marks) AS named(agency_id, mark)
     WHERE p.agency_id = named.agency_id AND p.fingerprint = named.mark
       AND NOT EXISTS (SELECT FROM cases_enforcementcase k WHERE k.agency_id = p.agency_id AND k.party_identity = p.fingerprint);
    DELETE FROM cases_partyname p USING unnest(names.agencies, names.marks) AS named(agency_id, mark)
     WHERE p.agency_id = named.agency_id AND p.fingerprint = named.mark
       AND NOT EXISTS (SELECT FROM cases_enforcementcase k WHERE k.agency_id = p.agency_id AND k.party_name_fingerprint = p.fingerprint);
    UPDATE cases_importbatch b SET emptied_on = (now() AT TIME ZONE 'Asia/Shanghai')::date
     WHERE b.id = ANY(batches) AND b.emptied_on IS NULL
       AND NOT EXISTS (SELECT FROM cases_enforcementcase k WHERE k.batch_id = b.id)
       AND NOT EXISTS (SELECT FROM cases_importrow r WHERE r.batch_id = b.id AND r.case_id IS NOT NULL);
    RETURN cardinality(gone);
END $$;

-- A file whose last record is gone: its refused rows go, and it is marked. The bytes are taken away afterwards (supervision.documents.storage).
CREATE OR REPLACE FUNCTION worker_deeds.discard_files(until date) RETURNS SETOF bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    files bigint[];
BEGIN
    SELECT array_agg(f.id) INTO files FROM documents_storedfile f
     WHERE f.destroyed_at IS NULL
       AND f.id IN (SELECT b.file_id FROM cases_importbatch b WHERE b.emptied_on <= until
                    UNION SELECT b.source_id FROM cases_importbatch b WHERE b.emptied_on <= until)
       AND NOT EXISTS (SELECT FROM cases_importbatch k WHERE f.id IN (k.file_id, k.source_id) AND (k.emptied_on IS NULL OR k.emptied_on > until));
    DELETE FROM cases_importrow r USING cases_importbatch b WHERE b.id = r.batch_id AND b.emptied_on <= until;
    RETURN QUERY UPDATE documents_storedfile SET destroyed_at = now() WHERE id = ANY(files) RETURNING id;
END $$;
"""
DESTROYING_BACK = "DROP FUNCTION worker_deeds.discard_files(date); DROP FUNCTION worker_deeds.destroy_cases(bigint, integer);"

_TRIAL = "《机关文件材料归档范围和文书档案保管期限规定》（原文未收入本平台，待核）"
_NOT_FOUND = "本平台收录的法律、规章原文中没有规定这类记录的保管年限，先按常见做法从长设定；核对国家和本省档案规定原文后再改为已核对。"
DEFAULTS = (
    ("penalty", 30, 1, "closing", f"《行政处罚法》第四十七条（归档保存，未定年限）；{_TRIAL}", _NOT_FOUND),
    ("licence", 30, 1, "decision", f"《行政许可法》第六十一条（归档，未定年限）；{_TRIAL}", _NOT_FOUND),
    ("coercion", 30, 1, "measure_end", _TRIAL, _NOT_FOUND),
    ("inspection", 10, 1, "inspected", f"国办发〔2018〕118号（九）（归档保存，未定年限）；{_TRIAL}", _NOT_FOUND),
    (
        "import_file", 0, None, "last_record", "《个人信息保护法》第十九条、第四十七条（原文未收入本平台，待核）",
        "源文件是记录的来源凭证，与所载记录同存同毁：最后一件记录销毁时一并销毁，不再另留。",
    ),
    (
        "unmasking", 3, None, "made", "《个人信息保护法》第五十六条（原文未收入本平台，待核）",
        "处理情况记录至少保存三年；所涉案件的保管期更长时，随案件保存。",
    ),
    ("matter", 30, None, "closing", _TRIAL, f"{_NOT_FOUND}暂不自动销毁。"),
    ("report", None, None, "issue", _TRIAL, "反映本级执法监督全貌，暂按永久保管；销毁后不可恢复，未核对原文前从长。"),
    ("disposal", None, None, "made", _TRIAL, "清单和摘要是销毁的凭证，暂按永久保管。"),
    (
        "trail", None, None, "made", "《网络安全法》（网络日志留存不少于六个月，条号待核）",
        "留痕逐条封存在一棵散列树中，抽去一条即不能核验，故永久保管，长于法定的六个月。",
    ),
)  # fmt: skip
"""Kind, years (None: permanent), years until archived, counted from, source, reason: all 待核."""
