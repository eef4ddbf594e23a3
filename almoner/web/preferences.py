"""What a person likes: single keys or not, how dense the rows, light or dark. Kept in the browser, checked on
every read.
"""

from dataclasses import asdict, dataclass, fields

from django.http import HttpRequest, HttpResponse

COOKIE = "almoner_ui"
A_YEAR_S = 365 * 24 * 60 * 60
CHOICES = {
    "theme": ("system", "light", "dark"),
    "density": ("cosy", "compact", "touch"),
    "keys": ("on", "off"),
}


@dataclass(frozen=True, slots=True)
class Preferences:
    """One choice each; the first of `CHOICES` unless a person chose."""

    theme: str = "system"
    density: str = "cosy"
    keys: str = "on"


def read(request: HttpRequest) -> Preferences:
    """Return the choices of this browser."""
    pairs = [part.partition("=") for part in request.COOKIES.get(COOKIE, "")[:200].split("&")]
    return _chosen({name: value for name, _, value in pairs})


def from_form(request: HttpRequest) -> Preferences:
    """Return the choices of a form."""
    return _chosen({field.name: request.POST.get(field.name, "") for field in fields(Preferences)})


def _chosen(values: dict[str, str]) -> Preferences:
    return Preferences(
        **{name: values[name] for name, allowed in CHOICES.items() if values.get(name) in allowed}
    )


def keep(response: HttpResponse, chosen: Preferences, *, is_secure: bool) -> None:
    """Let the browser keep the choices."""
    text = "&".join(f"{name}={value}" for name, value in asdict(chosen).items())
    response.set_cookie(COOKIE, text, max_age=A_YEAR_S, httponly=True, samesite="Lax", secure=is_secure)
