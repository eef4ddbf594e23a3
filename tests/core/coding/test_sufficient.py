"""What a note lacks: each check fires on a note without its element, and is silent on the note with it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from almoner.core.chart.entry import Entry
from almoner.core.chart.medication import Administration
from almoner.core.chart.note import Care, CareRole, Carried
from almoner.core.chart.order import Order, OrderSort, OrderState
from almoner.core.chart.shape import Amount, Concept, Moment
from almoner.core.chart.template import Must
from almoner.core.coding.documentation import DocumentationError, load_documentation
from almoner.core.coding.sufficient import Around, Shortfall, sufficient
from almoner.core.coding.sufficient_text import cloned_percent, is_fixed_attestation
from almoner.core.coding.suggest import Asked, Tools, suggest
from almoner.store.shipped.codes import CodeStore
from almoner.store.shipped.documentation import shipped_documentation
from almoner.store.shipped.guidelines import shipped_guidelines
from almoner.store.shipped.lexicon import shipped_lexicon, shipped_weights
from almoner.store.shipped.templates import shipped_templates

ON = date(2026, 3, 2)
CARD = shipped_documentation()
PLAIN = """Chief complaint: Follow-up of blood pressure.
HPI: Feels well, no chest pain.
Exam: Lungs clear.
Assessment and plan:
1. Hypertension - stable. Continue lisinopril 10 mg.
"""


@cache
def tools() -> Tools:
    return Tools(
        shipped_lexicon(), shipped_weights(), CodeStore(Path("nowhere")).tables(), shipped_guidelines()
    )


def found(text: str, around: Around | None = None) -> tuple[Shortfall, ...]:
    asked = Asked(on=ON, age=58, sex="F", is_new=False)
    return sufficient(suggest(text, asked, tools()), around or Around(), CARD)


def checks(text: str, around: Around | None = None) -> set[str]:
    return {one.check for one in found(text, around)}


def test_a_whole_note_lacks_nothing() -> None:
    assert found(PLAIN) == ()


COMPLETE = {
    "procedure": (
        "Procedure: Consent obtained. Left forearm prepped, 1% lidocaine. Lesion of 6 mm excised, "
        "one lesion, specimen to pathology. Tolerated well, no complications."
    ),
    "drug-given": (
        "Plan: Ceftriaxone 500 mg given IM in the right gluteus, NDC 00409-7338-01, lot AB1234, "
        "none discarded."
    ),
    "psychotherapy": (
        "Plan: Individual psychotherapy 10:00 to 10:45 focused on grief; supportive intervention; "
        "engaged; denies suicidal thoughts; progress toward treatment plan goal 1; next session in "
        "a week."
    ),
    "telehealth": (
        "HPI: Video visit by real-time audio and video, patient at home, clinician located in the "
        "office, consented."
    ),
    "interpretation": (
        "Results: ECG performed. Sinus rhythm, normal intervals. Compared with 2025: unchanged. "
        "Impression: normal."
    ),
    "repair": (
        "Procedure: Consented. Laceration repair of left hand: prepped, lidocaine, 3 cm, simple, "
        "one layer. No complications."
    ),
    "infusion": "Plan: Infusion started 09:00, stopped 10:15.",
    "guidance": (
        "Procedure: Consented, left knee, sterile, lidocaine, under ultrasound guidance, images "
        "saved, joint was injected with triamcinolone 40 mg, tolerated."
    ),
    "screening": "Results: PHQ-9 score 4, minimal.",
    "advance-care": "Plan: Advance care planning discussion, voluntary, 20 minutes.",
    "tobacco": "Plan: Smoking cessation counseling for 5 minutes.",
    "immunization": "Plan: Influenza vaccine given, left deltoid, lot FL2201, exp 06/2027, VIS 08/2025.",
    "toxin": "Procedure: 155 units of onabotulinumtoxinA injected, 45 units discarded.",
}
TAKEN_OUT = [
    ("procedure", "Consent obtained. ", "procedure/consent"),
    ("procedure", "Left forearm ", "procedure/site"),
    ("procedure", " of 6 mm", "lesion/size"),
    ("procedure", " Tolerated well, no complications.", "procedure/complications"),
    ("drug-given", ", lot AB1234", "drug-given/lot"),
    ("drug-given", ", NDC 00409-7338-01", "drug-given/ndc"),
    ("drug-given", ", none discarded", "drug-given/waste"),
    ("psychotherapy", " 10:00 to 10:45", "psychotherapy/minutes"),
    ("psychotherapy", "; denies suicidal thoughts", "psychotherapy/risk"),
    ("psychotherapy", "; progress toward treatment plan goal 1", "psychotherapy/goal"),
    ("telehealth", ", patient at home", "telehealth/patient-place"),
    ("telehealth", ", clinician located in the office", "telehealth/clinician-place"),
    ("telehealth", ", consented", "telehealth/consent"),
    ("interpretation", " Compared with 2025: unchanged.", "interpretation/comparison"),
    ("interpretation", " Impression: normal.", "interpretation/conclusion"),
    ("repair", ", 3 cm", "repair/length"),
    ("repair", ", simple, one layer", "repair/depth"),
    ("infusion", " 09:00, stopped 10:15", "infusion/times"),
    ("guidance", ", images saved", "guidance/image"),
    ("screening", " score 4", "screening/score"),
    ("advance-care", ", 20 minutes", "advance-care/minutes"),
    ("tobacco", " for 5 minutes", "tobacco/minutes"),
    ("immunization", ", lot FL2201", "immunization/lot"),
    ("immunization", ", VIS 08/2025", "immunization/sheet"),
    ("toxin", ", 45 units discarded", "toxin/waste"),
]


def whole(service: str, without: str = "") -> str:
    said = COMPLETE[service].replace(without, "") if without else COMPLETE[service]
    return PLAIN.replace("Exam: Lungs clear.", f"Exam: Lungs clear.\n{said}")


@pytest.mark.parametrize(("service", "without", "check"), TAKEN_OUT, ids=[check for _, _, check in TAKEN_OUT])
def test_an_element_that_is_taken_out_is_missed(service: str, without: str, check: str) -> None:
    assert without in COMPLETE[service]
    assert check not in checks(whole(service))
    assert check in checks(whole(service, without))


@pytest.mark.parametrize(
    "sentence",
    [
        "Plan: Will have the lesion excised next month.",
        "Plan: Punch biopsy declined.",
        "PMH: Lesion excised in 2019.",
        "Plan: If worse, the knee is to be injected into the joint.",
        "HPI: No ceftriaxone given before.",
    ],
)
def test_what_was_not_done_today_is_asked_for_nothing(sentence: str) -> None:
    assert not any("/" in one and not one.startswith(("axis", "problem")) for one in checks(PLAIN + sentence))


def test_a_problem_without_status_and_plan_is_named() -> None:
    text = PLAIN + "2. Gout\n"
    (one,) = [one for one in found(text) if one.check == "problem/status"]
    assert [text[span.start : span.end] for span in one.evidence] == ["Gout"]
    assert one.must is Must.AT_SIGNING


def test_a_missing_axis_is_asked_for_and_a_said_one_is_not() -> None:
    bare = PLAIN.replace("1. Hypertension - stable.", "1. Heart failure - stable.")
    said = bare.replace("Heart failure", "Chronic systolic heart failure")
    assert {"axis/type", "axis/acuity"} & checks(bare)
    assert not {"axis/type", "axis/acuity"} & checks(said)


def test_what_is_stated_and_denied_is_a_contradiction() -> None:
    text = (
        PLAIN.replace("Feels well, no chest pain", "No asthma") + "2. Asthma - stable. Continue albuterol.\n"
    )
    assert "contradiction" in checks(text)
    assert "contradiction" not in checks(text.replace("No asthma", "Breathing well"))


def test_a_condition_of_the_other_sex_is_a_contradiction() -> None:
    text = PLAIN + "2. Benign prostatic hyperplasia - stable. Continue tamsulosin.\n"
    assert "contradiction/sex" in checks(text, Around(sex="F"))
    assert "contradiction/sex" not in checks(text, Around(sex="M"))


def test_parts_that_are_not_there_are_asked_for() -> None:
    assert "part/reason" in checks("Assessment:\n1. Hypertension - stable. Continue lisinopril.\n")
    assert "part/assessment" in checks("HPI: Cough for a week.\nExam: Lungs clear.\n")


@pytest.mark.parametrize("mark", ["[inaudible]", "___", "***"])
def test_a_fragment_is_found_where_it_stands(mark: str) -> None:
    text = PLAIN.replace("Lungs clear", f"Lungs {mark} clear")
    (one,) = [one for one in found(text) if one.check == "fragment"]
    assert [text[span.start : span.end] for span in one.evidence] == [mark]
    assert one.must is Must.BEFORE_CLAIM


def test_the_last_note_again_is_a_clone_and_a_new_one_is_not() -> None:
    before = PLAIN + "".join(
        f"Point {word} was reviewed today.\n" for word in "one two three four five".split()
    )
    assert cloned_percent(before, before) == 100
    assert "cloned" in checks(before, Around(before=before))
    assert "cloned" not in checks(before, Around(before=PLAIN.replace("lisinopril", "amlodipine")))


def test_unreviewed_copies_are_named_and_reviewed_ones_are_not() -> None:
    one = Carried(7, ON, 0, 10)
    assert "carried" in checks(PLAIN, Around(carried=(one,)))
    assert "carried" not in checks(PLAIN, Around(carried=(replace(one, is_reviewed=True),)))


@pytest.mark.parametrize("role", sorted(set(CareRole) - {CareRole.OWN}))
def test_a_service_under_anothers_name_says_whose_and_how(role: CareRole) -> None:
    assert {"care/who", "care/presence"} <= checks(PLAIN, Around(care=Care(role)))
    said = Care(role, 5, "Present in the suite, treatment begun by Dr. Chen on 01/05.")
    assert not {"care/who", "care/presence"} & checks(PLAIN, Around(care=said))


def test_a_fixed_sentence_is_no_attestation() -> None:
    fixed = "I saw and examined the patient. I agree with the above."
    assert is_fixed_attestation(fixed, CARD)
    own = " The left ankle is more swollen than described; we add an ultrasound and stop amlodipine."
    assert not is_fixed_attestation(fixed + own, CARD)


def order(text: str, *, reason: str = "", status: OrderState = OrderState.ORDERED) -> Order:
    reasons = (Concept(reason),) if reason else ()
    entry = Entry(patient_id=1, author_id=2)
    made = Order(5, entry, Concept(text), OrderSort.IMAGING, Moment("2026-03-02"), reasons=reasons)
    return replace(made, status=status)


def test_an_order_wants_a_reason_and_the_notes_side() -> None:
    text = PLAIN + "2. Left knee pain - worse. Order left knee x-ray.\n"
    assert "order/5/reason" in checks(text, Around(orders=(order("x-ray of the left knee"),)))
    right = Around(orders=(order("x-ray of the right knee", reason="knee pain"),))
    left = Around(orders=(order("x-ray of the left knee", reason="knee pain"),))
    gone = Around(orders=(order("x-ray of the right knee", status=OrderState.CANCELLED),))
    assert "order/5/side" in checks(text, right)
    assert not any(one.startswith("order") for one in checks(text, left) | checks(text, gone))


def test_a_drug_given_wants_its_record_which_then_speaks_for_the_note() -> None:
    text = whole("drug-given").replace(", NDC 00409-7338-01, lot AB1234, none discarded", "")
    assert {"drug-given/record", "drug-given/lot", "drug-given/waste"} <= checks(text)
    given = Administration(
        9,
        Entry(patient_id=1, author_id=2),
        Concept("ceftriaxone"),
        Moment("2026-03-02"),
        dose=Amount(Decimal(500), "mg", "mg"),
        wasted=Amount(Decimal(0), "mg", "mg"),
        lot="AB1234",
    )
    assert not {"drug-given/record", "drug-given/lot", "drug-given/waste"} & checks(
        text, Around(administrations=(given,))
    )


def test_an_unanswered_question_of_the_template_is_asked_for() -> None:
    template = shipped_templates()["general.visit"]
    assert "template/complaint" in checks(PLAIN, Around(template=template))
    answered = Around(template=template, answers={"complaint": "Follow-up"})
    assert "template/complaint" not in checks(PLAIN, answered)


def test_own_words_answer_what_a_signature_asks_for_in_their_section_alone() -> None:
    """Whoever writes by themselves isn't asked the same again; what a claim waits for still is."""
    template = shipped_templates()["general.visit"]
    asked = {one for one in checks(PLAIN, Around(template=template)) if one.startswith("template/")}
    left = checks(PLAIN, Around(template=template, own=frozenset({"assessment", "hpi", "exam"})))
    answered = {"template/hpi", "template/exam", "template/problem.1", "template/problem.1.plan"}
    assert answered <= asked
    assert not answered & left
    assert "template/complaint" in left, "its section has no words"
    told = {"procedure.was": "yes", "problem.1": "Gout"}
    waited = {one.id for one in template.fields if one.must is Must.BEFORE_CLAIM}
    every = frozenset(section.name for section in template.sections)
    lacks = found(PLAIN, Around(template=template, answers=told, own=every))
    held = {one.check for one in lacks if one.check.startswith("template/")}
    assert held
    assert held <= {f"template/{name}" for name in waited}


def test_what_a_claim_waits_for_comes_first() -> None:
    text = whole("procedure", "Consent obtained. ") + "2. Gout\n"
    order_of = [one.must for one in found(text)]
    assert order_of == sorted(order_of, key=[Must.BEFORE_CLAIM, Must.AT_SIGNING, Must.NEVER].index)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("from = 3", "from: a date"),
        ("from = 2026-01-01\ncloned_percent = 101", "cloned_percent"),
        ("nothing = 1", "there is no key"),
        ("= 1", "not TOML"),
    ],
)
def test_a_card_that_is_broken_is_refused_with_its_place(wrong: str, why: str) -> None:
    with pytest.raises(DocumentationError, match=why):
        load_documentation(wrong, "own.toml")
