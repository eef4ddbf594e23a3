"""The payers' scorecard: how each pays, refuses and keeps to its contract, from the board of indicators."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from almoner.core.report.kpi import Figure
from almoner.core.report.scorecard import MEASURES, Score, scores
from almoner.core.report.sheet import Cell, Cents, Column, Sheet
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.manage import kpi


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The scores of payers beside the board that they are of; `whole` are the figures of all together."""

    board: kpi.Board
    scores: tuple[Score, ...]
    whole: tuple[Figure, ...]


def scorecard(actor: Actor, when: kpi.When = kpi.USUAL, *, today: date) -> Scorecard:
    """Return how payers score in the period up to a day, as `kpi.board` takes the day."""
    with enter(actor, Permission.LEDGER_READ) as session:
        board = kpi.board_of(session, when, today=today)
    whole = [
        next(each for each in board.of(one.indicator.id).figures if each.variant.id == one.variant.id)
        for one in MEASURES
    ]
    return Scorecard(board, scores(board.by_payer, board.asked), tuple(whole))


COLUMNS = tuple(
    Column(name)
    for name in (
        *("payer", "claims_sent", "sent_cents", "days_to_pay_median", "days_to_pay_p90"),
        *("denied_at_first_percent", "paid_at_first_percent", "short_percent", "short_cents"),
    )
)


def scorecard_sheet(actor: Actor, when: kpi.When = kpi.USUAL, *, today: date) -> Sheet:
    """Return the card as a table, with the definitions that it was counted by."""
    found = scorecard(actor, when, today=today)
    asked, names = found.board.asked, found.board.payers
    about = (
        f"As of {asked.on.isoformat()}, {asked.period.words} from {asked.since_on.isoformat()}",
        f"As known at audit entry {asked.entry_id}: asked again so, the answer is the same",
        *(f"{one.name}: {one.indicator.id} version {one.indicator.version}" for one in MEASURES),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            *(names.get(one.payer_id, ""), one.claims, Cents(one.cents)),
            *(Decimal(each.exact) if each.exact else None for each in one.figures),
            Cents(one.figures[-1].numerator),
        )
        for one in found.scores
    ]
    return Sheet("Payers' scorecard", about, COLUMNS, rows)
