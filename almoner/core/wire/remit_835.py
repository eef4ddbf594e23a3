"""835 to nouns: every payment of a file with every claim, line, reason and remark that it holds, in the order
of the file.

Promises that no claim and no amount is lost over order or an unreadable value: what cannot be read is None
and an issue.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from almoner.core.plan import Ids
from almoner.core.remit import Adjustment, Advice, ReadRemittance, Remittance, RemittanceState
from almoner.core.remit.balance import check_difference
from almoner.core.wire.remit_835_claims import ClaimReader
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
    for each, interchange, is_framed in _sets(document):
        read = _read(each, ids=ids, received_on=received_on)
        remittance = replace(read.remittance, interchange_id=interchange_id)
        is_whole = read.is_whole and is_framed
        usage = interchange.usage or "P"
        found.append(replace(read, remittance=remittance, is_whole=is_whole, usage=usage))
    return found


def _sets(document: Document) -> Iterator[tuple[TransactionSet, Interchange, bool]]:
    """Yield the 835 sets with their interchange, and whether the envelopes around them are closed."""
    for interchange in document.interchanges:
        is_closed = _is_closed(interchange.iea, interchange.issues, "X-IEA")
        for group in interchange.groups:
            is_framed = is_closed and _is_closed(group.ge, group.issues, "X-GE")
            yield from ((each, interchange, is_framed) for each in group.sets if each.set_id == "835")


def _is_closed(trailer: list[str], issues: list[Issue], rules: str) -> bool:
    """True where an envelope ends as it should; a set in one that doesn't may lack its fellows (EN8)."""
    return bool(trailer) and not any(
        issue.severity == "error" and issue.rule.startswith(rules) for issue in issues
    )


def _read(each: TransactionSet, *, ids: Ids, received_on: date) -> ReadRemittance:
    remittance_id = next(ids)
    notes = Notes()
    header = HeaderReader(notes, each.delimiters.component)
    claims = ClaimReader(notes, each.delimiters.component, remittance_id=remittance_id, ids=ids)
    digest = hashlib.sha256()
    for index, row in enumerate(each.iter_rows(), 1):
        name = row[0]
        if name in ("ST", "SE"):
            continue
        digest.update("*".join(row).encode())
        digest.update(b"~")
        if not claims.take(name, index, row):
            header.take(name, index, row, is_in_claims=claims.has_begun)
    claims.finish()
    remittance = Remittance(
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
        claim_count=len(claims.advices),
        received_on=received_on,
        state=RemittanceState.RECEIVED,
        provider_level=tuple(header.provider_level),
        content_sha256=digest.hexdigest(),
    )
    is_readable = header.amount_cents is not None and not header.is_level_lost
    difference = check_difference(remittance.amount_cents, claims.advices, remittance.provider_level)
    return ReadRemittance(
        remittance=remittance,
        advices=tuple(claims.advices),
        issues=(*each.issues, *notes.placed(each)),
        is_whole=each.is_whole,
        is_balanced=is_readable and difference == 0,
        payer_numbers=tuple(header.payer_numbers),
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
