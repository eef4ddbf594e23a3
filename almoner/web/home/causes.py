"""Why payers refuse, by the step of the practice where it begins: the chart, its finding, table and files."""

from itertools import accumulate

from django.http import HttpResponse

from almoner.core.report.causes import Cause, Step
from almoner.core.rules import Card
from almoner.flow import home, rule_stop
from almoner.flow.home import Causes
from almoner.store.lists_kpi import MOST_REASONS
from almoner.web.door import Caller
from almoner.web.home.charts import RIGHT, STEP, Bar, Row, rows_at
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


def show(caller: Caller) -> HttpResponse:
    """Show where refusals begin, in dollars, each down to its claims."""
    found = home.causes_of(caller.actor, today=caller.on)
    on = found.board.asked.on.isoformat()
    return caller.page(
        "home_causes.html",
        frame=found.board.frame,
        found=found,
        board=found.board,
        bars=bars(found),
        names=WORDS,
        says=finding(found),
        most=MOST_REASONS,
        rows_of=lambda cause: _rows_of(cause, on),
        warns=_warns,
        rows_for=lambda code: rows_at("denied", reason=code, on=on),
    )


def _warns(code: str) -> tuple[Card, ...]:
    """The rules that expect a reason such as `CO-197` and only warn of it, the first few."""
    return rule_stop.could_stop(code.partition("-")[2])[:MOST_RULES]


def sheet_csv(caller: Caller) -> HttpResponse:
    """Return the table as CSV."""
    return as_csv(home.causes_sheet(caller.actor, today=caller.on), f"causes-{caller.on.isoformat()}")


def sheet_book(caller: Caller) -> HttpResponse:
    """Return the table as a workbook."""
    return as_workbook(home.causes_sheet(caller.actor, today=caller.on), f"causes-{caller.on.isoformat()}")


def _rows_of(cause: Cause, on: str) -> str:
    return rows_at("denied", categories=",".join(cause.categories), on=on)


def bars(found: Causes) -> list[Row]:
    """Return a bar a step, the dearest first, with the running share."""
    known, on = found.causes, found.board.asked.on.isoformat()
    whole, most = sum(one.cents for one in known), max((one.cents for one in known), default=0)
    rows = []
    for place, (one, running) in enumerate(zip(known, accumulate(one.cents for one in known), strict=True)):
        name, where = WORDS[one.step][0], _rows_of(one, on)
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
        return "No payer denied anything in these three months."
    first, whole = known[0], sum(one.cents for one in known)
    name, part = WORDS[first.step][0], round(100 * first.cents / whole)
    reason = first.reasons[0]
    return (
        f"{name} is where most begins: {part}% of the {money(whole)} denied, "
        f"{money(reason.cents)} of it under {reason.code}."
    )
