"""各表的编号错开：一页上出现的号码，只会是那一行的。"""

from __future__ import annotations

from contextlib import closing

import psycopg2
from django.conf import settings
from django.db import connection


def number_apart() -> None:
    """Each table numbers its rows from a million of its own; call it before anything is made: a key that an answer repeats is then nothing else on the page."""
    as_owner = {**connection.get_connection_params(), "user": settings.OWNER_DATABASE["USER"]}
    with closing(psycopg2.connect(**as_owner)) as link, link, link.cursor() as cursor:
        cursor.execute(
            "SELECT setval(format('%I', sequencename)::regclass, greatest(coalesce(last_value, 0), 1001000 * row_number() OVER ()))"
            "  FROM (SELECT * FROM pg_sequences WHERE schemaname = 'public' AND (sequencename ~ '^(cases|leads|appraisals|notices|reports)_'"
            "        OR sequencename ~ '^agencies_(agency|enforcementofficer|enforcementcertificate)_id_seq$') ORDER BY sequencename) one"
        )
