"""Every set of a file as plain rows for `almoner x12 json`: claims, payments, inquiries, answers,
acknowledgements.

Promises file order over all interchanges, a row for every claim, and null for what cannot be read.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from almoner.core.wire.benefits_271 import BenefitAnswer, read_benefits
from almoner.core.wire.claim_837_read import ReadClaim, ReadLine, read_claims_of
from almoner.core.wire.json_rows_questions import questions
from almoner.core.wire.remit_835 import payment_rows
from almoner.core.wire.status_277 import GUIDE_RECEIPT, Receipt, StatusAnswer, read_receipts, read_status
from almoner.core.x12 import (
    Document,
    Group,
    Interchange,
    Segment,
    TransactionSet,
    read_999,
    read_ta1,
)

Row = dict[str, Any]


def rows(document: Document) -> Iterator[Row]:
    """Yield the rows of a file."""
    for interchange in document.interchanges:
        for segment in interchange.tas:
            yield _ta1(segment)
        for group in interchange.groups:
            for each in group.sets:
                yield from rows_of(each, interchange=interchange, group=group)


def rows_of(each: TransactionSet, *, interchange: Interchange, group: Group) -> Iterator[Row]:
    """Yield the rows of one transaction."""
    if each.set_id == "835":
        yield from payment_rows(_alone(each, interchange, group))
        return
    reader = _READERS.get(each.set_id)
    if reader is None:
        yield {"kind": "other", "control": each.st_control, "set": each.set_id}
        return
    yield from reader(each)


def _alone(each: TransactionSet, interchange: Interchange, group: Group) -> Document:
    """A document with one transaction, so that payments come in their place among other sets."""
    one = Group(gs=group.gs, byte_offset=group.byte_offset, sets=[each])
    envelope = Interchange(head=interchange.head, data=interchange.data, groups=[one])
    return Document(data=interchange.data, interchanges=[envelope])


# ------------------------------------------------------------------------------------- claims


def _claims(each: TransactionSet) -> Iterator[Row]:
    return map(_claim, read_claims_of(each))


def _claim(claim: ReadClaim) -> Row:
    payer = claim.parties.get("PR")
    billing = claim.parties.get("85")
    return {
        "kind": "claim",
        "control": claim.control,
        "charge_cents": claim.charge_cents,
        "frequency": claim.frequency,
        "original_ref": claim.numbers.get("F8", ""),
        "pos": claim.pos,
        "payer": payer.number if payer else "",
        "billing_npi": billing.number if billing else "",
        "sequence": claim.sequence,
        "diagnoses": list(claim.diagnoses),
        "others": [
            {"sequence": other.sequence, "payer": other.payer.number, "paid_cents": other.paid_cents}
            for other in claim.others
        ],
        "lines": [_line(line) for line in claim.lines],
    }


def _line(line: ReadLine) -> Row:
    return {
        "control": line.control,
        "code": line.code,
        "modifiers": list(line.modifiers),
        "charge_cents": line.charge_cents,
        "units": line.units,
        "pointers": list(line.pointers),
        "dos": _iso(line.service_on),
        "revenue_code": line.revenue_code,
        "ndc": line.ndc,
    }


# ------------------------------------------------------------------------------------- answers


def _benefits(each: TransactionSet) -> Iterator[Row]:
    return map(_benefit, read_benefits(each))


def _benefit(answer: BenefitAnswer) -> Row:
    return {
        "kind": "benefits",
        "control": answer.trace,
        "state": answer.state.value,
        "plan": answer.plan_name,
        "copay_cents": answer.copay_cents,
        "coinsurance_bp": answer.coinsurance_bp,
        "deductible_cents": answer.deductible_cents,
        "deductible_left_cents": answer.deductible_left_cents,
        "since": _iso(answer.since_on),
        "until": _iso(answer.until_on),
        "refusals": list(answer.refusals),
    }


def _statuses(each: TransactionSet) -> Iterator[Row]:
    if each.guide.startswith(GUIDE_RECEIPT):
        return map(_receipt, read_receipts(each))
    return map(_status, read_status(each))


def _status(answer: StatusAnswer) -> Row:
    return {
        "kind": "status",
        "control": answer.trace,
        "claim": answer.control,
        "codes": [code.verbatim for code in answer.codes],
        "words": answer.words,
        "charge_cents": answer.charge_cents,
        "paid_cents": answer.paid_cents,
        "payer_control": answer.payer_control,
    }


def _receipt(receipt: Receipt) -> Row:
    return {
        "kind": "acknowledgement",
        "form": "277CA",
        "control": receipt.reference,
        "level": receipt.level,
        "accepted": receipt.is_accepted,
        "codes": [code.verbatim for code in receipt.codes],
        "words": receipt.words,
        "charge_cents": receipt.charge_cents,
        "payer_control": receipt.payer_control,
    }


def _syntax(each: TransactionSet) -> Iterator[Row]:
    told = read_999(each)
    common = {"kind": "acknowledgement", "form": "999", "group": told.group_control}
    if not told.sets:
        yield {
            **common,
            "control": told.group_control,
            "code": told.code,
            "accepted": told.code in ("A", "E"),
        }
    for answered in told.sets:
        yield {
            **common,
            "control": answered.st_control,
            "code": answered.code,
            "accepted": answered.code in ("A", "E"),
            "errors": [
                {
                    "segment": error.segment,
                    "segment_index": error.segment_index,
                    "loop": error.loop,
                    "code": error.code,
                    "claim": error.claim,
                    "elements": [
                        {"element": one.position, "component": one.component, "code": one.code}
                        for one in error.elements
                    ],
                }
                for error in answered.errors
            ],
        }


def _ta1(segment: Segment) -> Row:
    told = read_ta1(segment)
    return {
        "kind": "acknowledgement",
        "form": "TA1",
        "control": told.control,
        "code": told.code,
        "note": told.note,
        "accepted": told.code in ("A", "E"),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


_READERS: dict[str, Callable[[TransactionSet], Iterator[Row]]] = {
    "837": _claims,
    "270": questions,
    "271": _benefits,
    "275": questions,
    "276": questions,
    "277": _statuses,
    "278": questions,
    "997": _syntax,
    "999": _syntax,
}
