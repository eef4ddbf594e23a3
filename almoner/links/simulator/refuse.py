"""Reasons for paying nothing on a line: coverage, filing time, other insurance, and the payer's own list of
rules."""

from dataclasses import dataclass
from datetime import date

from almoner.links.simulator.member import Member
from almoner.links.simulator.nouns import Claim, Line
from almoner.links.simulator.rules import Payer, Rule, fits

_EMPLOYMENT = "EM"
_BESIDE_HOSPICE = frozenset({"GV", "GW"})
_VISITS = ("992*", "993*")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line is not paid."""

    group: str
    reason: str
    remarks: tuple[str, ...] = ()


def whole_claim(payer: Payer, claim: Claim, member: Member | None, *, filed_on: date) -> Refusal | None:
    """The refusal that meets every line of the claim, or None. `filed_on` is the day on which the claim, or
    the one that it replaces, first came in."""
    group = payer.refusing.eligibility_group
    if member is None:
        return Refusal(group, "31", ("N382",))
    if member.ending == "A4":
        return Refusal("CO", "109", ("N418",))
    started_on = _clock_start(claim)
    if (filed_on - started_on).days > payer.timing.filing_days:
        return Refusal("CO", "29")
    if payer.secondary.is_last_resort and claim.rank == "P" and member.has_other_insurance:
        return Refusal("CO", "22", ("N36",))
    if _EMPLOYMENT in claim.causes and not payer.is_injury_only:
        return Refusal("CO", "19", ("N728",))
    return None


def _clock_start(claim: Claim) -> date:
    """Filing time runs from the service, for a later payer from the earlier one's decision."""
    decided = [prior.decided_on for prior in claim.priors if prior.decided_on]
    return max([claim.until_on, *decided])


def coverage(payer: Payer, member: Member, line: Line, claim: Claim) -> Refusal | None:
    """Service outside the days of coverage, that hospice answers for, or beyond the benefit."""
    on = line.since_on or claim.received_on
    if not member.is_covered(on):
        return Refusal(payer.refusing.eligibility_group, "26" if on < member.since_on else "27")
    if member.is_in_hospice(on) and _BESIDE_HOSPICE.isdisjoint(line.modifiers):
        return Refusal("CO", "B9")
    return Refusal("PR", "119") if member.ending == "U8" and fits(line.code, _VISITS) else None


def by_rule(payer: Payer, claim: Claim, line: Line) -> Refusal | None:
    """The first of the payer's rules that the line breaks."""
    for rule in payer.rules:
        if fits(line.code, rule.codes) and _is_about(rule, claim) and _breaks(rule, claim, line):
            return Refusal(rule.group, rule.reason, rule.remarks)
    if line.code not in payer.rates and not payer.unlisted_bp:
        return Refusal("CO", "96", ("N448",))
    return None


def _is_about(rule: Rule, claim: Claim) -> bool:
    """True where the rule speaks of a claim of this form."""
    return not rule.bill_types or (claim.bill is not None and claim.place in rule.bill_types)


def _breaks(rule: Rule, claim: Claim, line: Line) -> bool:
    if rule.needs:
        return not _has(rule.needs, claim, line)
    if rule.diagnoses:
        return not any(code.startswith(rule.diagnoses) for code in _pointed(claim, line))
    if rule.beside:
        return not set(rule.bypass) & set(line.modifiers) and any(
            fits(other.code, rule.beside) and other.since_on == line.since_on
            for other in claim.lines
            if other is not line
        )
    if rule.most_units:
        return line.units > rule.most_units * 1000
    return True


def _has(need: str, claim: Claim, line: Line) -> bool:
    match need:
        case "authorization":
            return bool(claim.authorization or line.authorization)
        case "clia":
            return claim.bill is not None or bool(claim.clia or line.clia)
        case "ndc":
            return bool(line.ndc)
        case "referrer":
            return claim.has_referrer
        case _:
            raise AssertionError(f"a payer's rule names an unknown need: {need}")


def _pointed(claim: Claim, line: Line) -> list[str]:
    """The diagnoses of a line; all of them on an institutional claim, whose lines point to none."""
    if claim.bill is not None:
        return claim.diagnoses
    return [claim.diagnoses[place - 1] for place in line.pointers if 0 < place <= len(claim.diagnoses)]
