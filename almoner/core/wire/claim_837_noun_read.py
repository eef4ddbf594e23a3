"""Reads whole claims of the three 837 guides, one after the other.

Promises that a claim that stands in its loop is told with all that the guide knows of it; an amount or day
that can't be read is None.
"""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from almoner.core.wire.claim_837_noun import (
    Billing,
    Claim,
    Decision,
    Drug,
    Form,
    Insurance,
    Line,
    OtherPayer,
    Party,
    Patient,
    Subscriber,
)
from almoner.core.wire.claim_837_noun_parts import gathered, insurance, parts, party, procedure, text
from almoner.core.wire.reading import cents_or_none
from almoner.core.x12 import TransactionSet
from almoner.core.x12.check import edition_of
from almoner.core.x12.claims import claims
from almoner.core.x12.guides import NAMES
from almoner.core.x12.tree import Loop

T = TypeVar("T")

_DRUG, _DECISION, _FORM = "2410", "2430", "2440"
_NOBODY = Party("")


def read_whole_claims(each: TransactionSet) -> Iterator[Claim]:
    """Yield the claims of a transaction of the guides that we have; none of another."""
    edition = edition_of(each)
    if edition is None or each.set_id != "837":
        return
    guide = next(name for name, package in NAMES.items() if package == edition.package)
    billing, subscriber = _Last(_billing), _Last(_subscriber)
    for loop in claims(each):
        yield _claim(loop, guide, billing.of(loop.above("2000A")), subscriber.of(loop.above("2000B")))


class _Last(Generic[T]):
    """What was read of the last level, for the claims that share it."""

    def __init__(self, read: Callable[[Loop | None], T]) -> None:
        self._read = read
        self._loop: Loop | None = None
        self._noun: T | None = None

    def of(self, loop: Loop | None) -> T:
        """The noun of a level."""
        if self._noun is None or loop is not self._loop:
            self._loop, self._noun = loop, self._read(loop)
        return self._noun


def _named(loop: Loop | None, loop_id: str) -> Party | None:
    found = loop.child(loop_id) if loop else None
    return party(found) if found else None


def _billing(loop: Loop | None) -> Billing:
    return Billing(
        provider=_named(loop, "2010AA") or _NOBODY,
        taxonomy=text(loop.row("specialty") if loop else None, "taxonomy"),
        currency=text(loop.row("currency") if loop else None, "code"),
        pay_to=_named(loop, "2010AB"),
        pay_to_plan=_named(loop, "2010AC"),
    )


def _subscriber(loop: Loop | None) -> Subscriber:
    return Subscriber(
        insurance=insurance(loop) if loop else Insurance(""),
        person=_named(loop, "2010BA") or _NOBODY,
        payer=_named(loop, "2010BB") or _NOBODY,
        details=gathered(loop, "level", "insurance").details if loop else (),
    )


def _patient(loop: Loop | None) -> Patient | None:
    if loop is None:
        return None
    return Patient(_named(loop, "2010CA") or _NOBODY, gathered(loop, "level").details)


def _claim(loop: Loop, guide: str, billing: Billing, subscriber: Subscriber) -> Claim:
    row, found = loop.row("claim"), gathered(loop, "claim")
    place, causes = (*parts(row, "place"), "", "", "")[:3], (*parts(row, "related_causes"), *[""] * 5)
    return Claim(
        guide=guide,
        billing=billing,
        subscriber=subscriber,
        patient=_patient(loop.above("2000C")),
        number=text(row, "number"),
        charge_cents=cents_or_none(text(row, "charge")),
        place=place[0],
        frequency=place[2],
        assignment=text(row, "assignment"),
        benefits_assigned=text(row, "benefits_assigned"),
        release=text(row, "release_of_information"),
        signature_on_file=text(row, "is_provider_signature_on_file"),
        signature_source=text(row, "patient_signature_source"),
        causes=tuple(cause for cause in causes[:2] if cause),
        accident_state=causes[3],
        accident_country=causes[4],
        special_program=text(row, "special_program"),
        predetermination=text(row, "predetermination"),
        delay_reason=text(row, "delay_reason"),
        dates=found.dates,
        references=found.references,
        amounts=found.amounts,
        codes=found.codes,
        attachments=found.attachments,
        details=found.details,
        parties=tuple(party(inner) for inner in loop.loops if inner.id[:3] == "231"),
        others=tuple(_other(inner) for inner in loop.children("2320")),
        lines=tuple(_line(inner) for inner in loop.children("2400")),
    )


def _other(loop: Loop) -> OtherPayer:
    found = gathered(loop, "insurance")
    return OtherPayer(
        insurance=insurance(loop),
        adjustments=found.adjustments,
        amounts=found.amounts,
        details=found.details,
        parties=tuple(party(inner) for inner in loop.loops),
    )


def _line(loop: Loop) -> Line:
    row, found = loop.row("service"), gathered(loop, "line", "service")
    inner = [each for each in loop.loops if each.id not in (_DRUG, _DECISION, _FORM)]
    drug = loop.child(_DRUG)
    noncovered = text(row, "noncovered")
    return Line(
        charge_cents=cents_or_none(text(row, "charge")),
        quantity=text(row, "quantity"),
        unit=text(row, "unit"),
        procedure=procedure(row),
        revenue_code=text(row, "revenue_code"),
        place=text(row, "place"),
        pointers=parts(row, "pointers"),
        noncovered_cents=cents_or_none(noncovered) if noncovered else None,
        oral_cavity=parts(row, "oral_cavity"),
        prosthesis=text(row, "prosthesis"),
        is_emergency=text(row, "is_emergency"),
        epsdt=text(row, "epsdt"),
        family_planning=text(row, "family_planning"),
        copay_status=text(row, "copay_status"),
        dates=found.dates,
        references=found.references,
        amounts=found.amounts,
        attachments=found.attachments,
        details=found.details,
        drug=_drug(drug) if drug else None,
        parties=tuple(map(party, inner)),
        decisions=tuple(map(_decision, loop.children(_DECISION))),
        forms=tuple(map(_form, loop.children(_FORM))),
    )


def _drug(loop: Loop) -> Drug:
    code, quantity = loop.row("drug_code"), loop.row("drug_quantity")
    return Drug(
        kind=text(code, "qualifier"),
        code=text(code, "code"),
        quantity=text(quantity, "quantity"),
        unit=(*parts(quantity, "measure"), "")[0],
        references=gathered(loop, "drug_code", "drug_quantity").references,
    )


def _decision(loop: Loop) -> Decision:
    row, found = loop.row("line_payment"), gathered(loop, "line_payment")
    return Decision(
        payer=text(row, "payer"),
        paid_cents=cents_or_none(text(row, "paid")),
        quantity=text(row, "quantity"),
        procedure=procedure(row),
        revenue_code=text(row, "revenue_code"),
        bundled_into=text(row, "bundled_into"),
        adjustments=found.adjustments,
        dates=found.dates,
        amounts=found.amounts,
    )


def _form(loop: Loop) -> Form:
    row = loop.row("form")
    return Form(text(row, "list"), text(row, "code"), gathered(loop, "form").details)
