"""The manager's home: exceptions first, five figures with their way, and the charts with the rows behind each
mark.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.party import Payer
from almoner.core.report.causes import Cause, Reason, causes
from almoner.core.report.kpi import Asked, Figure, Total, figure
from almoner.core.report.kpi_listed import BOARD, BY_ID
from almoner.core.report.sheet import Cell, Cents, Column, Sheet
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.manage import kpi
from almoner.flow.manage.kpi import USUAL, When
from almoner.store.kept import kept_boards
from almoner.store.lists import exceptions, lists
from almoner.store.lists.exceptions import Counts, Notes
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_kpi import Part
from almoner.store.lists.lists_marks import MARKS, ByProvider, Mark, Marked, marked, total_of
from almoner.store.money.ledger import Aged
from almoner.store.session import NotFound

Trend = tuple[tuple[date, Figure], ...]


@dataclass(frozen=True, slots=True)
class Home:
    """The indicators' board, what needs somebody now, and the figures of `BOARD` by their day."""

    board: kpi.Board
    counts: Counts
    trends: Mapping[str, Trend]

    @property
    def notes(self) -> Mapping[int, Notes]:
        """Every provider, with the notes that they haven't signed, as it stands now."""
        return {one.provider_id: one for one in self.counts.notes}

    @property
    def aged(self) -> tuple[Aged, ...]:
        """Receivables by payer and age on the board's day (payer 0: patients)."""
        return self.board.aged

    @property
    def providers(self) -> tuple[ByProvider, ...]:
        """Every provider's figures, who brought most in first; those too who have none."""
        told = self.board.providers
        known = {one.provider_id for one in told}
        return (*told, *(ByProvider(one) for one in sorted(self.notes) if one not in known))


def home(actor: Actor, when: When = USUAL, *, today: date) -> Home:
    """Return the manager's home; raises NotCounted as the board does."""
    with enter(actor, Permission.LEDGER_READ) as session:
        board = kpi.board_of(session, when, today=today)
        kept = kept_boards.trend(session, board.asked)
        return Home(
            board,
            exceptions.counts(session, on=today),
            {name: _trend(name, board, kept) for name in BOARD},
        )


def _trend(name: str, board: kpi.Board, kept: Mapping[date, Mapping[str, Total]]) -> Trend:
    """The figure of the period before, of the nights between that were counted, and now."""
    variant = BY_ID[name].variants[0]
    before = kept_boards.earlier(board.asked)
    found = {on: figure(variant, totals, replace(board.asked, on=on).days) for on, totals in kept.items()}
    if earlier := board.earlier.get(name):
        found[before.on] = earlier
    found[board.asked.on] = board.of(name).figure
    return tuple((on, found[on]) for on in sorted(found) if found[on].hundredths is not None)


@dataclass(frozen=True, slots=True)
class Causes:
    """Where refusals of the board's period begin, the dearest step first."""

    board: kpi.Board
    causes: tuple[Cause, ...]


def causes_of(actor: Actor, when: When = USUAL, *, today: date) -> Causes:
    """Return why payers refused, by the step of the practice where it could have been prevented."""
    with enter(actor, Permission.LEDGER_READ) as session:
        board = kpi.board_of(session, when, today=today)
    reasons = [
        Reason(f"{one.group}-{one.carc}", one.category, one.count, one.cents) for one in board.denied_for
    ]
    return Causes(board, causes(reasons))


def causes_sheet(actor: Actor, when: When = USUAL, *, today: date) -> Sheet:
    """Return the same as a table, a row a reason."""
    found = causes_of(actor, when, today=today)
    asked = found.board.asked
    about = (_about(asked),)
    rows: list[tuple[Cell, ...]] = [
        (one.step.value, each.code, each.category, each.count, Cents(each.cents))
        for one in found.causes
        for each in one.reasons
    ]
    names = ("step", "reason", "category", "denials", "cents")
    return Sheet("Where denials begin", about, tuple(Column(name) for name in names), rows)


def _about(asked: Asked) -> str:
    days = f"{asked.period.words} from {asked.since_on.isoformat()}"
    return f"As of {asked.on.isoformat()}, {days}, known at audit entry {asked.entry_id}"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows behind a mark, with the payers' names."""

    frame: Frame
    asked: Asked
    mark: Mark
    found: Marked
    payers: Mapping[int, str]


def rows(actor: Actor, mark: Mark, when: When, *, today: date, after: int = 0) -> Rows:
    """Return a page of the rows behind a mark as of a day, the board's where none is given, or raise
    NotFound.
    """
    with enter(actor, Permission.LEDGER_READ) as session:
        if mark.of not in MARKS:
            raise NotFound("no such chart")
        asked = kpi.asked_about(session, when, today=today)
        of_night = kept_boards.kept(session, asked)
        known = total_of(mark, of_night.totals) if of_night else None
        found = marked(session, asked, mark, Part(after), known=known)
        payers = {payer.id: payer.name for payer in session.find(Payer)}
        return Rows(lists.frame(session, on=today), asked, mark, found, payers)


ROW_COLUMNS = tuple(Column(name) for name in ("kind", "id", "claim", "patient", "payer", "day", "value"))


def rows_sheet(actor: Actor, mark: Mark, when: When, *, today: date) -> Sheet:
    """Return the rows behind a mark as a table, at most `MOST_ROWS`, or raise NotFound."""
    with enter(actor, Permission.LEDGER_READ) as session:
        if mark.of not in MARKS:
            raise NotFound("no such chart")
        asked = kpi.asked_about(session, when, today=today)
        found = marked(session, asked, mark, Part(limit=kpi.MOST_ROWS)).page.rows
        names = {payer.id: payer.name for payer in session.find(Payer)}
    is_days = mark.of == "paid"
    made: list[tuple[Cell, ...]] = [
        (
            *(one.kind, one.id, one.claim_id, one.patient_id, names.get(one.payer_id, ""), one.day),
            one.value if is_days else Cents(one.value),
        )
        for one in found
    ]
    return Sheet("Rows", (_about(asked),), ROW_COLUMNS, made)


def chart_sheet(actor: Actor, of: str, when: When = USUAL, *, today: date) -> Sheet:
    """Return a chart's table: `owed`, `denied`, `paid`, `cash` or `providers`, or raise NotFound."""
    found = home(actor, when, today=today)
    if of not in _TABLES:
        raise NotFound("no such chart")
    title, names, table = _TABLES[of]
    return Sheet(title, (_about(found.board.asked),), tuple(Column(name) for name in names), table(found))


def _owed(found: Home) -> list[tuple[Cell, ...]]:
    names = found.board.payers
    return [
        (
            "Patients" if one.account == "patients" else names.get(one.payer_id, ""),
            *map(Cents, one.cents),
            Cents(one.total_cents),
        )
        for one in found.aged
    ]


def _denied(found: Home) -> list[tuple[Cell, ...]]:
    return [
        (f"{one.group}-{one.carc}", one.category, one.count, Cents(one.cents))
        for one in found.board.denied_for
    ]


def _paid(found: Home) -> list[tuple[Cell, ...]]:
    names = found.board.payers
    return [
        (names.get(one.payer_id, ""), one.count, one.p10, one.p25, one.p50, one.p75, one.p90)
        for one in found.board.spreads
    ]


def _cash(found: Home) -> list[tuple[Cell, ...]]:
    return [(one.what, one.number, one.count, Cents(one.cents)) for one in found.board.weeks]


def _providers(found: Home) -> list[tuple[Cell, ...]]:
    return [
        (
            found.notes[one.provider_id].name if one.provider_id in found.notes else "",
            one.visits,
            *map(Cents, (one.charged_cents, one.laid_cents, one.refused_cents, one.sent_cents)),
            found.notes[one.provider_id].unsigned if one.provider_id in found.notes else 0,
            one.lag_days,
        )
        for one in found.providers
    ]


_TABLES = {
    "owed": (
        "Owed by age",
        ("owed_by", "to_30", "to_60", "to_90", "to_120", "over_120", "all"),
        _owed,
    ),
    "denied": ("Denied", ("reason", "category", "count", "cents"), _denied),
    "paid": ("Days to pay", ("payer", "claims", "p10", "p25", "p50", "p75", "p90"), _paid),
    "cash": ("Cash by week", ("what", "week", "count", "cents"), _cash),
    "providers": (
        "By provider",
        "provider visits charged_cents collected_cents denied_cents sent_cents unsigned lag_days".split(),
        _providers,
    ),
}
