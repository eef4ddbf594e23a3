"""The indicators' board as it was counted in the night, so that large books are looked at in no time.

What a board says of a day, as known at an audit entry, rests on rows that are never changed; so it is counted
once and stays true. Promises that a board is used only under the very definitions that it was counted by, and
that `verify` counts the newest one again.
"""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from almoner.core.ledger import Reason
from almoner.core.report.kpi import Asked, Period, Total
from almoner.core.report.kpi_listed import BOARD, BY_ID, INDICATORS
from almoner.core.report.kpi_money import MONEY
from almoner.core.report.scorecard import SCORED
from almoner.store.lists.lists_kpi import (
    MEASURES,
    CashRow,
    DeniedFor,
    asking,
    cash_book,
    denied_for,
    totals,
    totals_and_aged,
    totals_by_payer,
)
from almoner.store.lists.lists_kpi_ground import FORGET_OWED, GROUND, KEEP_OWED, OWED_OTHERWISE
from almoner.store.lists.lists_marks import (
    MARKS,
    PROVIDER_PARTS,
    ByProvider,
    Spread,
    Week,
    spreads,
    weeks_and_providers,
)
from almoner.store.money.ledger import Aged, aging_as_of, balances
from almoner.store.money.patient_kinds import QUERIES as OF_KINDS
from almoner.store.money.patient_kinds import Known, OwedKind, count_kinds, moved_since, summed
from almoner.store.session import Session, let_help

BY_PAYER = tuple(
    dict.fromkeys(
        (
            *SCORED,
            *(
                name
                for one in INDICATORS
                if one.is_by_payer
                for each in one.variants
                for name in each.measures
            ),
        )
    )
)
"""What is counted by payer too: what payers are scored by, and the indicators that are shown by payer."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a board is made of. `earlier` are the totals of the day before the period, of what people see
    first; `by_payer` what is counted by payer; `held_cents` is by how much the accounts that hold money
    changed; `aged` what payers and patients owe by age, on the day, `kinds` what patients owe by kind, and
    `receivables` what is owed by age in each account, by payer and provider (None where it was not counted).
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
    aged: tuple[Aged, ...]
    kinds: tuple[OwedKind, ...]
    receivables: tuple[Aged, ...] | None = None


def earlier(asked: Asked) -> Asked:
    """Return the question that the one before the period is compared with."""
    return replace(asked, on=asked.since_on - timedelta(days=1))


def _whole(session: Session, asked: Asked) -> dict[str, Any]:
    every = dict.fromkeys(name for one in INDICATORS for name in one.measures)
    found, aged = totals_and_aged(session, asked, every)
    return {"totals": _plain(found), "aged": [astuple(row) for row in aged]}


def _before(session: Session, asked: Asked) -> dict[str, Any]:
    first = dict.fromkeys(name for key in BOARD for name in BY_ID[key].measures)
    return {"earlier": _plain(totals(session, earlier(asked), first))}


def _scored(session: Session, asked: Asked) -> dict[str, Any]:
    found = totals_by_payer(session, asked, BY_PAYER)
    return {"by_payer": {str(payer_id): _plain(own) for payer_id, own in found.items()}}


def _cash(session: Session, asked: Asked) -> dict[str, Any]:
    before, after = (
        balances(session, before_on=day, entry_id=asked.entry_id) for day in (asked.since_on, asked.until_on)
    )
    rows = cash_book(session, asked)
    return {
        "cash": [(row.reason.value, row.in_cents, row.out_cents) for row in rows],
        "held_cents": sum(after.get(account, 0) - before.get(account, 0) for account in MONEY),
    }


def _charts(session: Session, asked: Asked) -> dict[str, Any]:
    return {
        "denied_for": [astuple(row) for row in denied_for(session, asked)],
        "spreads": [astuple(row) for row in spreads(session, asked)],
    }


def _weeks(session: Session, asked: Asked) -> dict[str, Any]:
    by_week, by_provider = weeks_and_providers(session, asked)
    return {
        "weeks": [astuple(row) for row in by_week],
        "providers": [astuple(row) for row in by_provider],
    }


def _kinds(session: Session, asked: Asked) -> dict[str, Any]:
    found = count_kinds(session, on=asked.on, entry_id=asked.entry_id)
    return {"kinds": [astuple(one) for one in found]}


def _receivables(session: Session, asked: Asked) -> dict[str, Any]:
    owed = aging_as_of(session, on=asked.on, entry_id=asked.entry_id)
    return {"receivables": [astuple(one) for one in owed]}


Part = Callable[[Session, Asked], dict[str, Any]]
SHOWN: tuple[Part, ...] = (_whole, _before, _scored, _cash, _charts, _weeks, _kinds)
PARTS: tuple[Part, ...] = (*SHOWN, _receivables)
"""A board is counted part by part; each gives some of its body. The pages of the indicators show all but the
last, which is kept for the receivables of its day.
"""


def count(session: Session, asked: Asked, parts: Iterable[Part] = PARTS) -> Counted:
    """Count a board, or some parts of it, from the facts."""
    return _counted(json.dumps(_body(session, asked, parts)))


def _body(session: Session, asked: Asked, parts: Iterable[Part] = PARTS) -> dict[str, Any]:
    return {name: told for part in parts for name, told in part(session, asked).items()}


def keep(session: Session, asked: Asked) -> int:
    """Count a board and keep it, and what is owed in place of what was kept before; return the milliseconds
    that it took. A board that is kept already stays.
    """
    began = time.monotonic()
    let_help(session)
    body = _body(session, asked)
    for sql in (FORGET_OWED, KEEP_OWED):  # after the count: rows just laid are not yet known to the planner
        asking(session, asked, sql)
    return keep_counted(session, asked, body, took_ms=_since(began))


def keep_other(session: Session, asked: Asked) -> int:
    """Count a board of another period and keep it; what is owed is kept with the usual one."""
    began = time.monotonic()
    let_help(session)
    body = _body(session, asked)
    return keep_counted(session, asked, body, took_ms=_since(began))


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


def keep_counted(session: Session, asked: Asked, body: Mapping[str, Any], *, took_ms: int) -> int:
    """Keep a board whose parts were counted; return the milliseconds that they took."""
    sql = """
    INSERT INTO kept_board (practice_id, on_day, entry_id, period, definitions, took_ms, body)
    VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
    """
    told = (definitions(), took_ms, json.dumps(dict(body)))
    session.rows(sql, session.practice_id, asked.on, asked.entry_id, asked.period.value, *told)
    return took_ms


def kept(session: Session, asked: Asked) -> Counted | None:
    """Return the board that was kept of a day as known at an entry, or None."""
    sql = """
    SELECT body FROM kept_board
    WHERE practice_id = %s AND on_day = %s AND entry_id = %s AND period = %s AND definitions = %s
    """
    asks = (asked.on, asked.entry_id, asked.period.value, definitions())
    found = session.rows(sql, session.practice_id, *asks)
    return _counted(found[0][0]) if found else None


@dataclass(frozen=True, slots=True)
class Night:
    """A board that was kept: which question it answers, and how long it took to count."""

    asked: Asked
    took_ms: int


def night(session: Session, *, on: date, period: Period = Period.MONTHS) -> Night | None:
    """Return the newest board that was kept of a day: of the period, else of another; or None."""
    sql = """
    SELECT entry_id, period, took_ms FROM kept_board
    WHERE practice_id = %s AND on_day = %s AND definitions = %s
    ORDER BY period <> %s, entry_id DESC LIMIT 1
    """
    found = session.rows(sql, session.practice_id, on, definitions(), period.value)
    return Night(Asked(on, found[0][0], Period(found[0][1])), found[0][2]) if found else None


def last_night(session: Session, *, before_on: date) -> Night | None:
    """Return the newest board of the usual period that was kept of a day before, or None."""
    sql = """
    SELECT on_day, entry_id, took_ms FROM kept_board
    WHERE practice_id = %s AND on_day < %s AND period = %s AND definitions = %s
    ORDER BY on_day DESC, entry_id DESC LIMIT 1
    """
    found = session.rows(sql, session.practice_id, before_on, Period.MONTHS.value, definitions())
    return Night(Asked(found[0][0], found[0][1]), found[0][2]) if found else None


_NEWEST = "ORDER BY on_day DESC, entry_id DESC, took_ms DESC LIMIT 1"


def last_took_ms(session: Session) -> int:
    """Return how long the newest board took that was counted; 0 where none ever was."""
    found = session.rows(
        f"SELECT took_ms FROM kept_board WHERE practice_id = %s {_NEWEST}", session.practice_id
    )
    return int(found[0][0]) if found else 0


def trend(session: Session, asked: Asked, *, weeks: int = 12) -> dict[date, Mapping[str, Total]]:
    """Return the totals of the boards of the same period that were kept a week apart before a day, those that
    there are.
    """
    days = [asked.on - timedelta(days=7 * back) for back in range(weeks, 0, -1)]
    sql = """
    SELECT DISTINCT ON (on_day) on_day, body->'totals' FROM kept_board
    WHERE practice_id = %s AND on_day = ANY(%s) AND period = %s AND definitions = %s
    ORDER BY on_day, entry_id DESC
    """
    rows = session.rows(sql, session.practice_id, days, asked.period.value, definitions())
    return {day: _totals(json.loads(told) if isinstance(told, str) else told) for day, told in rows}


class NotCounted(RuntimeError):
    """Figures that take long to count, and that nobody has counted yet: a run counts them."""

    def __init__(self, asked: Asked, took_ms: int) -> None:
        super().__init__("these figures are not counted yet")
        self.asked, self.took_ms = asked, took_ms


LARGE_MS = 60_000
"""Books whose board takes longer to count are not read whole, or for months, while somebody waits."""
NEAR = timedelta(days=3)
"""So far what moved since a board is looked up at once, whatever the books' size."""


def refuse_if_large(session: Session, *, on: date, entry_id: int) -> None:
    """Raise NotCounted of a day as known at an entry, where the books are large."""
    if (took_ms := last_took_ms(session)) > LARGE_MS:
        raise NotCounted(Asked(on, entry_id), took_ms)


STANDS = """
NOT EXISTS (
  SELECT 1 FROM day_total d WHERE d.practice_id = k.practice_id AND d.effective_on <= k.on_day
    AND d.last_entry_id > k.entry_id)
"""
"""Nothing was posted for a board's day or an earlier one since it was counted."""


def _read(told: Any) -> Any:
    return json.loads(told) if isinstance(told, str) else told


def owed_by_kind(session: Session, *, on: date, entry_id: int) -> list[OwedKind]:
    """Return what patients owe by kind at a day's end, as known at an entry: what a board of that day said,
    or the last one before and what moved since; where none was kept, from all postings. Raises NotCounted
    where that would read months of large books.
    """
    sql = f"""
    SELECT n.took_ms, b.on_day, b.entry_id, b.kinds, b.stands FROM (
      SELECT coalesce((SELECT took_ms FROM kept_board WHERE practice_id = %s {_NEWEST}), 0)) n (took_ms)
    LEFT JOIN LATERAL (
      SELECT on_day, entry_id, body->'kinds' AS kinds, {STANDS} AS stands FROM kept_board k
      WHERE practice_id = %s AND on_day <= %s AND entry_id <= %s AND definitions = %s
      ORDER BY on_day DESC, entry_id DESC LIMIT 1) b ON true
    """
    here = session.practice_id
    ((took_ms, kept_on, kept_entry, told, stands),) = session.rows(
        sql, here, here, on, entry_id, definitions()
    )
    if took_ms > LARGE_MS and (kept_on is None or on - kept_on > NEAR):
        raise NotCounted(Asked(on, entry_id), took_ms)
    if kept_on is None:
        return count_kinds(session, on=on, entry_id=entry_id)
    then = [OwedKind(*row) for row in _read(told)]
    if kept_on == on and stands:
        return then
    since = moved_since(session, Known(kept_on, kept_entry), Known(on, entry_id))
    return summed([*then, *since])


def differs(session: Session) -> list[int]:
    """Return the entry of the newest board of each period that is kept, where counting it again says
    something else.
    """
    sql = """
    SELECT DISTINCT ON (period) on_day, entry_id, period, body FROM kept_board
    WHERE practice_id = %s AND definitions = %s ORDER BY period, on_day DESC, entry_id DESC
    """
    kept_ones = [
        (Asked(on, entry_id, Period(period)), body)
        for on, entry_id, period, body in session.rows(sql, session.practice_id, definitions())
    ]
    return [
        asked.entry_id
        for asked, body in kept_ones
        if asking(session, asked, OWED_OTHERWISE)[0][0]
        or _is_otherwise(_counted(body), count(session, asked))
    ]


def _is_otherwise(told: Counted, now: Counted) -> bool:
    return told != (now if told.receivables is not None else replace(now, receivables=None))


@cache
def definitions() -> str:
    """Return the digest of every query and of what the board is put together from."""
    versions = [(one.id, one.version, one.measures) for one in INDICATORS]
    queries = (GROUND, sorted(MEASURES.items()), sorted(MARKS.items()), PROVIDER_PARTS, OF_KINDS)
    told = json.dumps([*queries, versions, BOARD, BY_PAYER])
    return sha256(told.encode()).hexdigest()


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
        aged=_aged(told["aged"]),
        kinds=tuple(OwedKind(*row) for row in told["kinds"]),
        receivables=_aged(told["receivables"]) if "receivables" in told else None,
    )


def _aged(told: Iterable[Sequence[Any]]) -> tuple[Aged, ...]:
    return tuple(
        Aged(account, payer_id, of_provider, tuple(cents)) for account, payer_id, of_provider, cents in told
    )


def _totals(found: Mapping[str, Any]) -> dict[str, Total]:
    return {name: Total(*row) for name, row in found.items()}
