"""The one settings module. Each option of the environment is declared once in `OPTIONS`, with its meaning."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Option:
    """An option of the environment: its name, what it does, and its default as people read it."""

    name: str
    doc: str
    default: str


OPTIONS = (
    Option("ALMONER_DATA", "Folder of the books, code sets and mailbox.", "`.almoner` beside `run`"),
    Option("DATABASE_URL", "A PostgreSQL of 16 or later to use instead of the private one.", "none"),
    Option("ALMONER_HOSTS", "Host names, comma-separated, that the screens answer to.", "loopback only"),
    Option("ALMONER_LISTEN", "Address and port of the screens that `serve` shows.", "`127.0.0.1:8000`"),
    Option(
        "ALMONER_PROXY",
        "Address of the proxy in front of the screens, such as `127.0.0.1`. Where a request comes from is "
        "what its `X-Forwarded-For` and `X-Forwarded-Proto` say; nobody else's are believed.",
        "none",
    ),
    Option("ALMONER_SESSION_MINUTES", "Minutes without a click after which a sign-in expires.", "30"),
    Option(
        "ALMONER_MAILBOX", "Folder or `sftp://` address of the clearinghouse mailbox.", "the payer in a box"
    ),
    Option(
        "ALMONER_PAY_ADDRESS",
        "Address under which patients reach the pay page, such as `https://pay.example.org`; statements show "
        "it.",
        "the screens' own beside the payer in a box, else none",
    ),
    Option("ALMONER_CARD_TERMINAL", "Folder of a simulated card terminal.", "beside the payer in a box"),
    Option("ALMONER_SFTP_KEY", "File of the private key that signs in at an `sftp://` mailbox.", "none"),
    Option("ALMONER_SFTP_KNOWN_HOSTS", "File of the host keys that an `sftp://` mailbox may have.", "none"),
    Option(
        "ALMONER_CODER",
        "A stronger model that chooses among the coder's candidates: `simulated`, or the address of a server "
        "with chat completions, such as `http://127.0.0.1:8080/v1`.",
        "off",
    ),
    Option("ALMONER_CODER_MODEL", "The model's name at that server.", "`default`"),
    Option("ALMONER_CODER_SECONDS", "Seconds that its answer may take; then the coder stands alone.", "20"),
    Option("ALMONER_CODER_KEY", "File of the key that the server wants.", "none"),
    Option(
        "ALMONER_CODER_AGREEMENT",
        "Who confirmed a business associate agreement with the receiver, and when; without it nothing leaves "
        "this machine.",
        "none",
    ),
    Option(
        "ALMONER_SPEECH",
        "What turns dictation into words: `whisper` on this machine, `fixture:FILE`, or the address of a "
        "server with audio transcriptions.",
        "off",
    ),
    Option("ALMONER_SPEECH_MODEL", "The speech model's name.", "`tiny.en`"),
    Option("ALMONER_SPEECH_SECONDS", "Seconds that one recording may take.", "120"),
    Option("ALMONER_SPEECH_KEY", "File of the key that the speech server wants.", "none"),
    Option(
        "ALMONER_SPEECH_AGREEMENT",
        "As ALMONER_CODER_AGREEMENT, for the receiver of recordings.",
        "none",
    ),
    Option(
        "ALMONER_TRAINING",
        "Set by the screens alone, for the process that shows a learner's room of practice mode.",
        "none",
    ),
)


def option(name: str, default: str = "") -> str:
    """Return an option's value, or the default where it is unset or empty."""
    assert any(known.name == name for known in OPTIONS), "declare the option in OPTIONS first"
    return os.environ.get(name) or default


def data_folder() -> Path:
    """Return `$ALMONER_DATA`, else `.almoner` beside `run`; it is not created here."""
    return Path(option("ALMONER_DATA") or Path(__file__).resolve().parent.parent / ".almoner")


def session_secret(data: Path) -> str:
    """Return the key that signs sessions, made once and kept in the data folder with mode 0600."""
    path = data / "session.key"
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"session.key.{os.getpid()}")
    with os.fdopen(
        os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii"
    ) as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(fresh, path)  # the first of two processes wins; the other reads its key
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_text(encoding="ascii")


IS_TRAINING = bool(option("ALMONER_TRAINING"))
"""True in the process of a learner's room, whose books are invented and which nothing leaves."""
# `store.boot` replaces it by `session_secret()`; commands on files create no data folder.
SECRET_KEY = secrets.token_urlsafe(48)
DEBUG = False
USE_TZ = True
TIME_ZONE = ""  # Django would make the whole process live in another; it keeps instants in UTC in any case
USE_I18N = False
ALLOWED_HOSTS = [host for host in option("ALMONER_HOSTS").split(",") if host] or [
    "127.0.0.1",
    "localhost",
    "[::1]",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "procrastinate.contrib.django",
    "almoner.store",
]
MIDDLEWARE = [
    "almoner.web.measured.Measured",
    "almoner.web.headers.SafeHeaders",
    "almoner.web.failures.TellFailures",
    "django.middleware.gzip.GZipMiddleware",  # pads each answer by chance, so that its length tells no secret
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    f"almoner.web.practice_mode.{'learner.LearnerAlone' if IS_TRAINING else 'forward.ForwardToRoom'}",
]
ROOT_URLCONF = "almoner.web.urls"
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [Path(__file__).resolve().parent / "web" / "templates"],
        "OPTIONS": {"environment": "almoner.web.environment.make"},
    }
]
STATIC_URL = "/static/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Filled by `store.boot` with the server it found; until then nothing can connect by accident.
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "almoner",
        "CONN_MAX_AGE": 600,  # each thread of the web server keeps its connection, and looks whether it lives
        "CONN_HEALTH_CHECKS": True,
    },
    "owner": {"ENGINE": "django.db.backends.postgresql", "NAME": "almoner"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["almoner.flow.users.WithMemberships"]
# `web.door` renews a session once a minute at most, so that reading writes nothing.
SESSION_COOKIE_AGE = int(option("ALMONER_SESSION_MINUTES", "30")) * 60
SESSION_COOKIE_NAME = "almoner_training" if IS_TRAINING else "sessionid"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "almoner.web.errors.stale_form"
# Whoever names hosts stands behind a proxy that speaks TLS to people.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = bool(option("ALMONER_HOSTS"))
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in option("ALMONER_HOSTS").split(",") if host]
DATA_UPLOAD_MAX_MEMORY_SIZE = 50 * 1024 * 1024
# What people upload is patients' data: it never lies in the machine's folder for temporary files.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["almoner.jobs.tasks"]
