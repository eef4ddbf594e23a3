"""Reads what a request tells of the record and the desk: policies on file, the note, the referral, what was
collected. Promises that what isn't given is None, which is not known.
"""

from almoner.core.claim.request_block import BadRequest, Block
from almoner.core.claim.told import (
    NOT_REMOTE,
    IncidentTo,
    Licence,
    ListedProblem,
    Measure,
    NoteTold,
    PapersWanted,
    Referral,
    Remote,
    SelfPay,
    Told,
    Transition,
)
from almoner.core.coverage.order import OnFile
from almoner.core.party import PayerKind

WORK = ("active", "retired", "laid_off", "cobra")
REASONS = ("age", "disability", "esrd")


def told(root: Block) -> Told:
    """Return what is told beside the blocks of `facts`.

    `coverages`: [{payer_kind, rank, relation, work, employees, holder_birth_date, medicare_reason,
    eligible_on, supplement, by_order}]; `self_pay`: {booked_on, estimate_on, medicaid_checked_on}; `note`:
    {uncertain, worse, procedures: [{code, dos}], weeks_pregnant}; `measures`: [{name, codes}]; `problems`:
    [{code, recorded_on}]; `payer`: {refer, capitated, papers: [{codes, documents}]}; `claim`: {referral:
    {number, since, until, visits_left}, collected_cents, assigned, encounter}; `providers.rendering`:
    {licences: [{state, since, until}]}.
    """
    payer = Block({}, "payer") if isinstance(root.value.get("payer"), str) else _part(root, "payer")
    claim = _part(root, "claim")
    return Told(
        on_file=tuple(_on_file(one) for one in root.blocks("coverages")) if root.has("coverages") else None,
        self_pay=_self_pay(root),
        note=_note(root),
        referral_codes=_codes(payer, "refer"),
        referral=_referral(claim),
        papers=_papers(payer),
        capitated=_codes(payer, "capitated"),
        measures=_measures(root),
        problems=_problems(root),
        licences=_licences(_part(_part(root, "providers"), "rendering")),
        collected_cents=claim.number("collected_cents") if claim.has("collected_cents") else None,
        is_assigned=claim.flag("assigned"),
        is_encounter=claim.flag("encounter") is True,
    )


def _part(root: Block, key: str) -> Block:
    return root.block(key) or Block({}, root.at(key))


def _codes(block: Block, key: str) -> tuple[str, ...] | None:
    return tuple(code.upper() for code in block.words(key)) if block.has(key) else None


def _one_of(block: Block, key: str, known: tuple[str, ...]) -> str:
    word = block.text(key)
    if word and word not in known:
        raise BadRequest(f"{block.at(key)}: one of {', '.join(known)} is wanted")
    return word


def _on_file(block: Block) -> OnFile:
    return OnFile(
        payer_kind=_one_of(block, "payer_kind", tuple(one.value for one in PayerKind)),
        rank=block.number("rank"),
        relation=block.text("relation"),
        work=_one_of(block, "work", WORK),
        employees=block.number("employees") if block.has("employees") else None,
        holder_birth_on=block.day("holder_birth_date"),
        medicare_reason=_one_of(block, "medicare_reason", REASONS),
        eligible_on=block.day("eligible_on"),
        is_supplement=block.flag("supplement") is True,
        is_by_order=block.flag("by_order") is True,
    )


def _self_pay(root: Block) -> SelfPay | None:
    block = root.block("self_pay")
    if block is None:
        return None
    return SelfPay(block.day("booked_on"), block.day("estimate_on"), block.day("medicaid_checked_on"))


def _note(root: Block) -> NoteTold | None:
    note = root.block("note")
    if note is None:
        return None
    return NoteTold(
        uncertain=_diagnoses(note, "uncertain"),
        worse=_diagnoses(note, "worse"),
        procedures=tuple(
            (one.text("code").upper(), one.needed_day("dos")) for one in note.blocks("procedures")
        ),
        weeks_pregnant=note.number("weeks_pregnant") if note.has("weeks_pregnant") else None,
    )


def _diagnoses(block: Block, key: str) -> frozenset[str]:
    return frozenset(code.replace(".", "").upper() for code in block.words(key))


def _referral(claim: Block) -> Referral | None:
    block = claim.block("referral")
    if block is None:
        return None
    return Referral(
        number=block.text("number"),
        since_on=block.day("since"),
        until_on=block.day("until"),
        visits_left=block.number("visits_left") if block.has("visits_left") else None,
    )


def _papers(payer: Block) -> tuple[PapersWanted, ...] | None:
    if not payer.has("papers"):
        return None
    return tuple(
        PapersWanted(_codes(one, "codes") or (), frozenset(one.words("documents")))
        for one in payer.blocks("papers")
    )


def _measures(root: Block) -> tuple[Measure, ...] | None:
    if not root.has("measures"):
        return None
    return tuple(
        Measure(one.text("name"), frozenset(_codes(one, "codes") or ())) for one in root.blocks("measures")
    )


def _problems(root: Block) -> tuple[ListedProblem, ...] | None:
    if not root.has("problems"):
        return None
    return tuple(
        ListedProblem(one.text("code").replace(".", "").upper(), one.day("recorded_on"))
        for one in root.blocks("problems")
    )


def _licences(rendering: Block) -> tuple[Licence, ...] | None:
    if not rendering.has("licences"):
        return None
    return tuple(
        Licence(one.text("state").upper(), one.day("since"), one.day("until"))
        for one in rendering.blocks("licences")
    )


# ------------------------------------------------------------------------------------- of a line


def transition(line: Block) -> Transition | None:
    """Return `transition`: {discharged_on, contacted_on, attempts, seen_on}."""
    block = line.block("transition")
    if block is None:
        return None
    return Transition(
        discharged_on=block.needed_day("discharged_on"),
        contacted_on=block.day("contacted_on"),
        attempts=block.number("attempts", 0),
        seen_on=block.day("seen_on"),
    )


def incident_to(line: Block) -> IncidentTo | None:
    """Return `incident_to`: {has_plan, new_problem, supervised}."""
    block = line.block("incident_to")
    if block is None:
        return None
    return IncidentTo(block.flag("has_plan"), block.flag("new_problem"), block.flag("supervised"))


def remote(line: Block) -> Remote:
    """Return `telehealth`: {patient_state, audio_only, first, met_on, waived}."""
    block = line.block("telehealth")
    if block is None:
        return NOT_REMOTE
    return Remote(
        patient_state=block.text("patient_state").upper(),
        is_audio_only=block.flag("audio_only"),
        is_first=block.flag("first"),
        met_on=block.day("met_on"),
        is_waived=block.flag("waived") is True,
    )
