"""Which policies answer for a visit: injury insurers for their own injuries alone, health plans for the rest.

Promises the order in which they pay. Workers' compensation covers work injuries and auto insurance auto
accidents (837P CLM11); neither pays for another visit, and no health plan pays before it.
"""

from collections.abc import Iterable, Mapping

from almoner.core.chart import Visit
from almoner.core.coverage import Coverage, in_force
from almoner.core.party import Payer, PayerKind

INJURY_CAUSE = {PayerKind.WORKERS_COMP: "EM", PayerKind.AUTO: "AA"}


def responsible(visit: Visit, coverages: Iterable[Coverage], payers: Mapping[int, Payer]) -> list[Coverage]:
    """Return the policies that pay for a visit, the first payer first.

    An injury insurer alone answers for its injury; what it refuses, a person brings to another payer.
    """
    of_the_day = in_force(coverages, on=visit.service_on)
    cause = visit.accident.cause if visit.accident else ""
    injury = [policy for policy in of_the_day if INJURY_CAUSE.get(_kind(policy, payers)) == cause and cause]
    return injury or [policy for policy in of_the_day if _kind(policy, payers) not in INJURY_CAUSE]


def _kind(policy: Coverage, payers: Mapping[int, Payer]) -> PayerKind:
    return payers[policy.payer_id].payer_kind
