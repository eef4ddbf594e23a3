"""Builds claims: from charged visits to frozen revisions, one function for every door, batch and retry.

Promises that the totals of the claims equal the charges of the lines, that no claim has more diagnoses or
lines than its form holds, and that a replacement or void names the payer's own number of what it replaces.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.claim import freeze
from almoner.core.claim.allowed import number_for
from almoner.core.claim.bill import as_institutional, standing
from almoner.core.claim.claim import Claim, ClaimState, claim_control
from almoner.core.claim.folder import Folder
from almoner.core.claim.revision import ClaimRevision, Frequency
from almoner.core.claim.state import PATIENCE_DAYS, Event, after, days_after
from almoner.core.plan import Ids

MAX_DIAGNOSES = 12
MAX_LINES = 50
MAX_INSTITUTIONAL_DIAGNOSES = 25
MAX_INSTITUTIONAL_LINES = 999
UNDECIDED = frozenset({ClaimState.HELD, ClaimState.READY, ClaimState.REJECTED})


class NotReplaceable(ValueError):
    """A claim cannot be replaced or voided as asked; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """The lines that fit on one claim, and the diagnoses that they need."""

    diagnoses: tuple[str, ...]
    lines: tuple[ChargeLine, ...]


def build(folder: Folder, *, ids: Ids, on: date) -> list[tuple[Claim, ClaimRevision]]:
    """Return the new claims to the payer whose turn it is, each with its first revision.

    One claim, or several where the lines need more than one. Each claim comes READY; `state.judged` holds it
    when the edits found something. A later payer's claim carries what the payers before decided
    (`folder.prior`).
    """
    assert folder.lines, "a claim has at least one line"
    built = []
    paid = folder.patient_paid_cents
    is_institutional = standing(folder, on=min(line.service_on for line in folder.lines)) is not None
    for part in parts(folder.diagnoses, folder.lines, is_institutional=is_institutional):
        claim = replace(_claim(folder, part, claim_id=next(ids), on=on), is_institutional=is_institutional)
        share = min(paid, claim.total_cents)
        paid -= share
        built.append(_with_revision(claim, _revision(folder, part, claim, revision_id=next(ids), paid=share)))
    return built


def rebuild(
    claim: Claim, folder: Folder, *, frequency: Frequency, ids: Ids, on: date
) -> tuple[Claim, ClaimRevision]:
    """Return the claim's next version with a new revision of the same lines, from the records as they are
    now.

    It goes to the payer whose turn it is now; a number that another payer gave is dropped, and so is the
    number of a claim that was rejected. A replacement or void has the form of what it replaces.

    Raises NotReplaceable: for frequency 7 or 8 without the payer's number or where another payer's turn has
    come, for frequency 1 once a payer has decided (it would be a duplicate), and where the lines no longer
    fit on one claim. NotAllowed while the claim is on its way.
    """
    is_same_payer = folder.coverage.payer_id == claim.payer_id
    _require_replaceable(claim, frequency, is_same_payer=is_same_payer)
    is_new_to_payer = frequency == "1" or not is_same_payer
    is_institutional = claim.is_institutional
    if is_new_to_payer:
        is_institutional = standing(folder, on=min(line.service_on for line in folder.lines)) is not None
    fitting = list(parts(folder.diagnoses, folder.lines, is_institutional=is_institutional))
    if len(fitting) != 1:
        raise NotReplaceable("the changed claim needs more than one claim: void it and bill the lines anew")
    (part,) = fitting
    following = replace(
        after(claim, Event.REBUILT, on=on),
        payer_id=folder.coverage.payer_id,
        coverage_id=folder.coverage.id,
        payer_control="" if is_new_to_payer else claim.payer_control,
        total_cents=sum(line.charge_cents for line in part.lines),
        service_on=min(line.service_on for line in part.lines),
        is_institutional=is_institutional,
    )
    paid = min(folder.patient_paid_cents, following.total_cents)
    revision = replace(
        _revision(folder, part, following, revision_id=next(ids), paid=paid),
        number=claim.revision_number + 1,
        frequency=frequency,
        original_ref=claim.payer_control if frequency != "1" else "",
        built_on=on,
    )
    return _with_revision(following, revision)


def _require_replaceable(claim: Claim, frequency: Frequency, *, is_same_payer: bool) -> None:
    """NotReplaceable where the claim can't go again with this frequency, as things stand with its payer."""
    has_been_there = claim.payer_control and claim.state is not ClaimState.REJECTED
    if frequency == "1" and (claim.state not in UNDECIDED or has_been_there):
        raise NotReplaceable(
            "a claim that a payer has decided on is not sent as new: replace it (7) or void it (8)"
        )
    if frequency != "1" and not claim.payer_control:
        raise NotReplaceable(
            "a replacement or void names the payer's own claim number, and none has come yet: ask for the "
            "status of the claim, then try again"
        )
    if frequency != "1" and not is_same_payer:
        raise NotReplaceable(
            "another payer answers for the visit now, and it knows no claim to replace: have the first payer "
            "take its decision back"
        )


def resend_frequency(claim: Claim, last: ClaimRevision) -> Frequency:
    """Return how a claim goes again: as it was meant while nobody has decided on it, else as a replacement.

    A held or rejected replacement stays a replacement, a void a void.
    """
    return last.frequency if claim.state in UNDECIDED else "7"


def is_withdrawable(claim: Claim, last: ClaimRevision) -> bool:
    """True where a later payer's claim has not come to that payer."""
    return bool(claim.prior_claim_id) and claim.state in UNDECIDED and last.frequency == "1"


def may_be_passed_over(claim: Claim, last: ClaimRevision) -> bool:
    """True where the claim's payer has not got it, and no payer before has decided."""
    return not claim.prior_claim_id and claim.state in UNDECIDED and last.frequency == "1"


def past_payer(folder: Folder, *, ids: Ids, on: date) -> list[tuple[Claim, ClaimRevision]]:
    """Return the claims to the payer behind the one whose turn it is, which nobody asks; empty where none
    pays behind it.
    """
    if folder.turn + 1 >= len(folder.coverages):
        return []
    passed = folder.passed_over | {folder.coverage.payer_id}
    return build(replace(folder, turn=folder.turn + 1, passed_over=passed), ids=ids, on=on)


def passed_over(last: ClaimRevision) -> frozenset[int]:
    """Return the payers that a revision says were not asked."""
    return frozenset(other.payer.payer_id for other in last.others if other.is_passed_over)


def next_payer(folder: Folder, claim: Claim, *, ids: Ids, on: date) -> list[tuple[Claim, ClaimRevision]]:
    """Return the claims to the payer after `claim`'s, with the decisions made so far; empty when there is
    none left.
    """
    turn = next(
        (place for place, coverage in enumerate(folder.coverages) if coverage.rank > claim.rank),
        None,
    )
    if turn is None:
        return []
    return build(replace(folder, turn=turn, prior_claim_id=claim.id), ids=ids, on=on)


def parts(
    diagnoses: tuple[str, ...], lines: tuple[ChargeLine, ...], *, is_institutional: bool = False
) -> Iterator[Part]:
    """Divide lines in their order so that each part fits on one claim: 50 lines that point to 12 diagnoses,
    or 999 and 25 of an institutional one.

    A part that holds every line keeps all diagnoses, also those that no line points to, while they fit.
    """
    most_codes = MAX_INSTITUTIONAL_DIAGNOSES if is_institutional else MAX_DIAGNOSES
    most_lines = MAX_INSTITUTIONAL_LINES if is_institutional else MAX_LINES
    needed = {code for line in lines for code in line.diagnoses}
    assert needed.issubset(diagnoses), "a line points to a diagnosis that its superbill doesn't have"
    if len(lines) <= most_lines and len(needed) <= most_codes:
        yield Part(_first(diagnoses, needed, most_codes - len(needed)), lines)
        return
    held: list[ChargeLine] = []
    codes: set[str] = set()
    for line in lines:
        if held and (len(held) == most_lines or len(codes.union(line.diagnoses)) > most_codes):
            yield Part(_first(diagnoses, codes, 0), tuple(held))
            held, codes = [], set()
        held.append(line)
        codes.update(line.diagnoses)
    yield Part(_first(diagnoses, codes, 0), tuple(held))


def _first(diagnoses: tuple[str, ...], needed: set[str], spare: int) -> tuple[str, ...]:
    """Keep the diagnoses that are needed and as many of the others as there is room for, in their order."""
    kept = []
    for code in diagnoses:
        if code in needed:
            kept.append(code)
        elif spare > 0:
            kept.append(code)
            spare -= 1
    return tuple(kept)


def _claim(folder: Folder, part: Part, *, claim_id: int, on: date) -> Claim:
    coverage = folder.coverage
    return Claim(
        id=claim_id,
        patient_id=folder.patient.id,
        visit_ids=tuple(dict.fromkeys(line.visit_id for line in part.lines)),
        coverage_id=coverage.id,
        payer_id=coverage.payer_id,
        rank=coverage.rank,
        control=claim_control(claim_id),
        total_cents=sum(line.charge_cents for line in part.lines),
        service_on=min(line.service_on for line in part.lines),
        state=ClaimState.READY,
        cause="built",
        since_on=on,
        wait_until=days_after(on, PATIENCE_DAYS[ClaimState.READY]),
        prior_claim_id=folder.prior_claim_id,
    )


def _with_revision(claim: Claim, revision: ClaimRevision) -> tuple[Claim, ClaimRevision]:
    return replace(claim, revision_id=revision.id, revision_number=revision.number), revision


def _revision(folder: Folder, part: Part, claim: Claim, *, revision_id: int, paid: int) -> ClaimRevision:
    visit = folder.visits[0]
    on = claim.service_on
    place = {code: position for position, code in enumerate(part.diagnoses, 1)}
    revision = ClaimRevision(
        id=revision_id,
        claim_id=claim.id,
        patient_id=folder.patient.id,
        number=1,
        control=claim.control,
        frequency="1",
        built_on=claim.since_on,
        billing=freeze.billing(folder, on=on),
        submitter_id=folder.house.practice.submitter_id,
        patient=freeze.patient(folder.patient),
        subscriber=freeze.subscriber(folder.patient, folder.coverage),
        payer=freeze.payer(folder, folder.turn),
        consents=folder.patient.consents,
        diagnoses=part.diagnoses,
        lines=tuple([freeze.line(line, place) for line in part.lines]),
        total_cents=claim.total_cents,
        pos=visit.pos,
        pay_to=folder.house.practice.pay_to,
        rendering=freeze.rendering(folder, on=on),
        referring=freeze.other_provider(folder.house, visit.referral.provider_id),
        supervising=freeze.other_provider(folder.house, visit.supervising_id),
        facility=freeze.facility(folder),
        others=freeze.others(folder),
        authorization=visit.referral.authorization_number or number_for(folder, part.lines),
        referral_number=visit.referral.referral_number,
        accident=visit.accident,
        admitted_on=freeze.admitted_on(folder.visits),
        handed_over_on=freeze.handed_over_on(folder.visits),
        note_sha256=folder.note_sha256,
        patient_paid_cents=paid,
        policy=folder.policy,
    )
    return as_institutional(folder, revision) if claim.is_institutional else revision
