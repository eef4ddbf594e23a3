"""Which decisions of a file are about the same claim, where only the file can tell: by number, member and
charges, whichever payment they come with.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from almoner.core.remit.advice import ADJUDICATED, REVERSAL, Adjustment, Advice, AdviceLine
from almoner.core.remit.balance import amounts, faults
from almoner.core.remit.own_claims import charges_of, numbered, rank_of
from almoner.core.remit.read import ReadRemittance
from almoner.core.remit.reversal import mirrors

Place = tuple[int, int]
"""Where an advice stands in the file: its remittance's id, and its ordinal there."""
Decision = tuple[ReadRemittance, Advice]
Charges = tuple[tuple[str, int], ...]
"""What is charged, by line control; the empty one stands for a claim without lines."""


def place_of(read: ReadRemittance, advice: Advice) -> Place:
    """Return where a decision stands in the file."""
    return read.remittance.id, advice.ordinal


def numbered_reads(reads: Sequence[ReadRemittance]) -> list[ReadRemittance]:
    """Name the lines that have no number, alike in every decision on a claim."""
    by_control: defaultdict[str, list[Decision]] = defaultdict(list)
    for read in reads:
        for advice in read.advices:
            by_control[advice.control].append((read, advice))
    named: dict[Place, Advice] = {}
    for group in by_control.values():
        told = numbered([advice for _, advice in group])
        named.update((place_of(*decision), advice) for decision, advice in zip(group, told, strict=True))
    return [
        replace(read, advices=tuple([named[place_of(read, advice)] for advice in read.advices]))
        for read in reads
    ]


def groups_of(decisions: Sequence[Decision]) -> list[list[Decision]]:
    """Put the decisions on one claim together where they charge the same lines of the same member, since
    some payers give many claims one number; a later payer's apart.
    """
    nameless = {advice.control for _, advice in decisions if not advice.member_id}
    alike: defaultdict[tuple[str, str], _Alike] = defaultdict(_Alike)
    for read, advice in decisions:
        member = "" if advice.control in nameless else advice.member_id
        alike[advice.control, member].add(read, advice)
    return [group for each in alike.values() for by_rank in each.groups() for group in by_rank_of(by_rank)]


class _Alike:
    """Decisions under one number, by the charges that they name. One without lines is of those lines that
    charge as much, where only one set of lines does.
    """

    def __init__(self) -> None:
        self._by_charges: dict[Charges, dict[int, list[Decision]]] = {}

    def add(self, read: ReadRemittance, advice: Advice) -> None:
        charges = tuple(sorted(charges_of(advice).items()))
        by_rank = self._by_charges.setdefault(charges, {})
        by_rank.setdefault(rank_of(advice), []).append((read, advice))

    def groups(self) -> Iterable[dict[int, list[Decision]]]:
        """Yield the decisions on the same charges, by the payer's rank."""
        named: defaultdict[int, list[Charges]] = defaultdict(list)
        for charges in self._by_charges:
            if not _is_whole(charges):
                named[sum([cents for _, cents in charges])].append(charges)
        for charges in [each for each in self._by_charges if _is_whole(each)]:
            fitting = named[charges[0][1]]
            if len(fitting) == 1:
                for rank, group in self._by_charges.pop(charges).items():
                    self._by_charges[fitting[0]].setdefault(rank, []).extend(group)
        return self._by_charges.values()


def _is_whole(charges: Charges) -> bool:
    return len(charges) == 1 and not charges[0][0]


def by_rank_of(by_rank: dict[int, list[Decision]]) -> list[list[Decision]]:
    """Give each reversal, which names no rank, to the payer whose decision it mirrors, else to the first."""
    ranks = sorted(
        rank for rank, group in by_rank.items() if any(advice.status != REVERSAL for _, advice in group)
    )
    if len(ranks) < 2:
        return [[decision for group in by_rank.values() for decision in group]]
    groups = {rank: [each for each in by_rank[rank] if each[1].status != REVERSAL] for rank in ranks}
    for read, advice in by_rank.get(1, ()):
        if advice.status == REVERSAL:
            fitting = (rank for rank in ranks if _mirrors(advice, groups[rank]))
            groups[next(fitting, ranks[0])].append((read, advice))
    return list(groups.values())


def _mirrors(reversal: Advice, group: Iterable[Decision]) -> bool:
    return not faults(reversal) and any(
        not faults(advice) and advice.status != REVERSAL and mirrors(advice, 1)[0] in mirrors(reversal, -1)
        for _, advice in group
    )


def leading(group: Sequence[Decision]) -> Decision:
    """Return the decision that says what was billed: the first that is no reversal, else the first."""
    return next((decision for decision in group if decision[1].status != REVERSAL), group[0])


def is_decision(advice: Advice) -> bool:
    """True for what moves a claim on: a balanced adjudication or reversal."""
    return (advice.status == REVERSAL or advice.status in ADJUDICATED) and not faults(advice)


def negated(reversal: Advice, number: int) -> Advice:
    """Return the decision that a reversal takes back; `number` tells it from others of the claim."""
    charge, paid = amounts(reversal)
    return replace(
        reversal,
        id=0,
        remittance_id=0,
        ordinal=reversal.ordinal * 1000 + number,
        status="1",
        payer_control=reversal.decision_control,
        charge_cents=-charge,
        paid_cents=-paid,
        lines=tuple([_negated_line(line) for line in reversal.lines]),
        adjustments=_negated_all(reversal.adjustments),
    )


def _negated_line(line: AdviceLine) -> AdviceLine:
    assert line.charge_cents is not None, "an advice with faults goes no further"
    assert line.paid_cents is not None, "an advice with faults goes no further"
    return replace(
        line,
        charge_cents=-line.charge_cents,
        paid_cents=-line.paid_cents,
        adjustments=_negated_all(line.adjustments),
    )


def _negated_all(adjustments: Sequence[Adjustment]) -> tuple[Adjustment, ...]:
    return tuple([replace(each, cents=-each.cents) for each in adjustments])
