"""网站服务器设置。gunicorn reads this from the directory it is started in; the rest comes from the environment."""

import os

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)
timeout = 120
limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 8190
forwarded_allow_ips = ""  # who may speak for a client is decided in one place: TRUSTED_PROXIES, supervision/web/edge.py
os.environ.setdefault("STATEMENT_TIMEOUT", "20")  # seconds that the database works on one statement of a page
graceful_timeout = 5
max_requests = 5000
max_requests_jitter = 500
accesslog = "-"
access_log_format = (
    '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms %({x-request-id}o)s'  # no query string, no referrer, no cookie: see README
)
errorlog = "-"
