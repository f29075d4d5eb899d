"""SQL 函数：第 n 个工作日、顺延。"""

from django.db import migrations

CREATE = """
CREATE FUNCTION workday_after(d date, n integer) RETURNS date LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN n = 0 THEN d
        WHEN n > 0 THEN (
            SELECT target.day FROM workdays_calendarday target
            WHERE target.is_workday
                AND target.workday_no = (SELECT origin.workday_no + n FROM workdays_calendarday origin WHERE origin.day = d)
        )
    END
$$;
COMMENT ON FUNCTION workday_after(date, integer) IS '第 n 个工作日（起算日不计入）；日历表以外为空';

CREATE FUNCTION rolled_over(d date) RETURNS date LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN last.is_statutory_holiday THEN workday_after(d, 1) ELSE d END FROM workdays_calendarday last WHERE last.day = d
$$;
COMMENT ON FUNCTION rolled_over(date) IS '届满日在法定节假日的，顺延至节后第一个工作日；日历表以外为空';
"""

DROP = """
DROP FUNCTION rolled_over(date);
DROP FUNCTION workday_after(date, integer);
"""


class Migration(migrations.Migration):
    dependencies = [("workdays", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, DROP)]
