"""Acknowledgements laid on what we sent: who stands, who fell and why, and nothing that is dropped."""

from collections.abc import Iterable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.claim.state import Event
from almoner.core.wire.acknowledge import Answer, Laid, lay, read_answers
from almoner.core.wire.claim_837_map import map_sets
from almoner.core.wire.explain import explain
from almoner.core.x12 import TA1, Document, Issue, NotX12, TransactionSet, read, render_ta1, write_999
from tests.core.wire.samples import ANSWERING, answer, batch, claims

CLAIMS = claims(4)
CONTROLS = [one.control for one in CLAIMS]
IDS = {one.control: one.claim_id for one in CLAIMS}
SENT = batch(CLAIMS, per_set=2)


def only(data: bytes) -> Answer:
    (found,) = read_answers(read(data))
    return found


def lay_999(issues: Iterable[tuple[str, Issue]]) -> Laid:
    """The 999 of a receiver that found issues in transactions, laid on the batch."""
    by_set: dict[str, list[Issue]] = {}
    for control, issue in issues:
        by_set.setdefault(control, []).append(issue)

    def issues_of(each: TransactionSet) -> list[Issue]:
        return by_set.get(each.st_control, [])

    data = write_999(read(SENT), ANSWERING, issues_of=issues_of)
    return lay(only(data), original=SENT, claims=IDS)


def issue(segment: str, index: int, *, element: int | None = None, code: str = "7", claim: str = "") -> Issue:
    return Issue(
        severity="error",
        snip=2,
        rule="R",
        code_999=code,
        message="m",
        segment_index=index,
        loop="2300",
        segment=segment,
        element=element,
        claim=claim,
    )


def index_of(st_control: str, segment_id: str, *, occurrence: int = 1) -> int:
    segments = map_sets(SENT)["12", st_control].segments
    found = [one.index for one in segments if one.id == segment_id]
    return found[occurrence - 1]


def test_a_clean_999_accepts_every_claim() -> None:
    laid = lay_999([])
    assert [one.control for one in laid.claims] == CONTROLS
    assert all(one.is_accepted and one.code == "A" for one in laid.claims)
    assert {laid.event(one) for one in laid.claims} == {Event.SYNTAX_ACCEPTED}
    assert laid.answer.control == "12"
    assert laid.unknown == ()


def test_a_bad_claim_takes_its_neighbour_but_not_the_next_transaction() -> None:
    place = index_of("0001", "SV1", occurrence=3)
    laid = lay_999([("0001", issue("SV1", place, element=1, claim=CONTROLS[1]))])
    assert [one.is_accepted for one in laid.claims] == [False, False, True, True]
    neighbour, guilty = laid.claims[:2]
    assert "without a fault of its own" in neighbour.words
    assert guilty.words == f"procedure (SV101, segment {place}, loop 2300): a code that isn't known"
    assert laid.event(guilty) is Event.SYNTAX_REJECTED
    assert laid.answer.code == "P"


def test_a_place_without_a_claim_number_is_traced_by_its_segment() -> None:
    place = index_of("0002", "HI", occurrence=2)
    laid = lay_999([("0002", issue("HI", place, element=1))])
    words = {one.control: one.words for one in laid.claims}
    assert words[CONTROLS[3]].startswith("principal diagnosis (HI01")
    assert "without a fault" in words[CONTROLS[2]]


def test_a_fault_of_the_practice_concerns_every_claim_of_the_transaction() -> None:
    place = index_of("0001", "N4")
    laid = lay_999([("0001", issue("N4", place, element=3, code="I12"))])
    first, second = laid.claims[:2]
    assert first.words == second.words
    assert first.words.startswith("ZIP of the billing provider (N403")


def test_a_missing_segment_is_named() -> None:
    place = index_of("0001", "HI")
    laid = lay_999([("0001", issue("DTP", place, code="3"))])
    assert laid.claims[0].words.endswith("required segment missing")


@pytest.mark.parametrize(
    ("code", "note", "event"),
    [("A", "000", Event.ENVELOPE_ACCEPTED), ("R", "025", Event.ENVELOPE_REJECTED)],
)
def test_a_ta1_speaks_for_every_claim(code: str, note: str, event: Event) -> None:
    data = render_ta1(TA1("000000012", "260305", "0930", code, note), ANSWERING)
    laid = lay(only(data), original=SENT, claims=IDS)
    assert [one.control for one in laid.claims] == CONTROLS
    assert {laid.event(one) for one in laid.claims} == {event}
    assert laid.claims[0].verbatim == f"TA1 {code} {note}"
    assert ("came before" in laid.claims[0].words) is (note == "025")


def test_an_answer_to_a_stranger_is_told_and_not_dropped() -> None:
    data = render_ta1(TA1("000000099", "260305", "0930", "R", "025"), ANSWERING)
    laid = lay(only(data), original=b"", claims={})
    assert laid.claims == ()
    assert "isn't among those we sent" in laid.unknown[0]


def receipts(*patients: tuple[tuple[object, ...], ...], level: tuple[tuple[object, ...], ...] = ()) -> bytes:
    rows: list[tuple[object, ...]] = [
        ("BHT", "0085", "08", "X1", "20260306", "0600", "TH"),
        ("HL", "1", "", "20", "1"),
        ("NM1", "PR", "2", "ANCHOR MUTUAL", "", "", "", "", "PI", "CMA01"),
        ("TRN", "1", "X1"),
        ("HL", "2", "1", "21", "1"),
        ("NM1", "41", "2", "HARBOR", "", "", "", "", "46", "ALMONER1"),
        ("TRN", "2", "0000000120001"),
        *(level or (("STC", ("A1", "19", "PR"), "20260306", "WQ", "341"),)),
    ]
    if patients:
        rows += [("HL", "3", "2", "19", "1"), ("NM1", "85", "2", "HARBOR"), ("TRN", "1", "0")]
    for number, patient in enumerate(patients, 4):
        rows += [("HL", str(number), "3", "PT"), ("NM1", "QC", "1", "MARSH", "IRIS"), *patient]
    return answer(rows, set_id="277", guide="005010X214", functional_id="HN")


def test_a_277ca_speaks_claim_by_claim() -> None:
    data = receipts(
        (
            ("TRN", "2", CONTROLS[0]),
            ("STC", ("A2", "20", "PR"), "20260306", "WQ", "170.5"),
            ("REF", "1K", "PC001"),
        ),
        (
            ("TRN", "2", CONTROLS[1]),
            ("STC", ("A7", "562", "85"), "20260306", "U", "170.5"),
            ("STC", ("A7", "158", "QC"), "20260306", "U", "170.5"),
        ),
    )
    laid = lay(only(data), original=SENT, claims=IDS)
    taken, back = laid.claims
    assert (taken.is_accepted, taken.code, taken.payer_control) == (True, "A2", "PC001")
    assert laid.event(taken) is Event.PAYER_ACCEPTED
    assert (back.is_accepted, back.verbatim) == (False, "A7:562:85 A7:158:QC")
    assert "the NPI is missing or wrong; about the billing provider" in back.words
    assert "the birth date is wrong; about the patient" in back.words
    assert laid.event(back) is Event.PAYER_REJECTED
    assert (laid.answer.control, laid.answer.code) == ("000000012", "P")


def test_a_claim_of_somebody_else_in_a_277ca_is_told() -> None:
    data = receipts((("TRN", "2", "STRANGER"), ("STC", ("A2", "20"), "20260306", "WQ", "1")))
    laid = lay(only(data), original=SENT, claims=IDS)
    assert laid.claims == ()
    assert len(laid.unknown) == 1


def test_a_batch_that_was_sent_back_takes_its_claims() -> None:
    data = receipts(level=(("STC", ("A3", "24", "41"), "20260306", "U", "341"),))
    laid = lay(only(data), original=SENT, claims=IDS)
    assert [one.control for one in laid.claims] == CONTROLS[:2]
    assert not any(one.is_accepted for one in laid.claims)


def test_the_clearinghouse_taking_a_claim_is_not_the_payer_taking_it() -> None:
    data = receipts((("TRN", "2", CONTROLS[0]), ("STC", ("A1", "19"), "20260306", "WQ", "170.5")))
    data = data.replace(b"NM1*PR*2*ANCHOR MUTUAL*****PI*CMA01", b"NM1*AY*2*BOXCLEAR*****46*BOXCLEAR")
    laid = lay(only(data), original=SENT, claims=IDS)
    assert laid.event(laid.claims[0]) is Event.SYNTAX_ACCEPTED


def test_a_claim_named_beside_a_batch_that_was_sent_back_speaks_for_itself() -> None:
    data = receipts(
        (("TRN", "2", CONTROLS[0]), ("STC", ("A2", "20", "PR"), "20260306", "WQ", "170.5")),
        level=(("STC", ("A3", "24", "41"), "20260306", "U", "341"),),
    )
    laid = lay(only(data), original=SENT, claims=IDS)
    assert {one.control: one.is_accepted for one in laid.claims} == {CONTROLS[0]: True, CONTROLS[1]: False}


@settings(max_examples=60)
@given(st.data())
def test_damage_to_answer_or_original_never_ends_in_a_traceback(data: st.DataObject) -> None:
    answers = [
        write_999(read(SENT), ANSWERING),
        receipts((("TRN", "2", CONTROLS[0]), ("STC", ("A7", "562", "85"), "20260306", "U", "170.5"))),
    ]
    content, original = data.draw(st.sampled_from(answers)), SENT
    for _ in range(data.draw(st.integers(min_value=1, max_value=4))):
        content = _damaged(content, data)
        original = _damaged(original, data)
    with suppress(NotX12):
        for one in read_answers(read(content)):
            laid = lay(one, original=original, claims=IDS)
            assert all(claim.claim_id in IDS.values() for claim in laid.claims)
            assert explain(one, original=original)


def _damaged(content: bytes, data: st.DataObject) -> bytes:
    place = data.draw(st.integers(min_value=110, max_value=len(content) - 1))
    junk = data.draw(st.binary(max_size=3))
    return content[:place] + junk + content[place + len(junk) :]


def test_an_empty_document_holds_no_answer() -> None:
    assert read_answers(Document(b"")) == []
    assert read_answers(read(SENT)) == []


def test_what_was_said_is_kept_as_it_was_said() -> None:
    place = index_of("0001", "SV1", occurrence=3)
    laid = lay_999([("0001", issue("SV1", place, element=1, claim=CONTROLS[1]))])
    neighbour, guilty = laid.claims[:2]
    assert guilty.verbatim.startswith(f"IK3 SV1 {place} 2300 8 · IK4 1 ")
    assert guilty.verbatim.endswith(" · IK5 R 5")
    assert neighbour.verbatim == "IK5 R 5", "its neighbour's fault is not its own"


def test_what_a_payer_wrote_beside_its_codes_is_kept_with_them() -> None:
    wrote = ("STC", ("A7", "33", "PR"), "20260306", "U", "170.5", *[""] * 7, "MEMBER NOT ON FILE")
    data = receipts((("TRN", "2", CONTROLS[0]), wrote))
    laid = lay(only(data), original=SENT, claims=IDS)
    (back,) = laid.claims
    assert back.verbatim == "A7:33:PR “MEMBER NOT ON FILE”"
    assert "MEMBER" not in back.words, "a payer's own text may name a patient: our words never do"
