"""What every card terminal must do. A test module imports these and gives them `terminal` and `present`."""

from collections.abc import Callable

import pytest

from almoner.links.card import CardTerminal
from almoner.links.mailbox import LinkConflict, LinkDown, LinkRefused

Present = Callable[[str], None]


def test_an_approved_card_is_charged_once_however_often_it_is_asked(terminal: CardTerminal) -> None:
    first, again = terminal.charge("k1", 2500), terminal.charge("k1", 2500)
    assert first == again == terminal.status("k1")
    assert first.is_approved
    assert first.reference
    assert len(first.last_four) == 4


def test_two_equal_charges_are_two(terminal: CardTerminal) -> None:
    assert terminal.charge("k1", 2500).reference != terminal.charge("k2", 2500).reference


def test_a_declined_card_says_why_and_stays_declined(terminal: CardTerminal, present: Present) -> None:
    present("declined")
    answer = terminal.charge("k1", 2500)
    assert (answer.is_approved, answer.reference) == (False, "")
    assert answer.why
    present("approved")
    assert terminal.charge("k1", 2500) == answer, "another card is another act, with a key of its own"


def test_an_answer_that_was_lost_is_found_by_its_key(terminal: CardTerminal, present: Present) -> None:
    present("lost")
    with pytest.raises(LinkDown):
        terminal.charge("k1", 2500)
    found = terminal.status("k1")
    assert found is not None
    assert found.is_approved
    assert terminal.charge("k1", 2500) == found


def test_what_never_came_is_none(terminal: CardTerminal) -> None:
    assert terminal.status("k9") is None


def test_a_key_is_one_act(terminal: CardTerminal) -> None:
    reference = terminal.charge("k1", 2500).reference
    with pytest.raises(LinkConflict):
        terminal.charge("k1", 2501)
    with pytest.raises(LinkConflict):
        terminal.refund("k1", reference, 2500)


def test_no_more_goes_back_than_was_charged(terminal: CardTerminal) -> None:
    reference = terminal.charge("k1", 2500).reference
    part = terminal.refund("r1", reference, 2000)
    assert part.is_approved
    assert terminal.refund("r1", reference, 2000) == part
    assert not terminal.refund("r2", reference, 501).is_approved
    assert terminal.refund("r3", reference, 500).is_approved


def test_what_was_never_charged_does_not_go_back(terminal: CardTerminal, present: Present) -> None:
    with pytest.raises(LinkRefused):
        terminal.refund("r1", "NOTHING", 100)
    present("declined")
    terminal.charge("k1", 2500)
    with pytest.raises(LinkRefused):
        terminal.refund("r2", "", 100)


@pytest.mark.parametrize(
    ("key", "cents"), [("", 1), ("a b", 1), ("k" * 65, 1), ("k", 0), ("k", -1), ("k", 10**9)]
)
def test_what_is_no_act_is_refused(terminal: CardTerminal, key: str, cents: int) -> None:
    with pytest.raises(LinkRefused):
        terminal.charge(key, cents)


def test_a_kept_card_is_charged_without_its_holder_once_a_key(terminal: CardTerminal) -> None:
    kept = terminal.keep("keep-1")
    assert terminal.keep("keep-1") == kept
    assert kept.is_approved
    assert len(kept.last_four) == 4
    assert not any(part.isdecimal() and len(part) > 11 for part in kept.reference.split("-"))
    first = terminal.charge_kept("k1", kept.reference, 2500)
    assert first == terminal.charge_kept("k1", kept.reference, 2500) == terminal.status("k1")
    assert (first.is_approved, first.last_four) == (True, kept.last_four)
    assert terminal.refund("r1", first.reference, 2500).is_approved


def test_a_card_that_is_declined_is_not_kept(terminal: CardTerminal, present: Present) -> None:
    present("declined")
    kept = terminal.keep("keep-1")
    assert (kept.is_approved, kept.reference) == (False, "")
    assert kept.why


def test_a_lost_answer_of_a_kept_card_is_found(terminal: CardTerminal, present: Present) -> None:
    present("lost")
    kept = terminal.keep("keep-1")
    with pytest.raises(LinkDown):
        terminal.charge_kept("k1", kept.reference, 2500)
    found = terminal.status("k1")
    assert found is not None
    assert found.is_approved


def test_a_forgotten_card_is_declined_and_an_unknown_one_refused(terminal: CardTerminal) -> None:
    kept = terminal.keep("keep-1")
    for _ in range(2):
        terminal.forget(kept.reference)
    answer = terminal.charge_kept("k1", kept.reference, 2500)
    assert not answer.is_approved
    assert answer.why
    with pytest.raises(LinkRefused):
        terminal.charge_kept("k2", "tok-of-nobody", 2500)
