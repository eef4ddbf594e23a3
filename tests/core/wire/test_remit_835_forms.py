"""The whole payment: written only where it adds up, and told alike by both readers of the 835."""

from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from almoner.core.wire import sample_835
from almoner.core.wire.remit_835 import read_remittances
from almoner.core.wire.remit_835_forms import read_payment, write_payments
from almoner.core.wire.remit_835_nouns import PaidClaim, Payment, Reason
from almoner.core.wire.sample_parties import envelope
from almoner.core.x12 import X12WriteError, read

FOLDER = Path(__file__).parents[2] / "cases" / "835"


def payments(seed: int, claims: int = 40) -> list[Payment]:
    found = [read_payment(each) for each in read(sample_835.write("835", claims, seed)).sets]
    return [each for each in found if each is not None]


def with_first_claim(payment: Payment, claim: PaidClaim) -> Payment:
    (group,) = payment.groups
    return replace(payment, groups=(replace(group, claims=(claim, *group.claims[1:])),))


def test_a_remittance_comes_back_byte_for_byte() -> None:
    data = sample_835.write("835", 40, 8)
    assert write_payments(payments(8), envelope=envelope(8, "payer")) == data


def test_a_payment_that_does_not_add_up_is_not_written() -> None:
    first = payments(1)[0]
    with pytest.raises(X12WriteError) as caught:
        write_payments(
            [replace(first, amount_cents=(first.amount_cents or 0) + 1)], envelope=envelope(1, "payer")
        )
    assert first.trace not in str(caught.value)
    claim = first.groups[0].claims[0]
    more = replace(claim, reasons=(Reason("CO", "45", 100),))
    with pytest.raises(X12WriteError):
        write_payments([with_first_claim(first, more)], envelope=envelope(1, "payer"))


def test_a_code_that_the_guide_does_not_have_is_not_written() -> None:
    first = payments(2)[0]
    claim = replace(first.groups[0].claims[0], filing="CI")
    with pytest.raises(X12WriteError):
        write_payments([with_first_claim(first, claim)], envelope=envelope(2, "payer"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_both_readers_tell_the_same(seed: int) -> None:
    data = sample_835.write("835", 60, seed)
    short = read_remittances(read(data), ids=count(1), received_on=date(2026, 4, 5))
    whole = [each for each in (read_payment(each) for each in read(data).sets) if each]
    assert [one.remittance.amount_cents for one in short] == [one.amount_cents for one in whole]
    for one, other in zip(short, whole, strict=True):
        claims = [claim for group in other.groups for claim in group.claims]
        assert [
            (advice.control, advice.status, advice.charge_cents, advice.paid_cents) for advice in one.advices
        ] == [(claim.number, claim.status, claim.charge_cents, claim.paid_cents) for claim in claims]
        assert [
            [(line.control, line.paid_cents, len(line.adjustments)) for line in advice.lines]
            for advice in one.advices
        ] == [
            [(line.control, line.paid_cents, len(line.reasons)) for line in claim.lines] for claim in claims
        ]
        assert [level.cents for level in one.remittance.provider_level] == [
            levy.cents for levy in other.levies
        ]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.x12")), ids=lambda path: path.stem)
def test_every_example_has_a_whole_payment(path: Path) -> None:
    document = read(path.read_bytes())
    short = read_remittances(document, ids=count(1), received_on=date(2026, 4, 5))
    for one, each in zip(short, document.sets, strict=True):
        payment = read_payment(each)
        assert payment is not None
        assert payment.amount_cents == one.remittance.amount_cents
        assert sum(len(group.claims) for group in payment.groups) == len(one.advices)
