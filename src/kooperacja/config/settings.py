"""All settings, from the environment. Production has no defaults for secrets and refuses to start without them."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

from kooperacja.vault.keys import KeyProblem, KeyRing, read_key_file

env = Env()
ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT.parent.parent

# production, demo (./run), development or test
MODE: str = env.str("KOOPERACJA_MODE", "production")
if MODE not in {"production", "demo", "development", "test"}:
    raise ImproperlyConfigured("KOOPERACJA_MODE is production, demo, development or test.")
PRODUCTION = MODE == "production"
# shows errors with their traces and the page of components; never in production
DEBUG: bool = MODE == "development"

# where the embedded database, outgoing mail and uploaded files lie
DATA: Path = env.path("KOOPERACJA_DATA", PROJECT / "var" / MODE)
DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
# signs cookies and links
SECRET_KEY: str = env.str("SECRET_KEY", "" if PRODUCTION else "not a secret, only for demonstration and tests")
if PRODUCTION and len(SECRET_KEY) < 50:  # noqa: PLR2004 - as Django's check for deployment asks
    raise ImproperlyConfigured("Set SECRET_KEY to a random text of at least 50 characters that nobody else knows.")
# the site's own address as people type it, for links in e-mails
BASE_URL: str = env.str("BASE_URL", "" if PRODUCTION else "http://localhost:8000").rstrip("/")
if PRODUCTION and not BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("Set BASE_URL to the address of this installation, beginning with https://.")
# host names under which the site answers, with commas; that of BASE_URL by default
ALLOWED_HOSTS: list[str] = env.list(
    "ALLOWED_HOSTS", [urlsplit(BASE_URL).hostname or ""] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"]
)
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("Name the hosts in ALLOWED_HOSTS: links in e-mails are made with the host of a request.")
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [BASE_URL])


KEY_OF_TESTS = "dGhpcyBrZXkgaXMgb25seSBmb3IgdGVzdHMgISEhISE="


def _keys() -> str:
    """Return the keys of the personal fields: from the environment, or from a file."""
    text: str = env.str("KOOPERACJA_KEYS", "") or (KEY_OF_TESTS if MODE == "test" else "")
    path: str = env.str("KOOPERACJA_KEY_FILE", "")
    if not (text or path):
        raise ImproperlyConfigured(
            "There is no key for personal data. Make one with `python -m kooperacja.vault > FILE`, keep a copy apart "
            "from the database, and set KOOPERACJA_KEY_FILE to that file.",
        )
    try:
        text = text or read_key_file(Path(path))
        KeyRing.parse(text)
    except KeyProblem as error:
        raise ImproperlyConfigured(str(error)) from error
    if PRODUCTION and KEY_OF_TESTS in text.split():
        raise ImproperlyConfigured("The key for personal data is the one that everybody can read in the source.")
    return text


# keys that seal personal fields, base64, the active one first
KOOPERACJA_KEYS: str = _keys()

ROOMS = [
    "ui",
    "vault",
    "audit",
    "access",
    "accounts",
    "outbox",
    "drafts",
    "territory",
    "institutions",
    "agreements",
    "partnerships",
    "persons",
    "lists",
    "concerns",
    "cases",
    "consultations",
    "matching",
    "transfers",
    "reviews",
    "diagnosis",
    "gate",
    "agenda",
    "search",
    "leaving",
    "protection",
    "portal",
    "simulation",
    "demo",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    # before allauth, since templates of ours replace its own
    *(f"kooperacja.{room}" for room in ROOMS if (ROOT / room / "apps.py").exists()),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "kooperacja.config.requests.NumberRequests",
    "kooperacja.config.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # sends what is compressed already, so it stands before the next
    "django.middleware.gzip.GZipMiddleware",  # for a weak network; see ADR 0028
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "kooperacja.config.requests.RefuseNonsense",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kooperacja.config.sessions.EndSessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "kooperacja.accounts.factors.SecondFactor",
    "kooperacja.drafts.middleware.KeepForms",
    "kooperacja.institutions.hats.ChooseHat",
    "kooperacja.audit.reads.RecordReads",
    "kooperacja.portal.errors.AnswerErrors",
]

ROOT_URLCONF = "kooperacja.config.urls"
WSGI_APPLICATION = "kooperacja.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "kooperacja.institutions.hats.hat_context",
                "kooperacja.demo.context.demo",
                "kooperacja.portal.context.page",
            ],
        },
    },
]
FORM_RENDERER = "kooperacja.ui.forms.Renderer"

# sqlite:///path or postgres://user:password@host/name
DATABASES: dict[str, Any] = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA / 'db.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 600  # seconds; opening one costs a fifth of a page, on SQLite, too
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",  # a deferred read-then-write fails at once with "database is locked"
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=268435456;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True  # a cursor forgets plans, and plans for its first rows
    DATABASES["default"]["OPTIONS"] = {
        # pages ask the same long questions again and again: their plans are kept, which cost more than the answers
        "server_side_binding": True,
        "prepare_threshold": 2,
        # compiling a query takes seconds, running it milliseconds; and what somebody may see joins more tables than the
        # planner looks at together by default: then it begins with everybody's rows instead of the person's own
        "options": "-c jit=off -c geqo=off -c from_collapse_limit=20 -c join_collapse_limit=20",
        **DATABASES["default"].get("OPTIONS", {}),
    }

# people: by invitation, with a passkey, or a password and a second factor
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["kooperacja.accounts.hashers.Argon2id"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "kooperacja.accounts.passwords.GuessableValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "kooperacja.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "kooperacja.accounts.models.display"
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever opened the link of an invitation has the address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_DEFAULT_HTTP_PROTOCOL = BASE_URL.partition(":")[0]
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",  # the key is account and address together, see the adapter
    "login_failed_anywhere": "50/h/key",
    "reset_password": "20/m/ip,3/h/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ACCOUNT_FORMS = {
    "login": "kooperacja.accounts.forms.SignIn",
    "reauthenticate": "kooperacja.accounts.forms.Reauthenticate",
    "change_password": "kooperacja.accounts.forms.ChangePassword",
    "set_password": "kooperacja.accounts.forms.SetPassword",
    "reset_password": "kooperacja.accounts.forms.AskForPasswordLink",
    "reset_password_from_key": "kooperacja.accounts.forms.NewPasswordByLink",
}
USERSESSIONS_ADAPTER = "kooperacja.outbox.signing.SessionsAdapter"
MFA_ADAPTER = "kooperacja.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1  # a clock may be off by 30 seconds; a code works once all the same
MFA_FORMS = {
    "authenticate": "kooperacja.accounts.forms.SecondStep",
    "reauthenticate": "kooperacja.accounts.forms.ReauthenticateByCode",
    "activate_totp": "kooperacja.accounts.forms.ActivateCodes",
    "add_webauthn": "kooperacja.accounts.forms.AddPasskey",
    "edit_webauthn": "kooperacja.accounts.forms.RenamePasskey",
}
# how many proxies stand before the server and write X-Forwarded-For; 0 takes the address of the connection. Too few,
# and all people share the tries of one address; too many, and a guesser makes up addresses
ALLAUTH_TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXY_COUNT", 1 if env.bool("BEHIND_PROXY", False) else 0)

# counters of tries, shared by all processes
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

# minutes without work after which a person signs in again, and hours after which in any case
SESSION_IDLE_SECONDS: int = 60 * env.int("SESSION_IDLE_MINUTES", 30)
# the same minutes in visit mode, on the worker's own device
SESSION_VISIT_SECONDS: int = 60 * env.int("SESSION_VISIT_MINUTES", 120)
SESSION_LONGEST_SECONDS: int = 3600 * env.int("SESSION_LONGEST_HOURS", 10)
# days for which an untouched draft is kept
DRAFT_DAYS: int = env.int("DRAFT_DAYS", 30)
# days after the decision for which a concern without a case is still shown and compared; then it is locked
CONCERN_LIVE_DAYS: int = env.int("CONCERN_LIVE_DAYS", 90)
# working days for the answer to an action that somebody is asked to do; usage of the model, no statute sets it
ANSWER_DAYS: int = env.int("ANSWER_DAYS", 5)
# the next review of a case is so many weeks after the last: from, to
REVIEW_WEEKS: tuple[int, int] = (env.int("REVIEW_WEEKS_FROM", 6), env.int("REVIEW_WEEKS_TO", 8))
# files of lists that one person takes a day
LIST_FILES_A_DAY: int = env.int("LIST_FILES_A_DAY", 20)
# the longest that somebody of another centre covers at once, in days; it can be renewed
COVER_DAYS: int = env.int("COVER_DAYS", 60)
# calendar days until the workshop with the family where help couldn't wait for it; no statute sets them: it is the
# habit of those who use the cooperation model, so a centre may agree on other ones
CRISIS_WORKSHOP_DAYS: int = env.int("CRISIS_WORKSHOP_DAYS", 30)
# months after a closure when a family that agreed is asked how it is going
FOLLOW_UP_MONTHS: int = env.int("FOLLOW_UP_MONTHS", 6)
# days during which somebody who was asked for advice without a name can read the question
CONSULTATION_DAYS: int = env.int("CONSULTATION_DAYS", 30)

# sessions: in the database, ended by the server (`sessions.EndSessions`). The cookie outlives the session, so that a
# form that is sent after a weekend still says whose it is, and its text is kept for that account.
SESSION_COOKIE_AGE = 4 * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
if PRODUCTION:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)  # false if the proxy redirects by itself
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", True)
    SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", True)
    if env.bool("BEHIND_PROXY", False):  # only if a proxy sets X-Forwarded-Proto itself and drops what comes in
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
LANGUAGE_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # what was done stands in no cookie
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = [
    "kooperacja.config.uploads.Limited",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# language and time
LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", _("Polish")), ("en", _("English"))]
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True
USE_I18N = True

# static files: compiled ones are committed, whitenoise serves them; once `collectstatic` has gathered them, compressed
# and under the names of their hashes, so that browsers keep them for a year. `./run` does so for the demonstration, too
COLLECTED: bool = env.bool("STATIC_COLLECTED", False) or PRODUCTION
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static" if COLLECTED else None  # elsewhere they are served from where they lie
WHITENOISE_USE_FINDERS = not COLLECTED
# the service worker, which stands at the root of the site; no session is opened for it
WHITENOISE_ROOT = ROOT / "ui" / "root"
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
MEDIA_ROOT = DATA / "files"

# e-mail: a folder of files by default, SMTP by EMAIL_URL=smtp+tls://user:password@host:587
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA / "mail")
if address := env.str("EMAIL_URL", ""):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    _mail: dict[str, Any] = env.dj_email_url("EMAIL_URL")
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
# the sender of all e-mails; neutral, it says nothing of anybody
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", "Kooperacja <nie-odpowiadaj@localhost>")

# services of browsers' makers by which devices are told that a message waits, with commas, each with what is below it;
# the server turns to no other one. Empty switches these notices off
PUSH_HOSTS: list[str] = [
    host.strip()
    for host in env.list(
        "PUSH_HOSTS",
        [
            "fcm.googleapis.com",  # Chrome, Edge on Android, Opera, Samsung
            "push.services.mozilla.com",  # Firefox
            "notify.windows.com",  # Edge
            "web.push.apple.com",  # Safari
        ],
    )
]
if any(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) is None for host in PUSH_HOSTS):
    raise ImproperlyConfigured("PUSH_HOSTS are names of hosts in small letters, with commas between them.")

# what the worker does and how often
SCHEDULE = "kooperacja.config.schedule.SCHEDULE"

# logs: no names, no texts; addresses hold only random ids
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"quiet": {"()": "kooperacja.config.logs.WithoutPersonalData"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {request_number} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["quiet"], "formatter": "line"}},
    # Django's own would write and e-mail faults with the words of the error and the request
    "loggers": {"django": {"handlers": [], "propagate": True}},
    "root": {"handlers": ["console"], "level": "WARNING" if MODE == "test" else "INFO"},
}
