"""Charge lag and late charges by provider, down to the visits behind a figure, and the same as a table."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.charge.funnel import Lag, lag
from almoner.core.party import Provider
from almoner.core.report.sheet import Cents, Column, Sheet
from almoner.flow.access import Actor, Permission, enter, require
from almoner.flow.funnel import LONGEST
from almoner.store import lists
from almoner.store.charge_lag import VisitLag, visit_lags
from almoner.store.lists import Frame
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
    """The lags by provider, and of the chosen one the visits, those that took longest first."""

    frame: Frame
    which: Which
    groups: tuple[ByProvider, ...]
    visits: tuple[VisitLag, ...]
    visit_count: int


def charge_lag(actor: Actor, which: Which, *, on: date) -> ChargeLag:
    """Return the lags and late charges of some days, at most a quarter of a year."""
    require(actor, Permission.LEDGER_READ)
    with enter(actor, Permission.LEDGER_READ) as session:
        asked = which.bounded
        found = visit_lags(session, since_on=asked.since_on, until_on=asked.until_on)
        own = [one for one in found if one.provider_id == asked.provider_id]
        own.sort(
            key=lambda one: (-(one.to_charge if one.to_charge is not None else LONGEST.days), one.visit_id)
        )
        frame = lists.frame(session, on=on)
        return ChargeLag(frame, asked, _groups(session, found), tuple(own[:MOST_SHOWN]), len(own))


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


def _groups(session: Session, found: tuple[VisitLag, ...]) -> tuple[ByProvider, ...]:
    names = _names(session)
    grouped: dict[int, list[VisitLag]] = defaultdict(list)
    for one in found:
        grouped[one.provider_id].append(one)
    made = [
        ByProvider(
            provider_id=provider_id,
            name=names[provider_id],
            visits=len(rows),
            to_signature=lag("service to signature", _measured([one.to_signature for one in rows])),
            to_charge=lag("service to charge", _measured([one.to_charge for one in rows])),
            late_lines=sum(one.late_lines for one in rows),
            late_cents=sum(one.late_cents for one in rows),
        )
        for provider_id, rows in grouped.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.name, one.provider_id)))


def _measured(days: list[int | None]) -> list[int]:
    return [one for one in days if one is not None]
