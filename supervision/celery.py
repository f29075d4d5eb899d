"""后台任务：Celery 只当门铃，真相在数据库的待办行里（见 outbox）。

Celery carries hints; the truth is the outbox row in PostgreSQL.
"""

import os

from celery import Celery

from supervision.schedule import SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supervision.settings")

app = Celery("supervision")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["supervision.audit", "supervision.outbox", "agencies", "cases", "notices", "reports"])
app.conf.beat_schedule = SCHEDULE
