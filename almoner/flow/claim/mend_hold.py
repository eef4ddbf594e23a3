"""What stops a claim is mended where it is shown: modifiers, the diagnoses that a line points to, the
member's number, the authorization or referral, a provider's NPI, what only an institutional claim tells. The
claim is built anew and judged at once.

Promises that a fee never changes by it, and that all of a mend stands or none. What stops the claim still, or
newly, holds it with its owner.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.charge import ChargeLine, SuperbillLine
from almoner.core.charge.superbill import MAX_MODIFIERS
from almoner.core.chart import Visit
from almoner.core.chart.institutional import InstitutionalVisit
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.coverage import Coverage
from almoner.core.party import Provider
from almoner.core.party.identifiers import is_npi
from almoner.core.plan import Plan, Record
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.claim.claim import again
from almoner.flow.claim.mend_bill import told_anew
from almoner.flow.price.fees import fees_of
from almoner.flow.refused import refusal
from almoner.store.commit import StalePlan, commit, take_turn
from almoner.store.session import Session

MENDABLE = frozenset({ClaimState.HELD, ClaimState.REJECTED})
MOST_POINTERS = 4
LONGEST_NUMBER = 50
LONGEST_MEMBER_ID = 80
LETTERS = "ABCDEFGHIJKL"
_MODIFIER = re.compile(r"[A-Z0-9]{2}")


@dataclass(frozen=True, slots=True)
class LineMend:
    """A line as it shall be told: its modifiers in order, and its pointers as letters (`AC`)."""

    line_id: int
    modifiers: tuple[str, ...]
    pointers: str


@dataclass(frozen=True, slots=True)
class HoldMend:
    """What a person wrote beside a claim's findings, in the revision that their screen showed.

    None leaves a field as it is. `npis` are (provider, number).
    """

    revision_id: int
    lines: tuple[LineMend, ...] = ()
    member_id: str | None = None
    authorization: str | None = None
    referral_number: str | None = None
    npis: tuple[tuple[int, str], ...] = ()
    institutional: InstitutionalVisit | None = None


def mend(actor: Actor, claim_id: int, wanted: HoldMend, *, on: date) -> Claim:
    """Mend the records that a held or rejected claim tells wrongly, build it anew, and return how it stands.

    Refused where the claim is held no more, where a value can't be, where another modifier would change the
    fee, and for the lines of a claim that rests on an earlier payer's decision. StalePlan where somebody
    built it anew since the person saw it.
    """
    with enter(actor, Permission.CLAIM_BUILD) as session:
        take_turn(session)
        claim = session.get(Claim, claim_id)
        if claim.state not in MENDABLE:
            why = "The claim is not held as it was shown."
            raise refusal("MND-01", why, "Load it again, then mend it.")
        if claim.revision_id != wanted.revision_id:
            raise StalePlan("a held claim was built anew since it was seen")
        revision = session.get(ClaimRevision, claim.revision_id)
        changed = _changed(session, claim, revision, wanted)
        by = cause(actor, "claim", "mended where it was held")
        if changed:
            commit(session, Plan(on=on, records=tuple(changed)), cause=replace(by, once=None))
        plan = again(session, claim, on=on)
        commit(session, plan, cause=by)
        return next(one for one in plan.records if isinstance(one, Claim))


def _changed(session: Session, claim: Claim, revision: ClaimRevision, wanted: HoldMend) -> list[Record]:
    """Return the next versions of what differs."""
    visit = session.get(Visit, claim.visit_ids[0])
    changed: list[Record] = [
        *mended_lines(session, claim, revision, visit, wanted.lines),
        *mended_policy(session.get(Coverage, claim.coverage_id), wanted.member_id),
        *_visit(session, visit, wanted),
    ]
    named = {visit.provider_id, visit.referral.provider_id, visit.supervising_id}
    for provider_id, number in wanted.npis:
        changed += _npi(session, provider_id if provider_id in named else 0, number)
    return changed


def mended_policy(policy: Coverage, member_id: str | None) -> list[Coverage]:
    """Return the policy's next version with another member's number; nothing where it is the same."""
    number = policy.member_id if member_id is None else " ".join(member_id.split())
    if number == policy.member_id:
        return []
    if not number or len(number) > LONGEST_MEMBER_ID or not number.isprintable():
        raise refusal("MND-02", "The policy has no such member's number.", "Copy it from the card.")
    return [replace(policy, version=policy.version + 1, member_id=number)]


def _visit(session: Session, visit: Visit, wanted: HoldMend) -> list[Record]:
    referral = replace(
        visit.referral,
        authorization_number=_number(wanted.authorization, visit.referral.authorization_number),
        referral_number=_number(wanted.referral_number, visit.referral.referral_number),
    )
    better = replace(told_anew(session, visit, wanted.institutional), referral=referral)
    return [] if better == visit else [replace(better, version=visit.version + 1)]


def _number(given: str | None, stands: str) -> str:
    if given is None:
        return stands
    number = " ".join(given.split())
    if len(number) > LONGEST_NUMBER or not (number.isprintable() and number.isascii()):
        mend = "Copy it from the payer's answer."
        raise refusal("MND-03", "An authorization or referral has no such number.", mend)
    return number


def _npi(session: Session, provider_id: int, number: str) -> list[Record]:
    if not provider_id:
        raise refusal("MND-04", "The provider is not on this claim.", "Load the claim again.")
    provider = session.get(Provider, provider_id)
    digits = number.strip()
    if digits == provider.npi:
        return []
    if not is_npi(digits):
        raise refusal("MND-05", "The NPI fails its check digit.", "Copy its ten digits from NPPES.")
    return [replace(provider, version=provider.version + 1, npi=digits)]


def mended_lines(
    session: Session, claim: Claim, revision: ClaimRevision, visit: Visit, wanted: Sequence[LineMend]
) -> list[ChargeLine]:
    """Return the next versions of the lines that are wanted otherwise. Refused where a line isn't the
    claim's, where an earlier payer has decided on it, and where its fee would be another.
    """
    carried = {line.line_id for line in revision.lines}
    if not {one.line_id for one in wanted} <= carried:
        raise refusal("MND-06", "A line is not on this claim.", "Load the claim again.")
    lines = {one.id: one for one in session.find(ChargeLine, id=list(carried))}
    made = [_line(lines[one.line_id], one, revision.diagnoses) for one in wanted]
    changed = [(lines[one.id], one) for one in made if one != lines[one.id]]
    if changed and claim.prior_claim_id:
        why = "The payer before has decided on the lines as they are."
        raise refusal("MND-07", why, "Correct them on that payer's claim.")
    before = fees_of(session, visit, [_priced(old) for old, _ in changed])
    after = fees_of(session, visit, [_priced(new) for _, new in changed])
    if any(old and new and old.cents != new.cents for old, new in zip(before, after, strict=True)):
        mend = "Take the charge back and charge it anew."
        raise refusal("MND-08", "The service has another fee with these modifiers.", mend)
    return [replace(new, version=new.version + 1) for _, new in changed]


def _line(line: ChargeLine, wanted: LineMend, diagnoses: tuple[str, ...]) -> ChargeLine:
    modifiers = tuple(one.strip().upper() for one in wanted.modifiers if one.strip())
    is_told = all(_MODIFIER.fullmatch(one) for one in modifiers)
    if not is_told or len(modifiers) > MAX_MODIFIERS or len(set(modifiers)) < len(modifiers):
        mend = f"Give at most {MAX_MODIFIERS}, each once."
        raise refusal("MND-09", "A modifier is two letters or digits.", mend)
    letters = "".join(wanted.pointers.split()).replace(",", "").upper()
    places = [LETTERS.find(one) for one in letters]
    is_told = bool(places) and all(0 <= place < len(diagnoses) for place in places)
    if not is_told or len(places) > MOST_POINTERS or len(set(places)) < len(places):
        mend = f"Give 1 to {MOST_POINTERS} letters, the main one first."
        raise refusal("MND-10", "A line points to diagnoses of the claim by their letters.", mend)
    return replace(line, modifiers=modifiers, diagnoses=tuple(diagnoses[place] for place in places))


def _priced(line: ChargeLine) -> SuperbillLine:
    return SuperbillLine(line.code, line.units, line.charge_cents, (1,), line.modifiers, line.ndc)
