"""Forms at the desk: when each is signed anew, and a seal that covers every part of a signature."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest

from almoner.core.chart.signed_form import (
    LONGEST_DRAWING,
    Every,
    Form,
    FormsBroken,
    Moment,
    Signature,
    SignedForm,
    Way,
    against_signature,
    due_forms,
    read_forms,
    text_hash,
)

ON = date(2026, 11, 23)
AT = Moment("Riverbend", "Follow-up", 7, ON)


def form(every: Every = Every.YEAR, **changes: object) -> Form:
    made = Form("care", "Care", "I agree with {practice}.", every, date(2026, 1, 1), "none")
    return replace(made, **changes)  # type: ignore[arg-type]


def signed(on: date, appointment_id: int = 7) -> SignedForm:
    text = form().shown(AT.practice)
    made = SignedForm(
        *(
            1,
            2,
            "care",
            "Care",
            text,
            "Helen Okafor",
            "self",
            Way.TYPED,
            on,
            "2026-11-23T10:00:00+00:00",
            "ann",
        ),
        appointment_id=appointment_id,
    )
    return replace(made, sha256=made.seal())


@pytest.mark.parametrize(
    ("every", "days", "appointment_id", "is_due"),
    [
        (Every.ONCE, 4000, 1, False),
        (Every.YEAR, 364, 1, False),
        (Every.YEAR, 365, 1, True),
        (Every.VISIT, 0, 7, False),
        (Every.VISIT, 1, 6, True),
    ],
)
def test_a_form_is_signed_as_often_as_it_says(
    every: Every, days: int, appointment_id: int, *, is_due: bool
) -> None:
    kept = [signed(ON - timedelta(days=days), appointment_id)]
    assert bool(due_forms([form(every)], kept, AT)) is is_due


def test_a_text_that_changed_is_signed_anew_and_one_to_come_is_not_yet() -> None:
    kept = [signed(ON)]
    assert due_forms([form(text="I agree otherwise.")], kept, AT)
    assert due_forms([form()], kept, replace(AT, practice="Another")), "the practice's name is in the text"
    assert not due_forms([form(from_on=ON + timedelta(days=1))], [], AT)


def test_a_form_for_some_visits_is_asked_for_these() -> None:
    video = form(says=("telehealth",))
    assert due_forms([video], [], replace(AT, reason="Telehealth visit"))
    assert not due_forms([video], [], AT)


def test_the_seal_covers_every_part() -> None:
    whole = signed(ON)
    changed = {"id": 1, "version": 1, "sha256": ""}
    for field in fields(SignedForm):
        if field.name in changed:
            continue
        old = getattr(whole, field.name)
        new = (
            Way.DRAWN
            if field.name == "way"
            else ON + timedelta(days=1)
            if field.name == "signed_on"
            else None
        )
        changes: dict[str, Any] = {field.name: new or (old + 1 if isinstance(old, int) else f"{old}x")}
        other = replace(whole, **changes)
        assert other.seal() != whole.sha256, field.name
    assert text_hash("a") != text_hash("b")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Signature("", "self"), "The name of who signs"),
        (Signature("x" * 101, "self"), "The name of who signs"),
        (Signature("Ann\x07", "self"), "The name of who signs"),
        (Signature("Ann", "friend"), "Who signs is the patient"),
        (Signature("Ann", "self", 'M1 2 L3 4"/><script>'), "The drawing can't be read"),
        (Signature("Ann", "self", "M1 2"), "The drawing can't be read"),
        (Signature("Ann", "self", "M1 2 L3 4 " * LONGEST_DRAWING), "The drawing can't be read"),
    ],
)
def test_what_is_no_signature_is_told(given: Signature, words: str) -> None:
    assert against_signature(given).startswith(words)


def test_a_name_alone_or_with_strokes_is_one() -> None:
    assert against_signature(Signature("Ann Lee", "parent")) == ""
    assert against_signature(Signature("Ann Lee", "self", "M1 2 L3 4 L5 6 M10 20 L30 40")) == ""


@pytest.mark.parametrize(
    "words",
    [
        "",
        "[[form]]\nid = 1",
        "form = 3",
        '[[form]]\nid="a"\ntitle="b"\ntext="c"\nevery="day"\nfrom=2026-01-01\nsource="d"',
    ],
)
def test_a_broken_card_says_so(words: str) -> None:
    with pytest.raises(FormsBroken):
        read_forms(words)
