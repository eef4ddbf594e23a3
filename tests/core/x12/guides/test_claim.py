"""What the three claim guides share is the same thing in each of them, not a copy that may drift."""

import pytest

from almoner.core.x12.guides.dental_837 import GUIDE as DENTAL
from almoner.core.x12.guides.institutional_837 import GUIDE as INSTITUTIONAL
from almoner.core.x12.guides.professional_837 import GUIDE as PROFESSIONAL
from almoner.core.x12.spec import Guide, LoopSpec
from tests.core.x12.guides.claim_table import claims_of

GUIDES = (PROFESSIONAL, INSTITUTIONAL, DENTAL)


def loops(guide: Guide, loop_id: str) -> list[LoopSpec]:
    return [each for each in guide.root.loops() if each.id == loop_id]


@pytest.mark.parametrize("loop_id", ["1000A", "1000B", "2010AC", "2010BB", "2330A"])
def test_a_shared_loop_is_one_object(loop_id: str) -> None:
    assert len({id(each) for guide in GUIDES for each in loops(guide, loop_id)}) == 1


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_claim_is_alike_below_subscriber_and_patient(guide: Guide) -> None:
    of_subscriber, of_patient = claims_of(guide)
    assert all(one is other for one, other in zip(of_subscriber.parts, of_patient.parts, strict=True))
    assert (of_subscriber.usage, of_patient.usage) == ("S", "R")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_claim_is_named_by_its_number(guide: Guide) -> None:
    name, element = guide.claim_key
    assert {each.opener.name for each in claims_of(guide)} == {name}
    assert {each.opener.element(element).number for each in claims_of(guide)} == {1}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_each_other_payer_has_its_name_and_numbers_of_providers(guide: Guide) -> None:
    (coverage,) = {id(each): each for each in loops(guide, "2320")}.values()
    payers = [part for part in coverage.parts if isinstance(part, LoopSpec)]
    assert [each.required for each in payers] == [True, True] + [False] * (len(payers) - 2)
    assert all(each.parts[1].usage == "R" for each in payers[2:])
