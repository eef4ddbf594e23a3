"""What a claim's page says of its worth: the contract's price a line, what was allowed, and the chance with
what it rests on; and its history by sorts.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from almoner.core.denial import DenialState
from tests.flow.cycle import pay, sent_claim
from tests.flow.files import PAID_ON, Payment
from tests.flow.price.test_expected import CARD, PPO, write
from tests.practices import new_house
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def test_a_line_shows_its_contract_with_the_steps_to_it_and_what_was_allowed(
    sign_in: "Callable[..., Client]", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path))
    (tmp_path / "contracts").mkdir()
    write(tmp_path, CARD)
    practice = new_house()
    short = sent_claim(practice, covered=(PPO,))
    told = short.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000))
    pay(practice, Payment("CMA01", "T1", [told]), on=PAID_ON)
    client = sign_in("biller", practice_id=practice.practice.id)
    page = client.get(f"/claims/{short.claim.id}").content.decode()
    row = page[page.index('id="ln"') : page.index("<tfoot>")]
    assert "By contract ppo:" in row
    assert re.findall(r'class="num">(\$[0-9.]+)<span', row) == ["$110.00"]
    assert '<td class="num bad">$100.00</td>' in row
    total = page[page.index("<tfoot>") : page.index("</tfoot>")]
    assert re.findall(r'"num">([^<]+)<', total)[:4] == ["$150.00", "$110.00", "$100.00", "$80.00"]
    cut = sent_claim(practice, covered=(PPO,))
    told = cut.paid(8800, ("CO", "45", 4000), ("CO", "253", 200), ("PR", "2", 2000))
    pay(practice, Payment("CMA01", "T2", [told]), on=PAID_ON)
    page = client.get(f"/claims/{cut.claim.id}").content.decode()
    assert '<td class="num">$110.00</td>' in page, "the federal cut was allowed, and is no shortfall"
    every, money, messages, people = (
        client.get(f"/claims/{short.claim.id}?history={sort}").content.decode()
        for sort in ("", "money", "messages", "people")
    )
    assert "Claim built" in every
    assert "Claim built" not in money
    assert "Payment" in money
    assert "837P in" in messages
    assert "837P in" not in money
    assert "Nothing of this sort happened." in people


@pytest.mark.parametrize(
    ("ended", "percent", "said"),
    [
        (9, 60, "Assumed for any denial; not measured in your books. Only 9 refusals by"),
        (12, 75, "9 of your last 12 refusals by"),
    ],
    ids=["few", "enough"],
)
def test_the_chance_is_measured_by_refusals_that_ended_and_assumed_where_there_are_few(
    ended: int, percent: int, said: str, sign_in: "Callable[..., Client]"
) -> None:
    shelf = Shelf(name=f"Chances {ended}")
    patient = shelf.patient(0)
    coverage = shelf.coverage(patient)
    visit, lines = shelf.charged_visit(patient, on=DAY)
    claim = shelf.claim(coverage, visit, lines, patient, state="denied")
    for place in range(ended):
        state = DenialState.OVERTURNED if place < 9 else DenialState.SETTLED
        shelf.denial(claim, lines[0], state=state, outcome="The payer has decided.")
    for _ in range(12):
        shelf.denial(claim, lines[0], carc="50", state=DenialState.SETTLED, outcome="The payer has decided.")
    shelf.denial(claim, lines[0])
    shelf.lay()
    page = sign_in("biller", practice_id=shelf.practice_id).get(f"/claims/{claim.id}").content.decode()
    assert f"<b>{percent}%</b>" in page
    assert said in page
