"""Claims as JSON: what becomes of each block, and that no request, however odd, ends in anything but an
answer or a refusal.
"""

import copy
import json
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.claim.facts import Allowance
from almoner.core.claim.request import facts
from almoner.core.claim.request_block import BadRequest
from tests.test_policy import SCRUBBER

TODAY = date(2026, 3, 5)
BASE: dict[str, Any] = json.loads(
    (files("almoner") / "policy" / "trials" / "office_visit.json").read_text(encoding="utf-8")
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def paths(value: Any, so_far: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [so_far] if so_far else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += paths(inner, (*so_far, key))
    return found


def test_a_whole_claim_has_nothing_unknown() -> None:
    known = facts(BASE, on=TODAY)
    assert known.unknown == frozenset()
    revision = known.revision
    assert revision.diagnoses == ("E119", "I10")
    assert [line.pointers for line in revision.lines] == [(1, 2), (2,)]
    assert revision.total_cents == 17050
    assert revision.rendering is not None
    assert known.filing_days == 180
    assert known.on == date(2026, 3, 5)


@pytest.mark.parametrize("block", ["claim", "providers", "coverage", "benefits", "history", "payer"])
def test_an_absent_block_is_unknown(block: str) -> None:
    claim = {key: value for key, value in BASE.items() if key != block}
    assert block in facts(claim, on=TODAY).unknown


def test_a_payer_may_be_its_id_alone() -> None:
    known = facts({**BASE, "payer": "CMA01"}, on=TODAY)
    assert known.revision.payer.claim_payer_id == "CMA01"
    assert known.unknown == {"filing_days", "payer.authorize", "payer.name"}


def test_authorizations_are_read_with_their_days() -> None:
    given = [
        {"number": "A1", "codes": ["g0439"], "since": "2026-01-01", "units_left": 2, "state": "pending"},
        {"number": "A2"},
    ]
    known = facts({**BASE, "authorizations": given}, on=TODAY)
    assert known.authorizations == (
        Allowance("A1", ("G0439",), date(2026, 1, 1), units_left=2, is_pending=True),
        Allowance("A2"),
    )


def test_what_an_answer_does_not_say_is_unknown() -> None:
    known = facts({**BASE, "benefits": {"state": "active"}}, on=TODAY)
    assert known.unknown == {f"benefits.{key}" for key in ("answered_on", "marks", "person", "therapy_cents")}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_refused(day: str) -> None:
    with pytest.raises(BadRequest, match="lines"):
        facts({**BASE, "lines": [{**BASE["lines"][0], "dos": day}]}, on=TODAY)


def test_today_stands_in_for_the_day_of_receipt() -> None:
    claim = {key: value for key, value in BASE.items() if key != "received"}
    assert facts(claim, on=date(2026, 4, 1)).on == date(2026, 4, 1)


@settings(max_examples=150)
@given(st.sampled_from(paths(BASE)), JSON)
def test_any_value_anywhere_gives_an_answer_or_a_refusal(path: tuple[Any, ...], value: Any) -> None:
    claim = copy.deepcopy(BASE)
    holder: Any = claim
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    try:
        known = facts(claim, on=TODAY)
    except BadRequest:
        return
    SCRUBBER.scrub(known)


@given(JSON)
def test_any_json_gives_an_answer_or_a_refusal(value: Any) -> None:
    with pytest.raises(BadRequest):
        facts(value, on=TODAY)
