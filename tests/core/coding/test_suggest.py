"""Suggestions: what is assessed is coded with its proof, what isn't the patient's own of today never is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coding.suggest import Answer, Asked, Suggestion, Tier, suggest
from tests.core.coding.lexica import tools

ON = date(2026, 11, 2)
NOTE = """Chief complaint: follow-up\r
HPI: 61-year-old with chest pain last week, none today. Denies shortness of breath.\r
PMH: pneumonia, asthma\r
Family history: mother had breast cancer.\r
\r
Assessment and plan:\r
1. CHF - HFrEF, stable. Continue furosemide.\r
2. Hypertension: at goal on lisinopril.\r
3. Left knee osteoarthritis, worse.\r
4. Possible pneumonia; chest film.\r
Return if fever develops.\r
"""
WORDS = st.sampled_from(
    (
        "Assessment: |HPI: |CHF |no |denies |possible |mother had |history of |pneumonia |left "
        "|knee osteoarthritis |. |, |\n|\r\n|1. |;|if |\ufeff|e\u0301 |ankle sprain |MS |valve |hypertention "
    ).split("|")
)


def asked(text: str) -> Answer:
    return suggest(text, Asked(on=ON), tools())


def codes(answer: Answer, *tiers: Tier) -> list[str]:
    return [
        each.code for each in answer.suggestions if each.kind == "dx" and each.tier in (tiers or tuple(Tier))
    ]


def one(answer: Answer, code: str) -> Suggestion:
    return next(each for each in answer.suggestions if each.code == code)


def test_a_whole_note() -> None:
    answer = asked(NOTE)
    assert codes(answer, Tier.CONFIRM, Tier.REVIEW)[:3] == ["I50.20", "I10", "M17.12"]
    assert "J18.9" not in codes(answer)
    assert "C50.919" not in codes(answer)
    assert "R06.02" not in codes(answer)
    assert "R50.9" not in codes(answer)


def test_a_relative_and_a_past_give_their_own_codes() -> None:
    answer = asked(
        "Family history: mother had breast cancer.\nPMH: history of pneumonia\nA/P:\n1. HTN, stable"
    )
    assert {each.candidate.code for each in answer.ranked} == {"Z80.3", "Z87.01", "I10"}


@given(st.lists(WORDS, max_size=40).map("".join))
def test_every_quote_is_verbatim_every_code_valid_and_the_answer_the_same(text: str) -> None:
    answer = asked(text)
    for each in answer.suggestions:
        assert each.evidence
        assert all(text[quote.start : quote.end] == quote.text for quote in each.evidence)
        assert each.kind != "dx" or tools().navigator(Asked(on=ON)).codes.is_billable(each.code)
    assert [each.code for each in answer.suggestions] == [each.code for each in asked(text).suggestions]


@given(st.text(max_size=400))
def test_any_text_has_an_answer(text: str) -> None:
    assert all(each.tier in Tier for each in asked(text).suggestions)


@pytest.mark.parametrize("text", ["", " ", "\ufeff", "\r\n\r\n", "1.\n2.\n", ":" * 500, "Assessment:"])
def test_nothing_to_say(text: str) -> None:
    assert asked(text).suggestions == ()


@pytest.mark.parametrize(
    "text", [NOTE * 60, "CHF no left fever, " * 4000 + NOTE, "1. CHF\n" * 3000 + NOTE, ":" * 50_000 + NOTE]
)
def test_a_large_note_is_read(text: str) -> None:
    assert "I10" in codes(asked(text))


def test_what_lacks_an_axis_is_reviewed_and_says_so() -> None:
    heart = one(asked("Assessment:\n1. CHF, stable. Continue furosemide.\n2. HTN"), "I50.9")
    assert (heart.tier, heart.missing) == (Tier.REVIEW, ("type", "acuity"))


def test_a_mended_word_is_never_sure() -> None:
    assert one(asked("Assessment:\n1. Hypertention, stable. Continue lisinopril."), "I10").tier is Tier.REVIEW


def test_a_heading_without_an_entry_is_looked_up_in_the_titles() -> None:
    found = one(asked("Assessment:\n1. Pulmonary alveolar microlithiasis: stable\n2. HTN"), "J84.02")
    assert found.tier is Tier.REVIEW
    assert found.why[0].rule == "title"


def test_two_sides_without_a_common_code_are_two_suggestions() -> None:
    assert set(codes(asked("Assessment: bilateral ankle sprain"))) == {"S93.401A", "S93.402A"}


def test_the_only_side_of_the_problem_counts() -> None:
    text = "A/P:\n1. Knee osteoarthritis\n- worse on the left\n2. HTN\n- stable"
    assert "M17.12" in codes(asked(text))


def test_the_words_for_side_and_axes_are_proof() -> None:
    knee = one(asked("A/P:\n1. Left knee osteoarthritis"), "M17.12")
    assert [quote.text for quote in knee.evidence] == ["knee osteoarthritis", "Left"]
    heart = one(asked("A/P:\n1. CHF\n- HFrEF on echo\n2. HTN"), "I50.20")
    assert "HFrEF" in [quote.text for quote in heart.evidence]


def test_a_list_that_was_carried_forward_proves_nothing() -> None:
    text = "Problem list in chart (imported 2019): CHF, asthma\nHPI: well\nA/P: HTN"
    assert codes(asked(text)) == ["I10"]


def test_an_illness_of_childhood_is_past_although_treated() -> None:
    assert codes(asked("HPI: hypertension as a child.\nPlan: lisinopril 5 mg")) == []


def test_what_the_assessment_denies_is_out() -> None:
    text = "HPI: has pneumonia.\nAssessment: Pneumonia was ruled out. HTN."
    assert codes(asked(text)) == ["I10"]


def test_a_treated_chronic_illness_stays_with_its_history() -> None:
    assert "I10" in codes(asked("HPI: history of hypertension.\nPlan: continue lisinopril."))
    assert "I10" not in codes(asked("HPI: history of hypertension.\nPlan: walk more."))


def test_unknown_ages_are_refused() -> None:
    with pytest.raises(ValueError, match="age"):
        Asked(on=ON, age=200)
    with pytest.raises(ValueError, match="sex"):
        Asked(on=ON, sex="X")


def test_a_symptom_put_down_to_a_disease_is_the_disease() -> None:
    answer = asked("A/P:\n1. Chest pain due to pneumonia. Start amoxicillin.\n")
    assert codes(answer) == ["J18.9"]


def test_what_the_plan_treats_without_its_name_is_addressed() -> None:
    text = "PMH: type 2 diabetes\nAssessment:\n1. Left ankle sprain\nPlan: Brace. Continue metformin.\n"
    assert "E11.9" in codes(asked(text), Tier.CONFIRM, Tier.REVIEW)
    listed = asked(text.replace(" Continue metformin.", ""))
    assert "E11.9" not in codes(listed, Tier.CONFIRM, Tier.REVIEW)


def test_what_the_assessment_holds_to_be_past_is_past() -> None:
    text = "HPI: lumpectomy for breast cancer\nAssessment:\n1. History of breast cancer, no recurrence\n"
    assert codes(asked(text), Tier.CONFIRM, Tier.REVIEW) == ["Z85.3"]
