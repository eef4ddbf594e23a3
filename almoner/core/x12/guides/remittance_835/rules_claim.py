"""Rules of one claim of a remittance: its status, its parties, its results."""

from collections.abc import Iterable, Iterator

from almoner.core.x12.guides.claim.money_text import cents_of
from almoner.core.x12.rule import Spot, Words, at, missing, rule
from almoner.core.x12.tree import Loop, Row

_REVERSAL = "22"
_AFTER_OTHERS = frozenset({"2", "3"})
_FORWARDED = frozenset({"19", "20", "21", "23"})
_EARLIER_PAYER = "23"
_NAME = (3, 4, 5, 7, 9)


def _status(claim: Loop) -> str:
    """CLP02, without the detour over names: three rules ask for it at each claim."""
    head = claim.bound[0][1]
    return head[2] if head[0] == "CLP" and len(head) > 2 else ""


@rule(
    "R-04",
    "2100",
    Words(
        "A reversal's charges must be negative, as the opposite of what it takes back.",
        "Don't post it before the payer has sent it with the signs turned.",
        "I12",
        source="835 2100 CLP03, 2110 SVC02",
    ),
)
def reversal_positive(claim: Loop) -> Iterable[Spot]:
    """Status 22 with a charge above zero, of the claim or a line. What was paid and adjusted may have either
    sign; the balances hold it to the charge (handbook R-04)."""
    if _status(claim) != _REVERSAL:
        return ()
    head = Row(claim.bound[0], claim)
    services = [row for line in claim.loops for row in line.rows("service")]
    charges = [(head, 3), *((row, 2) for row in services)]
    return [at(row, number, because=(head, 2)) for row, number in charges if _is_above_zero(row.get(number))]


def _is_above_zero(text: str) -> bool:
    return (cents_of(text) or 0) > 0


@rule(
    "R-05",
    "2100",
    Words(
        "A claim paid after another payer doesn't show what that payer did (group OA, reason 23).",
        "Look at the earlier payer's remittance before posting the adjustments as the contract's.",
        source="835 2100/2110 CAS",
    ),
    severity="warning",
)
def earlier_payer_unseen(claim: Loop) -> Iterable[Spot]:
    """Status 2 or 3 without OA 23 at the claim or a line. An earlier payer who paid nothing leaves nothing to
    show, so it is a warning (handbook R-05)."""
    if _status(claim) not in _AFTER_OTHERS or _has_earlier_payer(claim):
        return ()
    return (at(Row(claim.bound[0], claim), 2),)


def _has_earlier_payer(claim: Loop) -> bool:
    return any(
        row.get(1) == "OA" and _EARLIER_PAYER in row.elements[2:18:3]
        for loop in (claim, *claim.loops)
        for row in loop.rows_of("CAS")
    )


@rule(
    "R-06",
    "2100",
    Words(
        "The claim was passed on to another payer, who isn't named.",
        "Ask the payer whom it was passed on to, and whether to bill him.",
        "I6",
        source="835 2100 NM1*TT",
    ),
)
def forwarded_unnamed(claim: Loop) -> Iterable[Spot]:
    """Status 19, 20, 21 or 23 without NM1 TT (handbook R-06)."""
    if _status(claim) not in _FORWARDED or claim.has("forwarded_to"):
        return ()
    return (missing(claim, "NM1", because=(Row(claim.bound[0], claim), 2)),)


@rule(
    "R-07",
    "2100",
    Words(
        "The insured is the patient once more.",
        "Nothing is to be done; the payer should leave the NM1 out.",
        source="835 2100 NM1*IL",
    ),
    has="insured",
    severity="warning",
)
def insured_same(claim: Loop) -> Iterable[Spot]:
    """NM1 IL with the name and the number of NM1 QC (handbook R-07)."""
    patient, insured = claim.row("patient"), claim.row("insured")
    if patient is None or insured is None or not insured.get(3):
        return ()
    if [patient.get(number) for number in _NAME] != [insured.get(number) for number in _NAME]:
        return ()
    return (at(insured, because=(patient, None)),)


@rule(
    "R-08",
    "2100",
    Words(
        "A claim has the results of a stay (MIA) and of outpatient services (MOA); it can have only one.",
        "Ask the payer which of them holds.",
        "I9",
        source="835 2100 MIA MOA",
    ),
    has="outpatient_result",
)
def both_results(claim: Loop) -> Iterator[Spot]:
    """MIA and MOA for one claim (handbook R-08)."""
    inpatient, outpatient = claim.row("inpatient_result"), claim.row("outpatient_result")
    if inpatient is not None and outpatient is not None:
        yield at(outpatient, because=(inpatient, None))


CLAIM_RULES = (
    reversal_positive,
    earlier_payer_unseen,
    forwarded_unnamed,
    insured_same,
    both_results,
)

__all__ = ["CLAIM_RULES"]
