"""A claim as the `scrub` command gets it (JSON), turned into the facts that the edits look at.

Promises to refuse what it cannot read with the path and what is wanted there, never with the value; an absent
block or an absent optional key becomes an unknown path, so that its edits stay silent.
"""

from datetime import date
from typing import cast, get_args

from almoner.core.chart import Accident
from almoner.core.claim.facts import Facts, SentLine
from almoner.core.claim.prior_payer import PriorAdjustment, PriorLine, PriorPayer
from almoner.core.claim.request_around import around, drug_number
from almoner.core.claim.request_bill import bill_block
from almoner.core.claim.request_block import BadRequest, Block
from almoner.core.claim.request_people import NOWHERE, party_of, patient_block, person_of
from almoner.core.claim.revision import (
    ClaimLine,
    ClaimRevision,
    Frequency,
    OtherPayer,
    Party,
    PayerParty,
    Person,
)
from almoner.core.coverage import Benefits, BenefitState, Coverage
from almoner.core.party import Consents, PayerKind

MOST_DAYS = 3_660
"""No payer waits longer than ten years for a claim."""
CAUSES = {"auto": "AA", "work": "EM", "employment": "EM", "other": "OA"}
"""Causes of an accident in words."""


def facts(request: object, *, on: date, is_sent_on: bool = True) -> Facts:
    """Return the facts of a claim given as JSON. It leaves on `on` unless it says when it is `received`;
    where `is_sent_on` is false, `on` is only today, and when the claim arrives is unknown.
    """
    root = Block(request, "")
    unknown: set[str] = set()
    if not is_sent_on and not root.has("received"):
        unknown.add("received")
    lines = root.blocks("lines")
    if not lines:
        raise BadRequest("lines: at least one line is wanted")
    diagnoses = tuple(dict.fromkeys(code for line in lines for code in _diagnoses(line)))
    if not all(line.has("charge_cents") for line in lines):
        unknown.add("lines.charge_cents")
    revision = _revision(
        root, tuple(_line(line, n, diagnoses) for n, line in enumerate(lines, 1)), diagnoses, unknown
    )
    payer = _payer_block(root)
    return Facts(
        revision=revision,
        on=root.day("received") or on,
        coverage=_coverage(root, unknown),
        benefits=_benefits(root, unknown),
        history=_history(root, unknown),
        is_history_whole=root.has("history"),
        filing_days=_filing_days(payer, unknown),
        is_reachable=payer is None or payer.value.get("electronic") is not False,
        died_on=patient_block(root).day("died_on"),
        **around(root, lines, unknown),
        unknown=frozenset(unknown),
    )


# ------------------------------------------------------------------------------------- the claim itself


def _diagnoses(line: Block) -> list[str]:
    return [code.replace(".", "").upper() for code in line.words("dx")]


def _line(line: Block, number: int, diagnoses: tuple[str, ...]) -> ClaimLine:
    return ClaimLine(
        line_id=number,
        control=str(number),
        code=line.text("code").upper(),
        modifiers=tuple(modifier.upper() for modifier in line.words("modifiers")),
        units=line.count("units", 0),
        charge_cents=line.number("charge_cents", 0),
        pointers=tuple(diagnoses.index(code) + 1 for code in _diagnoses(line)),
        service_on=line.needed_day("dos"),
        pos=line.text("pos"),
        ndc=drug_number(line),
        description=line.text("description"),
        revenue_code=line.text("revenue_code"),
    )


def _revision(
    root: Block, lines: tuple[ClaimLine, ...], diagnoses: tuple[str, ...], unknown: set[str]
) -> ClaimRevision:
    claim = root.block("claim")
    unknown.update(() if claim else ("claim",))
    claim = claim or Block({}, "claim")
    if not claim.has("charge_cents"):
        unknown.add("claim.charge_cents")
    payer = _payer(root, unknown)
    patient = person_of(patient_block(root), unknown, "patient")
    providers = root.block("providers")
    unknown.update(() if providers else ("providers",))
    providers = providers or Block({}, "providers")
    return ClaimRevision(
        id=0,
        claim_id=0,
        patient_id=0,
        number=1,
        control=root.word("id"),
        frequency=_frequency(claim),
        built_on=lines[0].service_on,
        billing=party_of(providers, "billing", unknown) or Party(last="", npi=""),
        submitter_id="",
        patient=patient,
        subscriber=_subscriber(root, patient, unknown),
        payer=payer,
        consents=Consents(),
        diagnoses=diagnoses,
        lines=lines,
        total_cents=claim.number("charge_cents", 0),
        pos=lines[0].pos,
        rendering=party_of(providers, "rendering", unknown),
        referring=party_of(providers, "referring", unknown),
        supervising=party_of(providers, "supervising", unknown),
        facility=party_of(providers, "facility", unknown),
        others=_others(claim, payer, patient, lines, unknown),
        original_ref=claim.text("original_ref"),
        authorization=claim.text("authorization"),
        accident=_accident(claim),
        admitted_on=claim.day("admitted_on"),
        bill=bill_block(root, lines),
    )


def _frequency(claim: Block) -> Frequency:
    frequency = claim.word("frequency", "1")
    if frequency not in get_args(Frequency):
        raise BadRequest("claim.frequency: 1, 7 or 8 is wanted")
    return cast(Frequency, frequency)


def _accident(claim: Block) -> Accident | None:
    """Its cause, or an object with it; without a day it isn't before the service, and that is told."""
    if isinstance(claim.value.get("accident"), str):
        return Accident(cause=_cause(claim.text("accident")), happened_on=date.max, state="")
    accident = claim.block("accident")
    if accident is None:
        return None
    cause = accident.text("cause") or accident.text("kind") or accident.text("type")
    happened_on = accident.day("date") or accident.day("on") or date.max
    return Accident(cause=_cause(cause), happened_on=happened_on, state=accident.text("state"))


def _cause(word: str) -> str:
    """A cause as the claim writes it: AA, EM or OA."""
    return CAUSES.get(word.lower(), word)


# ------------------------------------------------------------------------------------- payer and coverage


def _payer_block(root: Block) -> Block | None:
    """`payer` is the payer's id, or an object with it."""
    value = root.value.get("payer")
    if isinstance(value, str):
        return Block({"id": value}, "payer")
    return root.block("payer")


def _filing_days(payer: Block | None, unknown: set[str]) -> int:
    if payer is None or not payer.has("filing_days"):
        unknown.add("filing_days")
        return 0
    days = payer.count("filing_days")
    if days > MOST_DAYS:
        raise BadRequest(f"payer.filing_days: at most {MOST_DAYS} days are wanted")
    return days


def _payer(root: Block, unknown: set[str]) -> PayerParty:
    kind = root.text("payer_kind")
    if kind not in {one.value for one in PayerKind}:
        raise BadRequest(f"payer_kind: one of {', '.join(one.value for one in PayerKind)} is wanted")
    payer = _payer_block(root)
    unknown.update(() if payer else ("payer",))
    unknown.update(() if payer and payer.has("name") else ("payer.name",))
    coverage = root.block("coverage")
    unknown.update(() if coverage else ("coverage",))
    coverage = coverage or Block({}, "coverage")
    unknown.update(f"coverage.{key}" for key in ("member_id", "relation") if not coverage.has(key))
    return PayerParty(
        payer_id=0,
        name=payer.text("name") if payer else "",
        payer_kind=kind,
        claim_payer_id=payer.text("id") if payer else "",
        claim_filing="",
        address=NOWHERE,
        member_id=coverage.text("member_id"),
        rank=coverage.number("rank", 1),
        coverage_id=0,
        group_number=coverage.text("group_number"),
        plan_name=coverage.text("plan"),
        relation=coverage.text("relation", "18"),
        msp_type=coverage.text("msp_type"),
    )


def _subscriber(root: Block, patient: Person, unknown: set[str]) -> Person:
    coverage = root.block("coverage") or Block({}, "coverage")
    if "subscriber" not in coverage.value:
        unknown.add("coverage.subscriber")
    subscriber = coverage.block("subscriber")
    return patient if subscriber is None else person_of(subscriber, unknown, "subscriber")


def _coverage(root: Block, unknown: set[str]) -> Coverage | None:
    block = root.block("coverage")
    since_on = block.day("since") if block else None
    if block is None or since_on is None:
        unknown.add("coverage.since_on")
        return None
    return Coverage(
        id=0,
        patient_id=0,
        payer_id=0,
        plan_id=0,
        rank=block.number("rank", 1),
        member_id=block.text("member_id"),
        since_on=since_on,
        until_on=block.day("until"),
    )


def _benefits(root: Block, unknown: set[str]) -> Benefits | None:
    block = root.block("benefits")
    if block is None:
        unknown.add("benefits")
        return None
    state = block.text("state", BenefitState.ACTIVE.value)
    if state not in {one.value for one in BenefitState}:
        raise BadRequest(f"benefits.state: one of {', '.join(one.value for one in BenefitState)} is wanted")
    if not block.has("answered_on"):
        unknown.add("benefits.answered_on")
    day = block.day("answered_on") or date.min
    return Benefits(
        id=0,
        coverage_id=0,
        patient_id=0,
        payer_id=0,
        service_on=day,
        answered_on=day,
        state=BenefitState(state),
        copay_cents=block.number("copay_cents") if block.has("copay_cents") else None,
    )


# ------------------------------------------------------------------------------------- the past


def _history(root: Block, unknown: set[str]) -> tuple[SentLine, ...]:
    if not root.has("history"):
        unknown.add("history")
    return tuple(
        SentLine(
            code=line.text("code").upper(),
            modifiers=tuple(modifier.upper() for modifier in line.words("modifiers")),
            service_on=line.needed_day("dos"),
            units=line.number("units") if line.has("units") else None,
            is_same_group=line.text("group", "same") == "same",
            is_same_specialty=line.text("specialty", "same") == "same",
            state=line.text("state"),
        )
        for line in root.blocks("history")
    )


def _others(
    claim: Block, payer: PayerParty, patient: Person, lines: tuple[ClaimLine, ...], unknown: set[str]
) -> tuple[OtherPayer, ...]:
    if not claim.has("prior"):
        unknown.add("claim.prior")
    return tuple(
        OtherPayer(payer=payer, subscriber=patient, prior=_prior(prior, lines))
        for prior in claim.blocks("prior")
    )


def _prior(block: Block, lines: tuple[ClaimLine, ...]) -> PriorPayer:
    decided = []
    for line in block.blocks("lines"):
        number = line.number("line")
        if not 1 <= number <= len(lines):
            raise BadRequest(f"{line.at('line')}: the number of a line of the claim is wanted")
        own = lines[number - 1]
        decided.append(
            PriorLine(
                line_id=own.line_id,
                code=own.code,
                modifiers=own.modifiers,
                paid_cents=line.number("paid_cents"),
                units=own.units,
                adjustments=_adjustments(line),
            )
        )
    return PriorPayer(
        payer_id=0,
        payer_control=block.text("payer_control"),
        decided_on=block.needed_day("decided_on"),
        paid_cents=block.number("paid_cents"),
        lines=tuple(decided),
        adjustments=_adjustments(block),
    )


def _adjustments(block: Block) -> tuple[PriorAdjustment, ...]:
    return tuple(
        PriorAdjustment(group=one.text("group"), carc=one.text("carc"), cents=one.number("cents"))
        for one in block.blocks("adjustments")
    )
