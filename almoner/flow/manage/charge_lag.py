"""Charge lag and late charges by provider, down to the visits behind a figure, and the same as a table."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.charge.funnel import Lag, lag
from almoner.core.party import Provider
from almoner.core.report.sheet import Cents, Column, Sheet
from almoner.flow.access import Actor, Permission, enter, require
from almoner.flow.manage.funnel import LONGEST
from almoner.store.lists import charge_lag as kept
from almoner.store.lists import lists
from almoner.store.lists.charge_lag import Alike, Night, VisitLag, visit_lags
from almoner.store.lists.lists import Frame
from almoner.store.money.ledger import entry_at
from almoner.store.session import Session

MOST_SHOWN = 200
DEFINITION = (
    "Lag: days from the service to the signature, and to the first charge of the visit. The middle one and "
    "nine of ten are of visits that came so far. A line is late where it was charged after the day of its "
    "service was closed."
)


@dataclass(frozen=True, slots=True)
class Which:
    """The days [since_on, until_on), and one provider, or all (0)."""

    since_on: date
    until_on: date
    provider_id: int = 0

    @property
    def bounded(self) -> "Which":
        """Return it with at least a day and at most a quarter of a year."""
        since_on = max(
            min(self.since_on, self.until_on - timedelta(days=1)),
            self.until_on - LONGEST,
        )
        return Which(since_on, self.until_on, self.provider_id)


@dataclass(frozen=True, slots=True)
class ByProvider:
    """A provider's lags and late charges."""

    provider_id: int
    name: str
    visits: int
    to_signature: Lag
    to_charge: Lag
    late_lines: int
    late_cents: int


@dataclass(frozen=True, slots=True)
class ChargeLag:
    """The lags by provider, and of the chosen one the visits, those that took longest first. `night` is whose
    count the days up to its own are of; None where all were counted now.
    """

    frame: Frame
    which: Which
    groups: tuple[ByProvider, ...]
    visits: tuple[VisitLag, ...]
    visit_count: int
    night: Night | None = None


def charge_lag(actor: Actor, which: Which, *, on: date) -> ChargeLag:
    """Return the lags and late charges of some days, at most a quarter of a year."""
    require(actor, Permission.LEDGER_READ)
    with enter(actor, Permission.LEDGER_READ) as session:
        asked = which.bounded
        night = _night(session, asked)
        groups = _groups(session, _alike(session, asked, night))
        own: list[VisitLag] = []
        if asked.provider_id:
            days = {"since_on": asked.since_on, "until_on": asked.until_on}
            own += visit_lags(session, **days, provider_id=asked.provider_id)
        own.sort(
            key=lambda one: (-(one.to_charge if one.to_charge is not None else LONGEST.days), one.visit_id)
        )
        frame = lists.frame(session, on=on)
        return ChargeLag(frame, asked, groups, tuple(own[:MOST_SHOWN]), len(own), night)


SLOW_MS = 1000
"""Books of which a night takes longer to count are shown as it counted them."""


def keep_lags(actor: Actor, *, on: date) -> None:
    """Count how long the visits of the days up to one that is over took, and keep it; books without an entry
    have none. It changes nothing of the books, so that there is no audit entry.
    """
    with enter(actor, Permission.LEDGER_READ) as session:
        if entry_at(session, None):
            kept.keep_lags(session, on=on)


def _night(session: Session, asked: Which) -> Night | None:
    """The last night's count, where the books are large and it has some of the days."""
    night = kept.last_night(session)
    if night is None or night.took_ms <= SLOW_MS:
        return None
    return night if night.since_on < asked.until_on and asked.since_on <= night.on else None


def _alike(session: Session, asked: Which, night: Night | None) -> list[Alike]:
    """The visits by how long they took: of the night's days as it counted them, of the others as they are."""
    spans = [(asked.since_on, asked.until_on)]
    found: list[Alike] = []
    if night is not None:
        since_on = max(asked.since_on, night.since_on)
        until_on = min(asked.until_on, night.on + timedelta(days=1))
        found += kept.kept_lags(session, night, since_on=since_on, until_on=until_on)
        spans = [(asked.since_on, since_on), (until_on, asked.until_on)]
    for since_on, until_on in spans:
        if since_on < until_on:
            for rows in kept.count_lags(session, since_on=since_on, until_on=until_on).values():
                found += rows
    return found


def lag_sheet(actor: Actor, which: Which, *, on: date) -> Sheet:
    """Return the visits behind the lags as a table, of one provider or all."""
    require(actor, Permission.LEDGER_READ)
    with enter(actor, Permission.LEDGER_READ) as session:
        asked = which.bounded
        names = _names(session)
        rows = visit_lags(session, since_on=asked.since_on, until_on=asked.until_on)
        shown = [one for one in rows if asked.provider_id in {0, one.provider_id}]
        last_on = asked.until_on - timedelta(days=1)
        about = (DEFINITION, f"Days of service {asked.since_on} to {last_on}, as of {on}.")
        cells = [
            (
                one.visit_id,
                one.patient,
                names[one.provider_id],
                one.service_on,
                one.signed_on,
                one.charged_on,
                one.claimed_on,
                one.to_signature,
                one.to_charge,
                one.late_lines,
                Cents(one.late_cents),
            )
            for one in shown
        ]
        return Sheet("Charge lag", about, _COLUMNS, cells)


_COLUMNS = tuple(
    Column(name)
    for name in (
        "visit_id patient provider service_on signed_on charged_on claimed_on days_to_signature "
        "days_to_charge late_lines late_cents"
    ).split()
)


def _names(session: Session) -> dict[int, str]:
    return {one.id: one.name.listed for one in session.find(Provider)}


def _groups(session: Session, found: Iterable[Alike]) -> tuple[ByProvider, ...]:
    names = _names(session)
    grouped: dict[int, list[Alike]] = defaultdict(list)
    for one in found:
        grouped[one.provider_id].append(one)
    made = [
        ByProvider(
            provider_id=provider_id,
            name=names[provider_id],
            visits=sum(one.visits for one in rows),
            to_signature=lag("service to signature", _days((one.to_signature, one.visits) for one in rows)),
            to_charge=lag("service to charge", _days((one.to_charge, one.visits) for one in rows)),
            late_lines=sum(one.late_lines for one in rows),
            late_cents=sum(one.late_cents for one in rows),
        )
        for provider_id, rows in grouped.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.name, one.provider_id)))


def _days(counted: Iterable[tuple[int | None, int]]) -> list[int]:
    """The days of each visit that came so far."""
    return [days for days, visits in counted if days is not None for _ in range(visits)]
