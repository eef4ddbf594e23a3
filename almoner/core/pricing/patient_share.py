"""Who pays how much of a Medicare price: deductible, coinsurance, the federal cut of the payer's part, and
what Medicare pays behind another payer (handbook, pricing 7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from almoner.core.pricing.fee import half_up
from almoner.core.pricing.service import Primary, Service

COINSURANCE = Decimal("0.2")
SEQUESTRATION = Decimal("0.02")
_ASSISTANT_SHARE = Decimal("0.85")


@dataclass(frozen=True, slots=True)
class DatedShare:
    """A share in force over [since_on, until_on)."""

    since_on: date
    until_on: date | None
    share: Decimal

    def covers(self, on: date) -> bool:
        """In force on a day."""
        return self.since_on <= on and (self.until_on is None or on < self.until_on)


@dataclass(frozen=True, slots=True)
class Facts:
    """Dated facts that no imported table has: Medicare's factors of qualifying participants, services without
    a share of the patient, and the coinsurance of a screening that became a treatment (PT); and the tolerance
    of underpayments."""

    qualifying_factors: tuple[DatedShare, ...] = ()
    without_share: Mapping[str, str] = field(default_factory=dict)
    """Codes, each with its source."""
    prevention: Mapping[str, str] = field(default_factory=dict)
    """Codes of which most other plans have to leave the patient nothing, each with its source."""
    converted_screening: tuple[DatedShare, ...] = ()
    tolerances: tuple[DatedShare, ...] = ()
    """Cents that a line may be paid below its price before it counts as underpaid, by any payer."""

    def tolerance_cents(self, on: date) -> int:
        """The tolerance on a day; 0 where none is set."""
        return next((int(each.share) for each in self.tolerances if each.covers(on)), 0)

    def qualifying_factor(self, on: date) -> Decimal | None:
        """The factor of qualifying participants on a day; None where none is known."""
        return next((each.share for each in self.qualifying_factors if each.covers(on)), None)


@dataclass(frozen=True, slots=True)
class Shares:
    """Who pays: `payer_cents` after the cut, `patient_cents` of deductible and coinsurance."""

    payer_cents: int
    deductible_cents: int
    coinsurance_cents: int
    cut_cents: int

    @property
    def patient_cents(self) -> int:
        return self.deductible_cents + self.coinsurance_cents


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a line's shares depend on beside its price."""

    has_deductible: bool = True
    coinsurance: Decimal = COINSURANCE
    is_cut: bool = False


def sharing_of(service: Service, facts: Facts, *, is_laboratory: bool, is_cut: bool) -> Sharing:
    """How the patient shares in a line: nothing of a laboratory test or of prevention."""
    if is_laboratory or service.has("33") or service.code in facts.without_share:
        return Sharing(has_deductible=False, coinsurance=Decimal(0), is_cut=is_cut)
    if service.has("PT"):
        on = service.service_on
        share = next((each.share for each in facts.converted_screening if each.covers(on)), COINSURANCE)
        return Sharing(has_deductible=False, coinsurance=share, is_cut=is_cut)
    return Sharing(is_cut=is_cut)


def divide(cents: int, service: Service, sharing: Sharing, *, deductible_left_cents: int) -> Shares:
    """Divides an allowed amount. The cut takes the payer's part only."""
    deductible = min(deductible_left_cents, cents) if sharing.has_deductible else 0
    payer = half_up((cents - deductible) * (1 - sharing.coinsurance))
    coinsurance = cents - deductible - payer
    if service.has("CQ", "CO"):
        payer = half_up(payer * _ASSISTANT_SHARE)
    if service.primary is not None:
        alone = payer
        payer = second(
            service.primary, alone_cents=alone, allowed_cents=cents, charge_cents=service.charge_cents
        )
        owed = max(cents - service.primary.paid_cents - payer, 0)
        coinsurance = min(coinsurance, owed)
        deductible = min(deductible, owed - coinsurance)
    cut = half_up(payer * SEQUESTRATION) if sharing.is_cut else 0
    return Shares(payer - cut, deductible, coinsurance, cut)


def second(primary: Primary, *, alone_cents: int, allowed_cents: int, charge_cents: int | None) -> int:
    """What Medicare pays behind another payer, before the cut: the lowest of three amounts."""
    must_accept = [each for each in (charge_cents, primary.accepts_cents) if each is not None]
    amounts = [alone_cents, max(primary.allowed_cents, allowed_cents) - primary.paid_cents]
    if must_accept:
        amounts.append(min(must_accept) - primary.paid_cents)
    return max(min(amounts), 0)
