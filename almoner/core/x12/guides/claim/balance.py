"""The balances of a claim, for all three claim guides: its charge is the sum of its lines, and what each
earlier payer paid and adjusted adds up to the charge again, for the claim and for each line."""

from collections.abc import Sequence

from almoner.core.x12.amounts import Amounts, total
from almoner.core.x12.rule import Rule, Spot, Words, rule, says_nothing
from almoner.core.x12.tree import Bound, Loop

_CHARGE_AT = {"SV1": 2, "SV2": 3, "SV3": 2}


class _Judgement:
    """What one payer said of one line (2430, which it may send more than once)."""

    def __init__(self, head: Bound, loop: Loop) -> None:
        self.head = head
        self.loop = loop
        self.paid: list[int | None] = []
        self.adjusted: list[int | None] = []


class _Line:
    """The charge of a line, and the judgements of it by the payer's number."""

    __slots__ = ("charge", "judgements")

    def __init__(self, charge: int | None) -> None:
        self.charge = charge
        self.judgements: dict[str, _Judgement] = {}


class ClaimBalance:
    """CLM02 is the sum of SV102, SV203 or SV302. For each other payer with a paid amount (AMT*D), CLM02 is
    that amount with the payer's adjustments of the claim and of its lines; for each line that a payer judged,
    the charge is what it paid with its adjustments there; and without adjustments of the claim AMT*D is what
    it paid for the lines. An amount that can't be read is told itself, and what it is part of isn't
    judged."""

    loops = frozenset({"2300"})

    def __init__(self) -> None:
        self.amounts = Amounts("B-837-00")

    def take(self, loop: Loop) -> Sequence[Spot]:
        """Judges a claim."""
        if loop.spec.id == "2300":
            self._claim(loop)
            return self.amounts.told()
        return ()

    def _claim(self, claim: Loop) -> None:
        head = claim.bound[0]
        is_headed = head[0].id == "CLM"
        charge = self.amounts.required(head, claim, 2) if is_headed else None
        lines = [self._line(loop) for loop in claim.loops if loop.spec.id == "2400"]
        of_lines = total([line.charge for line in lines])
        if lines and charge is not None and of_lines is not None and charge != of_lines:
            self.amounts.add("B-837-01", head, claim, 2)
        for loop in claim.loops:
            if loop.spec.id == "2320":
                self._judge_payer(loop, lines, charge)
        for line in lines:
            if line.judgements:
                self._judge_line(line)

    def _line(self, loop: Loop) -> _Line:
        charge = None
        for bound in loop.bound:
            number = _CHARGE_AT.get(bound[0].id)
            if number:
                charge = self.amounts.required(bound, loop, number)
                break
        line = _Line(charge)
        for inner in loop.loops:
            if inner.spec.id == "2430":
                self._judgement(line, inner)
        return line

    def _judgement(self, line: _Line, loop: Loop) -> None:
        head = loop.bound[0]
        if head[0].id != "SVD" or len(head[1]) < 2:
            return
        judgement = line.judgements.setdefault(head[1][1].strip(), _Judgement(head, loop))
        judgement.paid.append(self.amounts.required(head, loop, 2))
        judgement.adjusted += self._adjusted(loop)

    def _adjusted(self, loop: Loop) -> list[int | None]:
        return [self.amounts.adjustments(bound, loop) for bound in loop.bound if bound[0].id == "CAS"]

    def _judge_payer(self, payer: Loop, lines: list[_Line], charge: int | None) -> None:
        of_claim = self._adjusted(payer)
        head = next((bound for bound in payer.bound if bound[0].name == "payer_paid"), None)
        if head is None:
            return
        paid = self.amounts.required(head, payer, 2)
        named = payer.child("2330B")
        number = named.get("name", 9) if named else ""
        judged = [line.judgements[number] for line in lines if number in line.judgements]
        adjusted = total(of_claim + [amount for each in judged for amount in each.adjusted])
        if charge is None or paid is None or adjusted is None:
            return
        lines_paid = total([amount for each in judged for amount in each.paid])
        if judged and not of_claim and lines_paid is not None and paid != lines_paid:
            self.amounts.add("B-837-04", head, payer, 2)
        elif charge != paid + adjusted:
            self.amounts.add("B-837-02", head, payer, 2)

    def _judge_line(self, line: _Line) -> None:
        for each in line.judgements.values():
            told = total(each.paid + each.adjusted)
            if line.charge is not None and told is not None and line.charge != told:
                self.amounts.add("B-837-03", each.head, each.loop, 2)


def _balance(rule_id: str, loops: str, words: Words) -> Rule:
    return rule(rule_id, loops, words._replace(snip=3))(says_nothing)


BALANCES = (
    _balance(
        "B-837-00",
        "2300 2320 2400 2430",
        Words("An amount can't be read, so what it belongs to can't be balanced.", csc_277="A7:178"),
    ),
    _balance(
        "B-837-01",
        "2300",
        Words(
            "The claim's charge isn't the sum of its lines' charges.",
            "Send as CLM02 what the lines add up to.",
            csc_277="A7:400",
        ),
    ),
    _balance(
        "B-837-02",
        "2320",
        Words(
            "What another payer paid and adjusted doesn't add up to the claim's charge.",
            "Take payment and adjustments from that payer's remittance as they are.",
            csc_277="A7:672",
        ),
    ),
    _balance(
        "B-837-03",
        "2430",
        Words(
            "What another payer paid and adjusted on a line doesn't add up to its charge.",
            "Take payment and adjustments from that payer's remittance as they are.",
            csc_277="A7:672",
        ),
    ),
    _balance(
        "B-837-04",
        "2320",
        Words(
            "Another payer's payment for the claim isn't the sum of those for its lines.",
            "Take both from that payer's remittance as they are.",
            csc_277="A7:672",
        ),
    ),
)
"""The words of the balances, for the rules of each claim guide."""

__all__ = ["BALANCES", "ClaimBalance"]
