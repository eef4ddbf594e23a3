"""835 to nouns: every payment of a file with every claim, line, reason and remark that it holds, in the order
of the file.

Promises that no claim and no amount is lost over order or an unreadable value: what cannot be read is None
and an issue.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from almoner.core.plan import Ids
from almoner.core.remit import Adjustment, Advice, ReadRemittance, Remittance, RemittanceState
from almoner.core.remit.balance import check_difference
from almoner.core.wire.remit_835_claims import ClaimCounter, ClaimReader, Hear
from almoner.core.wire.remit_835_header import HeaderReader
from almoner.core.wire.remit_835_values import Notes
from almoner.core.x12 import Document, Interchange, Issue, TransactionSet


def read_remittances(
    document: Document, *, ids: Ids, received_on: date, interchange_id: int = 0
) -> list[ReadRemittance]:
    """Return each 835 transaction set of a document; sets of other kinds are passed over.

    `ids` gives each remittance and each advice its id. The payer is not looked up here: `payer_id` is 0.
    """
    found = []
    for framed in _sets(document):
        remittance_id = next(ids)
        header, claims = _open(framed.set, remittance_id, ids)
        _walk(framed.set, header, claims)
        claims.finish()
        remittance = _remittance(framed.set, header, remittance_id, claims.count, received_on)
        found.append(_whole(framed, replace(remittance, interchange_id=interchange_id), header, claims))
    return found


def read_payments(
    document: Document, *, ids: Ids, received_on: date, interchange_id: int = 0
) -> list[Remittance]:
    """Return the remittance of each 835 transaction set without its claims, which `read_stored` reads when
    they are wanted. The values are those of `read_remittances`.
    """
    found = []
    for framed in _sets(document):
        header = HeaderReader(Notes(), framed.set.delimiters.component)
        claims = ClaimCounter()
        _walk(framed.set, header, claims)
        remittance = _remittance(framed.set, header, next(ids), claims.count, received_on)
        found.append(replace(remittance, interchange_id=interchange_id))
    return found


def read_stored(
    document: Document, stored: Remittance, *, ids: Ids, hear: Hear | None = None
) -> ReadRemittance:
    """Return a remittance that was stored when it was received, with its claims: its set is known by its
    number and, where that comes twice, by its content. LookupError where the document doesn't hold it.
    `hear` hears its advices before it is known whether it is whole.
    """
    named = [framed for framed in _sets(document) if framed.set.st_control == stored.st_control]
    if len(named) > 1:
        named = [framed for framed in named if _digest(framed.set) == stored.content_sha256]
    if not named:
        raise LookupError("the file doesn't hold the remittance that was stored from it")
    header, claims = _open(named[0].set, stored.id, ids, hear)
    _walk(named[0].set, header, claims)
    claims.finish()
    return _whole(named[0], stored, header, claims)


class _Framed(NamedTuple):
    """An 835 set with its interchange, and whether the envelopes around it are closed."""

    set: TransactionSet
    interchange: Interchange
    is_framed: bool


def _sets(document: Document) -> Iterator[_Framed]:
    for interchange in document.interchanges:
        is_closed = _is_closed(interchange.iea, interchange.issues, "X-IEA")
        for group in interchange.groups:
            is_framed = is_closed and _is_closed(group.ge, group.issues, "X-GE")
            yield from (_Framed(each, interchange, is_framed) for each in group.sets if each.set_id == "835")


def _is_closed(trailer: list[str], issues: list[Issue], rules: str) -> bool:
    """True where an envelope ends as it should; a set in one that doesn't may lack its fellows (EN8)."""
    return bool(trailer) and not any(
        issue.severity == "error" and issue.rule.startswith(rules) for issue in issues
    )


def _open(
    each: TransactionSet, remittance_id: int, ids: Ids, hear: Hear | None = None
) -> tuple[HeaderReader, ClaimReader]:
    notes, component = Notes(), each.delimiters.component
    claims = ClaimReader(notes, component, remittance_id=remittance_id, ids=ids, hear=hear)
    return HeaderReader(notes, component), claims


def _walk(each: TransactionSet, header: HeaderReader, claims: ClaimReader | ClaimCounter) -> None:
    take = claims.take
    for index, row in enumerate(each.iter_rows(), 1):
        name = row[0]
        if not take(name, index, row) and name not in ("ST", "SE"):
            header.take(name, index, row, is_in_claims=claims.has_begun)


def _digest(each: TransactionSet) -> str:
    """Return what tells a set's content from another's, whatever its number and separators."""
    lines = ["*".join(row) for row in each.iter_rows() if row[0] not in ("ST", "SE")]
    return hashlib.sha256("".join([f"{line}~" for line in lines]).encode()).hexdigest()


def _remittance(
    each: TransactionSet, header: HeaderReader, remittance_id: int, claim_count: int, received_on: date
) -> Remittance:
    return Remittance(
        id=remittance_id,
        interchange_id=0,
        st_control=each.st_control,
        payer_id=0,
        payer_number=header.payer_numbers[0] if header.payer_numbers else "",
        payer_name=header.payer_name,
        payee_npi=header.payee_npi,
        payee_tax_id=header.payee_tax_id,
        method=header.method,
        trace=header.trace,
        paid_on=header.paid_on or header.produced_on or received_on,
        amount_cents=header.amount_cents or 0,
        claim_count=claim_count,
        received_on=received_on,
        state=RemittanceState.RECEIVED,
        provider_level=tuple(header.provider_level),
        content_sha256=_digest(each),
    )


def _whole(
    framed: _Framed, remittance: Remittance, header: HeaderReader, claims: ClaimReader
) -> ReadRemittance:
    is_readable = header.amount_cents is not None and not header.is_level_lost
    difference = check_difference(remittance.amount_cents, claims.advices, header.provider_level)
    return ReadRemittance(
        remittance=remittance,
        advices=tuple(claims.advices),
        issues=(*framed.set.issues, *claims.notes.placed(framed.set)),
        is_whole=framed.set.is_whole and framed.is_framed,
        is_balanced=is_readable and difference == 0,
        payer_numbers=tuple(header.payer_numbers),
        usage=framed.interchange.usage or "P",
        is_readable=is_readable,
    )


def payment_rows(document: Document) -> Iterator[dict[str, object]]:
    """Yield the claims of a document's 835s as plain data, one a row, for `almoner x12 json`."""
    counter = iter(range(1, 1 << 62))
    for read in read_remittances(document, ids=counter, received_on=date.min):
        for advice in read.advices:
            yield _row(advice)


def _row(advice: Advice) -> dict[str, object]:
    return {
        "kind": "payment",
        "control": advice.control,
        "status": advice.status,
        "charge_cents": advice.charge_cents,
        "paid_cents": advice.paid_cents,
        "patient_cents": advice.patient_cents,
        "payer_control": advice.payer_control,
        "adjustments": _adjustments(advice.adjustments),
        "remarks": list(advice.remarks),
        "lines": [
            {
                "control": line.control,
                "code": line.code,
                "modifiers": list(line.modifiers),
                "charge_cents": line.charge_cents,
                "paid_cents": line.paid_cents,
                "adjustments": _adjustments(line.adjustments),
                "remarks": list(line.remarks),
            }
            for line in advice.lines
        ],
    }


def _adjustments(adjustments: tuple[Adjustment, ...]) -> list[dict[str, object]]:
    return [{"group": each.group, "carc": each.carc, "cents": each.cents} for each in adjustments]
