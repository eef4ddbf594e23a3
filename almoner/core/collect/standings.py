"""Where all payers stand with the practice: from their payments and what people said of them, or from where
they stood on an earlier day and what came since.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.collect.refund import Refund, repaid
from almoner.core.remit.recoupment import Payment, Standing, TakebackAct, standing


@dataclass(frozen=True, slots=True)
class Standings:
    """Where each payer stood after its payments through a day. `said` names what people said that is in it:
    each act and each refund by its id, with its cents.
    """

    through_on: date
    payers: Mapping[int, Standing]
    said: frozenset[tuple[int, int]]

    def holds(self, acts: Iterable[TakebackAct], refunds: Iterable[Refund]) -> bool:
        """True where all that is in it still is said."""
        return self.said <= {*_named(acts), *_repaid(refunds)}


def stand(
    history: Iterable[Payment],
    acts: Sequence[TakebackAct],
    refunds: Sequence[Refund],
    since: Standings | None = None,
) -> dict[int, Standing]:
    """Return where each payer with a payment stands. With `since` the history holds later payments alone; the
    acts and the refunds are all that there are.
    """
    payments: dict[int, list[Payment]] = defaultdict(list)
    for one in history:
        payments[one.payer_id].append(one)
    before, said = (since.payers, since.said) if since else ({}, frozenset[tuple[int, int]]())
    new_acts = [one for one in acts if (one.id, one.cents) not in said]
    new_back = [one for one in refunds if (one.id, one.repaid_cents) not in said]
    return {
        payer_id: standing(
            payments[payer_id],
            [one for one in new_acts if one.payer_id == payer_id],
            repaid(one for one in new_back if one.payer_id == payer_id),
            before.get(payer_id),
        )
        for payer_id in sorted({*before, *payments})
    }


def standings(
    history: Sequence[Payment], acts: Sequence[TakebackAct], refunds: Sequence[Refund], *, through_on: date
) -> Standings:
    """Return where payers stood after these payments, all that there are through a day."""
    assert all(one.paid_on <= through_on for one in history), "later payments come on top"
    found = stand(history, acts, refunds)
    waiting = {act.id for each in found.values() for act in each.waiting}
    there = {one.id for one in history}
    done = _named(one for one in acts if one.payer_id in found and one.id not in waiting)
    back = _repaid(one for one in refunds if one.remittance_id in there)
    return Standings(through_on, found, frozenset((*done, *back)))


def _named(acts: Iterable[TakebackAct]) -> list[tuple[int, int]]:
    return [(one.id, one.cents) for one in acts]


def _repaid(refunds: Iterable[Refund]) -> list[tuple[int, int]]:
    return [(one.id, one.repaid_cents) for one in refunds if one.repaid_cents]
