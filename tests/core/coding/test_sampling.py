"""What is drawn for a second review depends on the visit, its signed text and what stands in it alone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coding.decision import Act, CodingDecision, Sort, Suggested
from almoner.core.coding.sampling import (
    Finished,
    Ground,
    Sampling,
    SamplingError,
    chance,
    draw,
    read_sampling,
)
from almoner.store.shipped.coding_cards import shipped_sampling

CARD = shipped_sampling()
NONE = dict.fromkeys(CARD.grounds, 0)
VISIT = Finished(
    visit_id=7,
    note_sha256="a" * 64,
    provider_npi="1234567893",
    coder="kim",
    before=500,
    diagnoses=("I10",),
    services=(("99213", ()),),
)


def quiet(**changes: object) -> Sampling:
    """The card with nobody drawn."""
    return replace(replace(CARD, share=0, families={}, grounds=NONE), **changes)  # type: ignore[arg-type]


def decided(action: Act, confidence: int = 90, code: str = "I10") -> CodingDecision:
    seen = Suggested("I10", "confirm", confidence)
    return CodingDecision(
        1, 7, 1, 1, "a" * 64, Sort.DIAGNOSIS, code, action, "kim", date(2026, 3, 2), suggestion=seen
    )


@given(st.integers(1, 10**12), st.text("0123456789abcdef", min_size=64, max_size=64))
def test_the_number_is_the_visit_s_own_and_a_higher_share_lets_none_go(visit_id: int, sha: str) -> None:
    visit = replace(VISIT, visit_id=visit_id, note_sha256=sha)
    number = chance(visit_id, sha)
    assert 0 <= number < 1000
    assert draw(quiet(providers={VISIT.provider_npi: number}), visit) == ()
    assert draw(quiet(providers={VISIT.provider_npi: number + 1}), visit) == (Ground.SHARE,)


def test_the_share_is_what_the_card_says() -> None:
    drawn = sum(bool(draw(replace(quiet(), share=50), replace(VISIT, visit_id=n))) for n in range(20_000))
    assert 850 < drawn < 1150


@pytest.mark.parametrize(
    ("changes", "ground"),
    [
        ({"before": 19}, Ground.BEGINNER),
        ({"services": (("99215", ()),)}, Ground.RISKY),
        ({"services": (("99213", ("25",)),)}, Ground.RISKY),
        ({"decisions": (decided(Act.ACCEPT, 39),)}, Ground.DOUBTED),
        ({"decisions": (decided(Act.CHANGE, code="I119"),)}, Ground.CHANGED),
    ],
)
def test_what_an_auditor_would_look_at_first_is_always_drawn(
    changes: dict[str, object], ground: Ground
) -> None:
    always = replace(quiet(), grounds=CARD.grounds)
    visits = [replace(VISIT, visit_id=n, **changes) for n in range(200)]  # type: ignore[arg-type]
    assert {draw(always, one) for one in visits} == {(ground,)}
    assert {draw(always, replace(VISIT, visit_id=n)) for n in range(200)} == {()}


def test_what_is_no_ground_draws_nobody() -> None:
    always = replace(quiet(), grounds=CARD.grounds)
    plain = (decided(Act.ACCEPT, 40), decided(Act.REJECT, 10))
    assert draw(always, replace(VISIT, before=20, decisions=plain)) == ()
    assert draw(always, replace(VISIT, services=(("99213", ("95",)),))) == ()


@pytest.mark.parametrize("name", ["providers", "coders", "families"])
def test_a_single_provider_coder_or_family_has_a_share_of_its_own(name: str) -> None:
    key = {"providers": VISIT.provider_npi, "coders": "kim", "families": "9921"}[name]
    assert draw(quiet(**{name: {key: 1000}}), VISIT) == (Ground.SHARE,)
    assert draw(quiet(**{name: {"other": 1000}}), VISIT) == ()


def test_the_claim_waits_by_the_ground() -> None:
    assert CARD.holds_claim([Ground.RISKY, Ground.SHARE])
    assert not CARD.holds_claim([Ground.SHARE])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("share = 50 ", "share = 1001 ", "share"),
        ("due_days = 5", "due_days = true", "due_days"),
        ("from = 2026-01-01", 'from = "today"', "from"),
        ('"99205"', '"9920"', "risky"),
        ('"*-25"', '"*"', "risky"),
        ('["beginner", "risky"]', '["always"]', "holds"),
        ("changed = 1000", "moved = 1000", "ground"),
        ("third_person = true", "third_person = 1", "third_person"),
        ('code = "9938"', 'code = "9921"', "each once"),
        ("due_days", "due_weeks", "due_weeks"),
        ("[ground]", "[ground", "not TOML"),
    ],
)
def test_a_card_that_breaks_its_form_is_refused_with_its_place(old: str, new: str, said: str) -> None:
    from importlib.resources import files

    text = files("almoner").joinpath("policy/coding/review.toml").read_text("utf-8")
    assert old in text
    with pytest.raises(SamplingError, match=said):
        read_sampling(text.replace(old, new, 1), "review.toml")
