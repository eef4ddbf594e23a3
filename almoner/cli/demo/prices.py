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
from almoner.flow import fee_schedules, payer_contracts
from almoner.flow.access import Actor, Permission, enter

FEE_LIST = "Riverbend fees 2026"
RATES: Mapping[str, Mapping[str, int]] = {
    "MCR01": {
        "17110": 11122, "20610": 6881, "36415": 909, "83036": 971, "90686": 2209, "90834": 11390,
        "93000": 1536, "95910": 18471, "97110": 2906, "97140": 2772, "99203": 11757, "99213": 9519,
        "99214": 13561, "G0008": 3250, "J3301": 112,
    },
    "MCD01": {
        "17110": 7563, "20610": 4679, "36415": 618, "83036": 660, "90471": 1499, "90686": 1502,
        "90834": 7745, "93000": 1044, "95910": 12560, "97110": 1976, "97140": 1885, "99203": 7995,
        "99213": 6473, "99214": 9221, "J3301": 76,
    },
    "CMA01": {
        "17110": 14225, "20610": 9200, "36415": 1175, "83036": 1250, "90471": 2825, "90686": 2825,
        "90834": 14575, "93000": 1975, "95910": 23650, "97110": 3725, "97140": 3550, "99203": 15050,
        "99213": 12175, "99214": 17350, "J3301": 143,
    },
    "CMB01": {
        "17110": 10350, "20610": 6400, "36415": 845, "83036": 903, "90471": 2050, "90686": 2050,
        "90834": 10600, "93000": 1450, "95910": 17200, "97110": 2700, "97140": 2600, "99203": 10950,
        "99213": 8850, "99214": 12600, "J3301": 104,
    },
    "WCP01": {
        "17110": 15795, "20610": 9770, "36415": 1290, "83036": 1380, "90471": 3130, "90686": 3135,
        "90834": 16175, "93000": 2180, "95910": 26230, "97110": 4125, "97140": 3935, "99203": 16695,
        "99213": 13515, "99214": 19255, "J3301": 160,
    },
}  # fmt: skip
"""The allowed amount of a unit by payer and code, in cents. MCR01's are Medicare's own of July 2026, with no
locality, where it has one. CMA01 agreed to more for 20610 than it pays: the practice finds out.
"""
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
