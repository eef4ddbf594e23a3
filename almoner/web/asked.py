"""What an address asks for, read from its query: bounded; what cannot be read is as if it were not there."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from almoner.core.money import cents
from almoner.core.rules import Finding
from almoner.flow.refused import Refused, refusal, refuse_if

T = TypeVar("T")
LARGEST_ID = 2**63 - 1
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""The days that anybody may mean: what is counted from them to and fro stays within the calendar."""
UNREADABLE = "An amount can't be read."
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")


def text(request: HttpRequest, name: str, *, longest: int = 80) -> str:
    """Return a text without the blanks around it."""
    return request.GET.get(name, "").strip().replace("\0", "")[:longest]


def safe_path(request: HttpRequest, address: str) -> str:
    """Return the path of an address of ours with its query, else nothing: nobody is sent elsewhere."""
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(address)
    path = urlunsplit(("", "", "/" + parts.path.lstrip("/"), parts.query, parts.fragment))
    # Browsers take what follows `//` or `/\\` for a host, so the path itself is judged once more.
    return path if url_has_allowed_host_and_scheme(path, None) else ""


def one_of(request: HttpRequest, name: str, allowed: frozenset[str]) -> str:
    """Return one of the allowed words, else nothing."""
    found = text(request, name)
    return found if found in allowed else ""


def number(request: HttpRequest, name: str) -> int:
    """Return a whole number that an id may be, else 0."""
    found = text(request, name)
    return int(found) if found.isdecimal() and found.isascii() and len(found) < 19 else 0


def read_day(typed: str) -> date:
    """Return a day as browsers write it (`2026-11-23`). Raises ValueError for what is none that anybody may
    mean.
    """
    found = date.fromisoformat(typed)
    if not FIRST_DAY <= found <= LAST_DAY:
        raise ValueError("a day outside of 1900 to 2199")
    return found


def instant_in_form(request: HttpRequest, name: str) -> datetime | None:
    """Return a day with its time that a form posts, to the minute and by the practice's clock."""
    typed = text_in_form(request, name, longest=20)
    try:
        found = datetime.fromisoformat(typed)
        read_day(found.date().isoformat())
    except ValueError:
        return None
    return found.replace(second=0, microsecond=0) if found.tzinfo is None else None


def day(request: HttpRequest, name: str) -> date | None:
    """Return a day."""
    return day_or_none(text(request, name))


def day_in_form(request: HttpRequest, name: str) -> date | None:
    """Return a day that a form posts."""
    return day_or_none(str(request.POST.get(name, "")).strip())


NO_DAY = "This is no day: give it as 2026-03-16."


def day_or_none(typed: str) -> date | None:
    """Return the day that a text names; None where it names none."""
    try:
        return read_day(typed)
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


def _plain(typed: str) -> str:
    """The amount without its dollar sign and the commas between thousands; a comma elsewhere is no amount, so
    that `12,50` never becomes 1250.
    """
    found = typed.removeprefix("$").strip()
    return found.replace(",", "") if _THOUSANDS.fullmatch(found) else found


def _cents(typed: str) -> int:
    try:
        return max(0, cents(_plain(typed)))
    except ValueError:
        return 0


def cents_in_form(request: HttpRequest, name: str) -> int:
    """Return cents of an amount that a form posts (`250`, `1,250.50`), 0 where it is left empty. Raises
    Refused for what is no amount, and for one below nothing.
    """
    found = exact_cents(request, name)
    if found < 0:
        raise refusal("ASK-01", UNREADABLE, "Give it as 12.50, without a minus.", name)
    return found


def exact_cents(request: HttpRequest, name: str) -> int:
    """Return cents of an amount that a form posts (`250`, `1,250.50`, `-3`), 0 where it is left empty. Raises
    Refused for what is no amount: nobody's typing error becomes another sum.
    """
    found = str(request.POST.get(name, "")).strip()[:20]
    if not found:
        return 0
    try:
        return cents(_plain(found))
    except ValueError:
        raise refusal("ASK-01", UNREADABLE, "Give it as 12.50.", name) from None


def address(path: str, **query: str) -> str:
    """Return an address with the parts of a query that say something."""
    kept = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def _about(finding: Finding, name: str) -> Finding:
    """The finding with the field that it came from, where it names none."""
    because = finding.because
    return finding if because.row else replace(finding, because=replace(because, row=name))


class Form:
    """A form that is read whole before anything of it is refused: what can't stand is kept with its field, so
    that everything is told at once.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self._wrong: list[Finding] = []

    def wrong(self, name: str, message: str, mend: str) -> None:
        """Note that a field can't stay as it was typed."""
        self._wrong += refusal("ASK-02", message, mend, name).findings

    def lay(self, findings: Iterable[Finding]) -> None:
        """Note what a check says of the whole."""
        self._wrong += findings

    def refuse(self) -> None:
        """Raise Refused with everything that was noted, the fields in the order that they were read in."""
        refuse_if(self._wrong)

    def text(self, name: str, *, longest: int = 200, lacking: str = "", mend: str = "") -> str:
        """Return a text; an empty one is noted as what is `lacking`, where that is told."""
        found = text_in_form(self.request, name, longest=longest)
        if lacking and not found:
            self.wrong(name, lacking, mend)
        return found

    def day(self, name: str, *, lacking: str = "") -> date | None:
        """Return a day, or None where none is given; noted where it can't be read, or is lacking."""
        typed, found = text_in_form(self.request, name), day_in_form(self.request, name)
        if typed and found is None:
            self.wrong(name, "This day can't be read.", "Give month, day and year.")
        elif lacking and found is None:
            self.wrong(name, lacking, "Give month, day and year.")
        return found

    def cents(self, name: str) -> int:
        """Return cents, 0 where the field is empty or can't be read, which is noted."""
        return self.gather(name, lambda: cents_in_form(self.request, name)) or 0

    def gather(self, name: str, read: Callable[[], T]) -> T | None:
        """Return what is read, or None where it is refused, which is noted."""
        try:
            return read()
        except Refused as refused:
            self._wrong += [_about(finding, name) for finding in refused.findings]
            return None
