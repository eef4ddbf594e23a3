"""Mends that a machine does: only with consent, only what does away with its finding, and nothing else."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from almoner.core.claim.mends import MendConsent, consented, mend, mendable
from almoner.core.claim.request import facts
from almoner.core.claim.scrub import Scrubber
from almoner.core.rules import Autonomy, Card, Policy
from almoner.core.rules.card import parse
from almoner.flow.scrub.bundles import base_claim

DAY = date(2026, 3, 5)
CARD = """
[[card]]
id = "no-51"
edit = "MOD-08"
kind = "modifier_place"
severity = "hold"
since = 2020-01-01
source = "s"
message = "M."
mend = "N."
autonomy = "apply_with_notice"
change = { drop_modifier = "51" }
params = { modifiers = ["51"] }
"""


def card(text: str = CARD) -> Card:
    return parse("t.toml", text)[0]


def agreed(**changes: Any) -> MendConsent:
    told = MendConsent(1, "no-51", "drop modifier 51", Autonomy.APPLY, "r", "Ann", DAY)
    return replace(told, **changes)


@pytest.mark.parametrize(
    ("decisions", "far"),
    [
        ([], {}),
        ([agreed()], {"no-51": Autonomy.APPLY_WITH_NOTICE}),
        ([agreed(card="another")], {}),
        ([agreed(change="add modifier QW")], {}),
        ([agreed(), agreed(id=2, autonomy=Autonomy.SUGGEST)], {}),
        ([agreed(id=2), agreed(autonomy=Autonomy.SUGGEST)], {"no-51": Autonomy.APPLY_WITH_NOTICE}),
    ],
)
def test_a_card_goes_as_far_as_it_and_the_practice_say(
    decisions: list[MendConsent], far: dict[str, Autonomy]
) -> None:
    assert consented(mendable([card()]), decisions) == far


def test_only_a_live_card_that_would_do_it_can_mend() -> None:
    assert list(mendable([card()])) == ["no-51"]
    assert mendable([card(CARD.replace('"apply_with_notice"', '"suggest"'))]) == {}
    assert mendable([card(CARD.replace("since", 'mode = "shadow"\nsince'))]) == {}


def judged(modifiers: list[str], *cards: Card) -> tuple[tuple[str, ...], int, int]:
    """The second line's modifiers after mending, how many mends are recorded, how many findings are left."""
    claim = base_claim("office_visit")
    claim["lines"][1]["modifiers"] = modifiers
    scrubber = Scrubber(Policy(cards, version="t"))
    asked = facts(claim, on=DAY)
    allowed = mendable(cards)
    far = consented(allowed, [agreed()])
    revision, verdict = mend(scrubber, asked, scrubber.scrub(asked), allowed, far)
    return revision.lines[1].modifiers, len(revision.mends), len(verdict.findings)


def test_a_mend_does_away_with_its_finding_and_is_recorded() -> None:
    assert judged(["51", "RT"], card()) == (("RT",), 1, 0)
    assert judged(["RT"], card()) == (("RT",), 0, 0)


def test_a_mend_that_would_bring_another_finding_is_not_done() -> None:
    wants = CARD.replace("no-51", "wants-51").replace("modifier_place", "modifier_wanted")
    wants = wants.replace('{ modifiers = ["51"] }', '{ codes = ["85025"], one_of = ["51"] }')
    assert judged(["51"], card(), card(wants)) == (("51",), 0, 1)


def test_a_mend_that_does_not_help_is_not_done() -> None:
    useless = card(CARD.replace('{ modifiers = ["51"] }', '{ modifiers = ["RT"] }'))
    assert judged(["51", "RT"], useless) == (("51", "RT"), 0, 1)
