"""The pay page: the second question, the bill, a payment on the processor's page, and its receipt."""

from datetime import date
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import get_random_string

from almoner.core.collect.card import CardState
from almoner.core.report.language import Language
from almoner.core.report.statement_lines import meanings
from almoner.flow import clock
from almoner.flow.access import holder
from almoner.flow.attempts import TooManyAttempts
from almoner.flow.collect import pay, pay_help
from almoner.flow.collect.languages import language
from almoner.flow.collect.pay import Opening, Said, Wanted
from almoner.flow.refused import Refused
from almoner.web import asked
from almoner.web.pay.tongue import named, wished
from almoner.web.pay.visitor import Visitor, forget, let_in, plain_page

SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"
NO = (
    "This does not open a bill. Either an answer is not the one that we know, or the link is closed. After "
    "five wrong answers it closes by itself: call the number on your statement for a new one."
)
BILL = "/pay/bill"
EMPTY = "Give the whole date of birth, or the ZIP code."
ENDED = {
    Opening.RUN_OUT: "This link has run out. Call the number on your statement for a new one.",
    Opening.REVOKED: "This link was closed. Call the number on your statement for a new one.",
    Opening.REPLACED: "A later statement was made. Use the link on that one.",
}


def closed(request: HttpRequest) -> HttpResponse:
    """Tell how a bill is opened."""
    return plain_page(request, "pay_closed.html", address="/pay")


def ask(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the second question of a link, in the same words for every link there could be."""
    return _form(request, token[:80])


def answer(request: HttpRequest) -> HttpResponse:
    """Open the bill to the right answer; every other one gets the same page."""
    token = asked.text_in_form(request, "token", longest=80)
    said = Said(_birth(request), asked.text_in_form(request, "zip", longest=10)[:5])
    if said.birth_on is None and not said.zip_code:
        return _form(request, token, EMPTY, 422)
    try:
        where = request.META.get("REMOTE_ADDR", "")
        opened = pay.answer_link(token, said, where=where)
    except TooManyAttempts:
        return _form(request, token, "Too many tries from here. Wait some minutes, then try again.", 429)
    if opened.opening is not Opening.OPEN:
        return _form(request, token, ENDED.get(opened.opening, NO), 422)
    by = holder(opened.practice_id)
    kept = pay_help.language_spoken(by, opened.link_id, named(request), on=clock.today(by))
    spoken = kept or wished(request)
    return let_in(HttpResponseRedirect(BILL), opened.practice_id, opened.link_id, spoken)


def _birth(request: HttpRequest) -> date | None:
    numbers = [asked.id_in_form(request, part) for part in ("year", "month", "day")]
    try:
        return date(*numbers) if all(number < 10_000 for number in numbers) else None
    except ValueError:
        return None


def _form(request: HttpRequest, token: str, said: str = "", status: int = 200) -> HttpResponse:
    return plain_page(
        request,
        "pay_ask.html",
        status=status,
        token=token,
        said=said,
        wished=named(request),
        address=f"/pay/{quote(token, safe='')}" if token else "/pay",
    )


def bill(visitor: Visitor) -> HttpResponse:
    """Show the bill as it stands now."""
    return _bill(visitor)


def _bill(visitor: Visitor, refused: Refused | None = None, about: str = "") -> HttpResponse:
    """The bill, with what can't be at the form that it is about."""
    found = pay.see_bill(visitor.actor, visitor.link_id, on=visitor.on)
    typed = visitor.request.POST
    return visitor.page(
        "pay_bill.html",
        status=422 if refused else 200,
        found=found,
        said=_refused_in(visitor.language, refused) if refused else "",
        about=about,
        typed={name: typed.get(name, "")[:200] for name in ("amount", "line", "said")},
        meanings=meanings(found.owed.lines),
        once=get_random_string(22, SIGNS),
    )


def _refused_in(spoken: Language, refused: Refused) -> str:
    said = refused.findings[0]
    return f"{spoken.told(said.message)} {spoken.told(said.mend)}"


def speak(visitor: Visitor) -> HttpResponse:
    """Keep in which language who pays is written to, and show the bill in it."""
    code = asked.text_in_form(visitor.request, "language", longest=3)
    kept = pay_help.choose_language(visitor.actor, visitor.link_id, code, on=visitor.on)
    answer = HttpResponseRedirect(BILL)
    return let_in(answer, visitor.actor.practice_id, visitor.link_id, language(kept.language))


def begin(visitor: Visitor) -> HttpResponse:
    """Begin the payment that the form wants; what can't be stands above the form again."""
    try:
        choice = asked.text_in_form(visitor.request, "choice", longest=12)
        cents = asked.cents_in_form(visitor.request, "amount") if choice == "other" else 0
        charge = pay.begin_payment(visitor.actor, visitor.link_id, Wanted(choice, cents), on=visitor.on)
    except Refused as refused:
        return _bill(visitor, refused, "pay")
    return HttpResponseRedirect(f"/pay/bill/{charge.id}")


def say_wrong(visitor: Visitor) -> HttpResponse:
    """Keep what the form says is wrong with the bill."""
    line_id = asked.id_in_form(visitor.request, "line")
    said = asked.text_in_form(visitor.request, "said", longest=pay_help.LONGEST_SAID + 1)
    wrong = pay_help.Wrong(line_id, said)
    try:
        pay_help.say_wrong(visitor.actor, visitor.link_id, wrong, on=visitor.on)
    except Refused as refused:
        return _bill(visitor, refused, "wrong")
    return HttpResponseRedirect(BILL)


def agree(visitor: Visitor) -> HttpResponse:
    """Agree to the plan of the form."""
    count = asked.id_in_form(visitor.request, "count")
    try:
        pay_help.agree(visitor.actor, visitor.link_id, count, on=visitor.on)
    except Refused as refused:
        return _bill(visitor, refused, "plan")
    return HttpResponseRedirect(BILL)


def payment(visitor: Visitor, charge_id: int) -> HttpResponse:
    """Show how a payment stands: the way to the processor's page, its decline, or the receipt."""
    back = visitor.request.build_absolute_uri(f"/pay/bill/{charge_id}")
    found = pay.look_at_payment(visitor.actor, visitor.link_id, charge_id, back=back, on=visitor.on)
    return visitor.page("pay_payment.html", found=found, states=CardState)


def give_up(visitor: Visitor, charge_id: int) -> HttpResponse:
    """Give a payment up; one that was made meanwhile shows its receipt."""
    made = pay.give_up_payment(visitor.actor, visitor.link_id, charge_id, on=visitor.on)
    done = f"/pay/bill/{charge_id}" if made.state is CardState.APPROVED else "/pay/bill"
    return HttpResponseRedirect(done)


def receipt(visitor: Visitor, receipt_id: int) -> HttpResponse:
    """Give the receipt of a payment as PDF."""
    page = pay.receipt_of(visitor.actor, visitor.link_id, receipt_id)
    named = {"Content-Disposition": 'inline; filename="receipt.pdf"'}
    return HttpResponse(page, content_type="application/pdf", headers=named)


def leave(visitor: Visitor) -> HttpResponse:
    """Close the bill in this browser."""
    return forget(HttpResponseRedirect(f"/pay?language={visitor.language.code}"))


def processor(request: HttpRequest, practice_id: int, page_id: str) -> HttpResponse:
    """Show a page of the simulated processor: it takes test cards and no card's number."""
    found = pay.processor_page(holder(practice_id), page_id) if _is_one(practice_id) else None
    if found is None:
        return HttpResponseRedirect("/pay")
    page, became = found
    return plain_page(request, "card_page.html", page=page, became=became, cards=pay.TEST_CARDS)


def charge(request: HttpRequest, practice_id: int, page_id: str) -> HttpResponse:
    """Take a test card on a page of the simulated processor, and lead back to where it came from."""
    card = asked.text_in_form(request, "card", longest=4)
    back = pay.pay_on_page(holder(practice_id), page_id, card) if _is_one(practice_id) else None
    if back is None:
        return plain_page(request, "pay_closed.html", status=422)
    return HttpResponseRedirect(asked.safe_path(request, back) or "/pay")


def _is_one(practice_id: int) -> bool:
    return 0 < practice_id <= asked.LARGEST_ID
