"""Django settings; the environment is read here and nowhere else."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

SOURCE = Path(__file__).resolve().parent.parent
ROOT = SOURCE.parent.parent


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0") in {"1", "true", "yes", "on"}


DATA = Path(os.environ.get("DUNMIAO_DATA") or ROOT / "data")
DEMO = _flag("DUNMIAO_DEMO")
TESTING = "pytest" in sys.modules
DEBUG = False


def _kept_secret(name: str) -> str:
    """Read a secret from the environment, or keep one of our own beside the embedded database."""
    given = os.environ.get(f"DUNMIAO_{name.upper()}")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured(f"DUNMIAO_{name.upper()} is shorter than 32 characters")
        return given
    if TESTING:
        return f"test-only-{name}-0123456789abcdef0123456789abcdef"
    kept = DATA / f"{name}.secret"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        with open(os.open(kept, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(48))
    return kept.read_text()


SECRET_KEY = _kept_secret("secret_key")
FIELD_KEY = _kept_secret("field_key")  # seals ID numbers, health, family
REHEARSAL_DAY = os.environ.get("DUNMIAO_TODAY", "")  # a rehearsal runs on this day

ALLOWED_HOSTS = os.environ.get("DUNMIAO_HOSTS", "127.0.0.1,localhost,testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("DUNMIAO_ORIGINS", "").split(",") if o]

STAGES = (
    "common",
    "accounts",
    "organisations",
    "people",
    "charter",
    "selection",
    "placement",
    "development",
    "supervision",
    "appraisal",
    "outcomes",
)
WEB = (
    "home",
    "organisations",
    "people",
    "charter",
    "selection",
    "placement",
    "development",
    "supervision",
    "appraisal",
    "outcomes",
    "audit",
)

INSTALLED_APPS = [  # ours first: their words go before those of the libraries
    *[f"dunmiao.stages.{stage}" for stage in STAGES],
    "dunmiao.web",
    *[f"dunmiao.web.{folder}" for folder in WEB],
    "django.forms",  # our parts draw fields, its templates draw inputs
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dunmiao.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "dunmiao.web.middleware.RequestMiddleware",
    "dunmiao.web.second_factor.SecondFactorMiddleware",
    "dunmiao.web.once.OnceMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "dunmiao.config.urls"
WSGI_APPLICATION = "dunmiao.config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SOURCE / "web" / "templates"],  # before allauth's own pages
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "dunmiao.web.context.shell",
            ],
            "builtins": [
                "dunmiao.web.templatetags.dunmiao",
                "dunmiao.web.templatetags.parts",
                "django.templatetags.i18n",
            ],
        },
    },
]

_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / "dunmiao.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    },
}
_url = os.environ.get("DUNMIAO_DATABASE_URL", "")
DATABASES = {"default": dj_database_url.parse(_url, conn_max_age=600) if _url else _SQLITE}

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if TESTING
        else "django_tasks_db.DatabaseBackend",
    },
}

SITE_URL = os.environ.get("DUNMIAO_SITE_URL", "")  # where messages send people
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("DUNMIAO_MAIL_HOST", "")  # empty: no e-mail is sent
EMAIL_PORT = int(os.environ.get("DUNMIAO_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("DUNMIAO_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("DUNMIAO_MAIL_PASSWORD", "")
EMAIL_USE_TLS = _flag("DUNMIAO_MAIL_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DUNMIAO_MAIL_FROM", "dunmiao@localhost")
# "console", "file:PATH" or a web address; empty: no short messages
GATEWAY = os.environ.get("DUNMIAO_GATEWAY", f"file:{DATA / 'messages.jsonl'}" if DEMO else "")
GATEWAY_TOKEN = os.environ.get("DUNMIAO_GATEWAY_TOKEN", "")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [SOURCE / "locale"]
TIME_ZONE = os.environ.get("DUNMIAO_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True
DATE_FORMAT = "Y-m-d"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [SOURCE / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 86400
FORM_RENDERER = "dunmiao.web.rendering.FormRenderer"

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_TLS = _flag("DUNMIAO_TLS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_TLS
if SECURE_TLS:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SECURE_HSTS_SECONDS = 31536000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"  # with "no-referrer" browsers send Origin: null on forms
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "dunmiao.web.errors.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}

LOGIN_URL = "home:sign_in"
LOGIN_REDIRECT_URL = "home:home"
LOGOUT_REDIRECT_URL = "home:sign_in"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "dunmiao.web.home.adapter.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login_failed": False}  # django-axes does this
REQUIRE_SECOND_FACTOR = _flag("DUNMIAO_SECOND_FACTOR", default=not (DEMO or TESTING))
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Dunmiao"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "dunmiao.web.errors.locked_out"
AXES_ENABLED = not TESTING
AXES_VERBOSE = False
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # it would name the address of every polite no, and one-use links are addresses
    "loggers": {"django.request": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
