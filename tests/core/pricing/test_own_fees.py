"""The practice's own fees by code, modifier and units."""

from almoner.core.pricing.own_fees import price_by_fees
from almoner.core.pricing.service import Service
from almoner.core.rules.releases import fixed
from tests.core.pricing.tables import ON, release

FEES = fixed({"fees": [release([("99213", ("18500",)), ("9330626", ("120050",))], ("fee_cents",))]}, {})


def test_the_fee_is_by_code_modifier_and_units() -> None:
    lines = [
        Service("99213", ON, ("25",), units=2),
        Service("93306", ON, ("26",)),
        Service("93306", ON),
        Service("J1885", ON),
    ]
    found = price_by_fees(lines, FEES)
    assert [each.allowed_cents for each in found] == [37000, 120050, None, None]
    assert "fees" in found[0].steps[0].source
    assert "codes import fees" in found[2].unpriced


def test_without_a_list_nothing_has_a_fee() -> None:
    (line,) = price_by_fees([Service("99213", ON)], fixed({}, {}))
    assert line.allowed_cents is None
