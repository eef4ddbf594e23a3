"""What a payer pays a payee on a day: decisions, interest, and what is taken back, put off or carried
forward.

Promises: paid = sum of the decisions - sum of the provider-level amounts, and never below zero; every amount
put off or carried forward is collected later under the same reference."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from almoner.links.simulator import banking, chance
from almoner.links.simulator.nouns import Address, Party, Result
from almoner.links.simulator.rules import Payer

_PUT_OFF, _FORWARDED, _INTEREST = "WO", "FB", "L6"


@dataclass(slots=True)
class Debt:
    """What the payee owes the payer: `WO` for one claim (reference: its payer number), `FB` for a whole
    remittance."""

    code: str
    reference: str
    cents: int


@dataclass(frozen=True, slots=True)
class ProviderLevel:
    """One pair of a PLB: a positive amount lowers the payment."""

    code: str
    reference: str
    cents: int


@dataclass(frozen=True, slots=True)
class PayeeKey:
    """Who is paid, and through which practice's mailbox name."""

    sender: Address
    npi: str
    tax_number: str


@dataclass(slots=True)
class Remit:
    """One 835: a payment, or none, with all that it is made of."""

    payer: Payer
    key: PayeeKey
    payee: Party
    on: date
    trace: str
    results: list[Result]
    provider_level: list[ProviderLevel] = field(default_factory=list)
    paid_cents: int = 0

    @property
    def effective_on(self) -> date:
        """The day on which the bank has the money."""
        return banking.after(self.on)

    @property
    def method(self) -> str:
        """BPR04: NON exactly when nothing is paid."""
        return self.payer.bank.method if self.paid_cents else "NON"


@dataclass(slots=True)
class Purse:
    """A payer's debts by payee, from one remittance to the next."""

    payer: Payer
    seed: int
    debts: dict[PayeeKey, list[Debt]] = field(default_factory=dict)

    def pay(self, results: Iterable[Result], on: date) -> list[Remit]:
        """The remittances of one day, in the order of the payees."""
        by_payee: dict[PayeeKey, list[Result]] = {}
        for result in results:
            billing = result.claim.billing
            key = PayeeKey(result.claim.sender, billing.number, billing.tax_number)
            by_payee.setdefault(key, []).append(result)
        order = sorted(by_payee, key=lambda key: (key.sender, key.npi, key.tax_number))
        return [self._remit(key, by_payee[key], on, number) for number, key in enumerate(order, 1)]

    def _remit(self, key: PayeeKey, results: list[Result], on: date, number: int) -> Remit:
        trace = f"{self.payer.id}{on:%y%m%d}{number:02d}"
        remit = Remit(self.payer, key, results[0].claim.billing, on, trace, results)
        debts = self.debts.setdefault(key, [])
        left = sum(result.paid_cents for result in results)
        for result in results:
            if result.interest_cents:
                remit.provider_level.append(ProviderLevel(_INTEREST, result.icn, -result.interest_cents))
                left += result.interest_cents
        for debt in [debt for debt in debts if debt.code == _FORWARDED]:
            debts.remove(debt)
            remit.provider_level.append(ProviderLevel(_FORWARDED, debt.reference, debt.cents))
            left -= debt.cents
        left = self._lend(remit, debts, left) if left < 0 else _collect(remit, debts, left)
        remit.paid_cents = left
        return remit

    def _lend(self, remit: Remit, debts: list[Debt], left: int) -> int:
        """The day's sum is short: put single recoveries off, or carry the whole balance forward."""
        if chance.falls(self.seed, self.payer.temper.defers_bp, "defers", remit.trace):
            for result in remit.results:
                part = min(-left, -result.paid_cents)
                if part > 0:
                    _owe(remit, debts, Debt(_PUT_OFF, result.icn, part))
                    left += part
        if left < 0:
            _owe(remit, debts, Debt(_FORWARDED, remit.trace, -left))
        return 0


def _owe(remit: Remit, debts: list[Debt], debt: Debt) -> None:
    debts.append(debt)
    remit.provider_level.append(ProviderLevel(debt.code, debt.reference, -debt.cents))


def _collect(remit: Remit, debts: list[Debt], left: int) -> int:
    """Take what was put off, as far as the day's money goes; gives what is left to pay."""
    for debt in list(debts):
        part = min(debt.cents, left)
        if part <= 0:
            break
        remit.provider_level.append(ProviderLevel(debt.code, debt.reference, part))
        debt.cents -= part
        left -= part
        if not debt.cents:
            debts.remove(debt)
    return left
