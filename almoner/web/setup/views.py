"""Keys and display."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect

from almoner.store.session import NotFound
from almoner.web import keys, order, preferences
from almoner.web.asked import safe_path
from almoner.web.door import Caller

PLAIN = (
    ("Enter", "Open the row", "lists"),
    ("Ctrl K", "Commands and search", "everywhere, also with single keys off"),
    ("Ctrl Enter", "Send the form", "forms, also with single keys off"),
    ("Esc", "Leave the field, so that single keys act again", "every field"),
    ("Tab", "The next control", "everywhere, also with single keys off"),
)
"""Keys of the browser's own kind, which nobody moves."""
SAID = {
    "1": "Kept.",
    "keys": "Your keys are kept.",
    "reset": "Every key is as it was made.",
    "password": "Your password is changed; you are signed out everywhere else.",
}


@dataclass(frozen=True, slots=True)
class KeyField:
    """An act with its key as the form shows it, and what stands against it."""

    act: keys.Act
    typed: str
    where: str
    wrong: str


def show(caller: Caller, *, typed: Mapping[str, str] | None = None) -> HttpResponse:
    """Show the keys and the choices; `typed` are letters that can't be kept."""
    moved = preferences.read(caller.request).moved if typed is None else typed
    wrong = _wrong(moved)
    fields = [
        KeyField(act, keys.letter(act.id, moved), keys.where(act), wrong.get(act.id, ""))
        for act in keys.ACTS.values()
    ]
    return caller.page(
        "keys.html",
        status=422 if typed is not None else 200,
        fields=fields,
        plain=PLAIN,
        has_moved=bool(moved),
        wrong=bool(wrong),
        said=SAID.get(caller.request.GET.get("kept", ""), ""),
    )


def _wrong(moved: Mapping[str, str]) -> dict[str, str]:
    """Return what stands against letters, by the act whose letter it is."""
    found = keys.shared(moved)
    for name, letter in moved.items():
        if not keys.LETTER.fullmatch(letter):
            found[name] = "A key is one letter, one digit or one sign."
    return found


def keep_keys(caller: Caller) -> HttpResponse:
    """Keep which letter does what; two acts of one screen that would share one are told and nothing kept."""
    form, moved = caller.request.POST, {}
    for act in keys.ACTS.values():
        letter = str(form.get(act.id, act.letter)).strip().lower()[:2]
        if letter != act.letter:
            moved[act.id] = letter
    if _wrong(moved):
        return show(caller, typed=moved)
    response = HttpResponseRedirect("/keys?kept=keys")
    preferences.keep(caller.request, response, {"moved": moved})
    return response


def reset_keys(caller: Caller) -> HttpResponse:
    """Give every act its standard letter back."""
    response = HttpResponseRedirect("/keys?kept=reset")
    preferences.keep(caller.request, response, {"moved": {}})
    return response


def keep(caller: Caller) -> HttpResponse:
    """Keep the choices of the person."""
    response = HttpResponseRedirect("/keys?kept=1")
    chosen = preferences.from_form(caller.request, "keys", "density", "theme")
    preferences.keep(caller.request, response, chosen)
    return response


def keep_names(caller: Caller) -> HttpResponse:
    """Hide names or show them, on every page of the person's from now on."""
    response = _back(caller, "/")
    preferences.keep(caller.request, response, preferences.from_form(caller.request, "names"))
    return response


def keep_columns(caller: Caller, of: str) -> HttpResponse:
    """Keep which columns a list shows."""
    if of not in preferences.COLUMNS:
        raise NotFound("there is no such list")
    response = _back(caller, f"/{of}")
    if caller.request.POST.get("list") != of:
        return response  # a form that says of no list what it shows leaves nothing away
    away = preferences.columns_from_form(caller.request, of)
    preferences.keep(caller.request, response, {f"away.{of}": away})
    return response


def keep_order(caller: Caller, of: str) -> HttpResponse:
    """Keep the order of a list that a form says, or none any more."""
    if of not in order.LISTS:
        raise NotFound("there is no such list")
    response = HttpResponseRedirect(f"/{of}")
    said = str(caller.request.POST.get("order", ""))
    if not said or order.order_of(of, said):
        preferences.keep(caller.request, response, {f"sort.{of}": said})
    return response


def _back(caller: Caller, otherwise: str) -> HttpResponse:
    came = safe_path(caller.request, caller.request.headers.get("Referer", ""))
    return HttpResponseRedirect(came or otherwise)
