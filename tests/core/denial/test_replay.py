"""What a card would have done to claims whose end is known."""

from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest

from almoner.core.claim import ClaimRevision
from almoner.core.denial.replay import Answer, Expected, Outcome, expected, outcome
from almoner.core.remit.advice import Adjustment, Advice, AdviceLine
from almoner.core.rules import Because, Finding, Severity
from almoner.core.rules.reasons import Reasons, read_reasons
from tests.core.claim.samples import revision

ON = date(2026, 4, 1)


@pytest.fixture(scope="module")
def reasons() -> Reasons:
    table = files("almoner").joinpath("policy", "codes", "adjustments.csv")
    return read_reasons(table.read_text(encoding="utf-8").splitlines())


def finding(expects: str, line: int = 1) -> Finding:
    return Finding("E-1", "k", Severity.HOLD, line, "M.", "N.", Because("c", "s"), expects, 15000)


def advice(
    sent: ClaimRevision, *adjustments: Adjustment, status: str = "1", remarks: tuple[str, ...] = ()
) -> Advice:
    lines = tuple(
        AdviceLine(
            line.control,
            "HC",
            line.code,
            line.modifiers,
            line.charge_cents,
            1000 * number,
            adjustments if number == 1 else (),
            remarks if number == 1 else (),
        )
        for number, line in enumerate(sent.lines, 1)
    )
    paid = sum(line.paid_cents or 0 for line in lines)
    return Advice(1, 1, 1, sent.control, status, sent.total_cents, paid, 0, "P1", lines)


def test_an_expected_denial_is_read_by_its_ways() -> None:
    assert expected("16+M51; 97; N706") == [Expected("16", "M51"), Expected("97"), Expected(rarc="N706")]
    assert expected("277CA A7") == []
    assert expected("") == []


@pytest.mark.parametrize(
    ("expects", "carc", "remarks", "ends"),
    [
        ("97", "97", (), (Outcome.PREVENTED, 9000)),
        ("16+M51", "16", ("M51",), (Outcome.PREVENTED, 9000)),
        ("16+M51", "16", ("N4",), (Outcome.OTHERWISE, 9000)),
        ("29; N706", "16", ("N706",), (Outcome.PREVENTED, 9000)),
        ("29", "97", (), (Outcome.OTHERWISE, 9000)),
        ("", "97", (), (Outcome.PREVENTED, 9000)),
        ("29", "45", (), (Outcome.WRONGLY_HELD, 1000)),
    ],
)
def test_a_line_ends_as_its_adjustments_say(
    reasons: Reasons, expects: str, carc: str, remarks: tuple[str, ...], ends: tuple[Outcome, int]
) -> None:
    sent = revision()
    answer = Answer((advice(sent, Adjustment("CO", carc, 9000), remarks=remarks),), ON)
    assert outcome([finding(expects)], sent, answer, reasons) == ends


def test_a_finding_on_another_line_is_no_part_of_a_refusal(reasons: Reasons) -> None:
    sent = revision()
    assert len(sent.lines) > 1
    answer = Answer((advice(sent, Adjustment("CO", "97", 9000)),), ON)
    assert outcome([finding("97", line=2)], sent, answer, reasons) == (Outcome.WRONGLY_HELD, 2000)
    assert outcome([finding("97", line=0)], sent, answer, reasons) == (Outcome.PREVENTED, 9000)


def test_the_best_end_of_several_findings_counts(reasons: Reasons) -> None:
    sent = revision()
    answer = Answer((advice(sent, Adjustment("CO", "97", 9000)),), ON)
    both = [finding("97", line=2), finding("97", line=1)]
    assert outcome(both, sent, answer, reasons) == (Outcome.PREVENTED, 9000)


def test_what_was_taken_back_is_not_the_end(reasons: Reasons) -> None:
    sent = revision()
    refused = advice(sent, Adjustment("CO", "97", 9000))
    undone = replace(advice(sent, Adjustment("CO", "97", -9000)), status="22")
    paid = advice(sent)
    assert outcome([finding("97")], sent, Answer((refused, undone, paid), ON), reasons)[0] is (
        Outcome.WRONGLY_HELD
    )
    assert outcome([finding("97")], sent, Answer((), ON), reasons) == (Outcome.UNDECIDED, 15000)


def test_a_rejection_is_what_some_cards_expect(reasons: Reasons) -> None:
    sent = revision()
    rejected = Answer(is_rejected=True)
    assert outcome([finding("277CA A7")], sent, rejected, reasons)[0] is Outcome.PREVENTED
    assert outcome([finding("97")], sent, rejected, reasons)[0] is Outcome.OTHERWISE
