"""行政执法监督平台：项目与内核。

The project (settings, urls, celery, schedule) and a kernel that knows no domain word.
"""

from supervision.celery import app as celery_app

__all__ = ["celery_app"]
