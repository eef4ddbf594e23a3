"""Whatever comes in, a decision balances: line by line, as a claim, and its reversal is its exact
opposite."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as some

from almoner.links.simulator import member
from almoner.links.simulator.decide import Facts, decide
from almoner.links.simulator.nouns import Address, Adjustment, Claim, Line, Party, Prior, PriorLine, Result
from almoner.links.simulator.reverse import reverse
from almoner.links.simulator.rules import PAYER_IDS, payers

ON = date(2026, 3, 2)
codes = some.sampled_from(
    ["99213", "99214", "93000", "20610", "17110", "J1885", "80053", "99396", "97110", "XXXXX"]
)
small = some.integers(0, 30_000)
reasons = some.tuples(
    some.sampled_from(["CO", "PR", "OA"]), some.sampled_from(["1", "2", "3", "45", "96"]), small
)


@some.composite
def lines(draw: some.DrawFn, number: int) -> Line:
    line = Line(
        number,
        "HC",
        draw(codes),
        tuple(draw(some.lists(some.sampled_from(["25", "50", "59", "26"]), max_size=2))),
    )
    line.charge_cents = draw(some.integers(0, 50_000))
    line.units = draw(some.integers(1, 5_000))
    line.pointers, line.control = (1,), f"L{number}"
    line.since_on = line.until_on = draw(
        some.sampled_from([ON, date(2026, 1, 5), date(2025, 12, 31), date(2017, 1, 1)])
    )
    if draw(some.booleans()):
        told = [
            Adjustment(group, reason, cents) for group, reason, cents in draw(some.lists(reasons, max_size=3))
        ]
        line.priors["P1"] = PriorLine(draw(small), told)
    return line


@some.composite
def claims(draw: some.DrawFn) -> Claim:
    who = Party(
        last="S",
        first="A",
        number=draw(some.sampled_from(["1EG4TE5MKD0", "1EG4TE5MKD9", "1EG4TE5MKT7", "1EG4TE5MKO6"])),
    )
    mine = [draw(lines(number)) for number in range(1, draw(some.integers(1, 4)) + 1)]
    claim = Claim(
        "T",
        0,
        ON,
        Address("S", "P"),
        Party(),
        "B",
        "P",
        "C",
        sum(line.charge_cents for line in mine),
        Party(),
        who,
        who,
    )
    claim.lines, claim.icn = mine, draw(some.sampled_from(["I1", "I2", "I3", "I4"]))
    claim.rank = draw(some.sampled_from(["P", "P", "S", "T"]))
    claim.diagnoses = ["I10"]
    if draw(some.booleans()):
        told = [
            Adjustment(group, reason, cents) for group, reason, cents in draw(some.lists(reasons, max_size=3))
        ]
        claim.priors = [Prior("P", "P1", paid_cents=draw(small), adjustments=told)]
    return claim


def balances(result: Result) -> None:
    for line in result.lines:
        assert line.charge_cents - sum(part.cents for part in line.adjustments) == line.paid_cents
    parts = [part for line in result.lines for part in line.adjustments] + result.adjustments
    assert result.charge_cents - sum(part.cents for part in parts) == result.paid_cents
    if result.lines:
        assert sum(line.charge_cents for line in result.lines) == result.charge_cents
        assert sum(line.paid_cents for line in result.lines) == result.paid_cents


@settings(max_examples=200, deadline=None)
@given(claims(), some.sampled_from(PAYER_IDS), some.integers(1, 3), some.sampled_from([8000, 10_000]))
def test_every_decision_balances_and_pays_no_more_than_was_charged(
    claim: Claim, payer_id: str, seed: int, allowed_bp: int
) -> None:
    payer = payers()[payer_id]
    facts = Facts(member.find(seed, payer_id, claim.subscriber.number), allowed_bp=allowed_bp)
    result = decide(payer, claim, facts, seed)
    balances(result)
    assert 0 <= result.paid_cents <= max(claim.charge_cents, 0)
    assert all(part.cents > 0 for line in result.lines for part in line.adjustments)
    assert all(
        0 <= taken <= facts.member.plan.deductible_cents
        for taken in result.deductible.values()
        if facts.member
    )
    opposite = reverse(result)
    balances(opposite)
    assert (opposite.status, opposite.paid_cents, opposite.charge_cents) == (
        "22",
        -result.paid_cents,
        -result.charge_cents,
    )
    if payer_id == "WCP01" and claim.rank == "P":
        assert result.patient_cents == 0


@settings(max_examples=50, deadline=None)
@given(claims(), some.sampled_from(PAYER_IDS))
def test_the_same_claim_is_decided_alike(claim: Claim, payer_id: str) -> None:
    facts = Facts(member.find(1, payer_id, claim.subscriber.number))
    assert decide(payers()[payer_id], claim, facts, 1) == decide(payers()[payer_id], claim, facts, 1)
