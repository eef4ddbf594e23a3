"""The indicators' board as it was counted in the night, so that large books are looked at in no time.

What a board says of a day, as known at an audit entry, rests on rows that are never changed; so it is counted
once and stays true. Promises that a board is used only under the very definitions that it was counted by, and
that `verify` counts the newest one again.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from almoner.core.ledger import Reason
from almoner.core.report.kpi import Asked, Total
from almoner.core.report.kpi_listed import BOARD, BY_ID, INDICATORS
from almoner.core.report.kpi_money import MONEY
from almoner.core.report.scorecard import SCORED
from almoner.store.ledger import balances
from almoner.store.lists_kpi import (
    MEASURES,
    CashRow,
    DeniedFor,
    asking,
    cash_book,
    denied_for,
    totals,
    totals_by_payer,
)
from almoner.store.lists_kpi_ground import FORGET_OWED, GROUND, KEEP_OWED, OWED_OTHERWISE
from almoner.store.lists_marks import (
    MARKS,
    PROVIDER_PARTS,
    ByProvider,
    Spread,
    Week,
    spreads,
    weeks_and_providers,
)
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class Counted:
    """What a board is made of. `earlier` are the totals of the day before the period, of what people see
    first; `by_payer` what payers are scored by; `held_cents` is by how much the accounts that hold money
    changed.
    """

    totals: Mapping[str, Total]
    earlier: Mapping[str, Total]
    by_payer: Mapping[int, Mapping[str, Total]]
    cash: tuple[CashRow, ...]
    held_cents: int
    denied_for: tuple[DeniedFor, ...]
    spreads: tuple[Spread, ...]
    weeks: tuple[Week, ...]
    providers: tuple[ByProvider, ...]


def earlier(asked: Asked) -> Asked:
    """Return the question that the one before the period is compared with."""
    return Asked(asked.since_on - timedelta(days=1), asked.entry_id)


def count(session: Session, asked: Asked) -> Counted:
    """Count a board from the facts."""
    every = dict.fromkeys(name for one in INDICATORS for name in one.measures)
    first = dict.fromkeys(name for key in BOARD for name in BY_ID[key].measures)
    before, after = (
        balances(session, before_on=day, entry_id=asked.entry_id) for day in (asked.since_on, asked.until_on)
    )
    by_week, by_provider = weeks_and_providers(session, asked)
    return Counted(
        totals=totals(session, asked, every),
        earlier=totals(session, earlier(asked), first),
        by_payer=totals_by_payer(session, asked, SCORED),
        cash=tuple(cash_book(session, asked)),
        held_cents=sum(after.get(account, 0) - before.get(account, 0) for account in MONEY),
        denied_for=tuple(denied_for(session, asked)),
        spreads=tuple(spreads(session, asked)),
        weeks=tuple(by_week),
        providers=tuple(by_provider),
    )


def keep(session: Session, asked: Asked) -> int:
    """Count a board and keep it, and what is owed in place of what was kept before; return the milliseconds
    that it took. A board that is kept already stays.
    """
    began = time.monotonic()
    body = json.dumps(_body(count(session, asked)))
    for sql in (FORGET_OWED, KEEP_OWED):  # after the count: rows just laid are not yet known to the planner
        asking(session, asked, sql)
    took_ms = round((time.monotonic() - began) * 1000)
    sql = """
    INSERT INTO kept_board (practice_id, on_day, entry_id, definitions, took_ms, body)
    VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
    """
    session.rows(sql, session.practice_id, asked.on, asked.entry_id, definitions(), took_ms, body)
    return took_ms


def kept(session: Session, asked: Asked) -> Counted | None:
    """Return the board that was kept of a day as known at an entry, or None."""
    sql = """
    SELECT body FROM kept_board
    WHERE practice_id = %s AND on_day = %s AND entry_id = %s AND definitions = %s
    """
    found = session.rows(sql, session.practice_id, asked.on, asked.entry_id, definitions())
    return _counted(found[0][0]) if found else None


@dataclass(frozen=True, slots=True)
class Night:
    """A board that was kept: which question it answers, and how long it took to count."""

    asked: Asked
    took_ms: int


def night(session: Session, *, on: date) -> Night | None:
    """Return the newest board that was kept of a day, or None."""
    sql = """
    SELECT entry_id, took_ms FROM kept_board WHERE practice_id = %s AND on_day = %s AND definitions = %s
    ORDER BY entry_id DESC LIMIT 1
    """
    found = session.rows(sql, session.practice_id, on, definitions())
    return Night(Asked(on, found[0][0]), found[0][1]) if found else None


def trend(session: Session, *, on: date, weeks: int = 12) -> dict[date, Mapping[str, Total]]:
    """Return the totals of the boards that were kept a week apart before a day, those that there are."""
    days = [on - timedelta(days=7 * back) for back in range(weeks, 0, -1)]
    sql = """
    SELECT DISTINCT ON (on_day) on_day, body->'totals' FROM kept_board
    WHERE practice_id = %s AND on_day = ANY(%s) AND definitions = %s ORDER BY on_day, entry_id DESC
    """
    rows = session.rows(sql, session.practice_id, days, definitions())
    return {day: _totals(json.loads(told) if isinstance(told, str) else told) for day, told in rows}


def differs(session: Session) -> list[int]:
    """Return the entry of the newest board that is kept, where counting it again says something else."""
    sql = """
    SELECT on_day, entry_id, body FROM kept_board WHERE practice_id = %s AND definitions = %s
    ORDER BY on_day DESC, entry_id DESC LIMIT 1
    """
    return [
        entry_id
        for on, entry_id, body in session.rows(sql, session.practice_id, definitions())
        if asking(session, Asked(on, entry_id), OWED_OTHERWISE)[0][0]
        or _counted(body) != count(session, Asked(on, entry_id))
    ]


@cache
def definitions() -> str:
    """Return the digest of every query and of what the board is put together from."""
    versions = [(one.id, one.version, one.measures) for one in INDICATORS]
    queries = (GROUND, sorted(MEASURES.items()), sorted(MARKS.items()), PROVIDER_PARTS)
    told = json.dumps([*queries, versions, BOARD, SCORED])
    return sha256(told.encode()).hexdigest()


def _body(counted: Counted) -> dict[str, Any]:
    return {
        "totals": _plain(counted.totals),
        "earlier": _plain(counted.earlier),
        "by_payer": {str(payer_id): _plain(own) for payer_id, own in counted.by_payer.items()},
        "cash": [(row.reason.value, row.in_cents, row.out_cents) for row in counted.cash],
        "held_cents": counted.held_cents,
        "denied_for": [astuple(row) for row in counted.denied_for],
        "spreads": [astuple(row) for row in counted.spreads],
        "weeks": [astuple(row) for row in counted.weeks],
        "providers": [astuple(row) for row in counted.providers],
    }


def _plain(found: Mapping[str, Total]) -> dict[str, list[int | None]]:
    return {name: list(astuple(total)) for name, total in found.items()}


def _counted(body: str | Mapping[str, Any]) -> Counted:
    told = json.loads(body) if isinstance(body, str) else body
    return Counted(
        totals=_totals(told["totals"]),
        earlier=_totals(told["earlier"]),
        by_payer={int(payer_id): _totals(own) for payer_id, own in told["by_payer"].items()},
        cash=tuple(CashRow(Reason(reason), came, went) for reason, came, went in told["cash"]),
        held_cents=told["held_cents"],
        denied_for=tuple(DeniedFor(*row) for row in told["denied_for"]),
        spreads=tuple(Spread(*row) for row in told["spreads"]),
        weeks=tuple(Week(*row) for row in told["weeks"]),
        providers=tuple(ByProvider(*row) for row in told["providers"]),
    )


def _totals(found: Mapping[str, Any]) -> dict[str, Total]:
    return {name: Total(*row) for name, row in found.items()}
