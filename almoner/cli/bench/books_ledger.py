"""A ledger of a million postings for `bench books`: the age of receivables now and as of a day, balances and
the roll-forward, against a bare look at the same rows.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from almoner.cli.bench.books_ways import charged
from almoner.cli.bench.practice import DAY, open_bench_practice
from almoner.store.lay import KEEP_TOTALS, LAID
from almoner.store.money import ledger
from almoner.store.session import Session, books

TRIES = 5
DAYS = 500
PAYERS = 7
CACHED, DERIVED, FLOOR = "aging now, cached", "aging now, from postings", "every posting looked at once"


@dataclass(frozen=True, slots=True)
class Looked:
    """How many postings there are, and the median milliseconds of each look."""

    postings: int
    ms: dict[str, float]


class Differs(RuntimeError):
    """The cached age is not what the postings say: the figure would be worth nothing."""


def measure(postings: int) -> Looked:
    """Fill a practice of its own with so many postings and look at them; raises Differs."""
    team = open_bench_practice(1)
    lines = len(charged(team))
    with books(team.practice_id, alias="owner") as session:
        _fill(session, max(postings // lines, 1))
    _settle()
    with books(team.practice_id) as session:
        return _looked(session)


_COPIES = f"""
WITH laid AS (
  INSERT INTO posting (practice_id, audit_id, recorded_at, key, debit, credit, cents, reason, effective_on,
    "group", carc, element, rank, service_on, patient_id, visit_id, line_id, payer_id, provider_id,
    location_id)
  SELECT practice_id, audit_id, recorded_at, 'bench:' || g || ':' || id,
    CASE g %% 4 WHEN 0 THEN 'cash' WHEN 1 THEN 'contractual' WHEN 2 THEN 'patient_ar' ELSE 'payer_ar:1' END,
    CASE g %% 4 WHEN 3 THEN 'revenue' ELSE 'payer_ar:1' END,
    CASE g %% 4 WHEN 3 THEN 4000 ELSE 100 END + g %% 977, 'payment', effective_on - g %% %s, '', '', '', 1,
    service_on - g %% %s, patient_id, visit_id, line_id,
    (SELECT min(id) FROM payer WHERE practice_id = %s) + g %% %s, provider_id, location_id
  FROM posting, generate_series(1, %s) g WHERE practice_id = %s
  RETURNING {LAID}),
{KEEP_TOTALS}"""  # noqa: S608 - names come from our own declarations


def _fill(session: Session, copies: int) -> None:
    """Repeat the postings over days and payers, with all that they move to the cached totals."""
    own = session.practice_id
    session.rows(_COPIES, DAYS, DAYS, own, PAYERS, copies, own)


def _settle() -> None:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _looked(session: Session) -> Looked:
    own, entry = session.practice_id, ledger.entry_at(session, None)
    count = int(session.value("SELECT count(*) FROM posting WHERE practice_id = %s", own))
    if ledger.aging(session, on=DAY) != ledger.aging_as_of(session, on=DAY, entry_id=entry):
        raise Differs("the cached age of the receivables is not that of the postings")
    month, year = DAY - timedelta(days=30), DAY - timedelta(days=365)
    sums = "SELECT debit, credit, sum(cents) FROM posting WHERE practice_id = %s GROUP BY 1, 2"
    looks: dict[str, Callable[[], object]] = {
        CACHED: lambda: ledger.aging(session, on=DAY),
        DERIVED: lambda: ledger.aging_as_of(session, on=DAY, entry_id=entry),
        "aging as of a year ago": lambda: ledger.aging_as_of(session, on=year, entry_id=entry),
        "every balance as of a year ago": lambda: ledger.balances(session, before_on=year, entry_id=entry),
        "a month's roll-forward": lambda: ledger.moves(session, since_on=month, until_on=DAY, entry_id=entry),
        FLOOR: lambda: session.rows(sums, own),
    }
    return Looked(count, {name: _median_ms(look) for name, look in looks.items()})


def _median_ms(look: Callable[[], object]) -> float:
    look()
    spent = []
    for _ in range(TRIES):
        began = time.perf_counter()
        look()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)
