"""The conditions, occurrences and values that an institutional claim tells, on paper and in a file alike:
what was told of the visit, and before it what the claim's own facts say (a work injury, a later Medicare).

Facts: Medicare Claims Processing Manual, chapter 25; our own labels for its numbers.
"""

from collections.abc import Iterable

from almoner.core.chart.institutional import Occurrence, ValueCode
from almoner.core.claim import ClaimRevision
from almoner.core.party import PayerKind

AT_WORK = "EM"
WORK_CONDITION = "02"
WORK_OCCURRENCE = "04"


def conditions(revision: ClaimRevision, told: Iterable[str]) -> tuple[str, ...]:
    """Return the conditions of a claim, each once."""
    own = [WORK_CONDITION] if _is_at_work(revision) else []
    return tuple(dict.fromkeys([*own, *told]))


def occurrences(revision: ClaimRevision, told: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    """Return what happened, with its days."""
    own = []
    if revision.accident is not None and _is_at_work(revision):
        own.append(Occurrence(WORK_OCCURRENCE, revision.accident.happened_on))
    return tuple(dict.fromkeys([*own, *told]))


def values(revision: ClaimRevision, told: Iterable[ValueCode]) -> tuple[ValueCode, ...]:
    """Return the amounts of a claim; where Medicare pays later, why it does and what the others paid."""
    paid = paid_before(revision)
    is_later = revision.payer.payer_kind == PayerKind.MEDICARE.value and bool(revision.payer.msp_type)
    own = [ValueCode(revision.payer.msp_type, paid)] if is_later and paid else []
    return tuple(dict.fromkeys([*own, *told]))


def paid_before(revision: ClaimRevision) -> int:
    """Return what the payers before the one that is asked paid, in cents."""
    return sum([one.prior.paid_cents for one in revision.others if one.prior is not None])


def _is_at_work(revision: ClaimRevision) -> bool:
    return revision.accident is not None and revision.accident.cause == AT_WORK
