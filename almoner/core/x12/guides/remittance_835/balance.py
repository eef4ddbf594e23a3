"""The three balances of a remittance (line, claim, transaction) and two that payers break more often (patient
share, totals of a group). Nothing is corrected: what doesn't add up is an issue of level 3."""

from collections.abc import Sequence

from almoner.core.money import cents
from almoner.core.x12.amounts import Amounts, total
from almoner.core.x12.issue import Severity
from almoner.core.x12.rule import Rule, Spot, Words, rule, says_nothing
from almoner.core.x12.scanner import Elements
from almoner.core.x12.tree import Bound, Loop, Row

_REVERSAL = "22"


class RemittanceBalance:
    """Line: SVC02 less its CAS is SVC03. Claim: CLP03 less every CAS below it is CLP04. Transaction: BPR02 is
    the sum of CLP04 less the PLB amounts. An amount that can't be read is told itself, and what it is part of
    isn't judged."""

    loops = frozenset({"2000", "2100", "ST"})

    def __init__(self) -> None:
        self.amounts = Amounts("B-835-00")
        self.paid: list[int | None] = []
        self.charges: list[int | None] = []

    def take(self, loop: Loop) -> Sequence[Spot]:
        """Judges a claim, a group of claims, or the transaction."""
        if loop.spec.id == "2100":
            if self._adds_up(loop):
                return ()
            self._claim(loop)
        elif loop.spec.id == "2000":
            self._group(loop)
        elif loop.up is None:
            self._transaction(loop)
        return self.amounts.told()

    def _adds_up(self, claim: Loop) -> bool:
        """The quick look: the claim is noted if it is readable and all of it balances."""
        try:
            head = claim.bound[0][1]
            if head[0] != "CLP":
                return False
            charge, paid = cents(head[3]), cents(head[4])
            taken, patient = _adjusted(claim.bound)
            for line in claim.loops:
                bound = line.bound
                service = bound[0][1]
                adjusted, of_patient = _adjusted(bound)
                if service[0] != "SVC" or cents(service[2]) - adjusted != cents(service[3]):
                    return False
                taken += adjusted
                patient += of_patient
            share = cents(head[5]) if len(head) > 5 and head[5] else 0
        except (ValueError, IndexError):
            return False
        if charge - taken != paid or share != patient:
            return False
        self.charges.append(charge)
        self.paid.append(paid)
        return True

    def _claim(self, claim: Loop) -> None:
        """The exact look, which tells what is wrong."""
        head = claim.bound[0]
        charge = paid = None
        if head[0].id == "CLP":
            charge = self.amounts.required(head, claim, 3)
            paid = self.amounts.required(head, claim, 4)
        self.charges.append(charge)
        self.paid.append(paid)
        patient: int | None = 0
        taken: int | None = 0
        for loop in (claim, *claim.loops):
            adjusted, of_patient = self._adjusted(loop)
            taken = None if taken is None or adjusted is None else taken + adjusted
            patient = None if patient is None or of_patient is None else patient + of_patient
            if loop is not claim:
                self._line(loop, adjusted)
        if charge is not None and paid is not None and taken is not None and charge - taken != paid:
            self.amounts.add("B-835-02", head, claim, 4)
        if head[0].id == "CLP" and patient is not None:
            self._share(claim, head, patient)

    def _adjusted(self, loop: Loop) -> tuple[int | None, int | None]:
        """The sum of the adjustments of a claim or a line by itself, and the part that is the patient's."""
        taken: int | None = 0
        patient: int | None = 0
        for bound in loop.bound:
            if bound[0].id == "CAS":
                adjusted = self.amounts.adjustments(bound, loop)
                taken = None if taken is None or adjusted is None else taken + adjusted
                if bound[1][1:2] == ["PR"]:
                    patient = None if patient is None or adjusted is None else patient + adjusted
        return taken, patient

    def _line(self, line: Loop, adjusted: int | None) -> None:
        head = line.bound[0]
        if head[0].id != "SVC":
            return
        charge = self.amounts.required(head, line, 2)
        paid = self.amounts.required(head, line, 3)
        if charge is not None and paid is not None and adjusted is not None and charge - adjusted != paid:
            self.amounts.add("B-835-01", head, line, 3)

    def _share(self, claim: Loop, head: Bound, patient: int) -> None:
        share = self.amounts.optional(head, claim, 5)
        if share is not None and share != patient and Row(head, claim).get(2) != _REVERSAL:
            self.amounts.add("B-835-04", head, claim, 5)

    def _group(self, group: Loop) -> None:
        charges, self.charges = self.charges, []
        for bound in group.bound:
            if bound[0].id == "TS3":
                self._totals(group, bound, charges)

    def _totals(self, group: Loop, bound: Bound, charges: list[int | None]) -> None:
        count, charged = self.amounts.required(bound, group, 4), self.amounts.required(bound, group, 5)
        if count is not None and count != len(charges) * 100:
            self.amounts.add("B-835-05", bound, group, 4)
        expected = total(charges)
        if charged is not None and expected is not None and charged != expected:
            self.amounts.add("B-835-05", bound, group, 5)

    def _transaction(self, transaction: Loop) -> None:
        payment = next((bound for bound in transaction.bound if bound[0].id == "BPR"), None)
        provider = [
            self.amounts.optional(bound, transaction, number)
            for bound in transaction.bound
            if bound[0].id == "PLB"
            for number in range(4, 16, 2)
        ]
        if payment is None:
            return
        stated = self.amounts.required(payment, transaction, 2)
        paid, taken = total(self.paid), total(provider)
        if stated is not None and paid is not None and taken is not None and stated != paid - taken:
            self.amounts.add("B-835-03", payment, transaction, 2)


def _adjusted(rows: list[Bound]) -> tuple[int, int]:
    """The sum of the adjustments among these segments, and the part that is the patient's; ValueError or
    IndexError where one isn't plainly written."""
    taken = patient = 0
    for _, elements, _ in rows:
        if elements[0] == "CAS":
            amount = cents(elements[3]) if len(elements) < 7 else _six(elements)
            taken += amount
            if elements[1] == "PR":
                patient += amount
    return taken, patient


def _six(elements: Elements) -> int:
    return sum(cents(text) for text in elements[3:19:3] if text)


def _balance(rule_id: str, words: Words, loops: str, *, is_certain: bool = True) -> Rule:
    severity: Severity = "error" if is_certain else "warning"
    return rule(rule_id, loops, words._replace(snip=3), severity=severity)(says_nothing)


BALANCES = (
    _balance(
        "B-835-00",
        Words("An amount can't be read, so what it belongs to can't be balanced."),
        "2100 2110 2000 ST",
    ),
    _balance(
        "B-835-01",
        Words("The line doesn't balance: charge less its adjustments isn't what was paid."),
        "2110",
    ),
    _balance(
        "B-835-02",
        Words(
            "The claim doesn't balance: charge less all its adjustments isn't what was paid.",
            "Hold its money in suspense and ask the payer.",
        ),
        "2100",
    ),
    _balance(
        "B-835-03",
        Words(
            "The remittance doesn't balance: it pays another sum than its claims less the provider "
            "adjustments.",
            "Post nothing of it before the payer has explained the difference.",
        ),
        "ST",
    ),
    _balance(
        "B-835-04",
        Words("The patient's share isn't the sum of the adjustments of group PR."),
        "2100",
        is_certain=False,
    ),
    _balance(
        "B-835-05", Words("A provider summary doesn't agree with its claims."), "2000", is_certain=False
    ),
)

__all__ = ["BALANCES", "RemittanceBalance"]
