"""Which waiting claims other cards would turn."""

from almoner.core.charge import SuperbillLine
from almoner.core.rules import Policy
from almoner.core.rules.card import parse
from almoner.flow.charge import charge
from almoner.flow.claim import claim
from almoner.flow.scrub.preview import turns
from tests.flow.cycle import MEDICARE, sent_claim
from tests.practices import DAY, House, add_patient, new_house, visit_of

CARD = """
[[card]]
id = "wants-25"
edit = "MOD-11"
kind = "modifier_wanted"
severity = "hold"
since = 2020-01-01
source = "a payer's letter"
message = "M."
mend = "N."
params = { codes = ["99213"], one_of = ["25"] }
"""
NONE = Policy((), version="none")
HOLDS = Policy(parse("t.toml", CARD), version="holds")


def waiting(house: House, code: str) -> str:
    patient = add_patient(house, MEDICARE)
    visit = visit_of(house, patient, SuperbillLine(code, 1, 15000, (1, 2)))
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (built,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    return built.control


def test_only_waiting_claims_that_are_judged_otherwise_are_told(store: object) -> None:
    assert store
    house = new_house()
    sent_claim(house)
    turned = waiting(house, "99213")
    waiting(house, "99214")
    found = list(turns(house.actor, NONE, HOLDS, on=DAY, page=1))
    assert [(one.control, one.comes, one.goes) for one in found] == [(turned, ("wants-25",), ())]
    assert (found[0].is_stopped, found[0].would_be_stopped) == (False, True)
    (back,) = turns(house.actor, HOLDS, NONE, on=DAY)
    assert (back.goes, back.is_stopped, back.would_be_stopped) == (("wants-25",), True, False)
    assert list(turns(house.actor, HOLDS, HOLDS, on=DAY)) == []
