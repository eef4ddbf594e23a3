"""The coder's list, and the superbill of one visit: evidence, decisions and findings; never money."""

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from almoner.core.charge.draft import BillForm, LineForm
from almoner.core.coding.answer import Quote
from almoner.core.coding.day_codes import dotted
from almoner.core.coding.decision import REASONS, Act, Sort
from almoner.core.coding.offer import Offer
from almoner.flow.code import ask_provider, stronger, superbill
from almoner.flow.code.passage import LONGEST_PASSAGE, Passage
from almoner.flow.code.superbill import Choice, OnScreen, Screen
from almoner.flow.follow import late_charge
from almoner.flow.refused import Refused
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.order import sorting

SAID = {
    "decided": "The decision is on record.",
    "together": "Each decision is on record.",
    "late": "It is charged; its claim is built with the next ones.",
    "declined": "The decision is on record; nothing is charged.",
    "model": "What the stronger model says is on the page.",
    "coded": "The superbill is finished.",
    "asked": "The provider is asked.",
    "answered": "The answer is an addendum to the note.",
}
_CODE = re.compile(r"[A-Z0-9]{3,7}")
_NAME = re.compile(r"[A-Z0-9]{3,7}(-[A-Z0-9]{2})?")
_SALT = "almoner.evidence"
COLUMNS = {
    "patient": lambda pair: (pair[0].last_name, pair[0].first_name),
    "number": lambda pair: pair[0].number,
    "seen": lambda pair: pair[0].service_on,
    "provider": lambda pair: pair[0].provider,
    "place": lambda pair: pair[0].location,
    "signed": lambda pair: pair[0].signed_on,
}
"""What the queue can be sorted by; it is read whole, and usually stands by its ranks."""
NOTHING_YET = late_charge.Charged()
EVIDENCE_COUNTS_S = 3600
"""How long what was shown counts as seen: nobody accepts in the evening what was open in the morning."""


def waiting(caller: Caller) -> HttpResponse:
    """List the signed visits that wait for their codes."""
    found = superbill.waiting(caller.actor, on=caller.on)
    said = SAID.get(caller.request.GET.get("done", ""), "")
    sorted_as = sorting(caller.request, "coding", "/coding")
    rows = sorted_as.arranged(found.rows, COLUMNS)
    return caller.page("coding.html", frame=found.frame, found=found, rows=rows, sorting=sorted_as, said=said)


def show(caller: Caller, visit_id: int) -> HttpResponse:
    """Show the superbill of a visit; what is asked for, or the first undecided suggestion, is open."""
    return page_of(caller, visit_id, SAID.get(caller.request.GET.get("done", ""), ""))


def page_of(
    caller: Caller,
    visit_id: int,
    said: str = "",
    *,
    refused: Refused | None = None,
    unasked: Refused | None = None,
) -> HttpResponse:
    """Return the page of a superbill; with why a late charge or a question was refused, and what its form
    said.
    """
    found = superbill.screen(caller.actor, visit_id, bill_form(caller.request.GET), on=caller.on)
    opened = _opened(found, asked.text(caller.request, "open", longest=20))
    charged = NOTHING_YET if found.is_open else late_charge.charged(caller.actor, visit_id, on=caller.on)
    keys = [one.key for one in found.offers]
    at = keys.index(opened.key) if opened else -1
    return caller.page(
        "superbill.html",
        status=422 if refused or unasked else 200,
        unasked=unasked.findings if unasked else (),
        question=caller.request.POST if unasked else {},
        refused=refused.findings if refused else (),
        typed=caller.request.POST if refused else {},
        frame=found.head.frame,
        head=found.head,
        found=found,
        opened=opened,
        before=keys[at - 1] if at > 0 else "",
        after=keys[at + 1] if 0 <= at < len(keys) - 1 else "",
        pieces=list(pieces(found.note.text, opened.evidence if opened else ())),
        seen=_seen(caller, found, opened) if opened else "",
        seen_key=superbill.seen_key,
        seen_together=_seen_many(caller, visit_id, "together", found.together),
        seen_filled=_seen_many(caller, visit_id, "filled", found.filled),
        charged=charged,
        seen_late=_seen_many(caller, visit_id, "late", charged.offers),
        reasons=REASONS.items(),
        dotted=dotted,
        form=bill_form(caller.request.GET),
        said=said,
    )


def choose(caller: Caller, visit_id: int) -> HttpResponse:
    """Record what the form says to one code, then open the next that waits."""
    caller.check_token("visit", visit_id)
    form = caller.request
    sort = Sort.SERVICE if form.POST.get("sort") == Sort.SERVICE else Sort.DIAGNOSIS
    about = named_in(form, "about")
    action = next((act for act in Act if act == form.POST.get("action")), Act.ADD)
    shown = asked.text_in_form(form, "shown", longest=64)
    seconds = _seconds(caller, visit_id, sort, about + shown)
    choice = Choice(
        sort=sort,
        about=about,
        action=action,
        code=code_in(form, "code") if action in {Act.ADD, Act.CHANGE} else about.partition("-")[0],
        reason=asked.text_in_form(form, "reason", longest=40),
        opened=seconds is not None,
        seconds=seconds or 0,
        shown=shown,
        passage=_passage(form) if action is Act.ADD and asked.text_in_form(form, "passage") else None,
    )
    superbill.choose(caller.actor, visit_id, choice, on=caller.on)
    return HttpResponseRedirect(f"/visits/{visit_id}/superbill?done=decided")


def together(caller: Caller, visit_id: int) -> HttpResponse:
    """Accept the ticked ones of what was shown with its evidence to be accepted in one act."""
    caller.check_token("visit", visit_id)
    seen = shown_many(caller, visit_id, "together")
    ticked = {str(each)[:60] for each in caller.request.POST.getlist("key")[:60]}
    taken = replace(seen, keys=tuple(key for key in seen.keys if key in ticked))
    superbill.choose_together(caller.actor, visit_id, taken, on=caller.on)
    return HttpResponseRedirect(f"/visits/{visit_id}/superbill?done=together")


def finish(caller: Caller, visit_id: int) -> HttpResponse:
    """Finish the superbill as the form says it, with what stood filled in, then show what waits."""
    caller.check_token("visit", visit_id)
    filled = shown_many(caller, visit_id, "filled")
    superbill.finish(caller.actor, visit_id, bill_form(caller.request.POST), on=caller.on, filled=filled)
    return HttpResponseRedirect("/coding?done=coded")


def ask_model(caller: Caller, visit_id: int) -> HttpResponse:
    """Ask the stronger model about the visit's note."""
    caller.check_token("visit", visit_id)
    stronger.look(caller.actor, visit_id, on=caller.on)
    return HttpResponseRedirect(f"/visits/{visit_id}/superbill?done=model")


def ask(caller: Caller, visit_id: int) -> HttpResponse:
    """Ask the provider what the form names."""
    caller.check_token("visit", visit_id)
    if "own" in caller.request.POST:
        return _ask_own(caller, visit_id)
    about, axis = (asked.text_in_form(caller.request, name, longest=80) for name in ("about", "axis"))
    ask_provider.ask(caller.actor, visit_id, about, axis, on=caller.on)
    return HttpResponseRedirect(f"/visits/{visit_id}/superbill?done=asked")


def _ask_own(caller: Caller, visit_id: int) -> HttpResponse:
    own = asked.text_in_form(caller.request, "own", longest=ask_provider.LONGEST_QUESTION + 1)
    try:
        ask_provider.ask_own(caller.actor, visit_id, own, _passage(caller.request), on=caller.on)
    except Refused as refused:
        return page_of(caller, visit_id, unasked=refused)
    return HttpResponseRedirect(f"/visits/{visit_id}/superbill?done=asked")


def _passage(form: HttpRequest) -> Passage:
    """The words that were chosen in the note or typed, with the place where they were chosen."""
    return Passage(
        asked.text_in_form(form, "passage", longest=LONGEST_PASSAGE + 1),
        asked.id_in_form(form, "start"),
        asked.id_in_form(form, "end"),
    )


def query(caller: Caller, query_id: int) -> HttpResponse:
    """Lead to the visit that a question is about, where it is answered beside the note."""
    visit_id = ask_provider.visit_of(caller.actor, query_id)
    return HttpResponseRedirect(f"/visits/{visit_id}/superbill")


def answer(caller: Caller, visit_id: int) -> HttpResponse:
    """Answer a question about the visit's note as the form says."""
    caller.check_token("visit", visit_id)
    form = caller.request
    chosen = asked.text_in_form(form, "chosen", longest=200)
    words = asked.text_in_form(form, "words", longest=ask_provider.LONGEST_ANSWER + 1)
    ask_provider.answer(caller.actor, asked.id_in_form(form, "query"), chosen, words, on=caller.on)
    return HttpResponseRedirect(f"/visits/{visit_id}/superbill?done=answered")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the note; `number` counts the marked ones from 1, 0 is plain text."""

    text: str
    number: int


def pieces(text: str, quotes: Iterable[Quote]) -> Iterator[Piece]:
    """Return the note in stretches, those that prove the open suggestion marked; none is lost."""
    at = number = 0
    for quote in sorted(quotes):
        start = max(at, quote.start)
        if start >= quote.end:
            continue
        if start > at:
            yield Piece(text[at:start], 0)
        number += 1
        yield Piece(text[start : quote.end], number)
        at = quote.end
    if at < len(text):
        yield Piece(text[at:], 0)


def bill_form(said: QueryDict) -> BillForm:
    """Return what a form says of diagnoses and lines; what can't be read is a fault of the superbill."""
    places: list[tuple[int, int, str]] = []
    for code in said.getlist("dx")[:40]:
        typed = str(said.get(f"place-{code}", ""))
        places.append((int(typed) if _is_small(typed) else len(places) + 1, len(places), code))
    lines = {
        code: LineForm(
            units=_units(str(said.get(f"units-{code}", "1"))),
            modifiers=tuple(re.findall(r"[A-Z0-9]{2}", str(said.get(f"modifiers-{code}", "")).upper()))[:5],
            pointers=tuple(
                int(one) for one in re.findall(r"[0-9]{1,2}", str(said.get(f"points-{code}", "")))
            )[:12],
        )
        for code in said.getlist("service")[:60]
    }
    return BillForm(tuple(code for _, _, code in sorted(places)), lines)


def _units(typed: str) -> int:
    return int(typed) if _is_small(typed) else 0


def _is_small(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) < 5


def code_in(request: HttpRequest, name: str) -> str:
    """A code of a form, without its dot; empty where it is none."""
    found = asked.text_in_form(request, name, longest=12).upper().replace(".", "")
    return found if _CODE.fullmatch(found) else ""


def named_in(request: HttpRequest, name: str) -> str:
    """The name of a line: its code, with what tells it from others of the code."""
    found = asked.text_in_form(request, name, longest=12).upper().replace(".", "")
    return found if _NAME.fullmatch(found) else ""


def _opened(found: Screen, key: str) -> Offer | None:
    undecided = [one for one in found.offers if one.decision is None]
    named = [one for one in found.offers if one.key == key]
    return next(iter([*named, *[one for one in undecided if one.is_wanted], *undecided, *found.offers]), None)


def _bound(caller: Caller, visit_id: int, sort: Sort, about: str) -> list[object]:
    """What the proof of shown evidence is bound to: this sign-in, practice, visit and suggestion."""
    return [caller.request.session.session_key, caller.actor.practice_id, visit_id, sort.value, about]


def _seen(caller: Caller, found: Screen, opened: Offer) -> str:
    """Return what proves that the opened suggestion's evidence was on this screen, and since when."""
    bound = _bound(caller, found.visit.id, opened.sort, opened.name + opened.shown)
    return signing.dumps([*bound, int(time.time())], salt=_SALT)


def _seconds(caller: Caller, visit_id: int, sort: Sort, about: str) -> int | None:
    """Return for how long the evidence had been shown, None where it was not."""
    try:
        *bound, since = signing.loads(
            str(caller.request.POST.get("seen", ""))[:500], salt=_SALT, max_age=EVIDENCE_COUNTS_S
        )
    except (signing.BadSignature, ValueError):
        return None
    return _passed(since) if bound == _bound(caller, visit_id, sort, about) else None


def _passed(since: object) -> int:
    """Whole seconds since a moment; none where the machine's clock was set back in between."""
    return max(0, int(time.time()) - int(str(since)))


def _bound_many(caller: Caller, visit_id: int, way: str) -> list[object]:
    return [caller.request.session.session_key, caller.actor.practice_id, visit_id, way]


def _seen_many(caller: Caller, visit_id: int, way: str, shown: Iterable[Offer]) -> str:
    """Return what proves that the evidence of all these was on this screen, and since when."""
    keys = [superbill.seen_key(one) for one in shown]
    bound = _bound_many(caller, visit_id, way)
    return signing.dumps([*bound, keys, int(time.time())], salt=_SALT) if keys else ""


def shown_many(caller: Caller, visit_id: int, way: str) -> OnScreen:
    """Return what the form proves to have been shown; nothing where it proves nothing."""
    given = str(caller.request.POST.get(f"seen-{way}", ""))[:4000]
    try:
        *bound, keys, since = signing.loads(given, salt=_SALT, max_age=EVIDENCE_COUNTS_S)
    except (signing.BadSignature, ValueError):
        return OnScreen()
    if bound != _bound_many(caller, visit_id, way):
        return OnScreen()
    return OnScreen(tuple(keys), _passed(since))
