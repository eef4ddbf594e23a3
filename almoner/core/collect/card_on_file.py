"""A card that is kept at the processor to pay the parts of a payment plan, with the consent to it on record.

Promises that of a card nothing is kept but the processor's token and the last four digits; that a part is
charged once, never beyond what is owed, and never while an answer is awaited; and that a part which is
declined is somebody's work, and is tried again no more often than the policy says.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from almoner.core.collect.card import CardCharge, CardState
from almoner.core.collect.payment_plan import PaidPlan, PaymentPlan
from almoner.core.plan import Ids, Plan, Task, join, reading

TASK = "card_declined"
"""A part of a plan that the card didn't pay; its subject is the plan."""
OWNER = "front_desk"
CALL_WITHIN = timedelta(days=3)
LONGEST_NAME = 100
_TOKEN = re.compile(r"[A-Za-z0-9._-]{8,100}")
_DIGITS = re.compile(r"[0-9]{12,}")


class KeptState(StrEnum):
    """Whether a kept card may be charged."""

    STANDING = "standing"
    REVOKED = "revoked"
    """Who agreed took it back, or the plan has ended."""


@dataclass(frozen=True, slots=True)
class CardOnFile:
    """A card that pays a plan's parts. `agreed_by` said yes to the words of `text_version` on `agreed_on`."""

    kind: ClassVar[str] = "card_on_file"
    id: int
    patient_id: int
    plan_id: int
    token: str
    last_four: str
    agreed_by: str
    agreed_on: date
    text_version: str
    taken_by: str
    version: int = 1
    state: KeptState = KeptState.STANDING
    ended_on: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Autopay:
    """The policy of kept cards: how often a declined part is tried, and the words that are agreed to."""

    most_tries: int
    retry_days: int
    version: str
    text: str


def read_autopay(words: str) -> Autopay:
    """Return the policy of a TOML text. ValueError where it can't be used."""
    try:
        found = Autopay(**tomllib.loads(words))
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise ValueError("card on file: most_tries, retry_days, version and text, nothing else") from error
    numbers = (found.most_tries, found.retry_days)
    if not all(type(one) is int and 1 <= one <= 60 for one in numbers) or not found.version or not found.text:
        raise ValueError("card on file: tries and days are whole numbers from 1 to 60, and there are words")
    return found


def kept_faults(card: CardOnFile, plan: PaymentPlan) -> list[str]:
    """Return what keeps a card from being kept for a plan, each as one sentence."""
    return [
        words
        for is_wrong, words in (
            (card.patient_id != plan.patient_id, "The plan is another patient's."),
            (not card.agreed_by.strip(), "Say who agreed that the card is charged."),
            (
                len(card.agreed_by) > LONGEST_NAME or not card.agreed_by.isprintable(),
                f"The name has at most {LONGEST_NAME} printable characters.",
            ),
            (
                _TOKEN.fullmatch(card.token) is None or _DIGITS.search(card.token) is not None,
                "The terminal gave nothing that can be kept in a card's place.",
            ),
        )
        if is_wrong
    ]


def revoked(card: CardOnFile, *, why: str, on: date) -> CardOnFile:
    """Return the card's last version: it is charged no more."""
    return replace(card, version=card.version + 1, state=KeptState.REVOKED, ended_on=on, why=why)


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan's card with what it was charged for the part that is unpaid, the oldest charge first."""

    card: CardOnFile
    charges: tuple[CardCharge, ...] = ()

    @property
    def declined(self) -> tuple[CardCharge, ...]:
        """The tries that the card's bank declined."""
        return tuple(one for one in self.charges if one.state is CardState.DECLINED)

    @property
    def is_awaited(self) -> bool:
        """True while the terminal was asked and its answer isn't known."""
        return any(one.state is CardState.ASKED for one in self.charges)

    def next_try_on(self, policy: Autopay) -> date | None:
        """The first day on which a declined part may be tried again; None where nothing was declined, or it
        was tried often enough.
        """
        if not 0 < len(self.declined) < policy.most_tries:
            return None
        return self.declined[-1].asked_on + timedelta(days=policy.retry_days)

    def is_given_up(self, policy: Autopay) -> bool:
        """True where the part was tried as often as the policy says."""
        return len(self.declined) >= policy.most_tries


def unpaid_since(plan: PaymentPlan, paid_cents: int) -> date | None:
    """Return the day on which the first part that isn't whole paid falls due, None where all are."""
    left = paid_cents
    for part in plan.instalments:
        left -= part.cents
        if left < 0:
            return part.due_on
    return None


def card_of(card: CardOnFile, charges: Sequence[CardCharge], paid: PaidPlan) -> PlanCard:
    """Return a plan's card with its charges since the unpaid part fell due."""
    since_on = unpaid_since(paid.plan, paid.paid_cents)
    own = [one for one in charges if one.card_id == card.id and since_on and one.asked_on >= since_on]
    return PlanCard(card, tuple(sorted(own, key=lambda one: (one.asked_on, one.id))))


def to_charge(paid: PaidPlan, kept: PlanCard, policy: Autopay, *, on: date) -> int:
    """Return what a plan's card is charged on a day, in cents: what is due and owed; 0 for nothing."""
    cents = min(paid.due_cents(by=on), paid.asked_cents)
    if cents <= 0 or kept.is_awaited or kept.is_given_up(policy):
        return 0
    again_on = kept.next_try_on(policy)
    return 0 if again_on is not None and on < again_on else cents


def followed(plan: Plan, charge: CardCharge, work: Sequence[Task], *, ids: Ids, on: date) -> Plan:
    """Return the plan of a kept card's answer with the work about it: a declined part is somebody's, once;
    the part that is paid closes it. `work` are the plan's open tasks of the kind.
    """
    (answered,) = (one for one in plan.records if isinstance(one, CardCharge))
    if answered.state is CardState.APPROVED:
        done = tuple(one.closed(by="almoner", outcome="the card paid it", on=on) for one in work)
        return join([plan, Plan(on=on, tasks=done, reads=reading(*work))], on=on)
    return plan if work else join([plan, Plan(on=on, tasks=(_call(charge, next(ids), on),))], on=on)


def _call(charge: CardCharge, task_id: int, on: date) -> Task:
    return Task(
        id=task_id,
        what=TASK,
        subject_kind=PaymentPlan.kind,
        subject_id=charge.plan_id,
        why="The kept card did not pay a part of the plan: call, and ask for another card or payment.",
        owner=OWNER,
        opened_on=on,
        due_on=on + CALL_WITHIN,
        patient_id=charge.patient_id,
        cents=charge.cents,
    )
