"""Names that share a word are all found, each at its own words, and nothing is made up."""

import pytest

from almoner.core.coding.lexicon import Lexicon, load
from almoner.core.coding.mention import find
from almoner.core.coding.reading import read
from tests.core.coding.lexica import small

WORDS = """
[bone-metastasis]
say = ["bone metastasis", "metastasis to bone"]
code = "C79.51"

[brain-metastasis]
say = ["brain metastasis", "metastasis to brain"]
code = "C79.31"

[liver-metastasis]
say = ["liver metastasis", "metastasis to liver"]
code = "C78.7"

[fever]
say = ["fever"]
code = "R50.9"
kind = "symptom"

[neck-pain]
say = ["neck pain"]
code = "M54.2"
kind = "symptom"

[fever-pain]
say = ["fever pain"]
code = "R52"
kind = "symptom"
"""


def lexicon() -> Lexicon:
    shared = small()
    made = load([("words.toml", WORDS)])
    return Lexicon(made.concepts, made.phrases, headings=shared.headings, cues=shared.cues)


def named(text: str) -> list[tuple[str, str]]:
    reading = read(text, lexicon().headings)
    return [(each.concept, reading.quote(each.span)) for each in find(reading, lexicon())]


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("Bone and brain metastases", ["bone-metastasis", "brain-metastasis"]),
        ("Bone, liver, and brain metastases", ["bone-metastasis", "liver-metastasis", "brain-metastasis"]),
        ("Bone/brain metastases", ["bone-metastasis", "brain-metastasis"]),
        ("metastases to bone and the liver", ["bone-metastasis", "liver-metastasis"]),
        ("metastases to bone, brain and liver", ["bone-metastasis", "brain-metastasis", "liver-metastasis"]),
        ("left bone and right brain metastases", ["bone-metastasis", "brain-metastasis"]),
    ],
)
def test_all_parts_are_found(text: str, concepts: list[str]) -> None:
    assert [concept for concept, _ in named(text)] == concepts


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("fever and neck pain", ["fever", "neck-pain"]),
        ("Bone. Brain metastases", ["brain-metastasis"]),
        ("Bone\nbrain metastases", ["brain-metastasis"]),
        ("Bone, brain metastases", ["brain-metastasis"]),
        ("bone scan and brain metastases", ["brain-metastasis"]),
        ("and brain metastases and", ["brain-metastasis"]),
    ],
)
def test_what_only_stands_near_shares_nothing(text: str, concepts: list[str]) -> None:
    assert [concept for concept, _ in named(text)] == concepts


def test_a_denial_denies_each_part() -> None:
    reading = read("No bone or brain metastases.", lexicon().headings)
    assert [each.assertion.value for each in find(reading, lexicon())] == ["negated", "negated"]
