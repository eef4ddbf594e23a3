"""A reading keeps every place in the text as given and finds the parts of real notes."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coding.reading import Reading, SectionKind, read, stems_of
from tests.core.coding.lexica import shipped_headings

PIECES = st.sampled_from(
    (
        "Assessment:|Plan|\r\n|\n|\n\n|\r|\ufeff|HPI: |1. |• |# |e\u0301|ﬁ|\u00a0|Crohn's|w/o|s/p|.|. |:|, |"
        "a|HTN|İ|ß|\u2028|\x00|💊|  "
    ).split("|")
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))


def note(text: str) -> Reading:
    return read(text, shipped_headings())


def sentences(reading: Reading, kind: SectionKind) -> list[str]:
    return [reading.quote(each.span) for each in reading.sentences if reading.section_of(each).kind is kind]


def headings(reading: Reading) -> list[str]:
    return [reading.quote(block.heading) for block in reading.blocks if block.heading]


@given(TEXTS)
def test_places_hold_in_any_text(text: str) -> None:
    reading = note(text)
    spans = [section.span for section in reading.sections]
    assert "".join(map(reading.quote, spans)) == text
    assert all(
        before.end <= after.start for before, after in zip(reading.tokens, reading.tokens[1:], strict=False)
    )
    assert all(text[token.start : token.end].strip() for token in reading.tokens)
    assert [at for each in reading.sentences for at in range(each.first_token, each.last_token)] == list(
        range(len(reading.tokens))
    )
    for sentence in reading.sentences:
        section = reading.section_of(sentence)
        assert section.span.start <= sentence.span.start < section.span.end
        block = reading.block_of(sentence)
        assert block is None or block.span.start <= sentence.span.start < block.span.end
    assert all(a.span.end <= b.span.start for a, b in zip(reading.blocks, reading.blocks[1:], strict=False))


@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert note(text) == note(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ASSESSMENT\nGout", SectionKind.ASSESSMENT),
        ("assessment and plan:\nGout", SectionKind.ASSESSMENT),
        ("A/P: Gout", SectionKind.ASSESSMENT),
        ("A&P\n1. Gout", SectionKind.ASSESSMENT),
        ("## Impression\nGout", SectionKind.ASSESSMENT),
        ("**Impression:** Gout", SectionKind.ASSESSMENT),
        ("IMPRESSION 1. Gout", SectionKind.ASSESSMENT),
        ("Assessment - Gout", SectionKind.ASSESSMENT),
        ("S: hurts.\nA: Gout", SectionKind.ASSESSMENT),
        ("Exam: fine. Impression: Gout", SectionKind.ASSESSMENT),
        ("FHx: Gout", SectionKind.FAMILY),
        ("Past Medical History\r\nGout", SectionKind.PMH),
        ("P: Gout", SectionKind.PLAN),
        ("\ufeffCC: Gout", SectionKind.COMPLAINT),
        ("Impr/Plan\nGout", SectionKind.ASSESSMENT),
        ("MDM / Impression:\nGout", SectionKind.ASSESSMENT),
        ("ASSESMENT\n1. Gout", SectionKind.ASSESSMENT),
        ("Diagnoses for this visit:\nGout", SectionKind.ASSESSMENT),
        ("Ax-\n1. Gout", SectionKind.ASSESSMENT),
        ("A// Gout", SectionKind.ASSESSMENT),
        ("PROBLEM | STATUS | PLAN\nGout | stable | same", SectionKind.ASSESSMENT),
        ("My recommendations today:\nGout", SectionKind.PLAN),
        ("S: hurts\nExam: red\nSummary: Gout", SectionKind.ASSESSMENT),
        ("Summary: Gout\nExam: red", SectionKind.HPI),
    ],
)
def test_headings_in_all_their_forms(text: str, kind: SectionKind) -> None:
    assert "Gout" in sentences(note(text), kind)


@pytest.mark.parametrize(
    "text",
    [
        "The plan is to treat gout",
        "A lot of gout",
        "Vitamin A: gout",
        "Q: gout? A: no",
        "Previous diagnoses: gout",
        "Problem: gout",
    ],
)
def test_words_that_are_no_headings(text: str) -> None:
    assert [section.kind for section in note(text).sections] == [SectionKind.OTHER]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Assessment:\n1. Gout - stable\n2. HTN: continue\n", ["Gout", "HTN"]),
        ("A/P:\n# Gout\nContinue.\n# HTN\nContinue.\n", ["Gout", "HTN"]),
        (
            "ASSESSMENT AND PLAN\n\nGout.\n• Medical Reasoning: ok.\n\nHTN.\n• Medical Treatment: same.",
            ["Gout", "HTN"],
        ),
        ("Assessment/Plan:\nGout:\n- continue\nHTN:\n- continue\n", ["Gout", "HTN"]),
        ("A/P\nGout, better.\nHTN. Diet.\nCOPD, new.\n", ["Gout, better", "HTN", "COPD, new"]),
        ("A/P\nGout. Better.\nHTN. She is well.\n", []),
        ("A/P\nGout --> diet\nHTN | stable | same\n", ["Gout", "HTN"]),
        ("A/P\n> Gout: diet\n> HTN: same\n", ["Gout", "HTN"]),
    ],
)
def test_problems_of_an_assessment(text: str, expected: list[str]) -> None:
    assert headings(note(text)) == expected


def test_the_next_problem_stands_in_the_assessment_again() -> None:
    reading = note("A/P\n\nGout.\n• Patient education: rest.\n\nHTN.\n• Medical treatment: same.")
    assert "HTN" in sentences(reading, SectionKind.ASSESSMENT)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Seen by Dr. Smith today. Feels well.", 2),
        ("Has pain\nin the knee.", 1),
        ("No fever. No cough? Fine!", 3),
        ("Takes 2.5 mg. Feels well", 2),
        ("gout\n- htn\n- copd", 3),
    ],
)
def test_sentences_end_where_they_should(text: str, count: int) -> None:
    assert len(note(text).sentences) == count


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("oedema", "edema"),
        ("anaemias", "anemia"),
        ("tumours", "tumor"),
        ("diagnoses", "diagnosis"),
        ("diseases", "disease"),
        ("biopsies", "biopsy"),
        ("Crohn’s", "Crohn"),
        ("kidney dz", "kidney disease"),
        ("type II", "type 2"),
        ("CABGs", "CABG"),
        ("foetal", "fetal"),
        ("viruses", "virus"),
        ("metastases", "metastasis"),
        ("pain w/ fever", "pain with fever"),
    ],
)
def test_forms_of_a_word_fall_together(one: str, other: str) -> None:
    assert stems_of(one) == stems_of(other)


def test_a_stem_keeps_words_apart() -> None:
    words: list[str] = "note not rash hip his gas ga pus pu anus anu".split()
    stem_of: Callable[[str], tuple[str, ...]] = stems_of
    assert len({stem_of(word) for word in words}) == len(words)
