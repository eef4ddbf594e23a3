"""A packet says what the records say: the refusal, the frozen claim, the decision, and when it came in."""

from dataclasses import replace
from datetime import date

from almoner.core.denial import Denial
from almoner.core.denial.letters import LetterCard
from almoner.core.remit import Advice
from almoner.core.remit.advice import Adjustment, AdviceLine
from almoner.core.report.appeal_packet import Ground, Packet, Taken, draft, packet
from tests.core.claim.samples import PRACTICE, dependent, revision

DECIDED = date(2026, 3, 20)
CARD = LetterCard("any", says="You refused {service} of {day} ({reason}).", asks="Please pay. {level}")


def ground() -> Ground:
    told = replace(revision(dependent()), authorization="AUTH9")
    first = told.lines[0]
    line = AdviceLine(
        control=first.control,
        qualifier="HC",
        code=first.code,
        modifiers=first.modifiers,
        charge_cents=14550,
        paid_cents=None,
        adjustments=(Adjustment(group="CO", carc="50", cents=14550),),
        remarks=("N115",),
    )
    advice = Advice(9, 8, 1, told.control, "4", 17050, 0, 0, "PAYER77", (line,))
    advice = replace(advice, adjustments=(Adjustment(group="PI", carc="45", cents=2500),), remarks=("MA01",))
    return Ground(
        practice=PRACTICE,
        revision=told,
        denial=Denial(
            7, 1, first.line_id, 10, 2, 9, "CO", "50", (), 14550, "x", "appeal", "biller", DECIDED, DECIDED
        ),
        decided_on=DECIDED,
        level="first-level appeal",
        label="Not needed for this illness",
        payer_control="PAYER77",
        advice=advice,
        trace="CHK1",
        taken=(Taken("277CA", date(2026, 3, 6), "PAYER77"),),
    )


def made(text: str) -> Packet:
    return packet(ground(), text, on=date(2026, 4, 1))


def test_a_draft_names_the_refusal_and_only_what_the_records_prove() -> None:
    text = draft(ground(), CARD)
    assert "You refused 99213 at $145.50 of March 2, 2026 (CO-50, Not needed for this illness)." in text
    assert "The claim carries your number AUTH9." in text
    assert "taken in on March 6, 2026 (277CA, your number PAYER77)." in text
    assert text.endswith("Harbor Family Medicine")
    bare = replace(ground(), taken=(), revision=replace(ground().revision, authorization=""))
    assert "taken in" not in draft(bare, CARD)
    assert "AUTH9" not in draft(bare, CARD)
    whole = replace(ground(), denial=replace(ground().denial, line_id=0))
    assert "You refused the claim of March 2, 2026" in draft(whole, CARD)


def test_a_packet_keeps_a_person_s_words_by_paragraph_and_lays_the_records_behind() -> None:
    told = made("Dear all:\r\n\r\nPay\nthis.\r\n\r\n\r\n\r\nBye")
    assert told.paragraphs == ("Dear all:", "Pay this.", "Bye")
    assert told.addressee[:2] == ("Anchor Mutual", "Appeals")
    facts = {name: value for name, value in told.facts}  # noqa: C416 - pairs, of any length to a type
    assert (facts["In dispute"], facts["Your claim"], facts["Member number"]) == (
        "$145.50",
        "PAYER77",
        "W2234567",
    )
    assert told.claim[0] == ("03/02/2026", "99213-25", "E119 I10", "1", "145.50")
    assert told.decision == (
        ("99213", "145.50", "not readable", "CO-50 145.50", "N115"),
        ("all", "170.50", "0.00", "PI-45 25.00", "MA01"),
    )
    assert told.taken == (("277CA", "03/06/2026", "PAYER77"),)
    assert told.enclosures[-1] == "your acceptance of the claim"
    bare = packet(replace(ground(), taken=(), advice=None, trace=""), "x", on=DECIDED)
    assert (bare.enclosures, bare.decision) == (("the claim as it was sent",), ())
    assert "Your payment" not in dict(bare.facts)  # type: ignore[arg-type]
