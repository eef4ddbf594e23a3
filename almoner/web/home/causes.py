"""Why payers refuse, by the step of the practice where it begins: the chart, its finding, table and files."""

from itertools import accumulate
from urllib.parse import urlencode

from django.http import HttpResponse

from almoner.core.report.causes import Cause, Step
from almoner.core.report.kpi import Asked
from almoner.core.report.sheet import Sheet
from almoner.core.rules import Card
from almoner.flow.manage import home
from almoner.flow.manage.home import Causes
from almoner.flow.scrub import rule_stop
from almoner.store.lists.lists_kpi import MOST_REASONS
from almoner.web.door import Caller
from almoner.web.home.charts import RIGHT, STEP, Bar, Row, rows_at
from almoner.web.reports import looked
from almoner.web.sheets import as_csv, as_workbook
from almoner.web.words import money

WORDS = {
    Step.COVERAGE: ("Coverage check", "asked before the visit: who pays, and for what", "/today"),
    Step.AUTHORIZATION: ("Authorization", "a permission or a referral before the visit", "/today"),
    Step.NOTE: ("The note", "what it shows of the need", "/funnel"),
    Step.CODING: ("Coding", "codes, modifiers and diagnoses", "/rules"),
    Step.CLAIM: ("Claim data", "what the claim says about people and providers", "/claims?state=stuck"),
    Step.SENDING: ("Sending", "when and how often it was sent", "/send"),
    Step.CONTRACT: ("Contract", "prices and terms", "/scorecard"),
    Step.OTHER: ("Other", "what no step here prevents", "/denials"),
}
"""Each step's name, what is done there, and where."""
LEFT = 150
MOST_RULES = 3


@looked.counted
def show(caller: Caller) -> HttpResponse:
    """Show where refusals begin, in dollars, each down to its claims."""
    found = home.causes_of(caller.actor, looked.when(caller), today=caller.on)
    asked = found.board.asked
    return caller.page(
        "home_causes.html",
        frame=found.board.frame,
        found=found,
        board=found.board,
        bars=bars(found),
        names=WORDS,
        says=finding(found),
        most=MOST_REASONS,
        rows_of=lambda cause: _rows_of(cause, asked),
        warns=_warns,
        then=urlencode(looked.then(asked)),
        rows_for=lambda code: rows_at("denied", asked, reason=code),
    )


def _warns(code: str) -> tuple[Card, ...]:
    """The rules that expect a reason such as `CO-197` and only warn of it, the first few."""
    return rule_stop.could_stop(code.partition("-")[2])[:MOST_RULES]


@looked.counted
def sheet_csv(caller: Caller) -> HttpResponse:
    """Return the table as CSV."""
    return as_csv(*_table(caller))


@looked.counted
def sheet_book(caller: Caller) -> HttpResponse:
    """Return the table as a workbook."""
    return as_workbook(*_table(caller))


def _table(caller: Caller) -> tuple[Sheet, str]:
    found = home.causes_sheet(caller.actor, looked.when(caller), today=caller.on)
    return found, f"causes-{caller.on.isoformat()}"


def _rows_of(cause: Cause, asked: Asked) -> str:
    return rows_at("denied", asked, categories=",".join(cause.categories))


def bars(found: Causes) -> list[Row]:
    """Return a bar a step, the dearest first, with the running share."""
    known, asked = found.causes, found.board.asked
    whole, most = sum(one.cents for one in known), max((one.cents for one in known), default=0)
    rows = []
    for place, (one, running) in enumerate(zip(known, accumulate(one.cents for one in known), strict=True)):
        name, where = WORDS[one.step][0], _rows_of(one, asked)
        width = round((RIGHT - LEFT) * max(one.cents, 0) / most, 1) if most > 0 else 0.0
        tone = "bar" if running - one.cents < whole * 2 / 3 else "bar-2"
        bar = Bar(LEFT, max(width, 1), tone, f"{name}: {money(one.cents)}", where)
        share = f"{round(100 * running / whole)}%" if whole > 0 else ""
        rows.append(Row(place * STEP, name, (bar,), money(one.cents), share, False, where))
    return rows


def finding(found: Causes) -> str:
    """Say in one sentence which step costs most, and by which reason."""
    known = [one for one in found.causes if one.cents > 0]
    if not known:
        return f"No payer denied anything in these {found.board.asked.period.words}."
    first, whole = known[0], sum(one.cents for one in known)
    name, part = WORDS[first.step][0], round(100 * first.cents / whole)
    reason = first.reasons[0]
    return (
        f"{name} is where most begins: {part}% of the {money(whole)} denied, "
        f"{money(reason.cents)} of it under {reason.code}."
    )
