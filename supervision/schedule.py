"""时间表：什么时候做什么，一句话一行。

The whole schedule, one sentence a line. Beat only rings: what is due stands in a column, so a lost or doubled ring does no harm.
"""

from celery.schedules import crontab

SCHEDULE = {
    "every 5 seconds: deliver outbox jobs that are due and were never told": {
        "task": "supervision.outbox.tasks.scan",
        "schedule": 5.0,
    },
    "every 3 seconds: seal the events that have committed": {
        "task": "supervision.audit.tasks.seal",
        "schedule": 3.0,
    },
    "every minute: hand the latest checkpoint to the witness file": {
        "task": "supervision.audit.tasks.export_checkpoint",
        "schedule": 60.0,
    },
    "every minute: see whether something is to be reported upwards": {
        "task": "cases.tasks.report_upward",
        "schedule": 60.0,
    },
    "07:30 daily: remind agencies of due dates, mark what is overdue": {
        "task": "notices.tasks.remind_due",
        "schedule": crontab(hour=7, minute=30),
    },
    "every hour: put reminders that a stopped machine missed": {
        "task": "notices.tasks.remind_due",
        "schedule": crontab(minute=15),
    },
    "06:00 on the 1st of each month: compile last month's reports": {
        "task": "reports.tasks.compile_due",
        "schedule": crontab(hour=6, minute=0, day_of_month=1),
    },
    "05:00 daily: compute the warning models": {
        "task": "reports.tasks.run_warnings",
        "schedule": crontab(hour=5, minute=0),
    },
    "03:30 daily: remove the rows of sessions that are over": {
        "task": "agencies.tasks.remove_ended_sessions",
        "schedule": crontab(hour=3, minute=30),
    },
    "02:30 daily: check open cases against today's date": {
        "task": "cases.tasks.check_open_cases",
        "schedule": crontab(hour=2, minute=30),
    },
    "04:10 daily: forget the samples of heading maps that nobody finished": {
        "task": "cases.tasks.forget_samples",
        "schedule": crontab(hour=4, minute=10),
    },
    "01:30 daily: archive what has been over for long enough, discard source files whose last record is gone": {
        "task": "cases.tasks.keep_and_discard",
        "schedule": crontab(hour=1, minute=30),
    },
}
