"""Rules of a claim's other payers, for all three claim guides: what one that has decided must bring, and that
no money is told twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from almoner.core.x12.guides.claim.money_text import cents_of
from almoner.core.x12.rule import Spot, Words, at, missing, rule
from almoner.core.x12.tree import Loop, Row

_DECISIONS = ("adjustment", "outpatient_adjudication", "inpatient_adjudication")
_TRIPLETS = range(2, 19, 3)
Reason = tuple[str, str]
"""Group and reason of an adjustment."""


def payer_id(coverage: Loop) -> str:
    """The number of the payer of a 2320, by which lines name it."""
    payer = coverage.child("2330B")
    return payer.get("name", 9) if payer is not None else ""


def decisions_on_lines(coverage: Loop) -> list[Loop]:
    """The 2430 loops of the claim's lines that speak of the payer of this 2320."""
    number, claim = payer_id(coverage), coverage.up
    if not number or claim is None:
        return []
    return [
        each
        for line in claim.children("2400")
        for each in line.children("2430")
        if each.get("line_payment", 1) == number
    ]


def _date_row(coverage: Loop) -> Row | None:
    payer = coverage.child("2330B")
    return payer.row("payment_date") if payer is not None else None


@rule(
    "A-17",
    "2320",
    Words(
        "Another payer has decided on the claim, but what it paid isn't sent.",
        "Send AMT D with the amount, zero where nothing was paid.",
        "I6",
        "A6:286",
        "837 2320 AMT*D",
    ),
)
def paid_unsaid(coverage: Loop) -> Iterable[Spot]:
    """Adjustments, remarks, a payment date or a decision on a line, without AMT D (handbook A-17)."""
    if coverage.has("payer_paid"):
        return ()
    proof = next((row for row in map(coverage.row, _DECISIONS) if row is not None), None)
    proof = proof or _date_row(coverage)
    if proof is None:
        proof = next((each.row("line_payment") for each in decisions_on_lines(coverage)), None)
    return () if proof is None else (missing(coverage, "AMT", because=(proof, None)),)


@rule(
    "A-17b",
    "2320",
    Words(
        "Another payer has paid or refused the claim, but the date of that isn't sent.",
        "Send DTP 573 with the payer (2330B), or on each line that it decided (2430).",
        "I6",
        "A6:516",
        "837 2330B DTP*573",
    ),
    has="payer_paid",
)
def decided_undated(coverage: Loop) -> Iterable[Spot]:
    """AMT D without a DTP 573 at 2330B and without a 2430 of that payer (handbook A-17)."""
    row = coverage.row("payer_paid")
    if row is None or _date_row(coverage) is not None or decisions_on_lines(coverage):
        return ()
    return (missing(coverage.child("2330B") or coverage, "DTP", because=(row, None)),)


@rule(
    "A-17c",
    "2330B",
    Words(
        "The date of another payer's decision stands both with the payer and on the lines.",
        "Leave out DTP 573 of 2330B where the lines have theirs.",
        source="837 2330B DTP*573",
    ),
    has="payment_date",
    severity="warning",
)
def dated_twice(payer: Loop) -> Iterable[Spot]:
    """DTP 573 at 2330B and a 2430 of that payer with its own (handbook A-17)."""
    row, coverage = payer.row("payment_date"), payer.up
    if row is None or coverage is None:
        return ()
    on_line = next((each.row("payment_date") for each in decisions_on_lines(coverage)), None)
    return () if on_line is None else (at(row, because=(on_line, None)),)


@rule(
    "A-18",
    "2430",
    Words(
        "The line tells of a payer that the claim doesn't name.",
        "Send in SVD01 the id that the payer has in NM109 of its 2330B.",
        "I12",
        "A7:479",
        "837 2430 SVD01",
    ),
    has="line_payment",
)
def payer_unknown(decision: Loop) -> Iterable[Spot]:
    """SVD01 is NM109 of a 2330B of the claim (handbook A-18)."""
    row, claim = decision.row("line_payment"), decision.above("2300")
    if row is None or claim is None or not row.get(1):
        return ()
    if row.get(1) in [payer_id(each) for each in claim.children("2320")]:
        return ()
    return (at(row, "payer"),)


@rule(
    "A-19",
    "2320",
    Words(
        "An adjustment stands both for the claim and on its lines, and counts twice.",
        "Send it on the lines where the payer gave it there, else for the claim.",
        "I12",
        "A8:672",
        "837 2320 CAS",
    ),
    has="adjustment",
)
def adjusted_twice(coverage: Loop) -> Iterable[Spot]:
    """The same group, reason and sum in 2320 and in the payer's 2430s, where the claim balances if they count
    once; the same sum twice that is truly owed twice balances as it is (handbook A-19)."""
    lines: dict[Reason, int] = defaultdict(int)
    for decision in decisions_on_lines(coverage):
        for row in decision.rows("adjustment"):
            for _, reason, cents in _adjustments(row):
                lines[reason] += cents
    of_claim = [
        (row, number, reason, cents)
        for row in coverage.rows("adjustment")
        for number, reason, cents in _adjustments(row)
    ]
    twice = [each for each in of_claim if each[3] and lines.get(each[2]) == each[3]]
    excess = _excess(coverage, sum(each[3] for each in of_claim) + sum(lines.values()))
    if twice and excess == sum(each[3] for each in twice):
        for row, number, _, _ in twice:
            yield at(row, number)


def _adjustments(row: Row) -> Iterator[tuple[int, Reason, int]]:
    """Place of the amount, group and reason, and cents of each triplet of a CAS that can be read."""
    for number in _TRIPLETS:
        cents = cents_of(row.get(number + 1))
        if row.get(number) and cents is not None:
            yield number + 1, (row.get(1), row.get(number)), cents


def _excess(coverage: Loop, adjusted: int) -> int:
    """By how much payment and adjustments are above the claim's charge; 0 where an amount can't be read."""
    paid = cents_of(coverage.get("payer_paid", 2))
    charge = cents_of(coverage.up.get("claim", 2)) if coverage.up is not None else None
    return paid + adjusted - charge if paid is not None and charge is not None else 0


OTHER_PAYER_RULES = (paid_unsaid, decided_undated, dated_twice, payer_unknown, adjusted_twice)
