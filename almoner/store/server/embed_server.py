"""Where the books' PostgreSQL is, and how each of the three roles reaches it: plain data, no connection."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

Role: TypeAlias = Literal["owner", "app", "train"]

OLDEST_MAJOR = 16
ROLE_NAMES: Mapping[Role, str] = {"owner": "almoner_owner", "app": "almoner_app", "train": "almoner_train"}

_DJANGO_KEYS = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


class ServerUnavailable(RuntimeError):
    """No usable PostgreSQL; the text is one line that says what to do (exit status 2 at the door)."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running PostgreSQL and how each of the three roles reaches it."""

    host: str
    """The socket folder of the private server, or the host of DATABASE_URL."""
    port: int
    database: str
    is_embedded: bool
    version: int
    """PostgreSQL's server_version_num, e.g. 180006."""
    bindir: Path | None = None
    """Where pg_dump, psql and the like are, when that is known."""
    login: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What DATABASE_URL says beyond host, port and database; holds a password, so it is never shown."""

    def parameters(self, role: Role, *, database: str | None = None) -> dict[str, str]:
        """The libpq connection parameters for a role, by their libpq names."""
        name = ROLE_NAMES[role]
        place = {"host": self.host, "port": str(self.port), "dbname": database or self.database}
        if self.is_embedded:
            return {**place, "user": name}
        found = {**self.login, **place}
        if role != "owner":
            found["options"] = f"{found.get('options', '')} -c role={name}".strip()
        return {key: value for key, value in found.items() if value != ""}

    def conninfo(self, role: Role, *, database: str | None = None) -> str:
        """The same as one libpq key/value string."""
        parameters = self.parameters(role, database=database)
        return " ".join(f"{key}={_quote(value)}" for key, value in parameters.items())

    def django(self, role: Role) -> dict[str, Any]:
        """The entry of Django's DATABASES for a role."""
        parameters = self.parameters(role)
        entry: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql"}
        entry |= {key: parameters.pop(name, "") for name, key in _DJANGO_KEYS.items()}
        entry["OPTIONS"] = parameters
        return entry


def _quote(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
