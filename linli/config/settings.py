"""How Linli is put together. Every name that an operator may set is listed in `names` and in docs/operate/settings.md."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from linli.config import logs
from linli.config.databases import REPLICA, databases
from linli.config.env import ROOT, env, read_settings_file, secret_from
from linli.config.parts import with_their_parts
from linli.config.signing_in import *  # noqa: F403 - constants, and nothing else

SETTINGS_FILE = read_settings_file()

VAR = Path(env.str("LINLI_VAR", default=str(ROOT / "var")))
LOCALITY = Path(env.str("LINLI_LOCALITY", default=str(ROOT / "localities" / "demonstration")))
DEMONSTRATION = env.bool("LINLI_DEMONSTRATION", default=False)

DEBUG = env.bool("LINLI_DEBUG", default=False)
SECRET_KEY = env.str("LINLI_SECRET_KEY", default="") or secret_from(VAR / "keys" / "session.key")
ALLOWED_HOSTS = env.list("LINLI_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("LINLI_ORIGINS", default=[])
KEYS = VAR / "keys"

HTTPS = env.bool("LINLI_HTTPS", default=False)

CAPABILITIES = ["linli.capabilities.requests", "linli.capabilities.petitions"]

INSTALLED_APPS = [
    "linli.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "linli.ground.look",
    "linli.ground.places",
    "linli.ground.people",
    "linli.ground.people.keyring",
    "linli.ground.calendars",
    "linli.ground.files",
    "linli.ground.documents",
    "linli.core.matters",
    "linli.core.clocks",
    "linli.core.procedures",
    "linli.core.registers",
    "linli.core.personal_data",
    "linli.flow.intake",
    "linli.flow.intake.wishes",
    "linli.flow.routing",
    "linli.flow.routing.laboratory",
    "linli.flow.routing.learning",
    "linli.flow.routing.suggesting",
    "linli.flow.handling",
    "linli.flow.handling.alerts",
    "linli.flow.handling.returns",
    "linli.flow.handling.escalations",
    "linli.flow.handling.timing",
    "linli.flow.handling.links",
    "linli.flow.handling.joint",
    "linli.flow.handling.meetings",
    "linli.flow.handling.supervision",
    "linli.flow.outcomes",
    "linli.flow.outcomes.evidence",
    "linli.flow.outcomes.visits",
    "linli.flow.outcomes.commitments",
    "linli.flow.outcomes.foresight",
    "linli.flow.outcomes.exclusions",
    "linli.flow.outcomes.rights",
    "linli.flow.outcomes.letters",
    "linli.flow.statistics",
    "linli.doors.portal",
    "linli.doors.portal.commitments",
    "linli.doors.portal.links",
    "linli.doors.portal.notices",
    "linli.doors.portal.exclusions",
    "linli.doors.portal.proofs",
    "linli.doors.portal.rights",
    "linli.doors.portal.letters",
    "linli.doors.portal.supervision",
    "linli.doors.desk",
    "linli.doors.desk.closing",
    "linli.doors.desk.alerts",
    "linli.doors.desk.returns",
    "linli.doors.desk.supervision",
    "linli.doors.desk.laboratory",
    "linli.doors.desk.links",
    "linli.doors.desk.joint",
    "linli.doors.desk.meetings",
    "linli.doors.desk.timing",
    "linli.doors.desk.suggesting",
    "linli.doors.desk.foresight",
    "linli.doors.desk.exclusions",
    "linli.doors.desk.rights",
    "linli.doors.desk.letters",
    "linli.doors.desk.notices",
    "linli.doors.desk.sealed",
    "linli.doors.api",
    "linli.doors.notices",
    *with_their_parts(CAPABILITIES),
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "linli.ground.look.headers.SecurityHeaders",
    "linli.config.middleware.answer_health",
    "linli.config.middleware.number_and_log",
    "linli.config.middleware.refuse_what_nobody_means",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "linli.ground.look.languages.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "linli.ground.people.opened.KeptOpen",
    "linli.ground.people.login.middleware.Doorkeeper",
]

ROOT_URLCONF = "linli.config.urls"
WSGI_APPLICATION = "linli.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "linli.ground.look.context.page",
            ],
        },
    }
]

FORM_RENDERER = "linli.ground.look.renderer.Renderer"

DATABASES = databases(VAR)
CELL = env.str("LINLI_CELL", default="")
if REPLICA in DATABASES:
    MIDDLEWARE.append("linli.config.copies.middleware.FromCopy")
    DATABASE_ROUTERS = ["linli.config.copies.router.Copies"]

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "linli_cache"}}

AUTH_USER_MODEL = "people.Staff"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "/desk/", "account_login"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMONSTRATION
REQUIRE_SECOND_FACTOR = env.bool("LINLI_REQUIRE_SECOND_FACTOR", default=not DEMONSTRATION)
STAFF_IDLE_MINUTES = env.int("LINLI_STAFF_IDLE_MINUTES", default=30)
STAFF_HOURS = env.int("LINLI_STAFF_HOURS", default=10)
RESIDENT_MINUTES = env.int("LINLI_RESIDENT_MINUTES", default=120)
OPENED_MINUTES = env.int("LINLI_OPENED_MINUTES", default=15)
KEY_STRETCH = env.int("LINLI_KEY_STRETCH", default=1)
IDENTITY_PROVIDER = {
    "issuer": env.str("LINLI_OIDC_ISSUER", default=""),
    "client": env.str("LINLI_OIDC_CLIENT", default=""),
    "secret": env.str("LINLI_OIDC_SECRET", default=""),
    "label": env.str("LINLI_OIDC_LABEL", default="") or _("统一身份认证"),
    "claim": env.str("LINLI_OIDC_CLAIM", default="name"),
}
SESSION_COOKIE_AGE, SESSION_EXPIRE_AT_BROWSER_CLOSE = 12 * 3600, True
PROXIES = env.int("LINLI_PROXIES", default=0)
CODE_SENDER = env.str(
    "LINLI_CODE_SENDER", default="linli.ground.people.senders.ConsoleSender" if DEMONSTRATION else ""
)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("LINLI_TIME_ZONE", default="Asia/Shanghai")
CALENDAR = env.str("LINLI_CALENDAR", default="cn")
PLACES = env.int("LINLI_THREADS", default=4)
WAITING = env.int("LINLI_WAITING", default=64)
SHEDDING = VAR / "shedding"
KEEP_SECONDS = env.float("LINLI_KEEP_SECONDS", default=1.0)

SITE = {
    "name": env.str("LINLI_SITE_NAME", default=""),
    "organisation": env.str("LINLI_SITE_ORGANISATION", default=""),
    "phone": env.str("LINLI_SITE_PHONE", default=""),
    "code": env.str("LINLI_SITE_CODE", default=""),
    "icp": env.str("LINLI_SITE_ICP", default=""),
    "police": env.str("LINLI_SITE_POLICE", default=""),
}

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_FINDERS = [
    "linli.ground.look.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATIC_HASHED = env.bool("LINLI_STATIC_HASHED", default=not DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "linli.ground.look.bundles.HashedStorage"
        if STATIC_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not STATIC_HASHED
FILES_ROOT = VAR / "files"
ERASED = env.str("LINLI_ERASED", default=str(VAR / "erased.jsonl"))
ADDRESS = env.str("LINLI_ADDRESS", default=f"http{'s' if HTTPS else ''}://{ALLOWED_HOSTS[0]}").rstrip("/")
FONTS, FILES_SCANNER = env.str("LINLI_FONTS", default=""), env.str("LINLI_SCANNER", default="")
FILES_LIMITS = {
    "image_bytes": env.int("LINLI_IMAGE_MEGABYTES", default=20) * 1024 * 1024,
    "document_bytes": env.int("LINLI_DOCUMENT_MEGABYTES", default=20) * 1024 * 1024,
}

LOGGING = logs.configuration(
    style=env.str("LINLI_LOG_STYLE", default="text" if DEBUG or DEMONSTRATION else "json"),
    level=env.str("LINLI_LOG_LEVEL", default="WARNING" if DEMONSTRATION else "INFO"),
)

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
OPENED_COOKIE_NAME = "__Host-opened" if HTTPS else "opened"
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = (
        "__Host-session",
        "__Host-csrf",
        "__Host-language",
    )
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS = 365 * 24 * 3600, True
    SECURE_REDIRECT_EXEMPT = [r"^api/"]  # programs are refused instead: see config.middleware
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # a name is put on the browsers' list by whoever owns the domain
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "linli.ground.look.errors.forged"
