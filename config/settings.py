"""Settings, from the environment alone. Legal numbers live in the policy profile, never here."""

from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from xstatic.pkg import bootstrap

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent

# The act by its name in acts/, or by the path of a folder of one's own.
PROVINCE = env.str("PROVINCE", "hunan")
if len(Path(PROVINCE).parts) > 1:
    PROVINCE = str(Path(PROVINCE).resolve())
# On a developer's own machine there is no TLS, and files are served from where they lie.
ON_OWN_MACHINE = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Keys of their own for each purpose, so that one can be turned without the others.
IDENTITY_KEYS = env.dict("IDENTITY_KEYS")  # version -> 32 hex digits (SM4); the highest version encrypts
LOOKUP_KEY = env.str("LOOKUP_KEY")  # keyed hash of identity numbers, never turned
API_TOKEN_KEY = env.str("API_TOKEN_KEY")  # signs bearer tokens, checked without a query
PRESCRIPTION_KEY = env.str("PRESCRIPTION_KEY")  # signs prescriptions

DEMO = env.bool("DEMO", False)
if DEMO and not ON_OWN_MACHINE:
    raise ImproperlyConfigured("DEMO accounts and secrets refuse to start with DEBUG off.")
# A demonstration is for users, who are never shown a developer's page.
DEBUG = ON_OWN_MACHINE and not DEMO

LOCAL_DIR = Path(env.str("LOCAL_DIR", str(BASE_DIR / ".local" / Path(PROVINCE).name)))
DOCUMENT_ROOT = Path(env.str("DOCUMENT_ROOT", str(LOCAL_DIR / "documents")))
SEAL_HEAD_PATH = Path(env.str("SEAL_HEAD_PATH", str(LOCAL_DIR / "seal-head.json")))

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "rest_framework",
    "oauth2_provider",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_celery_beat",
    "django_htmx",
    "axes",
    "csp",
    "kit",
    "province",
    "catalog",
    "physicians",
    "eligibility",
    "settlement",
    "supervision",
]
if ON_OWN_MACHINE or env.bool("TOOLS", False):
    INSTALLED_APPS.append("tools")

BEHIND_PROXY = env.bool("BEHIND_PROXY", False)

# The counter needs none of the page middleware; keeping it off /api/ is worth 30 % there.
PAGE_MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "province.frame.access.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "province.staff.pages.session_limits.SessionLimits",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
MIDDLEWARE = [
    "config.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.Origin",
    "config.middleware.PagesOnly",
]

# These look for page middleware in MIDDLEWARE; it runs inside PagesOnly.
SILENCED_SYSTEM_CHECKS = [
    "admin.E408",
    "admin.E409",
    "admin.E410",
    "axes.W002",
    "security.W002",
    "security.W003",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "province.frame.context.frame",
            ],
            # Every form says whose it is: the tag of its token does.
            "builtins": ["province.templatetags.authors"],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)
DATABASES["default"]["OPTIONS"] = {
    "options": "-c lock_timeout=800ms -c statement_timeout=10s -c timezone=Asia/Shanghai"
    # The counter's statements are planned once per connection, whatever their values.
    " -c plan_cache_mode=force_generic_plan",
    "connect_timeout": 3,
    "application_name": "dual-channel",
}
if env.bool("MIGRATING", False):
    # Migrations run as the owner (OWNER_DATABASE_URL) and may take their time.
    DATABASES["default"].update(env.db("OWNER_DATABASE_URL"))
    DATABASES["default"]["OPTIONS"]["options"] = "-c lock_timeout=10s -c timezone=Asia/Shanghai"
DATABASE_APP_ROLE = env.str("DATABASE_APP_ROLE", "dual_app")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Counters that all workers share; whoever uses it goes on without it.
    "shared": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    },
}
API_PRICES_A_DAY = env.int("API_PRICES_A_DAY", 5)  # different prices of one product an institution may try
# Limits of the API, each of all workers together.
API_TOKENS_A_MINUTE = env.int("API_TOKENS_A_MINUTE", 60)  # for one client
API_WRONG_SECRETS_A_MINUTE = env.int("API_WRONG_SECRETS_A_MINUTE", 10)  # of one client from one address
API_BENEFIT_CHECKS_A_MINUTE = env.int("API_BENEFIT_CHECKS_A_MINUTE", 240)  # of one institution
API_STRANGERS_AN_HOUR = env.int("API_STRANGERS_AN_HOUR", 60)  # checks of one institution about persons nobody knows
# How often one account may look for persons: who walks through numbers or names is stopped.
PEOPLE_SEARCHES_AN_HOUR = env.int("PEOPLE_SEARCHES_AN_HOUR", 200)
# Where settlements and reversals are told; they wait in the outbox while it is empty.
CORE_SYSTEM_URL = env.str("CORE_SYSTEM_URL", "")
CORE_SYSTEM_TOKEN = env.str("CORE_SYSTEM_TOKEN", "")
IMPORT_DAYS = env.int("IMPORT_DAYS", 180)  # how long a table that was handed in is kept, with its lines
# Lists taken away as files.
EXPORT_DAYS = env.int("EXPORT_DAYS", 7)  # how long a file that a worker wrote lies ready
EXPORTS_OF_A_PERSON = env.int("EXPORTS_OF_A_PERSON", 5)  # that wait, are written or lie ready at a time
PUBLIC_EXPORTS_AN_HOUR = env.int("PUBLIC_EXPORTS_AN_HOUR", 30)  # of published lists, to one address
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}
CELERY_TASK_PUBLISH_RETRY = False
DJANGO_CELERY_BEAT_TZ_AWARE = True
# How often a job is asked for, in Asia/Shanghai. Daily ones are asked for every hour and happen once: a machine that
# was off at midnight catches up. In the order of their minutes: what is accepted by silence can be overdue at once.
CELERY_BEAT_SCHEDULE = {
    name: {"task": name, "schedule": crontab(minute=minute), "options": {"expires": 600}}
    for name, minute in {
        "seal_events": "*/5",
        "review_alerts": "*/5",
        "deliver_outbox": "*",
        "advance_imports": "*",
        "write_exports": "*",
        "follow_moves": "0",
        "expire_listings": "1",
        "sweep_left_drugs": "2",
        "expire_entitlements": "3",
        "accept_unanswered": "4",
        "mark_overdue": "5",
        "warn_of_policy_end": "6",
        "forget_ended_sessions": "7",
        "clear_exports": "8",
        "clear_imports": "9",
    }.items()
}

# How long work may lie before the list of jobs shows it amber, and red.
JOBS_AMBER_MINUTES = env.int("JOBS_AMBER_MINUTES", 10)
JOBS_RED_MINUTES = env.int("JOBS_RED_MINUTES", 60)

AUTH_USER_MODEL = "province.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "province.staff.forms.PasswordRules"},
]
# What level three of classified protection asks besides; docs/decisions/11-password-rules.md says why.
PASSWORDS_REMEMBERED = 5
PASSWORD_DAYS = env.int("PASSWORD_DAYS", 90)
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "physicians.clients.hashers.ClientSecretHasher",
]
LOGIN_URL = "province:login"
LOGIN_REDIRECT_URL = "province:home"
LOGOUT_REDIRECT_URL = "province:login"
SESSION_ENGINE = "config.sessions"
SESSION_COOKIE_AGE = env.int("SESSION_ABSOLUTE_SECONDS", 8 * 3600)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", 30 * 60)
# A person and a source are locked together, so that nobody can lock another out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_TEMPLATE = "province/locked.html"

LANGUAGE_CODE = "zh-hans"
FILTERS_EMPTY_CHOICE_LABEL = "全部"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(BASE_DIR / ".local" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", bootstrap.BASE_DIR)]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # The proxy compresses; doing it for every file of every library takes a minute of a core.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
if ON_OWN_MACHINE:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = ON_OWN_MACHINE

# More than one paper may have (applications.rules.documents.MOST_BYTES); the proxy takes as much.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "province.frame.access.csrf_failure"
if not ON_OWN_MACHINE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["physicians.clients.api.authentication.InstitutionToken"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["kit.api.json.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["kit.api.json.StrictJSONParser"],
    "EXCEPTION_HANDLER": "province.frame.problems.handle",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_PAGINATION_CLASS": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "双通道药品管理系统接口",
    "DESCRIPTION": "定点医药机构接入：待遇核验、查处方、试算、结算、查询、撤销。"
    "先读[接入指南](/api/v1/guide/)，内有一个工作日的完整例子（curl、Python、Java、C#）。"
    "错误一律为 application/problem+json，每个代码的原因和处理办法见[接口错误代码](/api/v1/problems/)。",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "POSTPROCESSING_HOOKS": ["province.frame.schema.add_components"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "supportedSubmitMethods": []},
}
OAUTH2_PROVIDER = {
    "ACCESS_TOKEN_EXPIRE_SECONDS": 600,
    "ACCESS_TOKEN_GENERATOR": "physicians.clients.api.tokens.signed_token",
    "OAUTH2_SERVER_CLASS": "oauthlib.oauth2.BackendApplicationServer",
    "OAUTH2_VALIDATOR_CLASS": "physicians.clients.api.tokens.SignedTokens",
    "CLIENT_SECRET_HASHER": "client_secret",
    "SCOPES": {"settle": "结算"},
    "DEFAULT_SCOPES": ["settle"],
    # Client credentials are all there is; every other grant stands as strict as RFC 9700 asks.
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
}
OAUTH2_PROVIDER_APPLICATION_MODEL = "physicians.ApiClient"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"faults": {"()": "config.logs.FaultsOnly"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
    # A refusal is one line of config.middleware.RequestId; Django speaks of faults alone, with their cause.
    "loggers": {
        "django": {"handlers": [], "level": "NOTSET"},
        "django.request": {"filters": ["faults"]},
        "django.security": {"level": "CRITICAL"},
    },
}
