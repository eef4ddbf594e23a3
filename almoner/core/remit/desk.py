"""What the step is given to lay a remittance on the books: the claims that it speaks of, and the practice's
policy.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim
from almoner.core.coverage import Coverage
from almoner.core.ledger import Posting
from almoner.core.party import Payer
from almoner.core.plan import Task
from almoner.core.pricing import Priced
from almoner.core.quick import quick
from almoner.core.remit.advice import Advice, Remittance
from almoner.core.remit.recoupment import OpenPair
from almoner.core.rules.reasons import Reasons


@quick
@dataclass(frozen=True, slots=True)
class Book:
    """One claim as the books hold it now.

    `balances` are cents by (line id, account id), also of lines that the claim carries no more. `posted` are
    the claim's postings in the order of recording, `advices` its earlier advices in the order of arrival
    without those of undone remittances, `tasks` its open tasks. `next_coverage` is the policy that pays after
    this claim's rank on its day, `later_coverages` those after that one. `home` is the claim's record where
    `claim` shows it at a later payer's rank. `is_void`: its payer was last asked to void it. `noticed` are
    the lines for which the patient signed an advance notice in time, and wanted Medicare asked. `prices` are
    what the payer should allow, by line id, where a contract or a schedule says; less by up to
    `tolerance_cents` a line is let be. `revenue_codes` are those of an institutional claim, by line id.
    """

    claim: Claim
    lines: tuple[ChargeLine, ...]
    balances: Mapping[tuple[int, str], int] = field(default_factory=dict)
    posted: tuple[Posting, ...] = ()
    advices: tuple[Advice, ...] = ()
    next_coverage: Coverage | None = None
    later_coverages: tuple[Coverage, ...] = ()
    is_capitated: bool = False
    prices: Mapping[int, Priced] = field(default_factory=dict)
    tolerance_cents: int = 0
    tasks: tuple[Task, ...] = ()
    home: Claim | None = None
    is_void: bool = False
    noticed: frozenset[int] = frozenset()
    revenue_codes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that planning a remittance may look at.

    `books` are keyed by our claim control number, `by_payer_control` by the payer's. `lookalikes` are our
    claim controls that fit an advice's control by member, day and charge: proposals for a person, never a
    match. `npis` and `tax_ids` are the practice's own; where both are empty the payee is not judged.
    `earlier` are remittances received before with the same trace; `is_confirmed`: a person says that this one
    is another payment all the same. `open_pairs` are what the payer's posted remittances leave to be
    collected (`recoupment.open_pairs`), None where they were not looked up. `is_held`: the practice posts
    this payer's advice only after its deposit, which has not come (BQ6). `sum_cents` is what the bank
    received under its trace, where that is the sum of this remittance and the earlier ones, else 0.
    `write_off_groups` are the groups that the payer's contract allows beside CO, `bundled_reasons` the reason
    codes under which it gives up a line that is bundled into a paid one.
    """

    reasons: Reasons
    payer: Payer | None = None
    books: Mapping[str, Book] = field(default_factory=dict)
    by_payer_control: Mapping[str, Book] = field(default_factory=dict)
    by_ordinal: Mapping[int, Book] = field(default_factory=dict)
    lookalikes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    npis: frozenset[str] = frozenset()
    tax_ids: frozenset[str] = frozenset()
    earlier: tuple[Remittance, ...] = ()
    is_production: bool = False
    is_confirmed: bool = False
    open_pairs: tuple[OpenPair, ...] | None = None
    is_held: bool = False
    sum_cents: int = 0
    write_off_hold: bool = False
    write_off_groups: frozenset[str] = frozenset()
    bundled_reasons: frozenset[str] = frozenset()
    owners: Mapping[str, str] = field(default_factory=dict)
    due_days: Mapping[str, int] = field(default_factory=dict)


OWNER = "biller"
"""Who gets a kind of work that no policy gives to another role."""

DUE_DAYS = 4
"""Business days for money that waits (people.md CK1); denials have ten of their own."""


def owner_of(desk: Desk, kind: str) -> str:
    """Return the role that owns a kind of work."""
    return desk.owners.get(kind, OWNER)


def due_of(desk: Desk, kind: str, *, on: date, days: int = DUE_DAYS) -> date:
    """Return the day by which a kind of work wants an act: so many business days after `on`."""
    return business_days_after(on, desk.due_days.get(kind, days))


def business_days_after(on: date, days: int) -> date:
    """Return the day that many days from Monday to Friday later. Holidays are not known here and make it
    early, never late.
    """
    weeks, rest = divmod(days, 5)
    day = on + timedelta(weeks=weeks)
    while rest or day.weekday() > 4:
        day += timedelta(days=1)
        if day.weekday() <= 4 and rest:
            rest -= 1
    return day
