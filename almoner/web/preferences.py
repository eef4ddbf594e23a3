"""What a person likes: single keys or not, how dense the rows, light or dark, whether names are hidden, which
columns a list has and which key does what. Kept by user, so that every browser shows the same; a cookie
repeats what pages need that nobody is signed in to. Both are checked on every read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse

from almoner.flow import choices
from almoner.web.keys import Moved, known, letter

COOKIE = "almoner_ui"
A_YEAR_S = 365 * 24 * 60 * 60
CHOICES = {
    "theme": ("system", "light", "dark"),
    "density": ("cosy", "compact", "touch"),
    "keys": ("on", "off"),
    "names": ("shown", "hidden"),
}
IN_BROWSER = ("theme", "density", "keys")
"""What a browser repeats: a page without a sign-in names nobody."""
COLUMNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "claims": {
            "payer": "Payer",
            "visit": "Visit",
            "code": "Code",
            "owner": "Owner",
            "charged": "Charged",
        },
        "work": {"claim": "Claim", "owner": "Owner"},
        "patients": {
            "coverage": "Coverage today",
            "phone": "Phone",
            "last": "Last visit",
            "next": "Next",
        },
    }
)
"""The columns of each list that a person may leave away."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """One choice each; the first of `CHOICES` unless a person chose. `away` are columns left away by list,
    `sorts` the orders that lists are kept in, `moved` the letters of acts that are not the standard ones.
    """

    theme: str = "system"
    density: str = "cosy"
    keys: str = "on"
    names: str = "shown"
    away: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sorts: Mapping[str, str] = field(default_factory=dict)
    moved: Moved = field(default_factory=dict)

    @staticmethod
    def columns(of: str) -> Mapping[str, str]:
        """Return the columns of a list that may be left away, with their names."""
        return COLUMNS[of]

    @property
    def moves(self) -> str:
        """The letters of what the frame's own script does: next, before, search, help."""
        return "".join(letter(one, self.moved) for one in ("next", "before", "search", "help"))

    def has(self, of: str, column: str) -> bool:
        """True where a list shows a column."""
        return column not in self.away.get(of, ())


def of_browser(request: HttpRequest) -> Preferences:
    """Return the choices of this browser, for a page that nobody is signed in to."""
    return _chosen(_in_browser(request))


def read(request: HttpRequest) -> Preferences:
    """Return the choices of who is signed in; what they never chose is as this browser has it."""
    return _chosen(_in_browser(request) | choices.kept(request.user))


def _in_browser(request: HttpRequest) -> dict[str, Any]:
    pairs = [part.partition("=") for part in request.COOKIES.get(COOKIE, "")[:200].split("&")]
    return {name: value for name, _, value in pairs if name in IN_BROWSER}


def keep(request: HttpRequest, response: HttpResponse, changes: Mapping[str, Any]) -> None:
    """Keep what changed for who is signed in, and let the browser repeat what it may."""
    assert isinstance(request.user, User), "the guard lets only signed-in users through"
    choices.keep(request.user, changes)
    repeat(request, response, _chosen(_in_browser(request) | choices.kept(request.user) | dict(changes)))


def repeat(request: HttpRequest, response: HttpResponse, chosen: Preferences) -> None:
    """Let the browser repeat what somebody chose."""
    text = "&".join(f"{name}={getattr(chosen, name)}" for name in IN_BROWSER)
    secure = request.is_secure()
    response.set_cookie(COOKIE, text, max_age=A_YEAR_S, httponly=True, samesite="Lax", secure=secure)


def from_form(request: HttpRequest, *names: str) -> dict[str, str]:
    """Return the choices of a form, the usual one where it says none of ours."""
    said = {name: request.POST.get(name, "") for name in names}
    return {name: value if value in CHOICES[name] else CHOICES[name][0] for name, value in said.items()}


def columns_from_form(request: HttpRequest, of: str) -> list[str]:
    """Return the columns of a list that a form leaves away."""
    wanted = request.POST.getlist("column")
    return [column for column in COLUMNS[of] if column not in wanted]


def _chosen(values: Mapping[str, Any]) -> Preferences:
    words = {name: values[name] for name, allowed in CHOICES.items() if values.get(name) in allowed}
    away = {of: values.get(f"away.{of}") for of in COLUMNS}
    left = {of: frozenset(some) & {*COLUMNS[of]} for of, some in away.items() if isinstance(some, list)}
    sorts = {name[5:]: said for name, said in values.items() if name[:5] == "sort." and isinstance(said, str)}
    return Preferences(**words, away=left, sorts=sorts, moved=known(values.get("moved")))
