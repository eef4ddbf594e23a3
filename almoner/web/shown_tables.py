"""Every table that a screen shows as a file: CSV for other programs, a workbook for people.

Promises that a file says what the screen says to the same person and nothing more, over all pages of a list
up to a limit that its name tells; and that a text never begins a formula.
"""

import re
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict

from almoner.core.report.sheet import Cell, Cents, Column, Sheet
from almoner.flow.refused import refusal
from almoner.web.sheets import as_csv, as_workbook
from almoner.web.words import MINUS

MOST_PAGES = 40
"""Pages of a list that one file follows."""
FILE, TABLE = "file", "table"
FOOT, MOST_AT_FOOT = '<div class="under">', 2
"""The strip at a list's foot, and how many tables have room in it."""
_NEXT = re.compile(r'<a\b[^>]*rel="next"[^>]*>')
_HREF = re.compile(r'href="([^"]*)"')
_LABEL = re.compile(r'aria-label="([^"]*)"[^>]*>\s*$')
_HEADING = re.compile(r"<h2\b[^>]*>(.*?)</h2>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MONEY = re.compile(rf"([{MINUS}-]?)\$([0-9,]+)\.([0-9]{{2}})")
_DAY = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4}")
_NUMBER = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})*|0|[1-9][0-9]{0,8}")
_UNSAID = frozenset({"svg", "form", "button", "select", "kbd", "script", "style", "template"})
_ALONE = frozenset({"input", "img", "br", "hr", "wbr", "use", "col", "link", "meta", "source"})
_HIDDEN = frozenset({"sr", "help", "why"})
Again = Callable[[HttpRequest], HttpResponse]
"""The view of the screen, for another page of the same list."""


@dataclass(frozen=True, slots=True)
class Said:
    """A cell as the screen says it. `is_code`: letters and digits that are no number."""

    text: str
    is_code: bool = False
    span: int = 1


@dataclass(slots=True)
class Shown:
    """A table of a screen: what it is called, its headings and its rows."""

    label: str
    header: list[Said] = field(default_factory=list)
    rows: list[list[Said]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads the tables off the main part of a page."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Shown] = []
        self._labels = labels
        self._open: list[tuple[str, bool]] = []
        """Elements within a table, each with whether it is left unsaid."""
        self._row: list[Said] | None = None
        self._text: list[str] | None = None
        self._is_code = self._is_head = False
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append(Shown(self._labels[len(self.tables)]))
            self._open, self._is_head = [], False
        if not self.tables or tag in _ALONE:
            return
        said = dict(attrs)
        classes = set((said.get("class") or "").split())
        self._open.append((tag, tag in _UNSAID or bool(classes & _HIDDEN)))
        if tag in ("thead", "tbody", "tfoot"):
            self._is_head = tag == "thead"
        elif tag == "tr":
            self._row = []
        elif tag in ("td", "th"):
            span = said.get("colspan") or "1"
            self._text, self._span = [], int(span) if span.isdecimal() else 1
            self._is_code = "code" in classes
        elif self._text is not None and "code" in classes:
            self._is_code = True

    def handle_endtag(self, tag: str) -> None:
        while self._open and tag not in _ALONE:
            opened, _ = self._open.pop()
            if opened == tag:
                break
        if tag in ("td", "th") and self._text is not None and self._row is not None:
            self._row.append(Said(" ".join("".join(self._text).split()), self._is_code, self._span))
            self._text = None
        elif tag == "tr" and self._row is not None:
            if self._is_head:
                self.tables[-1].header = self._row
            elif self._row:
                self.tables[-1].rows.append(self._row)
            self._row = None

    def handle_data(self, data: str) -> None:
        if self._text is not None and not any(is_unsaid for _, is_unsaid in self._open):
            self._text.append(f"{data} ")


def tables(page: str) -> list[Shown]:
    """Return the tables of a page's main part, in their order."""
    main = _main(page)
    reader = _Reader(_labels(main))
    reader.feed(main)
    return reader.tables


def _labels(main: str) -> list[str]:
    """What the tables are called; nothing of them is read, for a page names them each time it is opened."""
    labels = []
    for number, found in enumerate(re.finditer(r"<table\b", main), 1):
        place = found.start()
        label = _LABEL.search(main, max(0, place - 300), place)
        said = unescape(label[1]).removesuffix(", table") if label else _heading(main, place)
        labels.append(said or f"Table {number}")
    return labels


def _heading(main: str, place: int) -> str:
    """What the card is called in which a table stands."""
    since = main.rfind("<section", 0, place)
    found = _HEADING.findall(main, since, place) if since >= 0 else []
    return unescape(" ".join(_TAG.sub(" ", found[-1]).split())) if found else ""


def _main(page: str) -> str:
    _, found, rest = page.partition("<main")
    return rest.partition("</main>")[0] if found else ""


def with_files(request: HttpRequest, answer: HttpResponse, again: Again) -> HttpResponse:
    """Return a screen with the addresses of its tables as files; one of these files where the address asks
    for it. Whatever is no whole screen stays as it is.
    """
    if request.method != "GET" or answer.status_code != 200 or b"</main>" not in answer.content:
        return answer
    page = answer.content.decode()
    kind = request.GET.get(FILE, "")
    if kind in ("csv", "xlsx"):
        return _file(request, page, kind, again)
    found = [unescape(one) for one in _labels(_main(page))]
    if found:
        place = FOOT if len(found) <= MOST_AT_FOOT and FOOT in page else "</main>"
        before, mark, after = page.partition(place)
        offer = _offer(request, found)
        answer.content = (
            f"{before}{mark}{offer}{after}".encode()
            if place == FOOT
            else f"{before}{offer}{mark}{after}".encode()
        )
    return answer


def _offer(request: HttpRequest, labels: Sequence[str]) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    parts = []
    for number, label in enumerate(labels, 1):
        links = []
        for kind in ("csv", "xlsx"):
            query[FILE], query[TABLE] = kind, str(number)
            name = escape(f"{label} as {kind.upper()}", quote=True)
            links.append(f'<a href="?{escape(query.urlencode())}" aria-label="{name}">{kind.upper()}</a>')
        parts.append(f"<span>{escape(label)} {' '.join(links)}</span>")
    return f'<nav class="files" aria-label="Tables as files">{"".join(parts)}</nav>'


def _file(request: HttpRequest, page: str, kind: str, again: Again) -> HttpResponse:
    asked = request.GET.get(TABLE, "1")
    place = int(asked) - 1 if asked.isdecimal() and asked.isascii() and len(asked) < 4 else -1
    found = tables(page)
    if not 0 <= place < len(found):
        raise refusal("TAB-01", "This screen has no such table.", "Take one that its foot names.")
    whole = found[place]
    rest = _rest(request, page, place, again)
    for part in rest:
        whole.rows += part
    name = re.sub(r"[^a-z0-9]+", "-", whole.label.lower()).strip("-")[:60] or "table"
    is_cut = len(rest) == MOST_PAGES - 1
    sheet = _sheet(whole, is_cut=is_cut)
    named = f"{name}-first-{len(whole.rows)}" if is_cut else name
    return as_csv(sheet, named) if kind == "csv" else as_workbook(sheet, named)


def _rest(request: HttpRequest, page: str, place: int, again: Again) -> list[list[list[Said]]]:
    """The rows of the pages after the first, of the table that they go on."""
    found: list[list[list[Said]]] = []
    while len(found) < MOST_PAGES - 1:
        address = _next(page, place)
        if not address:
            break
        following = copy(request)
        following.GET = QueryDict(urlsplit(address).query)
        page = again(following).content.decode()
        more = tables(page)
        if place >= len(more):
            break
        found.append(more[place].rows)
    return found


def _next(page: str, place: int) -> str:
    """The address of the next page, where it goes on this table: it stands after it and before any other."""
    main = _main(page)
    link = _NEXT.search(main)
    if link is None or len(re.findall(r"<table\b", main[: link.start()])) != place + 1:
        return ""
    href = _HREF.search(link[0])
    return unescape(href[1]) if href else ""


def _sheet(shown: Shown, *, is_cut: bool) -> Sheet:
    names = [one.text for one in _spread(shown.header)]
    width = max([len(names), *(len(_spread(row)) for row in shown.rows)])
    names += [""] * (width - len(names))
    columns = tuple(
        Column(name or f"column {number}", name or f"Column {number}", is_dollars=True)
        for number, name in enumerate(names, 1)
    )
    rows = [[_value(one) for one in _spread(row)] for row in shown.rows]
    about = (f"The first {len(rows)} rows; narrow the list for the others.",) if is_cut else ()
    return Sheet(shown.label, about, columns, [row + [None] * (width - len(row)) for row in rows])


def _spread(row: Sequence[Said]) -> list[Said]:
    return [one for said in row for one in (said, *[Said("")] * (min(said.span, 30) - 1))]


def _value(said: Said) -> Cell:
    text = said.text
    if not text or text == "–":
        return None
    if money := _MONEY.fullmatch(text):
        cents = int(money[2].replace(",", "")) * 100 + int(money[3])
        return Cents(-cents if money[1] else cents)
    if _DAY.fullmatch(text):
        return _day(text) or text
    if not said.is_code and _NUMBER.fullmatch(text):
        return int(text.replace(",", ""))
    return text


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 - a day has no hour
    except ValueError:
        return None
