"""What an address asks for, read from its query: bounded; what cannot be read is as if it were not there."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from almoner.core.money import cents
from almoner.flow.refused import refusal

LARGEST_ID = 2**63 - 1


def text(request: HttpRequest, name: str, *, longest: int = 80) -> str:
    """Return a text without the blanks around it."""
    return request.GET.get(name, "").strip().replace("\0", "")[:longest]


def one_of(request: HttpRequest, name: str, allowed: frozenset[str]) -> str:
    """Return one of the allowed words, else nothing."""
    found = text(request, name)
    return found if found in allowed else ""


def number(request: HttpRequest, name: str) -> int:
    """Return a whole number that an id may be, else 0."""
    found = text(request, name)
    return int(found) if found.isdecimal() and found.isascii() and len(found) < 19 else 0


def day(request: HttpRequest, name: str) -> date | None:
    """Return a day as browsers write it (`2026-11-23`)."""
    try:
        return date.fromisoformat(text(request, name))
    except ValueError:
        return None


def day_in_form(request: HttpRequest, name: str) -> date | None:
    """Return a day that a form posts."""
    try:
        return date.fromisoformat(str(request.POST.get(name, "")).strip())
    except ValueError:
        return None


def id_in_form(request: HttpRequest, name: str) -> int:
    """Return a whole number that a form posts, else 0."""
    found = str(request.POST.get(name, "")).strip()
    return int(found) if found.isdecimal() and found.isascii() and len(found) < 19 else 0


def text_in_form(request: HttpRequest, name: str, *, longest: int = 200) -> str:
    """Return a text that a form posts, without the blanks around it."""
    return str(request.POST.get(name, "")).strip().replace("\0", "")[:longest]


def ids_in_form(request: HttpRequest, name: str, *, most: int = 200) -> list[int]:
    """Return the whole numbers that a form posts under one name."""
    found = request.POST.getlist(name)[:most]
    return [int(one) for one in found if one.isdecimal() and one.isascii() and len(one) < 19]


def amount(request: HttpRequest, name: str) -> int:
    """Return cents of an amount as people type it (`250`, `1,250.50`), else 0."""
    return _cents(text(request, name))


def _cents(typed: str) -> int:
    try:
        return max(0, cents(typed.replace(",", "").removeprefix("$")))
    except ValueError:
        return 0


def cents_in_form(request: HttpRequest, name: str) -> int:
    """Return cents of an amount that a form posts (`250`, `1,250.50`), else 0."""
    return _cents(text_in_form(request, name, longest=20))


def exact_cents(request: HttpRequest, name: str) -> int:
    """Return cents of an amount that a form posts (`250`, `1,250.50`, `-3`), 0 where it is left empty. Raises
    Refused for what is no amount: nobody's typing error becomes another sum.
    """
    found = str(request.POST.get(name, "")).strip()[:20].replace(",", "").removeprefix("$")
    if not found:
        return 0
    try:
        return cents(found)
    except ValueError:
        raise refusal("ASK-01", "An amount can't be read.", "Give it as 12.50.") from None


def address(path: str, **query: str) -> str:
    """Return an address with the parts of a query that say something."""
    kept = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path
