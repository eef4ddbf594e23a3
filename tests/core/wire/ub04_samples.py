"""A rural health clinic's terms, and the UB-04 of the made-up claims of `tests.core.claim.samples`."""

from typing import Any

from almoner.core.claim import ClaimRevision
from almoner.core.claim.freeze import individual
from almoner.core.party.institutional import Institutional
from almoner.core.wire.ub04 import Ub04
from tests.core.claim.samples import DOCTOR, revision

CLINIC = Institutional(bill_type="71", revenue_codes=("0521", "0300=85025"), origin="1", status="01")


def ub04(told: ClaimRevision | None = None, **terms: Any) -> Ub04:
    known = {name: getattr(CLINIC, name) for name in CLINIC.__dataclass_fields__}
    return Ub04(told or revision(), Institutional(**known | terms), individual(DOCTOR))
