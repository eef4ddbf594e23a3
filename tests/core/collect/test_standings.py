"""Where payers stand is the same whether it is followed from their first payment or from an earlier day."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from almoner.core.collect.refund import Refund
from almoner.core.collect.standings import stand, standings
from almoner.core.remit import ProviderLevel
from almoner.core.remit.recoupment import ADVANCED, Paid, Standing, TakebackAct

FIRST_ON = date(2026, 3, 1)
PAYERS = (7, 8)
CODES = ("WO", "FB", "AP", "C5", "72", "L6")


def payment(number: int, payer_id: int, *pairs: tuple[str, str, int]) -> Paid:
    """A payment of the day of its number."""
    level = tuple(ProviderLevel(*pair) for pair in pairs)
    on = FIRST_ON + timedelta(days=number)
    return Paid(number, 1, payer_id, str(payer_id), f"T{number}", on, on, level)


def act(
    number: int, of: Paid, cents: int, *, claim_id: int = 0, opened: tuple[int, int] = (0, 0)
) -> TakebackAct:
    """What somebody said of a payment's first pair."""
    named = TakebackAct(number, of.payer_id, of.id, 1, cents, "bea", of.paid_on, "told", claim_id=claim_id)
    return replace(named, open_remittance_id=opened[0], open_number=opened[1])


def back(number: int, of: Paid, cents: int, *, pair: int = 1) -> Refund:
    """A refund by which a payer took in money what it had deferred."""
    return Refund(
        number,
        patient_id=0,
        cents=cents,
        asked_by="bea",
        asked_on=of.paid_on,
        reason="they asked",
        payer_id=of.payer_id,
        remittance_id=of.id,
        deferred_number=pair,
        repaid_cents=cents,
    )


@dataclass
class Books:
    """Payments in the order of their days, and what people said of them meanwhile."""

    chance: random.Random
    history: list[Paid] = field(default_factory=list)
    acts: list[TakebackAct] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)

    def live(self) -> None:
        """A payment comes, or somebody says of what stands what it is about."""
        if self.chance.random() < 0.7 or not self._say():
            self.history.append(self._payment())

    def _payment(self) -> Paid:
        number, chance = len(self.history) + 1, self.chance
        words = [f"P{chance.randrange(4)}", f"T{chance.randrange(1, number + 1)}", ""]
        pairs = [
            (
                chance.choice(CODES),
                chance.choice(words),
                chance.choice((-1, 1)) * chance.randrange(1, 9) * 1000,
            )
            for _ in range(chance.randrange(1, 4))
        ]
        return payment(number, chance.choice(PAYERS), *pairs)

    def _say(self) -> bool:
        """Explain one thing that stands; False where nothing does."""
        number = 1000 + len(self.acts) + len(self.refunds)
        stands = [
            one for one in stand(self.history, self.acts, self.refunds).values() if one.open or one.taken
        ]
        if not stands:
            return False
        one = self.chance.choice(stands)
        return (
            self._take(number, one) if one.taken and self.chance.random() < 0.7 else self._repay(number, one)
        )

    def _take(self, number: int, one: Standing) -> bool:
        taken = self.chance.choice(one.taken)
        same = [each for each in one.open if each.code == taken.code]
        if not same and taken.code in ADVANCED:
            return False
        opened = self.chance.choice(same) if same and self.chance.random() < 0.6 else None
        most = min(taken.cents, opened.cents) if opened else self.chance.randrange(1, taken.cents + 1)
        said = act(number, self.history[taken.of.id - 1], most, claim_id=0 if opened else 5)
        named = (opened.of.id, opened.number) if opened else (0, 0)
        said = replace(said, number=taken.number, open_remittance_id=named[0], open_number=named[1])
        self.acts.append(said)
        return True

    def _repay(self, number: int, one: Standing) -> bool:
        found = [each for each in one.open if each.code == "WO"]
        if not found:
            return False
        opened = self.chance.choice(found)
        cents = self.chance.randrange(1, opened.cents + 1)
        self.refunds.append(back(number, self.history[opened.of.id - 1], cents, pair=opened.number))
        return True


def told(found: Mapping[int, Standing]) -> dict[int, tuple[Sequence[object], Sequence[object]]]:
    """Each payer with something between it and the practice, in the order in which it came."""
    plain = {
        payer_id: tuple(
            [(each.code, each.reference, each.cents, each.of.id, each.number) for each in side]
            for side in (one.open, one.taken)
        )
        for payer_id, one in found.items()
    }
    return {payer_id: (sides[0], sides[1]) for payer_id, sides in plain.items() if any(sides)}


@pytest.mark.parametrize("seed", range(150))
def test_from_any_day_on_it_is_followed_as_from_the_first(seed: int) -> None:
    chance = random.Random(seed)
    books = Books(chance)
    kept_after, steps = chance.randrange(5, 30), 45
    for _ in range(kept_after):
        books.live()
    through_on = FIRST_ON + timedelta(days=chance.randrange(len(books.history) + 1))
    before = [one for one in books.history if one.paid_on <= through_on]
    since = standings(before, books.acts, books.refunds, through_on=through_on)
    for _ in range(steps - kept_after):
        books.live()
    assert since.holds(books.acts, books.refunds)
    later = [one for one in books.history if one.paid_on > through_on]
    whole = stand(books.history, books.acts, books.refunds)
    assert told(stand(later, books.acts, books.refunds, since)) == told(whole)


def test_the_days_lived_by_chance_hold_every_kind_of_word() -> None:
    lived = [Books(random.Random(seed)) for seed in range(150)]
    for books in lived:
        for _ in range(45):
            books.live()
    assert sum(bool(one.claim_id) for books in lived for one in books.acts) > 100
    assert sum(bool(one.open_remittance_id) for books in lived for one in books.acts) > 50
    assert sum(len(books.refunds) for books in lived) > 50


def test_what_was_said_otherwise_since_holds_no_more() -> None:
    first, second = payment(1, 7, ("WO", "P1", -8000)), payment(2, 7, ("WO", "P2", 3000))
    laid, repaid = act(100, second, 1000, claim_id=5), back(101, first, 2000)
    found = standings([first, second], [laid], [repaid], through_on=second.paid_on)
    assert told(found.payers) == {7: ([("WO", "P1", 6000, 1, 1)], [("WO", "P2", 2000, 2, 1)])}
    assert found.holds([laid, act(102, second, 500, claim_id=5)], [repaid])
    assert not found.holds([], [repaid])
    assert not found.holds([laid], [replace(repaid, repaid_cents=0)])
