"""What a request says of an institutional claim (`institutional`, and `revenue_code` of a line). Without the
block the claim is a professional one.
"""

from collections.abc import Iterable

from almoner.core.chart.institutional import Occurrence, ValueCode
from almoner.core.claim.request_block import Block
from almoner.core.claim.request_people import party_of
from almoner.core.claim.revision import ClaimLine, InstitutionalBill, Party


def bill_block(root: Block, lines: Iterable[ClaimLine]) -> InstitutionalBill | None:
    """Return the bill of a claim, or None: {bill_type, attending, operating, since, until, priority, origin,
    status, reasons, conditions, occurrences: [{code, on}], values: [{code, cents}]}.
    """
    block = root.block("institutional")
    if block is None:
        return None
    days = [line.service_on for line in lines]
    unknown: set[str] = set()
    return InstitutionalBill(
        bill_type=block.text("bill_type"),
        attending=party_of(block, "attending", unknown) or Party(last="", npi=""),
        since_on=block.day("since") or min(days),
        until_on=block.day("until") or max(days),
        priority=block.text("priority"),
        origin=block.text("origin"),
        status=block.text("status"),
        operating=party_of(block, "operating", unknown),
        reasons=tuple(code.replace(".", "").upper() for code in block.words("reasons")),
        conditions=tuple(block.words("conditions")),
        occurrences=tuple(
            Occurrence(one.text("code"), one.needed_day("on")) for one in block.blocks("occurrences")
        ),
        values=tuple(ValueCode(one.text("code"), one.number("cents")) for one in block.blocks("values")),
    )
