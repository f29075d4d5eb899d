"""设置：全部来自环境变量，缺失或不认识的值在启动时报错。

Everything that differs between installations is read from the environment here, and a value that is not understood stops the
start. `supervision.embedded` fills DATABASE_URL, REDIS_URL, SECRET_KEY and CRYPTO_KEYS for a stand-alone start; with them set (docker-compose,
a real server) nothing embedded runs.
"""

from __future__ import annotations

import hashlib
import os
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var")


def env_bool(name: str, *, default: bool) -> bool:
    """A yes/no setting; refuses anything but 1/0/true/false/yes/no."""
    text = os.environ.get(name, "").strip().lower()
    if text in {"1", "true", "yes"}:
        return True
    if text in {"0", "false", "no"}:
        return False
    if text:
        raise ImproperlyConfigured(f"{name} 应为 1 或 0，现为 {text!r}")
    return default


def env_whole(name: str, *, default: int) -> int:
    """A whole number above zero."""
    text = os.environ.get(name, "").strip() or str(default)
    if not text.isdecimal() or int(text) < 1:
        raise ImproperlyConfigured(f"{name} 应为正整数，现为 {text!r}")
    return int(text)


def env_choice(name: str, choices: tuple[str, ...], *, default: str) -> str:
    """One of a few words."""
    value = os.environ.get(name, "").strip().lower() or default
    if value not in choices:
        raise ImproperlyConfigured(f"{name} 应为 {'、'.join(choices)} 之一，现为 {value!r}")
    return value


def env_required(name: str) -> str:
    """A setting without which the platform does not start."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"缺少环境变量 {name}：用 make demo / manage.py 启动会自动设置；自行部署时请在环境中给出。")
    return value


def _patience() -> str:
    """How long the database works on one statement: gunicorn.conf.py sets it for pages; an import or a migration takes what it takes."""
    text = os.environ.get("STATEMENT_TIMEOUT", "0")
    if not text.isdecimal():
        raise ImproperlyConfigured(f"STATEMENT_TIMEOUT 应为秒数，现为 {text!r}")
    return f" -c statement_timeout={text}s" if int(text) else ""


def redis_address(url: str) -> str:
    """A Redis address; refuses any other kind of URL."""
    if urlparse(url).scheme not in {"redis", "rediss", "unix", "redis+socket"}:
        raise ImproperlyConfigured("REDIS_URL 只支持 redis://、rediss:// 或 unix://")
    return url


def database(url: str) -> dict[str, object]:
    """Django's database settings from postgresql://user:password@host:port/name?host=/socket/dir."""
    parts = urlparse(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL 只支持 PostgreSQL（postgresql://…）")
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or "postgres"),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or unquote(parts.hostname or ""),
        "PORT": query.get("port") or str(parts.port or ""),
        "CONN_MAX_AGE": 600,  # a new connection plans the rules anew (supervision.planned)
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": f"-c timezone=Asia/Shanghai{_patience()}"},
    }


SECRET_KEY = env_required("SECRET_KEY")
CRYPTO_KEYS = env_required("CRYPTO_KEYS")
CRYPTO_BACKENDS = os.environ.get("CRYPTO_BACKENDS", "supervision.crypto.software.Software").split(
    ","
)  # the first seals, all read
DEBUG = env_bool("DEBUG", default=False)
DEMO = env_bool("DEMO", default=False)
ALLOWED_HOSTS = [host for host in os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
CSRF_FAILURE_VIEW = "supervision.web.refusals.form_expired"
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]
if any(not re.fullmatch(r"https?://[A-Za-z0-9.*\[\]:-]+", origin) for origin in CSRF_TRUSTED_ORIGINS):
    raise ImproperlyConfigured("CSRF_TRUSTED_ORIGINS 应为 https://主机名，以逗号分隔，不带路径")
HTTPS = env_bool("HTTPS", default=False)

PLATFORM_NAME = os.environ.get("PLATFORM_NAME", "长沙市行政执法监督平台")
PUBLIC_ADDRESS = os.environ.get("PUBLIC_ADDRESS", f"http://localhost:{os.environ.get('PORT') or '8000'}").rstrip("/")
"""Where the public reaches the platform; printed on papers with their codes."""
BUREAU_NAME = os.environ.get("BUREAU_NAME", "长沙市司法局")
CITY_REGION_CODE = os.environ.get("CITY_REGION_CODE", "430100")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "django_htmx",
    "guardian",
    "csp",
    "supervision.rowscope.apps.RowScopeConfig",
    "supervision.crypto.apps.CryptoConfig",
    "axes",
    "supervision.workdays.apps.WorkdaysConfig",
    "supervision.audit.apps.AuditConfig",
    "supervision.outbox.apps.OutboxConfig",
    "supervision.documents.apps.DocumentsConfig",
    "supervision.web.apps.WebConfig",
    "supervision.trail.apps.TrailConfig",
    "agencies.apps.AgenciesConfig",
    "cases.apps.CasesConfig",
    "leads.apps.LeadsConfig",
    "appraisals.apps.AppraisalsConfig",
    "notices.apps.NoticesConfig",
    "reports.apps.ReportsConfig",
]

MIDDLEWARE = [
    "supervision.web.edge.EdgeMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "supervision.web.edge.TextMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "supervision.web.throttling.ThrottleMiddleware",
    "supervision.web.middleware.AuditContextMiddleware",
    "agencies.identity.gate.IdentityMiddleware",
    "agencies.identity.tokens.TokenMiddleware",
    "agencies.access.middleware.RowScopeMiddleware",
    "supervision.web.middleware.DenyByDefaultMiddleware",
]

ROOT_URLCONF = "supervision.urls"
WSGI_APPLICATION = "supervision.wsgi.application"
FORM_RENDERER = "supervision.web.selects.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "supervision.web.menu.frame",
            ],
        },
    },
]

DATABASES = {"default": database(env_required("DATABASE_URL"))}
OWNER_DATABASE = database(os.environ.get("OWNER_DATABASE_URL") or env_required("DATABASE_URL"))
"""The tables' owner: `manage.py migrate` connects as it, the platform never does."""
WORKER_DATABASE = database(os.environ.get("WORKER_DATABASE_URL") or env_required("DATABASE_URL"))
DATABASE_APP_ROLE = os.environ.get("DATABASE_APP_ROLE", "supervision_app")
DATABASE_WORKER_ROLE = os.environ.get("DATABASE_WORKER_ROLE", "supervision_worker")
"""The roles that web and worker connect as: they own nothing, and row-level security binds both (see supervision/rowscope)."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = ["agencies.identity.lockout.LockoutBackend", "agencies.access.backend.ScopeBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"agencies.identity.passwords.{rule}"}
    for rule in ("Length", "CharacterClasses", "NotTheOwner", "NotCommon", "NotUsedBefore")
]
PASSWORD_MAX_DAYS = 90
PASSWORD_HISTORY = 5
SECOND_FACTOR = env_choice("SECOND_FACTOR", ("required", "optional", "off"), default="optional" if DEMO else "required")
FRESH_SECONDS = 15 * 60
EXPORT_MOST_ROWS = env_whole("EXPORT_MOST_ROWS", default=200_000)
EXPORT_FRESH_ROWS = env_whole("EXPORT_FRESH_ROWS", default=5_000)
"""Rows that one export of a list may hold, and from how many on it asks for a fresh proof of identity."""
CONFIRM_URL = "agencies:confirm"

# Lock-out: five failures, thirty minutes, by user name from wherever they come; tries during the lock do not lengthen it.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = ["username", ["ip_address", "username"]]
AXES_CLIENT_IP_CALLABLE = "agencies.identity.lockout.address_of"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the trail holds the sign-ins
AXES_VERBOSE = False

# Sign-in through the government's identity provider; off without an issuer.
OIDC_ISSUER = os.environ.get("OIDC_ISSUER", "").rstrip("/")
OIDC_CLIENT_ID = env_required("OIDC_CLIENT_ID") if OIDC_ISSUER else ""
OIDC_CLIENT_SECRET = env_required("OIDC_CLIENT_SECRET") if OIDC_ISSUER else ""
OIDC_NAME = os.environ.get("OIDC_NAME", "统一身份认证")
OIDC_TWO_FACTOR_METHODS = frozenset(filter(None, os.environ.get("OIDC_TWO_FACTOR_METHODS", "mfa,otp,hwk,sc").split(",")))
if OIDC_ISSUER and not OIDC_ISSUER.startswith("https://"):
    raise ImproperlyConfigured("OIDC_ISSUER 应以 https:// 开头")

LOGIN_URL = "agencies:sign_in"
LOGIN_REDIRECT_URL = "reports:workbench"
LOGOUT_REDIRECT_URL = "agencies:sign_in"
ANONYMOUS_USER_NAME = None
SILENCED_SYSTEM_CHECKS = [
    "axes.W002",  # its middleware would answer a locked account in its own words; ours answers everybody alike
    "guardian.W001",  # its backend would answer beside ours; the named exceptions are asked for in agencies.access
]

_installation = hashlib.sha256(SECRET_KEY.encode()).hexdigest()[:8]
_prefix = "__Host-" if HTTPS else ""  # a browser takes such a cookie only from this very host, over TLS, for all its paths
SESSION_COOKIE_NAME = f"{_prefix}session_{_installation}"  # cookies ignore ports: two installations on one host must not share
CSRF_COOKIE_NAME = f"{_prefix}csrf_{_installation}"
SESSION_ENGINE = "agencies.identity.session_store"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
BEHIND_TLS_PROXY = env_bool("BEHIND_TLS_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS_PROXY else None
TRUSTED_PROXIES = [address for address in os.environ.get("TRUSTED_PROXIES", "").split(",") if address]
if BEHIND_TLS_PROXY and not TRUSTED_PROXIES:
    raise ImproperlyConfigured(
        "BEHIND_TLS_PROXY=1 时必须给出 TRUSTED_PROXIES（代理的地址或网段）：别人写的 X-Forwarded-* 一概不认。"
    )
CLAMD = os.environ.get("CLAMD", "")  # tcp://host:3310 or unix:///run/clamd.sock; empty: uploads are not scanned for viruses
if CLAMD and not re.fullmatch(r"tcp://[\w.\[\]:-]+:\d+|unix:///\S+", CLAMD):
    raise ImproperlyConfigured("CLAMD 应为 tcp://主机:端口 或 unix:///套接字路径")
RATE_LIMITS = env_bool("RATE_LIMITS", default=True)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        # Text becomes HTML only through the policy of static/js/trusted.js; it never becomes a script.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["default"],
    },
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "supervision.web.vendor.VendorFinder",
]
WHITENOISE_USE_FINDERS = env_bool("WHITENOISE_USE_FINDERS", default=False)
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT") or VAR_DIR / "files")
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

# The trail's seal. The secret key and the witness file belong on another machine; these places are where a first start finds them.
AUDIT_ORIGIN = os.environ.get("AUDIT_ORIGIN", f"enforcement-supervision/{CITY_REGION_CODE}/audit")
AUDIT_SIGNER = os.environ.get("AUDIT_SIGNER", "supervision.audit.signing.SoftwareSigner")
AUDIT_SIGNING_KEY = os.environ.get("AUDIT_SIGNING_KEY", "")
AUDIT_KEY_FILE = Path(os.environ.get("AUDIT_KEY_FILE") or VAR_DIR / "audit" / "signing.key")
AUDIT_WITNESS_FILE = Path(os.environ.get("AUDIT_WITNESS_FILE") or VAR_DIR / "audit" / "witness.jsonl")

# The upward exchange to the provincial system; off without an address. Its key file and the receiver's public keys: see supervision/exchange.
EXCHANGE_ADDRESS = os.environ.get("EXCHANGE_ADDRESS", "").strip()
EXCHANGE_RECEIVER_KEYS = [key for key in os.environ.get("EXCHANGE_RECEIVER_KEYS", "").split(",") if key]
EXCHANGE_SENDER = os.environ.get("EXCHANGE_SENDER", f"enforcement-supervision-{CITY_REGION_CODE}")
EXCHANGE_SIGNER = os.environ.get("EXCHANGE_SIGNER", "supervision.exchange.signing.SoftwareSigner")
EXCHANGE_SIGNING_KEY = os.environ.get("EXCHANGE_SIGNING_KEY", "")
EXCHANGE_KEY_FILE = Path(os.environ.get("EXCHANGE_KEY_FILE") or VAR_DIR / "exchange" / "signing.key")
EXCHANGE_CA_FILE = os.environ.get("EXCHANGE_CA_FILE", "")
EXCHANGE_ADAPTER = os.environ.get("EXCHANGE_ADAPTER", "supervision.exchange.envelope.Envelope")
EXCHANGE_PLAIN_LOOPBACK = env_bool("EXCHANGE_PLAIN_LOOPBACK", default=False)  # plain http to this machine: for tests only

REDIS_URL = redis_address(env_required("REDIS_URL"))
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_TIME_LIMIT = 1800
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3 * 1800, "socket_timeout": 5, "socket_connect_timeout": 2}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TIMEZONE = TIME_ZONE

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["agencies.identity.tokens.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["supervision.web.api_permission.DeclaredPermission"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "EXCEPTION_HANDLER": "supervision.web.api_errors.answer",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {"TITLE": PLATFORM_NAME, "VERSION": "1.0.0", "SERVE_INCLUDE_SCHEMA": False}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "supervision.web.scrubbing.ScrubbingFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    # "django" without its own handlers: its mails to administrators would carry what a form was filled in with.
    "loggers": {
        "django.db.backends": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        "django": {"handlers": [], "propagate": True},
    },
}
