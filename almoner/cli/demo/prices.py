"""What the demonstration's practice charges and what its payers agreed to pay: invented, but for Medicare.

Brought through the practice's own flows, once each: a list of fees, and a list of rates for each payer.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from almoner.cli.demo.cast import COVERED_SINCE_ON
from almoner.cli.demo.visits import FEES
from almoner.core.money import dollars
from almoner.core.party import Payer
from almoner.core.pricing.fee_schedule import FeeSchedule
from almoner.core.pricing.payer_contract import PayerContract
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.setup import fee_schedules, payer_contracts

FEE_LIST = "Riverbend fees 2026"
PAYERS = ("MCR01", "MCD01", "CMA01", "CMB01", "WCP01")
_ALLOWED: Mapping[str, tuple[int, ...]] = {
    "17110": (11122,  7563, 14225, 10350, 15795),
    "20610": ( 6881,  4679,  9200,  6400,  9770),
    "36415": (  909,   618,  1175,   845,  1290),
    "83036": (  971,   660,  1250,   903,  1380),
    "90471": (    0,  1499,  2825,  2050,  3130),
    "90686": ( 2209,  1502,  2825,  2050,  3135),
    "90834": (11390,  7745, 14575, 10600, 16175),
    "93000": ( 1536,  1044,  1975,  1450,  2180),
    "95910": (18471, 12560, 23650, 17200, 26230),
    "97110": ( 2906,  1976,  3725,  2700,  4125),
    "97140": ( 2772,  1885,  3550,  2600,  3935),
    "99203": (11757,  7995, 15050, 10950, 16695),
    "99213": ( 9519,  6473, 12175,  8850, 13515),
    "99214": (13561,  9221, 17350, 12600, 19255),
    "G0008": ( 3250,     0,     0,     0,     0),
    "J3301": (  112,    76,   143,   104,   160),
}  # fmt: skip
"""The allowed amount of a unit by code, in cents, for each of PAYERS; 0 where it has none. MCR01's are
Medicare's own of July 2026, with no locality, where it has one. CMA01 agreed to more for 20610 than it pays:
the practice finds out.
"""
RATES: Mapping[str, Mapping[str, int]] = {
    payer: {code: cents[at] for code, cents in _ALLOWED.items() if cents[at]}
    for at, payer in enumerate(PAYERS)
}
"""The same by payer and code."""
NAMES: Mapping[str, str] = {
    "MCR01": "Old Harbor schedule 2026",
    "MCD01": "State Care fee schedule 2026",
    "CMA01": "Cedar Mutual agreement 2026",
    "CMB01": "Bramble Health agreement 2026",
    "WCP01": "Anvil schedule 2026",
}


def lay_prices(manager: Actor, *, on: date) -> None:
    """Load the fees and put the contracts in force that aren't there yet, from the year's first day."""
    with enter(manager, Permission.SETUP_READ) as session:
        payers, contracts = session.find(Payer), session.find(PayerContract)
        is_listed = bool(session.find(FeeSchedule))
    if not is_listed:
        content = _csv(("code", "fee"), FEES.items())
        fee_schedules.load(manager, fee_schedules.Upload(FEE_LIST, content, COVERED_SINCE_ON), on=on)
    there = {one.name for one in contracts if one.is_in_force}
    for payer in payers:
        name = NAMES.get(payer.claim_payer_id, "")
        if not name or name in there:
            continue
        content = _csv(("code", "rate"), RATES[payer.claim_payer_id].items())
        upload = payer_contracts.Upload(name, content, payer.id, COVERED_SINCE_ON)
        brought = payer_contracts.bring(manager, upload, on=on)
        assert not brought.faults, "the lists are whole"
        payer_contracts.put_in_force(manager, brought.contract_id, on=on)


def _csv(columns: tuple[str, str], rows: Iterable[tuple[str, int]]) -> bytes:
    lines = [",".join(columns), *(f"{code},{dollars(cents)}" for code, cents in rows)]
    return "\n".join(lines).encode("ascii")
