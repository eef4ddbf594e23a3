"""The payers' scorecard: the page with one finding, and its table as files."""

from collections.abc import Callable

from django.http import HttpResponse

from almoner.core.report.scorecard import LEAST, MEASURES, Score
from almoner.core.report.sheet import Sheet
from almoner.flow.manage import scorecard
from almoner.flow.manage.scorecard import Scorecard
from almoner.web import asked, words_reports
from almoner.web.door import Caller
from almoner.web.order import sorting
from almoner.web.reports import looked
from almoner.web.sheets import as_csv, as_workbook


@looked.counted
def show(caller: Caller) -> HttpResponse:
    """Show how payers score: as usual, or as of a day."""
    found = scorecard.scorecard(caller.actor, looked.when(caller), today=caller.on)
    days = {name: asked.text(caller.request, name) for name in ("on", "entry", "back")}
    sorted_as = sorting(caller.request, "scores", asked.address("/scorecard", **days))
    names = found.board.payers
    keys: dict[str, Callable[[Score], object]] = {
        "payer": lambda one: names.get(one.payer_id, ""),
        "claims": lambda one: one.claims,
        "charged": lambda one: one.cents,
    }
    return caller.page(
        "scorecard.html",
        frame=found.board.frame,
        found=found,
        scores=sorted_as.arranged(found.scores, keys),
        sorting=sorted_as,
        board=found.board,
        measures=MEASURES,
        least=LEAST,
        finding=finding(found),
        tell=words_reports,
        periods=looked.SHOWN,
    )


@looked.counted
def card_csv(caller: Caller) -> HttpResponse:
    """Return the card as CSV."""
    return as_csv(*_card(caller))


@looked.counted
def card_book(caller: Caller) -> HttpResponse:
    """Return the card as a workbook."""
    return as_workbook(*_card(caller))


def _card(caller: Caller) -> tuple[Sheet, str]:
    wanted = looked.when(caller)
    found = scorecard.scorecard_sheet(caller.actor, wanted, today=caller.on)
    return found, f"payers-{(wanted.on or caller.on).isoformat()}"


def finding(found: Scorecard) -> str:
    """Say in one sentence who is the worst in most, else what there is to say."""
    if not found.scores:
        return f"No claim was sent to a payer in these {found.board.asked.period.words}."
    first = max(found.scores, key=lambda one: (len(one.worst), one.claims))
    if not first.worst:
        return "No payer stands out: none is alone the worst in anything, or too few claims tell."
    name = found.board.payers.get(first.payer_id, "No payer")
    return f"{name} is the first to talk to: {_worst_of(first)}."


def _worst_of(one: Score) -> str:
    said = [
        f"{MEASURES[place].name.lower()} {words_reports.value(one.figures[place])}"
        for place in sorted(one.worst)
    ]
    return "the worst in " + (", ".join(said[:-1]) + " and " if said[:-1] else "") + said[-1]
