"""Settings from environment variables; docs/reference/settings.md lists them all.

Nothing here reads a file but the secret key, which is made at the first start in the data folder.
"""

import os
from datetime import date
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from duijie.settings.secret import read_or_make_secret
from duijie_match.folders import data_folder

PACKAGE = Path(__file__).resolve().parent.parent
DATA = data_folder()


def flag(name: str, default: bool = False) -> bool:
    """``1``, ``true``, ``yes`` and ``on`` are true; everything else is false."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


DEBUG = flag("DUIJIE_DEBUG")
SECRET_KEY = os.environ.get("DUIJIE_SECRET_KEY") or read_or_make_secret(DATA / "secret_key")
ALLOWED_HOSTS = [host for host in os.environ.get("DUIJIE_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("DUIJIE_ORIGINS", "").split(",") if origin]
HTTPS = flag("DUIJIE_HTTPS")

INSTALLED_APPS = [
    "duijie.common",
    "duijie.accounts",
    "duijie.messaging",
    "duijie.search",
    "duijie.registry",
    "duijie.demands",
    "duijie.programmes",
    "duijie.matching",
    "duijie.indicators",
    "duijie.portal",
    "duijie.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_filters",
    "django_tables2",
    "crispy_forms",
    "crispy_bootstrap5",
    "simple_history",
    "rules.apps.AutodiscoverRulesConfig",
    "django_q",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "duijie.common.middleware.FactsMiddleware",
    "duijie.api.problems.ProblemMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "duijie.accounts.middleware.LanguageMiddleware",
    "duijie.common.middleware.SizeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "duijie.accounts.middleware.ReturnMiddleware",
    "duijie.accounts.middleware.IdleMiddleware",
    "duijie.accounts.middleware.PasswordMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "duijie.urls"
WSGI_APPLICATION = "duijie.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "duijie.portal.context.shell",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'duijie.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    ),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at BEGIN, so a transaction waits its turn instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
# In the memory of each web process. Figures are kept apart, so that they push out nothing else.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}},
    "figures": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "figures",
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "duijie.accounts.backends.LoginNameBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
DUIJIE_PASSWORD_LENGTH = int(os.environ.get("DUIJIE_PASSWORD_LENGTH", "10"))
DUIJIE_PASSWORD_KINDS = int(os.environ.get("DUIJIE_PASSWORD_KINDS", "3"))
DUIJIE_PASSWORD_HISTORY = int(os.environ.get("DUIJIE_PASSWORD_HISTORY", "5"))
DUIJIE_PASSWORD_DAYS = int(os.environ.get("DUIJIE_PASSWORD_DAYS", "0"))  # 0: passwords do not grow old
DUIJIE_LOCK_FAILURES = int(os.environ.get("DUIJIE_LOCK_FAILURES", "5"))
DUIJIE_LOCK_MINUTES = int(os.environ.get("DUIJIE_LOCK_MINUTES", "30"))
DUIJIE_IDLE_MINUTES = int(os.environ.get("DUIJIE_IDLE_MINUTES", "30"))  # 0: sessions do not end by idling
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "mobile", "name", "name_en", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": DUIJIE_PASSWORD_LENGTH},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "duijie.accounts.validators.KindsOfCharacter"},
    {"NAME": "duijie.accounts.validators.NotUsedBefore"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"

# Without a mail server, mails are written into the data folder: nothing is sent anywhere unless somebody says whereto.
EMAIL_HOST = os.environ.get("DUIJIE_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("DUIJIE_MAIL_PORT", "465"))
EMAIL_HOST_USER = os.environ.get("DUIJIE_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("DUIJIE_MAIL_PASSWORD", "")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("DUIJIE_MAIL_FROM", "duijie@localhost")
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
# Where people reach the platform from outside, for links in mails and SMS.
DUIJIE_ADDRESS = os.environ.get("DUIJIE_ADDRESS") or next(iter(CSRF_TRUSTED_ORIGINS), "http://127.0.0.1:8000")
DUIJIE_MESSAGE_HOURS = os.environ.get("DUIJIE_MESSAGE_HOURS", "08:00-20:00")  # of working days; empty: always
DUIJIE_KEEP_MESSAGES = int(os.environ.get("DUIJIE_KEEP_MESSAGES", "730"))  # days; 0: for ever
DUIJIE_CONTACT_YEARS = max(1, int(os.environ.get("DUIJIE_CONTACT_YEARS", "3")))  # after a case has ended
DUIJIE_SMS_URL = os.environ.get("DUIJIE_SMS_URL", "")  # empty: nothing is sent by SMS
DUIJIE_SMS_KEY = os.environ.get("DUIJIE_SMS_KEY", "")
DUIJIE_SMS_SECRET = os.environ.get("DUIJIE_SMS_SECRET", "")
DUIJIE_SMS_SIGN = os.environ.get("DUIJIE_SMS_SIGN", "")
DUIJIE_SMS_TIMEOUT = float(os.environ.get("DUIJIE_SMS_TIMEOUT", "10"))  # seconds
ACCOUNT_ADAPTER = "duijie.accounts.adapters.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
# By address only, and generous, since an office is behind one address; names are locked in accounts.domain.lockout.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds after which second factors ask for the password again
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "duijie.portal.entrance.forms.LoginForm",
    "change_password": "duijie.portal.entrance.forms.ChangePasswordForm",
    "reauthenticate": "duijie.portal.entrance.forms.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "duijie.portal.entrance.forms.AuthenticateForm",
    "reauthenticate": "duijie.portal.entrance.forms.MfaReauthenticateForm",
    "activate_totp": "duijie.portal.entrance.forms.ActivateTOTPForm",
}
MFA_ADAPTER = "duijie.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Duijie 对接"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]  # each in its own words
# Rooms of the portal keep their own catalogue beside their code; apps have theirs anyway.
LOCALE_PATHS = sorted(PACKAGE.glob("portal/*/locale"))
LANGUAGE_COOKIE_NAME = "duijie_language"
# A founding case is looked at as of its day; a real platform stands at no day but today.
DUIJIE_AS_OF = date.fromisoformat(os.environ["DUIJIE_AS_OF"]) if os.environ.get("DUIJIE_AS_OF") else None
TIME_ZONE = os.environ.get("DUIJIE_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
SEARCH_INDEX = DATA / "index"
MATCH_RUNS = DATA / "match_runs"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
MOST_BYTES = 160 << 20  # three lists of 50 MB, and the rest of their form
MOST_BYTES_OF_STRANGERS = 1 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000  # a workbook of 50 sheets with 200 columns each, in the form of its columns
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "portal/parts/table.html"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "duijie.portal.errors.views.stale_form"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600  # a working day, however busy
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
DUIJIE_BEHIND_PROXY = flag("DUIJIE_BEHIND_PROXY")
ALLAUTH_TRUSTED_PROXY_COUNT = int(DUIJIE_BEHIND_PROXY)  # else all the world shares the proxy's rate of sign-ins
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if DUIJIE_BEHIND_PROXY else None

DUIJIE_AUDIT_KEEP_DAYS = max(184, int(os.environ.get("DUIJIE_AUDIT_KEEP_DAYS", "1096")))  # six months are the law

# Requests a person may send to the API, as number/period (s, m, h, d).
DUIJIE_API_RATE = os.environ.get("DUIJIE_API_RATE", "600/m")

# The queue carries a job's id and nothing else; the Job row is the truth (docs/adr/0006-jobs.md).
DUIJIE_JOB_ATTEMPTS = int(os.environ.get("DUIJIE_JOB_ATTEMPTS", "3"))
DUIJIE_JOB_LEASE = float(os.environ.get("DUIJIE_JOB_LEASE", "30"))  # seconds without a sign of life
DUIJIE_JOB_NICENESS = int(os.environ.get("DUIJIE_JOB_NICENESS", "5"))  # 0: as urgent as pages; 19: least
DUIJIE_JOB_LIMIT = int(os.environ.get("DUIJIE_JOB_LIMIT", "3600"))  # seconds a job may take
Q_CLUSTER = {
    "name": "duijie",
    "orm": "default",
    "workers": int(os.environ.get("DUIJIE_WORKERS", "1")),
    "timeout": DUIJIE_JOB_LIMIT,
    "retry": DUIJIE_JOB_LIMIT + 100,
    "max_attempts": 3,
    "ack_failures": True,
    "catch_up": False,
    "scheduler": False,
    "save_limit": -1,
    "queue_limit": 1,
    "bulk": 1,
    "poll": 0.5,
    "log_level": "WARNING",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"duijie": {"level": os.environ.get("DUIJIE_LOG_LEVEL", "INFO").upper()}},
}
