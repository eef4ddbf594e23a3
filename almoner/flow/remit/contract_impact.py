"""What a payer's contract would have come to over the last months' claims: priced part by part, so that large
books are looked at while nobody waits. Reads only.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim
from almoner.core.claim.claim import ENDED
from almoner.core.coverage import Coverage
from almoner.core.pricing.payer_contract import PayerContract, as_contract
from almoner.core.pricing.underpayment import standing_cents
from almoner.core.report.contract_impact import Change, Looked, counted, plain
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.price.claim_books import PRICED_BY, Around, expected_of
from almoner.flow.price.expected import PARTIES, Meeting, by_contract, services_of
from almoner.flow.remit.variance import first_claims
from almoner.store.kept import kept_variance
from almoner.store.session import Session

AT_ONCE = 500
"""Claims of one part of a long run."""
MOST_NOW = 400
"""Claims that are priced while somebody waits."""
MOST = 20_000
_CLAIMS = """
SELECT id FROM claim
WHERE practice_id = %s AND payer_id = %s AND rank = 1 AND service_on > %s::date - interval '12 months'
ORDER BY id DESC LIMIT %s
"""


def claims_of(session: Session, contract: PayerContract, *, on: date) -> list[int]:
    """Return the ids of the claims that a contract is looked at by, the newest first."""
    rows = session.rows(_CLAIMS, session.practice_id, contract.payer_id, on, MOST)
    return [claim_id for (claim_id,) in rows]


def count_on(
    actor: Actor, contract_id: int, claim_ids: Sequence[int], before: Sequence[Any]
) -> list[Sequence[object]]:
    """Count a part of the claims on top of what was counted before, as a long run keeps it."""
    with enter(actor, Permission.SETUP_WRITE) as session:
        contract = session.get(PayerContract, contract_id)
        return plain(counted(looked_at(session, contract, claim_ids), kept(before)))


def kept(rows: Sequence[Any]) -> list[Change]:
    """Return what a long run has kept so far."""
    return [Change(*row) for row in rows]


def looked_at(session: Session, contract: PayerContract, claim_ids: Sequence[int]) -> Iterator[Looked]:
    """Yield the lines of claims that a contract speaks of, by its payer, plan and place."""
    if not claim_ids:
        return
    around = Around.of(session.gather(*PARTIES))
    allowed = kept_variance.allowed_on(session, claim_ids)
    prices = _Prices(contract, around)
    for claim, lines, policies in first_claims(session, claim_ids):
        coverage = policies[0]
        if not lines or not _is_of(contract, lines[0], coverage):
            continue
        now = expected_of(claim, lines, policies, around)
        expected = [standing_cents(one) for one in now.prices] or [None] * len(lines)
        rows = zip(lines, expected, prices.of(lines, coverage), strict=True)
        for line, before, after in rows:
            if line.id in allowed or not _is_over(claim):
                yield Looked(line.code, line.charge_cents, allowed.get(line.id), before, after)


def _is_of(contract: PayerContract, line: ChargeLine, coverage: Coverage) -> bool:
    return contract.plan_id in (0, coverage.plan_id) and contract.location_id in (0, line.location_id)


def _is_over(claim: Claim) -> bool:
    return claim.state in ENDED


class _Prices:
    """What a contract gives for lines; those that are priced alike are priced once."""

    def __init__(self, contract: PayerContract, around: Around) -> None:
        self._contract = contract
        self._around = around
        self._found: dict[tuple[object, ...], list[int | None]] = {}

    def of(self, lines: Sequence[ChargeLine], coverage: Coverage) -> list[int | None]:
        """Return the price of each line, None where no row speaks of it."""
        alike = (coverage.payer_id, lines[0].location_id, *map(PRICED_BY, lines))
        if alike not in self._found:
            self._found[alike] = self._priced(lines)
        return self._found[alike]

    def _priced(self, lines: Sequence[ChargeLine]) -> list[int | None]:
        first, parties = lines[0], self._around.parties
        services = services_of(lines, self._around.prices)
        contract = as_contract(self._contract, parties.names_of(self._contract), services)
        meeting = Meeting(first.provider_id, first.location_id, first.service_on)
        payer = parties.payers[self._contract.payer_id]
        found = by_contract(contract, services, meeting, payer, parties)
        return [standing_cents(one) for one in found.prices] or [None] * len(lines)
