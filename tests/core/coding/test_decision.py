"""A decision: what it may not lack, and which of several on the same thing counts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from almoner.core.coding.decision import Act, CodingDecision, Sort, Suggested, chosen, faults, standing

SEEN = Suggested("E1165", "confirm", 91, ((10, 25),), ("with",))
ON = date(2026, 11, 23)


def decision(action: Act, code: str = "E1165", **changes: Any) -> CodingDecision:
    made = CodingDecision(1, 2, 3, 4, "0" * 64, Sort.DIAGNOSIS, code, action, "kim", ON)
    return replace(made, **{"suggestion": None if action is Act.ADD else SEEN, **changes})


GOOD = (
    decision(Act.ACCEPT, evidence_opened=True),
    decision(Act.CHANGE, "E119", reason="too_specific"),
    decision(Act.REJECT, reason="ruled_out"),
    decision(Act.ADD, "I10"),
)


@pytest.mark.parametrize("good", GOOD)
def test_a_whole_decision_has_no_fault(good: CodingDecision) -> None:
    assert faults(good) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (decision(Act.ACCEPT), "Look at the evidence"),
        (decision(Act.ACCEPT, "E119", evidence_opened=True), "is a change"),
        (decision(Act.CHANGE, reason="too_specific"), "names another code"),
        (decision(Act.CHANGE, "E119"), "Say why"),
        (decision(Act.REJECT, reason="I feel so"), "Say why"),
        (decision(Act.REJECT, suggestion=None, reason="ruled_out"), "Only what was suggested"),
        (decision(Act.ADD, suggestion=SEEN), "accepted, changed or rejected"),
        (decision(Act.ADD, ""), "code is missing"),
    ],
)
def test_what_is_wrong_is_said(wrong: CodingDecision, said: str) -> None:
    (fault,) = faults(wrong)
    assert said in fault


def test_who_thinks_again_decides_again_and_the_last_one_counts() -> None:
    rejected, accepted = GOOD[2], replace(GOOD[0], id=9)
    added = decision(Act.ADD, "I10", id=10)
    made = [rejected, added, accepted]
    assert list(standing(made).values()) == [accepted, added]
    assert [one.code for one in chosen(made, Sort.DIAGNOSIS)] == ["E1165", "I10"]
    assert chosen([accepted, rejected], Sort.DIAGNOSIS) == ()
    assert chosen(made, Sort.SERVICE) == ()


def test_a_change_to_what_stands_already_gives_the_code_once() -> None:
    changed = decision(Act.CHANGE, "I10", reason="other_service")
    assert [one.code for one in chosen([decision(Act.ADD, "I10"), changed], Sort.DIAGNOSIS)] == ["I10"]
