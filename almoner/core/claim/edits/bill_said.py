"""Kind `bill_said`: an institutional claim says what it has to.

Params: `field` (`bill_type`, `origin`, `status`, `revenue_code`, `attending`, `period`, `reason`, `change`,
`liability`, `operating`); for `reason` also `bill_types`, `priorities` and `revenue_codes` (beginnings) of
unscheduled visits, for `origin` the `bill_types` without one, for `operating` the `revenue_codes`
(beginnings) of operating rooms, for `change` the `frequency` that says why it goes, and the `conditions` of
which it says one.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine, ClaimRevision, InstitutionalBill
from almoner.core.rules import Card, CardError

AT_WORK = "EM"
CHANGES = frozenset({"D0", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "E0"})
"""The conditions that say why a claim goes again."""
Said = Callable[[Card, ClaimRevision, InstitutionalBill], Iterable[Hit]]


def prepare(card: Card) -> Prepared:
    """Judge what a claim's bill says in one field; a professional claim has none."""
    said = FIELDS.get(card.text("field"))
    if said is None:
        raise CardError(f"card {card.id}: params.field is one of {', '.join(FIELDS)}")

    def judge(facts: Facts) -> tuple[Hit, ...]:
        bill = facts.revision.bill
        return NOTHING if bill is None else tuple(said(card, facts.revision, bill))

    return Prepared(judge)


def _bill_type(card: Card, revision: ClaimRevision, bill: InstitutionalBill) -> Iterable[Hit]:
    del card, revision
    return [] if bill.bill_type else [Hit(row="type of bill")]


def _origin(card: Card, revision: ClaimRevision, bill: InstitutionalBill) -> Iterable[Hit]:
    del revision
    is_said = bool(bill.origin) or bill.bill_type in card.words("bill_types", ())
    return [] if is_said else [Hit(row="point of origin")]


def _status(card: Card, revision: ClaimRevision, bill: InstitutionalBill) -> Iterable[Hit]:
    del card, revision
    return [] if bill.status else [Hit(row="patient's status")]


def _revenue_code(card: Card, revision: ClaimRevision, bill: InstitutionalBill) -> Iterable[Hit]:
    del card, bill
    lines = enumerate(revision.lines, 1)
    return [Hit(number, f"{line.code}: revenue code") for number, line in lines if not line.revenue_code]


def _attending(card: Card, revision: ClaimRevision, bill: InstitutionalBill) -> Iterable[Hit]:
    del card, revision
    return [] if bill.attending.npi and bill.attending.first else [Hit(row="attending provider")]


def _period(card: Card, revision: ClaimRevision, bill: InstitutionalBill) -> Iterable[Hit]:
    del card
    if bill.since_on > bill.until_on or bill.since_on.year != bill.until_on.year:
        return [Hit(row="days of the statement")]
    lines = enumerate(revision.lines, 1)
    return [
        Hit(number, "day of service")
        for number, line in lines
        if not bill.since_on <= line.service_on <= bill.until_on
    ]


def _reason(card: Card, revision: ClaimRevision, bill: InstitutionalBill) -> Iterable[Hit]:
    is_unscheduled = (
        bill.bill_type in card.words("bill_types")
        and bill.priority in card.words("priorities")
        and any(_begins(line, card.words("revenue_codes")) for line in revision.lines)
    )
    return [Hit(row="reason for the visit")] if is_unscheduled and not bill.reasons else []


def _change(card: Card, revision: ClaimRevision, bill: InstitutionalBill) -> Iterable[Hit]:
    if revision.frequency != card.text("frequency"):
        return []
    said = sorted(CHANGES.intersection(bill.conditions))
    is_one = len(said) == 1 and said[0] in card.words("conditions")
    return [] if is_one else [Hit(row=f"condition {' '.join(said)}".strip())]


def _liability(card: Card, revision: ClaimRevision, bill: InstitutionalBill) -> Iterable[Hit]:
    del card
    is_elsewhere = revision.accident is not None and revision.accident.cause != AT_WORK
    return [Hit(row="occurrence")] if is_elsewhere and not bill.occurrences else []


def _operating(card: Card, revision: ClaimRevision, bill: InstitutionalBill) -> Iterable[Hit]:
    if bill.operating is not None:
        return []
    lines = enumerate(revision.lines, 1)
    return [
        Hit(number, "operating provider")
        for number, line in lines
        if _begins(line, card.words("revenue_codes"))
    ]


def _begins(line: ClaimLine, beginnings: tuple[str, ...]) -> bool:
    return line.revenue_code.startswith(beginnings)


FIELDS: Mapping[str, Said] = MappingProxyType(
    {
        "bill_type": _bill_type,
        "origin": _origin,
        "status": _status,
        "revenue_code": _revenue_code,
        "attending": _attending,
        "period": _period,
        "reason": _reason,
        "change": _change,
        "liability": _liability,
        "operating": _operating,
    }
)
