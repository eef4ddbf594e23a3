"""A form that was refused: its page again, with what was typed and, at each field, what is wrong with it.

Promises that every finding is said, at its field where it has one; that nothing typed is lost but files and
passwords; and None where the page or the form is not found again, so that a refusal is always told.
"""

import re
from copy import copy
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve

from almoner.flow.refused import Refused
from almoner.web.asked import safe_path
from almoner.web.words_ledger import dated

PAGE = "refused_page"
"""The field that tells on which page a form stood that was refused before."""
LONGEST = 2000
CHOOSE_AGAIN = "Choose the file again: no browser keeps a file with a form that was refused."
_TOLD = r'\b((?:[^>"]|"[^"]*")*)>'
_FORM = re.compile(rf"<form{_TOLD}(.*?)</form>", re.DOTALL)
_FIELD = re.compile(rf"<(input){_TOLD}|<(select|textarea){_TOLD}(.*?)</\3>", re.DOTALL)
_OPTION = re.compile(rf"<option{_TOLD}([^<]*)")
_ATTRIBUTE = re.compile(r'([a-z][a-z0-9-]*)(?:="([^"]*)")?')
_FOLD = re.compile(r'<details\b[^>]*>|</details>|aria-invalid="true"|data-refused')
_KEPT_AS_MADE = frozenset({"csrfmiddlewaretoken", "once", PAGE})
_UNKEPT_TYPES = frozenset({"file", "password", "submit", "button", "image", "reset"})


def again(request: HttpRequest, refused: Refused) -> HttpResponse | None:
    """Return the page of a refused form as it was filled in, with every finding, or None."""
    if request.method != "POST" or request.headers.get("HX-Request"):
        return None
    above = request.path.rpartition("/")[0]
    told = (request.POST.get(PAGE, ""), request.headers.get("Referer", ""), request.path, above)
    for asked in (safe_path(request, str(one)[:LONGEST]) for one in told if one):
        page = _fetched(request, asked)
        html = page.content.decode() if page else ""
        forms = [_Form(html, one) for one in _FORM.finditer(html)]
        forms = [one for one in forms if _is_it(one, request)]
        if page and forms:
            found = max(forms, key=lambda one: len(one.names() & set(request.POST)))
            said = _said(refused, found.names(), request.POST)
            filled = _Filled(request.POST, said, frozenset(request.FILES))
            page.content = _with(found, filled, asked)
            page.status_code = 422
            return page
    return None


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of a page, with the fields inside of it and those elsewhere that name it by its id."""

    html: str
    at: re.Match[str]

    def told(self) -> dict[str, str]:
        """The attributes of the form itself."""
        return _attributes(self.at[1])

    def fields(self) -> list[re.Match[str]]:
        """The form's fields in the page's order."""
        return [one for one in _FIELD.finditer(self.html) if self._owns(one)]

    def _owns(self, field: re.Match[str]) -> bool:
        named = _of(field).get("form")
        is_inside = self.at.start(2) <= field.start() < self.at.end(2)
        return is_inside if named is None else named == self.told().get("id")

    def names(self) -> set[str]:
        """What the form's fields are called."""
        return {_of(one).get("name", "") for one in self.fields()}


def _with(found: _Form, filled: "_Filled", origin: str) -> bytes:
    """The page with the form as it was filled in."""
    hidden = f'<input type="hidden" name="{PAGE}" value="{escape(origin)}">'
    above, inside = found.at.start(), found.at.start(2)
    edits = [(one.start(), one.end(), filled.field(one)) for one in found.fields()]
    edits += [(inside, inside, hidden), (above, above, filled.summary())]
    parts, last = [], 0
    for start, end, text in sorted(edits):
        parts += [found.html[last:start], text]
        last = end
    return _unfolded("".join((*parts, found.html[last:]))).encode()


def _fetched(request: HttpRequest, address: str) -> HttpResponse | None:
    """The page as the same person would load it now."""
    path, query = urlsplit(address).path, urlsplit(address).query
    try:
        match = resolve(path)
    except Resolver404:
        return None
    reading = copy(request)
    reading.method, reading.path, reading.path_info = "GET", path, path
    reading.META = {**request.META, "QUERY_STRING": query, "REQUEST_METHOD": "GET"}
    reading.GET, reading.POST = QueryDict(query), QueryDict()
    page: HttpResponse = match.func(reading, *match.args, **match.kwargs)
    is_page = page.status_code == 200 and page.headers.get("Content-Type", "").startswith("text/html")
    return page if is_page else None


def _of(field: re.Match[str]) -> dict[str, str]:
    return _attributes(field[2] or field[4] or "")


def _is_it(form: _Form, request: HttpRequest) -> bool:
    """True for the form that was sent: its address, and what it holds hidden."""
    told = form.told()
    to = urlsplit(told.get("action", request.path)).path
    if to != request.path or told.get("method", "").lower() != "post":
        return False
    return all(
        not one.get("value") or one["value"] in request.POST.getlist(one["name"])
        for one in map(_of, form.fields())
        if one.get("type") == "hidden" and one.get("name") and one["name"] not in {*_KEPT_AS_MADE, "version"}
    )


def _said(refused: Refused, names: set[str], typed: QueryDict) -> list[tuple[tuple[str, ...], str]]:
    """Every finding with its fields: those that were left empty, else the first that the form has."""
    found = []
    for about, one in zip(refused.fields, refused.findings, strict=True):
        here = tuple(name for name in about if name in names)
        empty = tuple(name for name in here if not typed.get(name))
        found.append((empty or here[:1], dated(f"{one.message} {one.mend}")))
    return found


@dataclass(slots=True)
class _Filled:
    """A form with what was typed; `said` are its findings, each with its fields, and said at the first.
    `files` are the fields in which a file was chosen: no page can choose it for a person.
    """

    typed: QueryDict
    said: list[tuple[tuple[str, ...], str]]
    files: frozenset[str] = frozenset()
    taken: dict[str, int] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def field(self, one: re.Match[str]) -> str:
        """A field of the form with what was typed into it; they are asked for in the page's order."""
        return self._single(one) if one[1] else self._paired(one)

    def summary(self) -> str:
        """What is said above the form, each with a way to its field."""
        said = "".join(
            f'<li><a href="#{self.ids[names[0]]}">{escape(why)}</a></li>'
            if names and names[0] in self.ids
            else f"<li>{escape(why)}</li>"
            for names, why in self.said
        )
        told = "Nothing was changed. What you typed stands here."
        return (
            f'<div class="said bad" role="alert" tabindex="-1" data-refused><div>{told}'
            f'<ul class="plain-list">{said}</ul></div></div>'
        )

    def _next(self, name: str) -> str | None:
        """What was typed into the next field of a name."""
        given, place = self.typed.getlist(name), self.taken.get(name, 0)
        self.taken[name] = place + 1
        return str(given[place]) if place < len(given) else None

    def _single(self, one: re.Match[str]) -> str:
        told = _of(one)
        name, kind = told.get("name", ""), told.get("type", "text")
        if name in self.files and kind == "file":
            return self._file(told, name)
        if not name or name in _KEPT_AS_MADE or kind in _UNKEPT_TYPES:
            return one[0]
        if kind in {"checkbox", "radio"}:
            is_on = told.get("value", "on") in self.typed.getlist(name)
            told.pop("checked", None)
            told |= {"checked": ""} if is_on else {}
        elif (given := self._next(name)) is not None:
            told["value"] = escape(given)
        return self._marked("input", told, "", name if kind != "hidden" else "")

    def _file(self, told: dict[str, str], name: str) -> str:
        """The field of a file, with a word that it is to be chosen again, and what is wrong of it."""
        key = told.setdefault("id", f"refused-{name}")
        by = (told.get("aria-describedby", ""), f"{key}-again")
        told["aria-describedby"] = " ".join(filter(None, by))
        again = f'<span class="small block" id="{key}-again">{CHOOSE_AGAIN}</span>'
        return self._marked("input", told, again, name)

    def _paired(self, one: re.Match[str]) -> str:
        told, tag, inner = _of(one), one[3], one[5]
        name = told.get("name", "")
        given = self._next(name) if name else None
        if given is not None and tag == "textarea":
            inner = escape(given)
        elif given is not None:
            inner = _OPTION.sub(lambda option: _chosen(option, given), inner)
        return self._marked(tag, told, f"{inner}</{tag}>", name)

    def _marked(self, tag: str, told: dict[str, str], rest: str, name: str) -> str:
        """The control, with what is wrong of it the first time that its name comes."""
        about = [names for names, _ in self.said if name in names] if name else []
        if not about or name in self.ids:
            return f"<{tag}{_written(told)}>{rest}"
        key = told.setdefault("id", f"refused-{name}")
        self.ids[name] = key
        why = [said for names, said in self.said if names[:1] == (name,)]
        by = [f"{self.ids[names[0]]}-refused" for names in about if names[0] in self.ids]
        by = [one for one in (*told.get("aria-describedby", "").split(), *by) if one]
        told |= {"aria-invalid": "true", "aria-describedby": " ".join(dict.fromkeys(by))}
        if not why:
            return f"<{tag}{_written(told)}>{rest}"
        note = f'<span class="bad small block" id="{key}-refused">{escape(" ".join(why))}</span>'
        return f"<{tag}{_written(told)}>{rest}{note}"


def _chosen(option: re.Match[str], given: str) -> str:
    told = _attributes(option[1])
    told.pop("selected", None)
    if unescape(told.get("value", option[2].strip())) == given:
        told["selected"] = ""
    return f"<option{_written(told)}>{option[2]}"


def _attributes(text: str) -> dict[str, str]:
    """The attributes of a tag as they are written; one without a value has an empty one."""
    return {one[1]: one[2] or "" for one in _ATTRIBUTE.finditer(text)}


_BARE = frozenset("required checked selected disabled multiple autofocus hidden readonly".split())


def _written(told: dict[str, str]) -> str:
    return "".join(
        f" {name}" if name in _BARE or (not value and name.startswith("data-")) else f' {name}="{value}"'
        for name, value in told.items()
        if name != "autofocus"
    )


def _unfolded(html: str) -> str:
    """The page with every fold open in which something is said."""
    parts: list[str] = []
    open_at: list[int] = []
    last = 0
    for one in _FOLD.finditer(html):
        parts.append(html[last : one.start()])
        last = one.end()
        if one[0] == "</details>":
            open_at = open_at[:-1]
        elif one[0].startswith("<details"):
            open_at.append(len(parts))
        else:
            for place in open_at:
                fold = parts[place]
                parts[place] = fold if " open" in fold else fold.replace("<details", "<details open", 1)
        parts.append(one[0])
    return "".join((*parts, html[last:]))
