"""A guarantor's statement: every amount with where it comes from, ready to be printed or shown.

Promises that on each line charged = insurance paid + adjusted + patient paid + still with a payer + owed,
because all six are the same postings, sorted; that what is owed and what is disputed equal the patient
receivable of the accounts that are on it, but for visits of an injury and charges that were taken back, of
which it shows only what they give back; that nothing disputed is asked for; and that an account which is kept
off it is named with the rule that keeps it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from almoner.core.charge import ChargeLine
from almoner.core.collect.billing_mark import MarkSort, Rested
from almoner.core.collect.dunning import (
    NEVER_ASKED,
    Asking,
    Dunning,
    Keep,
    Standing,
    is_for_a_person,
    keeps_back,
    level_of,
)
from almoner.core.ledger import Posting
from almoner.core.party import Patient
from almoner.core.plan import Ids, Plan
from almoner.core.report.statement_lines import StatementLine, statement_lines

AGES = ((0, 30), (31, 60), (61, 90), (91, None))
"""Days since an amount became the patient's, from and through."""
OF_AGE = 18
"""Years from which a patient can be asked where no guarantor is."""


@dataclass(frozen=True, slots=True)
class StatedPart:
    """One patient's part of a statement, in cents. `plan_cents` is the instalment that is asked for instead
    of all, where a payment plan is kept; `disputed_cents` stands apart from what is owed.
    """

    patient_id: int
    name: str
    owed_cents: int
    unapplied_cents: int
    plan_cents: int | None = None
    disputed_cents: int = 0

    @property
    def due_cents(self) -> int:
        """What is asked for: owed less the money that we hold already, or the instalment."""
        due = max(0, self.owed_cents - self.unapplied_cents)
        return due if self.plan_cents is None else min(due, self.plan_cents)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement to a guarantor on a day; `owed_cents` is the sum of its lines' and equals the patient
    receivable less what is disputed. `unapplied_cents` is the patients' money that lies on no line yet,
    `disputed` the lines that are shown and not asked for.

    `patient_id` is the patient whose account it goes by, `guarantor` the key of who answers. `level` is that
    of its letter, `message` the letter's words; `ways` are how it may be sent. One from before there were
    parts is of one patient.
    """

    kind: ClassVar[str] = "statement"
    id: int
    patient_id: int
    stated_on: date
    due_on: date
    lines: tuple[StatementLine, ...]
    owed_cents: int
    unapplied_cents: int
    version: int = 1
    guarantor: str = ""
    parts: tuple[StatedPart, ...] = ()
    level: int = 1
    message: str = ""
    ways: tuple[str, ...] = ("paper",)
    disputed: tuple[StatementLine, ...] = ()

    @property
    def disputed_cents(self) -> int:
        """What is owed by the books and not asked for until somebody has answered."""
        return sum(line.owed_cents for line in self.disputed)

    @property
    def due_cents(self) -> int:
        """The one number: what to pay now. One patient's money pays no other's part."""
        if self.parts:
            return sum(part.due_cents for part in self.parts)
        return max(0, self.owed_cents - self.unapplied_cents)

    @property
    def is_by_plan(self) -> bool:
        """True where an instalment is asked for in place of all that is owed."""
        return any(part.plan_cents is not None for part in self.parts)

    @property
    def aged_cents(self) -> tuple[int, ...]:
        """What is owed by the age of each line, one amount for each of `AGES`; they sum to what is owed."""
        ages = [(line, (self.stated_on - (line.owed_since_on or self.stated_on)).days) for line in self.lines]
        return tuple(
            sum(line.owed_cents for line, days in ages if first <= days and (last is None or days <= last))
            for first, last in AGES
        )


@dataclass(frozen=True, slots=True)
class PatientAccount:
    """What a statement is made of: a patient's lines, their postings by line id, and the money on no line.

    `sorts` are the marks that stand, `injury_visits` the visits of a work or auto injury. `plan_cents` is
    what of a plan in good standing falls due, None without one; `to_lay_cents` the money that can be laid.
    `disputed` are the lines that are disputed each by itself, `rested` the disputes that were answered.
    """

    patient: Patient
    lines: Sequence[ChargeLine]
    postings: Mapping[int, Sequence[Posting]]
    unapplied_cents: int = 0
    sorts: frozenset[MarkSort] = frozenset()
    injury_visits: frozenset[int] = frozenset()
    plan_cents: int | None = None
    to_lay_cents: int = 0
    disputed: frozenset[int] = frozenset()
    rested: tuple[Rested, ...] = ()


@dataclass(frozen=True, slots=True)
class Bill:
    """The accounts that one guarantor answers for, the first the one that the statement goes by."""

    guarantor: str
    accounts: Sequence[PatientAccount]
    asking: Asking = NEVER_ASKED


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words of a statement come from: our labels by procedure code, and the policy of asking."""

    labels: Mapping[str, str]
    dunning: Dunning


@dataclass(frozen=True, slots=True)
class KeptBack:
    """An account, or with `patient_id` 0 the whole bill, that is not asked for, by which rule and why."""

    patient_id: int
    rule: Keep
    why: str
    cents: int


@dataclass(frozen=True, slots=True)
class Stated:
    """What a guarantor is told: a statement or none, and what was kept back from it."""

    statement: Statement | None
    kept_back: tuple[KeptBack, ...] = ()

    def plan(self, *, on: date) -> Plan:
        """The plan that makes the statement, or an empty one."""
        return Plan(on=on, records=(self.statement,) if self.statement else ())


@dataclass(frozen=True, slots=True)
class ToldAccount:
    """One account as a statement shows it, or the rule that keeps it off."""

    account: PatientAccount
    part: StatedPart
    lines: tuple[StatementLine, ...]
    kept_by: Keep | None
    disputed: tuple[StatementLine, ...] = ()

    @property
    def is_kept_by_lines(self) -> bool:
        """True where nothing but disputed lines is open: the account as a whole is not in dispute."""
        return self.kept_by is Keep.DISPUTE and MarkSort.DISPUTE not in self.account.sorts


def state(bill: Bill, wording: Wording, *, ids: Ids, on: date) -> Stated:
    """Return a guarantor's statement, or none and what keeps each of the accounts back.

    An account that owes nothing is neither. Lines of a visit come together: all of them, as long as one is
    open.
    """
    policy = wording.dunning
    told = [told_account(account, wording, on=on) for account in bill.accounts]
    owing = [one for one in told if one.part.owed_cents > 0 or one.kept_by is not None]
    kept = tuple(
        KeptBack(one.part.patient_id, one.kept_by, policy.keep_back[one.kept_by], _kept_cents(one))
        for one in owing
        if one.kept_by is not None
    )
    asked = [one for one in owing if one.kept_by is None]
    if not asked:
        return Stated(None, kept)
    bill = _with_rests(bill, asked)
    since_on = _since(asked)
    due_cents = sum(one.part.due_cents for one in asked)
    against = _against(bill, policy, due_cents, since_on=since_on, on=on)
    if against is not None:
        return Stated(None, (*kept, KeptBack(0, against, policy.keep_back[against], due_cents)))
    return Stated(_statement(bill, asked, policy, statement_id=next(ids), on=on), kept)


def _kept_cents(told: ToldAccount) -> int:
    return told.part.disputed_cents if told.is_kept_by_lines else told.part.owed_cents


def _with_rests(bill: Bill, asked: Sequence[ToldAccount]) -> Bill:
    """The bill with the disputes that were answered about what is asked for now: its clock stood still."""
    spans = tuple(
        span
        for one in asked
        for span in one.account.rested
        if any(line.owed_cents > 0 and span.line_id in (0, line.line_id) for line in one.lines)
    )
    return replace(bill, asking=replace(bill.asking, rested=spans)) if spans else bill


def told_account(account: PatientAccount, wording: Wording, *, on: date) -> ToldAccount:
    """Return an account as a statement of a day shows it."""
    patient = account.patient
    stated = [
        (line, item)
        for line in account.lines
        for item in statement_lines(line, account.postings.get(line.id, ()), wording.labels)
        if line.stands or item.owed_cents < 0
    ]
    injuries = sum(item.owed_cents for line, item in stated if line.visit_id in account.injury_visits)
    every = [(line, item) for line, item in stated if line.visit_id not in account.injury_visits]
    apart = [pair for pair in every if _is_disputed(account, pair[1])]
    own = [pair for pair in every if not _is_disputed(account, pair[1])]
    part = StatedPart(
        patient_id=patient.id,
        name=f"{patient.name.first} {patient.name.last}",
        owed_cents=sum(item.owed_cents for _, item in own),
        unapplied_cents=account.unapplied_cents,
        plan_cents=account.plan_cents,
        disputed_cents=sum(item.owed_cents for _, item in apart),
    )
    standing = Standing(
        sorts=account.sorts,
        is_dead=patient.died_on is not None,
        is_minor_alone=patient.guarantor is None and _age(patient.birth_on, on) < OF_AGE,
        has_plan_in_good_standing=account.plan_cents is not None,
        has_money_to_lay=account.to_lay_cents > 0,
        owed_cents=part.owed_cents,
        injury_cents=injuries,
        asked_cents=part.due_cents,
    )
    kept_by = _kept_by(wording.dunning, standing, part)
    return ToldAccount(account, part, _shown(own), kept_by, tuple(item for _, item in apart))


_SPARING = frozenset({Keep.PLAN, Keep.TO_LAY, Keep.COVERED, Keep.INJURY, None})
"""What keeps an account back that owes something; with nothing but a disputed line the dispute does."""


def _kept_by(policy: Dunning, standing: Standing, part: StatedPart) -> Keep | None:
    is_open = part.owed_cents > 0 or standing.injury_cents > 0
    if not is_open and not part.disputed_cents:
        return None
    found = keeps_back(policy, standing)
    is_by_lines = not is_open and found in _SPARING and Keep.DISPUTE in policy.keep_back
    return Keep.DISPUTE if is_by_lines else found


def _is_disputed(account: PatientAccount, item: StatementLine) -> bool:
    """True for what is owed on a disputed line; what it gives back is never kept."""
    return item.line_id in account.disputed and item.owed_cents > 0


def _age(birth_on: date, on: date) -> int:
    return on.year - birth_on.year - ((on.month, on.day) < (birth_on.month, birth_on.day))


def _shown(stated: Sequence[tuple[ChargeLine, StatementLine]]) -> tuple[StatementLine, ...]:
    open_visits = {line.visit_id for line, item in stated if item.owed_cents or item.with_payer_cents}
    shown = [pair for pair in stated if pair[0].visit_id in open_visits and not _is_blank(pair[1])]
    shown.sort(key=lambda pair: (pair[0].service_on, pair[0].visit_id, pair[0].sequence))
    return tuple(item for _, item in shown)


def _is_blank(line: StatementLine) -> bool:
    """True for a reporting code without a charge: no money ever moved on it."""
    return not (line.charge_cents or line.owed_cents or line.with_payer_cents or line.patient_paid_cents)


def _since(asked: Sequence[ToldAccount]) -> date | None:
    """The day on which the oldest open part became theirs."""
    days = [line.owed_since_on for one in asked for line in one.lines if line.owed_cents > 0]
    return min((day for day in days if day is not None), default=None)


def _against(bill: Bill, policy: Dunning, due_cents: int, *, since_on: date | None, on: date) -> Keep | None:
    """What keeps the whole bill back, where something does and the policy says so."""
    if Keep.SMALL in policy.keep_back and due_cents <= policy.small_cents:
        return Keep.SMALL
    ran_out = is_for_a_person(policy, bill.asking, owed_since_on=since_on, on=on)
    return Keep.DECIDE if ran_out and Keep.DECIDE in policy.keep_back else None


def _statement(
    bill: Bill, asked: Sequence[ToldAccount], policy: Dunning, *, statement_id: int, on: date
) -> Statement:
    parts = tuple(one.part for one in asked)
    level = level_of(policy, bill.asking, owed_since_on=_since(asked), on=on)
    is_all_by_plan = all(part.plan_cents is not None for part in parts)
    return Statement(
        id=statement_id,
        patient_id=parts[0].patient_id,
        stated_on=on,
        due_on=on + timedelta(days=policy.due_days),
        lines=tuple(line for one in asked for line in one.lines),
        owed_cents=sum(part.owed_cents for part in parts),
        unapplied_cents=sum(part.unapplied_cents for part in parts),
        guarantor=bill.guarantor,
        parts=parts,
        level=policy.levels[0].number if is_all_by_plan else level.number,
        message=policy.plan_message if is_all_by_plan else level.message,
        ways=_ways(asked[0].account),
        disputed=tuple(line for one in asked for line in one.disputed),
    )


def _ways(account: PatientAccount) -> tuple[str, ...]:
    """How it may be sent: on paper always, by text and email where that was agreed to."""
    patient = account.patient
    phone = patient.guarantor.phone if patient.guarantor else patient.phone
    more = (
        ("text", bool(phone) and MarkSort.TEXT_CONSENT in account.sorts),
        ("email", bool(patient.email) and MarkSort.EMAIL_CONSENT in account.sorts),
    )
    return ("paper", *(way for way, is_agreed in more if is_agreed))
