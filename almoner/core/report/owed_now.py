"""What a guarantor owes at this moment, as a statement would show it, and how a payment of it divides.

Promises that what is asked for is never more than what is owed less the money that we hold, by patient; that
the parts of a payment sum to it; and that an account which may not be collected is left out and said so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from almoner.core.collect.card import FarePart
from almoner.core.collect.dunning import Keep
from almoner.core.report.statement import Bill, StatedPart, ToldAccount, Wording, told_account
from almoner.core.report.statement_lines import StatementLine

FOR_A_PERSON = frozenset(
    {
        Keep.DIED,
        Keep.ESTATE,
        Keep.BANKRUPTCY,
        Keep.DISPUTE,
        Keep.CONFIDENTIAL,
        Keep.MINOR,
        Keep.CHARITY_PENDING,
        Keep.HOLD,
    }
)
"""What keeps an account off a page where nobody of the practice stands by; other rules only spare paper."""


@dataclass(frozen=True, slots=True)
class OwedNow:
    """The accounts of one bill as they stand, those first whose oldest open service is older. `is_in_part`:
    something of the guarantor's is left out, and only a person may speak of it. `disputed` are the lines that
    somebody looks at: they are shown and can't be paid here.
    """

    parts: tuple[StatedPart, ...] = ()
    lines: tuple[StatementLine, ...] = ()
    is_in_part: bool = False
    disputed: tuple[StatementLine, ...] = ()

    @property
    def disputed_cents(self) -> int:
        """What nobody asks for until it is answered."""
        return sum(line.owed_cents for line in self.disputed)

    @property
    def all_cents(self) -> int:
        """All that can be paid: what is owed less the money that we hold."""
        return sum(_open(part) for part in self.parts)

    @property
    def held_cents(self) -> int:
        """Money of theirs that we hold and that lies on no service yet."""
        return sum(part.unapplied_cents for part in self.parts)

    @property
    def instalment_cents(self) -> int:
        """What falls due of payment plans, with all that stands outside of one; 0 where no plan is kept or
        it comes to all.
        """
        is_by_plan = any(part.plan_cents is not None for part in self.parts)
        due = sum(part.due_cents for part in self.parts)
        return due if is_by_plan and due < self.all_cents else 0


def owed_now(bill: Bill, wording: Wording, patient_ids: Iterable[int], *, on: date) -> OwedNow:
    """Return what a bill's guarantor owes for some of its patients."""
    asked = set(patient_ids)
    told = [told_account(account, wording, on=on) for account in bill.accounts if account.patient.id in asked]
    closed = [one for one in told if one.kept_by in FOR_A_PERSON and not one.is_kept_by_lines]
    shown = sorted((one for one in told if one not in closed and _matters(one)), key=_age)
    return OwedNow(
        tuple(one.part for one in shown),
        tuple(line for one in shown for line in one.lines),
        is_in_part=bool(closed),
        disputed=tuple(line for one in shown for line in one.disputed),
    )


def _matters(told: ToldAccount) -> bool:
    return told.part.owed_cents > 0 or bool(told.lines or told.disputed)


def _age(told: ToldAccount) -> tuple[date, int]:
    days = [line.service_on for line in told.lines if line.owed_cents > 0]
    return min(days, default=date.max), told.part.patient_id


def _open(part: StatedPart) -> int:
    return max(0, part.owed_cents - part.unapplied_cents)


def divided(owed: OwedNow, cents: int, *, is_instalment: bool = False) -> tuple[FarePart, ...]:
    """Return a payment by patient: of an instalment to each what is due, else the oldest debt first."""
    parts, left = [], cents
    for part in owed.parts:
        given = min(left, part.due_cents if is_instalment else _open(part))
        left -= given
        if given:
            parts.append(FarePart(part.patient_id, given))
    assert not left, "nobody pays more than is owed"
    return tuple(parts)
