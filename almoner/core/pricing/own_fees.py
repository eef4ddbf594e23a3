"""The practice's own fees, from an imported list: what it charges for lines. No rule reduces them."""

from collections.abc import Sequence

from almoner.core.pricing.medicare import Priced, priced
from almoner.core.pricing.schedule import first_row
from almoner.core.pricing.service import Draft, Service
from almoner.core.rules.releases import Tables


def price_by_fees(services: Sequence[Service], tables: Tables) -> list[Priced]:
    """The fee of each line times its units: that of the code with its first listed modifier, else that of the
    code alone. A line that the list hasn't has no price."""
    return [priced(_draft(service, tables), None, "") for service in services]


def _draft(service: Service, tables: Tables) -> Draft:
    draft = Draft(service)
    choice = tables.codes("fees").at(service.service_on)
    keys = [*(service.code + each for each in service.modifiers), service.code]
    rows = [first_row(choice.parts, key, service.service_on) for key in keys] if choice else []
    row = next((each for each in rows if each), None)
    if choice is None or row is None:
        draft.unpriced = "the practice's list of fees hasn't the code: `almoner codes import fees FILE`"
        return draft
    unit = int(row.get("fee_cents"))
    draft.step("the practice's fee", unit, "", f"fees {choice.release.name}: {row.code}")
    if service.units != 1:
        draft.step("units", unit * service.units, f"x {service.units}")
    return draft
