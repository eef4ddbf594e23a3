"""Adjudication: a claim and what the payer knows of the member become a decision that balances by
construction.

Every line obeys charge - adjustments = paid. Nothing here depends on a clock, a file or another claim."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from almoner.core.money import percent, share
from almoner.links.simulator import chance, member, refuse
from almoner.links.simulator.member import Member
from almoner.links.simulator.nouns import Adjustment, Claim, Line, LineResult, Result
from almoner.links.simulator.refuse import Refusal
from almoner.links.simulator.rules import Payer, fits

_RANK_STATUS = {"P": "1", "S": "2", "T": "3"}
_SECOND_PROCEDURE_BP = 5000
_AFTER_COVERAGE = "27"


@dataclass(slots=True)
class Facts:
    """What the payer's books add to the claim: a refusal found there, repeated lines, the deductible used by
    year, the day on which it was first filed (that of receipt where None)."""

    member: Member | None
    refusal: Refusal | None = None
    is_repeated: Callable[[Line], bool] = lambda _line: False
    used: dict[int, int] = field(default_factory=dict)
    allowed_bp: int = 10_000
    filed_on: date | None = None


@dataclass(slots=True)
class _Desk:
    """One decision in the making: what is left of the deductible by year, which days have had their copay."""

    payer: Payer
    claim: Claim
    facts: Facts
    seed: int
    taken: dict[int, int] = field(default_factory=dict)
    copaid: set[date] = field(default_factory=set)


def decide(payer: Payer, claim: Claim, facts: Facts, seed: int) -> Result:
    """The decision about a claim as this payer makes it."""
    desk = _Desk(payer, claim, facts, seed)
    whole = facts.refusal or _whole(payer, claim, facts) or _missing_prior(claim)
    reduced = _second_procedures(payer, claim)
    lines = [_line(desk, line, whole, reduced=line.number in reduced) for line in claim.lines]
    result = Result(
        claim=claim,
        icn=claim.icn,
        status=_RANK_STATUS.get(claim.rank, "1"),
        charge_cents=claim.charge_cents,
        paid_cents=sum(line.paid_cents for line in lines),
        lines=lines,
        remarks=(payer.remark,) if payer.remark else (),
        deductible=desk.taken,
        covered_until_on=_ended_on(lines, facts.member),
    )
    return _as_refused(payer, result) if result.is_denied else result


def _whole(payer: Payer, claim: Claim, facts: Facts) -> Refusal | None:
    return refuse.whole_claim(payer, claim, facts.member, filed_on=facts.filed_on or claim.received_on)


def _ended_on(lines: list[LineResult], who: Member | None) -> date | None:
    """The last covered day, where a line came after it."""
    is_after = any(part.reason == _AFTER_COVERAGE for line in lines for part in line.adjustments)
    return who.until_on - timedelta(days=1) if is_after and who and who.until_on else None


def _as_refused(payer: Payer, result: Result) -> Result:
    """The form that this payer gives to a claim refused as a whole: perhaps status 4, perhaps no lines."""
    result.status = payer.refusing.status if result.status == "1" else result.status
    adjustments = [line.adjustments[0] for line in result.lines if line.adjustments]
    reasons = {(one.group, one.reason) for one in adjustments}
    if (
        payer.refusing.shows_lines
        or len(reasons) != 1
        or any(len(line.adjustments) != 1 for line in result.lines)
    ):
        return result
    group, reason = reasons.pop()
    result.adjustments = [Adjustment(group, reason, result.charge_cents)]
    result.remarks = tuple(
        dict.fromkeys((*result.remarks, *(r for line in result.lines for r in line.remarks)))
    )
    result.lines = []
    return result


def _missing_prior(claim: Claim) -> Refusal | None:
    if claim.rank == "P" or any(prior.paid_cents is not None for prior in claim.priors):
        return None
    return Refusal("CO", "16", ("MA04",))


def _line(desk: _Desk, line: Line, whole: Refusal | None, *, reduced: bool) -> LineResult:
    payer, claim = desk.payer, desk.claim
    prior = _prior(claim, line)
    refusal = whole or _line_refusal(desk, line, is_decided_before=prior is not None)
    if refusal:
        full = [Adjustment(refusal.group, refusal.reason, line.charge_cents)] if line.charge_cents else []
        return LineResult(
            line, line.code, line.modifiers, line.charge_cents, 0, 0, full, refusal.remarks, True
        )
    code = _paid_code(desk, line) if prior is None else line.code
    allowed = percent(_allowed(payer, line, code, reduced=reduced), desk.facts.allowed_bp)
    allowed = min(allowed, line.charge_cents)
    if prior is not None:
        paid, adjustments = _behind(desk, line, allowed, prior)
    else:
        paid, adjustments = _first(desk, line, allowed)
    remarks = ("N22",) if code != line.code else ()
    return LineResult(line, code, _shown(desk, line), line.charge_cents, paid, allowed, adjustments, remarks)


def _line_refusal(desk: _Desk, line: Line, *, is_decided_before: bool) -> Refusal | None:
    assert desk.facts.member is not None
    found = refuse.coverage(desk.payer, desk.facts.member, line, desk.claim)
    if found or is_decided_before:
        return found
    if desk.facts.is_repeated(line):
        return Refusal("OA", "18", ("N522",) if desk.payer.filing == "MB" else ())
    return refuse.by_rule(desk.payer, desk.claim, line)


# -------------------------------------------------------------------------------------------- what is allowed


def _allowed(payer: Payer, line: Line, code: str, *, reduced: bool) -> int:
    rate = payer.rates.get(code)
    cents = percent(line.charge_cents, payer.unlisted_bp) if rate is None else percent(rate, line.units * 10)
    for modifier in line.modifiers:
        if modifier in payer.modifiers:
            cents = percent(cents, payer.modifiers[modifier])
    if reduced:
        cents = percent(cents, _SECOND_PROCEDURE_BP)
    return min(cents, line.charge_cents)


def _second_procedures(payer: Payer, claim: Claim) -> set[int]:
    """Numbers of the lines that count half: of several procedures of a day all but the dearest; ties keep
    order."""
    by_day: dict[date | None, list[Line]] = {}
    for line in claim.lines:
        if fits(line.code, payer.multiple):
            by_day.setdefault(line.since_on, []).append(line)
    halved: set[int] = set()
    for lines in by_day.values():
        dearest = max(lines, key=lambda line: (_allowed(payer, line, line.code, reduced=False), -line.number))
        halved |= {line.number for line in lines if line is not dearest}
    return halved


def _paid_code(desk: _Desk, line: Line) -> str:
    lower = desk.payer.downcodes.get(line.code)
    if lower and chance.falls(
        desk.seed, desk.payer.temper.downcode_bp, "down", desk.claim.lot, str(line.number)
    ):
        return lower
    return line.code


def _shown(desk: _Desk, line: Line) -> tuple[str, ...]:
    bp = desk.payer.temper.drop_modifier_bp
    if line.modifiers and chance.falls(desk.seed, bp, "modifier", desk.claim.lot, str(line.number)):
        return line.modifiers[:-1]
    return line.modifiers


# ---------------------------------------------------------------------------------------------- who pays what


def _first(desk: _Desk, line: Line, allowed: int) -> tuple[int, list[Adjustment]]:
    """The payer comes first: contract, deductible, copay or coinsurance, sequestration."""
    deductible, coinsurance, copay = _patient_share(desk, line, allowed)
    payable = allowed - deductible - coinsurance - copay
    cut = percent(payable, desk.payer.sequestration_bp)
    parts = [
        Adjustment("CO", "45", line.charge_cents - allowed),
        Adjustment("CO", "253", cut),
        Adjustment("PR", "1", deductible),
        Adjustment("PR", "2", coinsurance),
        Adjustment("PR", "3", copay),
    ]
    return payable - cut, [part for part in parts if part.cents]


def _patient_share(desk: _Desk, line: Line, allowed: int) -> tuple[int, int, int]:
    """Deductible, coinsurance and copay of the line; remembers what of the deductible it took."""
    payer, plan = desk.payer, desk.facts.member.plan if desk.facts.member else None
    if plan is None or fits(line.code, payer.free):
        return 0, 0, 0
    on = line.since_on or desk.claim.received_on
    if plan.copay_cents and fits(line.code, payer.visits):
        if on in desk.copaid:
            return 0, 0, 0
        desk.copaid.add(on)
        return 0, 0, min(plan.copay_cents, allowed)
    deductible = min(_deductible_left(desk, on.year), allowed)
    if deductible:
        desk.taken[on.year] = desk.taken.get(on.year, 0) + deductible
    return deductible, percent(allowed - deductible, plan.coinsurance_bp), 0


def _deductible_left(desk: _Desk, year: int) -> int:
    who = desk.facts.member
    assert who is not None
    used = member.met_elsewhere(desk.seed, desk.payer, who, year)
    used += desk.facts.used.get(year, 0) + desk.taken.get(year, 0)
    return max(0, who.plan.deductible_cents - used)


@dataclass(frozen=True, slots=True)
class _Before:
    """What the earlier payers left of a line: their payment, and the patient's share by reason."""

    paid_cents: int
    patient: list[Adjustment]

    @property
    def left_cents(self) -> int:
        return sum(part.cents for part in self.patient)


def _prior(claim: Claim, line: Line) -> _Before | None:
    """The facts of earlier payers about one line; claim-level facts are spread by charge. None for a first
    payer."""
    decided = [prior for prior in claim.priors if prior.paid_cents is not None]
    if claim.rank == "P" or not decided:
        return None
    paid = 0
    patient: list[Adjustment] = []
    for prior in decided:
        told = line.priors.get(prior.payer)
        if told is None:
            part = _spread(claim, line, prior.paid_cents or 0)
            reasons = [
                Adjustment(a.group, a.reason, _spread(claim, line, a.cents)) for a in prior.adjustments
            ]
        else:
            part, reasons = told.paid_cents, told.adjustments
        paid += part
        patient = [reason for reason in reasons if reason.group == "PR" and reason.cents > 0]
    return _Before(paid, patient)


def _spread(claim: Claim, line: Line, cents: int) -> int:
    weights = [one.charge_cents for one in claim.lines]
    if sum(weights) <= 0 or min(weights) < 0:
        return cents if line.number == 1 else 0
    return share(cents, weights)[line.number - 1]


def _behind(desk: _Desk, line: Line, allowed: int, before: _Before) -> tuple[int, list[Adjustment]]:
    """The payer comes second or third: never more than the patient was left with."""
    left = min(before.left_cents, line.charge_cents)
    cut = 0
    if desk.payer.secondary.rule == "msp":
        alone = allowed - sum(_patient_share(desk, line, allowed))
        higher = max(allowed, before.paid_cents + before.left_cents)
        payable = max(0, min(line.charge_cents - before.paid_cents, alone, higher - before.paid_cents, left))
        cut = percent(payable, desk.payer.sequestration_bp)
    else:
        payable = max(0, min(allowed - before.paid_cents, left))
    rest = left - payable
    is_ours = desk.payer.secondary.remainder == "CO" or (not before.paid_cents and left == line.charge_cents)
    kept = [Adjustment("CO", "45", rest)] if is_ours else _last_of(before.patient, rest)
    parts = [Adjustment("OA", "23", line.charge_cents - left), *kept, Adjustment("CO", "253", cut)]
    return payable - cut, [part for part in parts if part.cents]


def _last_of(patient: list[Adjustment], rest: int) -> list[Adjustment]:
    """The patient's share that remains, under the reasons that the earlier payer gave, the last ones
    first."""
    kept: list[Adjustment] = []
    for part in reversed(patient):
        cents = min(part.cents, rest)
        rest -= cents
        if cents:
            kept.append(Adjustment("PR", part.reason, cents))
    return kept[::-1]
